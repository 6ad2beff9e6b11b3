package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.Renderer;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The families, by the names that they are asked for with. A new family is a class and a line here. */
public final class Families {
    private static final Map<String, Function<FamilySetup, Renderer>> ALL = new TreeMap<>();

    static {
        ALL.put("deepseek-r1", setup -> new DeepSeek(DeepSeek.Model.R1, setup));
        ALL.put("deepseek-v3", setup -> new DeepSeek(DeepSeek.Model.V3, setup));
        ALL.put("deepseek-v4", DeepSeekV4::new);
        ALL.put("gemma4", Gemma4::new);
        ALL.put("gpt-oss", GptOss::new);
        ALL.put("inkling", Inkling::new);
        ALL.put("kimi-k2", KimiK2::new);
        ALL.put("kimi-k2.5", KimiK25::new);
        ALL.put("glm-4.5", Glm45::new);
        ALL.put("glm-5", setup -> new Glm5(Glm5.Version.FIRST, setup));
        ALL.put("glm-5.1", setup -> new Glm5(Glm5.Version.SECOND, setup));
        ALL.put("glm-5.3", Glm53::new);
        ALL.put("hy3", Hy3::new);
        ALL.put("laguna-m.1", setup -> new LagunaSpaced(LagunaSpaced.Model.M_1, setup));
        ALL.put("laguna-s-2.1", LagunaTight::large);
        ALL.put("laguna-xs-2.1", LagunaTight::small);
        ALL.put("laguna-xs.2", setup -> new LagunaSpaced(LagunaSpaced.Model.XS_2, setup));
        ALL.put("minimax-m2", MiniMaxM2::new);
        ALL.put("qwen3", Qwen3::new);
        ALL.put("qwen3-vl", Qwen3Vl::new);
        ALL.put("prime-qwen3", PrimeQwen3::new);
        ALL.put("nemotron-3", setup -> new Nemotron3(Nemotron3.Version.NANO_OR_SUPER, setup));
        ALL.put("nemotron-3-ultra", setup -> new Nemotron3(Nemotron3.Version.ULTRA, setup));
        ALL.put("nemotron-3.5", setup -> new Nemotron3(Nemotron3.Version.V3_5, setup));
        ALL.put("llama-3", Llama3::new);
        ALL.put("qwen3.5", setup -> new Qwen35(Qwen35.Version.V3_5, setup));
        ALL.put("qwen3.6", setup -> new Qwen35(Qwen35.Version.V3_6, setup));
        ALL.put("qwen3.8", setup -> new Qwen35(Qwen35.Version.V3_8, setup));
    }

    private Families() {}

    /** The names, such as {@code qwen3}. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(ALL.keySet());
    }

    /**
     * Makes a renderer.
     *
     * @throws IllegalArgumentException when there is no such family, or it lacks an option
     */
    public static Renderer make(String name, FamilySetup setup) {
        Function<FamilySetup, Renderer> family = ALL.get(name);
        if (family == null) {
            throw new IllegalArgumentException(
                    "there is no renderer \"" + name + "\"; there are " + String.join(", ", ALL.keySet()));
        }
        return family.apply(setup);
    }
}

package dev.tokenwright.testkit.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.RendererSettings;
import dev.tokenwright.chat.render.Renderers;
import dev.tokenwright.spec.ModelDefaults;
import dev.tokenwright.spec.SpecialTokens;
import dev.tokenwright.testkit.golden.GoldenFolder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A model's family is told by what its chat template writes, whatever the model is called. */
class FamilyDetectionTest {
    /** Families that write the same where the vocabulary has no tokens for images. */
    private static final Map<String, Set<String>> ALIKE =
            Map.of("nemotron-3.5", Set.of("nemotron-3-ultra", "nemotron-3.5"));

    @TestFactory
    List<DynamicTest> templatesTellTheFamily() {
        List<DynamicTest> tests = new ArrayList<>();
        GoldenFolder.shared()
                .ifPresentOrElse(
                        folder -> {
                            for (TemplateParity parity : TemplateParityTest.FAMILIES) {
                                tests.add(DynamicTest.dynamicTest(
                                        parity.name() + " " + parity.template(), () -> isTold(parity, folder)));
                            }
                            tests.add(DynamicTest.dynamicTest("no family", () -> isRenderedByItsTemplate(folder)));
                        },
                        () -> System.out.println("families: no shared fixtures here, nothing told"));
        return tests;
    }

    private static Tokenizer tokenizer(String family, String template, TemplateParity parity, GoldenFolder folder) {
        Tokenizer plain = RendererFixture.open(family, folder).tokenizer();
        SpecialTokens specials = parity.variables().get("bos_token") instanceof String bos
                ? new SpecialTokens(
                        Map.of(
                                "bos",
                                new SpecialTokens.Named(
                                        bos, plain.vocabulary().id(bos).orElseThrow())),
                        List.of())
                : SpecialTokens.NONE;
        ModelDefaults none = ModelDefaults.NONE;
        return Tokenizer.of(plain.spec()
                .withDefaults(new ModelDefaults(
                        specials,
                        none.maxLength(),
                        none.paddingSide(),
                        none.truncationSide(),
                        none.stopIds(),
                        Map.of("default", template))));
    }

    private static void isTold(TemplateParity parity, GoldenFolder folder) {
        RendererSettings settings =
                RendererSettings.SAFE.withModelName(parity.modelName()).withToday(LocalDate.of(2024, 7, 26));
        Tokenizer tokenizer =
                tokenizer(parity.name(), TemplateParityTest.source(parity.template(), folder), parity, folder);
        Renderer renderer = Renderers.of(tokenizer, settings);
        System.out.println(parity.template() + " is " + renderer.describe().name());
        assertThat(ALIKE.getOrDefault(parity.name(), Set.of(parity.name())))
                .contains(renderer.describe().name());
        assertThat(Renderers.checked(parity.name(), tokenizer, settings)).isNotNull();
    }

    private static void isRenderedByItsTemplate(GoldenFolder folder) {
        TemplateParity qwen = TemplateParityTest.FAMILIES.get(0);
        String source = "{% for m in messages %}<|im_start|>{{ m.role }}: {{ m.content }}<|im_end|>{% endfor %}"
                + "{% if add_generation_prompt %}<|im_start|>assistant: {% endif %}";
        Tokenizer tokenizer = tokenizer("qwen3", source, qwen, folder);
        Renderer renderer = Renderers.of(tokenizer, RendererSettings.SAFE);
        assertThat(renderer.describe().name()).isEqualTo("template");
        assertThat(renderer.stopIds())
                .contains(tokenizer.vocabulary().id("<|im_end|>").orElseThrow());
        Tokenizer model = tokenizer("qwen3", TemplateParityTest.source(qwen.template(), folder), qwen, folder);
        assertThatThrownBy(() -> Renderers.checked("qwen3.5", model, RendererSettings.SAFE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("renderer qwen3.5 was asked for, but the model's chat template writes as qwen3 does");
    }
}

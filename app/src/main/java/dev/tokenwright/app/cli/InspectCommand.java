package dev.tokenwright.app.cli;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.app.json.Json;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.ModelDefaults;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.TokenizerSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenwright inspect}. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "What a tokenizer is made of: where it came from, its stages, vocabulary and special tokens.",
        footer = {"", "Example:", "  tokenwright inspect --model qwen3"})
final class InspectCommand implements Callable<Integer> {
    private static final int SHOWN_TOKENS = 12;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Option(names = "--json", description = "Write a JSON object.")
    boolean json;

    @Option(names = "--all-tokens", description = "List every added token, not only the first few.")
    boolean allTokens;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Tokenizer tokenizer = model.load();
        if (json) {
            out.println(json(tokenizer));
        } else {
            facts(tokenizer).forEach((name, value) -> out.println(String.format("%-15s %s", name, value)));
            tokens(tokenizer, out);
            tokenizer.spec().origin().notes().forEach(note -> out.println(String.format("%-15s %s", "note", note)));
        }
        return 0;
    }

    private static Map<String, String> facts(Tokenizer tokenizer) {
        TokenizerSpec described = tokenizer.spec();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("format", described.origin().format());
        List<Origin.SourceFile> files = described.origin().files();
        if (files.size() == 1) {
            facts.put("file", files.get(0).name() + " (" + files.get(0).bytes() + " bytes)");
            facts.put("sha256", files.get(0).sha256());
        } else {
            files.forEach(file -> facts.put("file " + file.name(), "(" + file.bytes() + " bytes) " + file.sha256()));
        }
        facts.put("fingerprint", described.origin().fingerprint());
        facts.put(
                "vocabulary",
                tokenizer.vocabulary().size() + " tokens, ids below "
                        + tokenizer.vocabulary().idLimit());
        facts.put("normalizer", StageNames.of(described.normalizer()));
        facts.put("splitter", StageNames.of(described.splitter()));
        facts.put("model", model(described.model()));
        facts.put("frame", StageNames.of(described.frame()));
        facts.put("decoder", StageNames.of(described.decoder()));
        ModelDefaults defaults = described.defaults();
        defaults.specialTokens()
                .named()
                .forEach((name, token) ->
                        facts.put("token " + name, token.id() + " " + PieceTable.visible(token.content())));
        defaults.maxLength().ifPresent(length -> facts.put("max length", length + " tokens"));
        if (!defaults.chatTemplates().isEmpty()) {
            facts.put(
                    "chat templates", String.join(", ", defaults.chatTemplates().keySet()));
        }
        facts.put("truncation", described.truncation().map(Object::toString).orElse("none"));
        facts.put("padding", described.padding().map(Object::toString).orElse("none"));
        return facts;
    }

    private static String model(ModelSpec described) {
        String name = described.getClass().getSimpleName() + " with "
                + described.vocabulary().size() + " tokens";
        if (described instanceof ModelSpec.Bpe bpe) {
            StringBuilder details = new StringBuilder(name);
            details.append(bpe.alphabet() == ModelSpec.Alphabet.BYTES ? " of bytes" : " of text");
            bpe.unknownToken()
                    .ifPresent(token -> details.append(", unknown token ").append(token));
            details.append(bpe.byteFallback() ? ", byte fallback" : "");
            details.append(bpe.ignoreMerges() ? ", whole pieces first" : "");
            return details.toString();
        }
        return name;
    }

    private void tokens(Tokenizer tokenizer, PrintWriter out) {
        List<AddedToken> added = List.copyOf(tokenizer.vocabulary().addedTokens());
        out.println(String.format(
                "%-15s %d, of them special %d",
                "added tokens",
                added.size(),
                added.stream().filter(AddedToken::special).count()));
        int shown = allTokens ? added.size() : Math.min(SHOWN_TOKENS, added.size());
        for (AddedToken token : added.subList(0, shown)) {
            out.println(String.format(
                    "%15d %s%s",
                    token.id(), PieceTable.visible(token.content()), token.special() ? "" : "  (not special)"));
        }
        if (shown < added.size()) {
            out.println(String.format("%15s %d more, --all-tokens shows them", "…", added.size() - shown));
        }
    }

    private static String json(Tokenizer tokenizer) {
        return Json.line(generator -> {
            for (Map.Entry<String, String> fact : facts(tokenizer).entrySet()) {
                generator.writeStringField(fact.getKey(), fact.getValue());
            }
            generator.writeNumberField("vocabulary_size", tokenizer.vocabulary().size());
            generator.writeArrayFieldStart("added_tokens");
            for (AddedToken token : tokenizer.vocabulary().addedTokens()) {
                generator.writeStartObject();
                generator.writeNumberField("id", token.id());
                generator.writeStringField("content", token.content());
                generator.writeBooleanField("special", token.special());
                generator.writeEndObject();
            }
            generator.writeEndArray();
            generator.writeArrayFieldStart("notes");
            for (String note : tokenizer.spec().origin().notes()) {
                generator.writeString(note);
            }
            generator.writeEndArray();
        });
    }
}

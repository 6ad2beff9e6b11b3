package dev.tokenwright.load;

import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.Quoted;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code tokenizer.json} as Hugging Face {@code tokenizers} 0.23 does. */
final class TokenizerJsonReader {
    static final String FORMAT = "tokenizer.json";

    private TokenizerJsonReader() {}

    static TokenizerSpec read(byte[] content, String source, Origin.SourceFile file) {
        return read(JsonNode.parse(content, source), file);
    }

    static TokenizerSpec read(JsonNode root, Origin.SourceFile file) {
        Section section = new Section(root);
        section.present("version").ifPresent(TokenizerJsonReader::checkVersion);
        List<String> notes = new ArrayList<>();
        return read(section, ModelReader.read(section.required("model"), notes), file, notes);
    }

    /** A tokenizer whose model has been read already. */
    static TokenizerSpec read(Section section, ModelSpec model, Origin.SourceFile file, List<String> notes) {
        List<AddedToken> addedTokens = section.present("added_tokens")
                .map(node -> new AddedTokensReader(model.vocabulary(), notes).read(node))
                .orElse(List.of());
        TokenizerSpec spec = new TokenizerSpec(
                new Origin(FORMAT, List.of(file), notes),
                model,
                addedTokens,
                section.optional("normalizer").map(NormalizerReader::read),
                section.optional("pre_tokenizer").map(SplitReader::read),
                section.optional("post_processor").map(FrameReader::read),
                section.optional("decoder").map(DecoderReader::read),
                section.optional("truncation").map(SizeReader::truncation),
                section.optional("padding").map(SizeReader::padding),
                TokenizerSpec.UnknownIds.SKIP);
        section.end();
        return spec;
    }

    private static void checkVersion(JsonNode node) {
        if (!node.string().equals("1.0")) {
            throw node.unsupported("the version " + Quoted.text(node.string()) + " is not known; known is 1.0");
        }
    }
}

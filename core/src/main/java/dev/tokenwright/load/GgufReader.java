package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.load.GgufRoles.Role;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.GgufMetadata;
import dev.tokenwright.wire.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the tokenizer in the metadata of a GGUF file, as llama.cpp has it. */
final class GgufReader {
    static final String FORMAT = "gguf";

    private GgufReader() {}

    /** Reads a file of {@code fileBytes} bytes from its start; nothing that follows the metadata. */
    static TokenizerSpec read(InputStream in, String source, long fileBytes) throws IOException {
        GgufMetadata metadata = GgufMetadata.read(in, source, fileBytes, GgufKeys::wanted);
        GgufKeys keys = new GgufKeys(metadata, source);
        GgufTokenizer tokenizer = tokenizer(keys);
        GgufTokens tokens = tokenizer.tokens();
        GgufSpecialIds ids = GgufSpecialIds.read(keys, tokens, tokenizer);
        GgufRoles roles = GgufRoles.of(keys, tokens, ids.eos());
        return new TokenizerSpec(
                origin(metadata, source, fileBytes),
                tokenizer.model(ids),
                addedTokens(keys, tokens, roles),
                tokenizer.normalizer(),
                tokenizer.splitter(),
                ids.frame(),
                Optional.of(new DecoderSpec.WrittenPieces(
                        GgufPieces.of(keys, tokens, roles, tokenizer.writing()),
                        tokenizer.addSpacePrefix(),
                        tokenizer.cleanSpaces())),
                Optional.empty(),
                Optional.empty(),
                TokenizerSpec.UnknownIds.REJECT,
                TokenizerSpec.AddedTokenSearch.LONGEST_FIRST);
    }

    private static Origin origin(GgufMetadata metadata, String source, long fileBytes) {
        List<String> notes = fileBytes > metadata.bytes()
                ? List.of("of the file's " + fileBytes + " bytes the metadata was read, which size and SHA-256 are of")
                : List.of();
        return new Origin(FORMAT, List.of(new Origin.SourceFile(source, metadata.bytes(), metadata.sha256())), notes);
    }

    /** The one place where a name in {@code tokenizer.ggml.model} becomes a kind of tokenizer. */
    private static GgufTokenizer tokenizer(GgufKeys keys) {
        String model = keys.requiredText(GgufKeys.MODEL);
        return switch (model) {
            case "gpt2", "whitespace" ->
                GgufBytePairs.read(keys, model, keys.text(GgufKeys.PRE).orElse(""));
            case "gemma4" -> GgufBytePairs.read(keys, model, "gemma4");
            case "llama" -> new GgufSentencePieces(keys);
            case "bert" -> new GgufWordPieces(keys);
            case "t5" -> new GgufUnigrams(keys);
            default ->
                throw keys.problem(
                        LoadException.Kind.UNSUPPORTED,
                        GgufKeys.MODEL,
                        "the model " + Quoted.text(model)
                                + " is not supported; supported are gpt2, gemma4, whitespace, llama, bert, t5");
        };
    }

    private static List<AddedToken> addedTokens(GgufKeys keys, GgufTokens tokens, GgufRoles roles) {
        List<AddedToken> added = new ArrayList<>();
        for (int id = 0; id < tokens.size(); id++) {
            if (roles.isMatchedFirst(id)) {
                requireText(keys, tokens, id);
                added.add(new AddedToken(
                        id,
                        tokens.text(id),
                        false,
                        roles.is(id, Role.STRIPS_LEFT),
                        roles.is(id, Role.STRIPS_RIGHT),
                        false,
                        roles.isSpecial(id)));
            }
        }
        return added;
    }

    private static void requireText(GgufKeys keys, GgufTokens tokens, int id) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(tokens.table().bytes(id)));
        } catch (CharacterCodingException e) {
            throw new LoadException(
                    LoadException.Kind.UNSUPPORTED,
                    keys.place(GgufKeys.TOKENS).child(id),
                    "a special or user-defined token that is not UTF-8; make it a normal token",
                    e);
        }
    }
}

package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.FrameSpec.Piece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The ids that play a role.
 *
 * @param frame what llama.cpp puts around a text when it adds special tokens
 */
record GgufSpecialIds(OptionalInt eos, OptionalInt unknown, Optional<FrameSpec> frame) {
    private static final String BOS = "tokenizer.ggml.bos_token_id";
    private static final String EOS = "tokenizer.ggml.eos_token_id";
    private static final String UNKNOWN = "tokenizer.ggml.unknown_token_id";
    private static final String SEPARATOR = "tokenizer.ggml.seperator_token_id";

    static GgufSpecialIds read(GgufKeys keys, GgufTokens tokens, GgufTokenizer tokenizer) {
        GgufTokenizer.Defaults defaults = tokenizer.defaults();
        OptionalInt bos = id(keys, BOS, defaults.bos(), tokens.size());
        OptionalInt eos = id(keys, EOS, defaults.eos(), tokens.size());
        OptionalInt separator = id(keys, SEPARATOR, defaults.separator(), tokens.size());
        boolean addsBos = keys.flag("tokenizer.ggml.add_bos_token", tokenizer.addsBos()) || tokenizer.alwaysAddsBos();
        boolean addsEos = keys.flag("tokenizer.ggml.add_eos_token", tokenizer.addsEos());
        Optional<FrameSpec> frame;
        if (tokenizer.framesWithSeparator()) {
            frame = frame(tokens, required(keys, BOS, bos), required(keys, SEPARATOR, separator));
        } else {
            frame = frame(
                    tokens,
                    addsBos ? required(keys, BOS, bos) : OptionalInt.empty(),
                    addsEos ? required(keys, EOS, eos) : OptionalInt.empty());
        }
        return new GgufSpecialIds(eos, id(keys, UNKNOWN, defaults.unknown(), tokens.size()), frame);
    }

    private static OptionalInt id(GgufKeys keys, String key, OptionalInt otherwise, int limit) {
        OptionalInt named = keys.id(key, limit);
        if (named.isPresent()) {
            return named;
        }
        return otherwise.isPresent() && otherwise.getAsInt() < limit ? otherwise : OptionalInt.empty();
    }

    private static OptionalInt required(GgufKeys keys, String key, OptionalInt id) {
        if (id.isEmpty()) {
            throw keys.problem(LoadException.Kind.INVALID, key, "names no token, but one is to be added to every text");
        }
        return id;
    }

    /** The id of the unknown token, which the model needs. */
    int requiredUnknown(GgufKeys keys) {
        if (unknown.isEmpty()) {
            throw keys.problem(LoadException.Kind.INVALID, UNKNOWN, "names no token, but the model needs one");
        }
        return unknown.getAsInt();
    }

    /** A frame of at most two tokens. Of pairs llama.cpp knows nothing: each text gets its own frame. */
    private static Optional<FrameSpec> frame(GgufTokens tokens, OptionalInt before, OptionalInt after) {
        if (before.isEmpty() && after.isEmpty()) {
            return Optional.empty();
        }
        Map<String, FrameSpec.TemplateToken> named = new LinkedHashMap<>();
        List<Piece> single = pieces(tokens, before, after, FrameSpec.Part.FIRST, named);
        List<Piece> pair = new ArrayList<>(single);
        pair.addAll(pieces(tokens, before, after, FrameSpec.Part.SECOND, named));
        return Optional.of(new FrameSpec.Template(single, pair, named));
    }

    private static List<Piece> pieces(
            GgufTokens tokens,
            OptionalInt before,
            OptionalInt after,
            FrameSpec.Part part,
            Map<String, FrameSpec.TemplateToken> named) {
        List<Piece> pieces = new ArrayList<>();
        before.ifPresent(id -> pieces.add(special(tokens, id, named)));
        pieces.add(new Piece.Text(part, 0));
        after.ifPresent(id -> pieces.add(special(tokens, id, named)));
        return pieces;
    }

    private static Piece special(GgufTokens tokens, int id, Map<String, FrameSpec.TemplateToken> named) {
        String content = tokens.text(id);
        named.put(content, new FrameSpec.TemplateToken(List.of(id), List.of(content)));
        return new Piece.Special(content, 0);
    }
}

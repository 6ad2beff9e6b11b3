package dev.tokenwright;

import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.Pieces;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.text.Utf8;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The tokens of a tokenizer, from id to token and back: those of the model and the added ones. Immutable. */
public final class Vocabulary {
    private final ModelSpec spec;
    private final TokenTable model;
    private final boolean rawBytes;
    /** The id whose token shows as the text that it stands for, or -1. */
    private final int surfaceId;
    /** Whether a token without text of its own lies where its neighbours meet, as in SentencePiece. */
    private final boolean alignsEmptyTokens;

    /** Of several added tokens with one id, the first; it is the one that decoding shows. */
    private final Map<Integer, AddedToken> addedById = new LinkedHashMap<>();
    /** Added tokens by content; several may have one id. */
    private final Map<String, AddedToken> addedByContent = new LinkedHashMap<>();

    /** What an added token that is looked for in normalised text looks like there. */
    private final Map<Integer, String> normalizedForms = new HashMap<>();

    /** By id: tokens of the model that have been asked for. Threads may make one twice, which does not matter. */
    private final @Nullable String[] shown;

    private final BitSet special = new BitSet();
    /** Ids of tokens that are neither special nor silent; empty when tokens are numbers. */
    private final BitSet ordinary = new BitSet();

    Vocabulary(ModelSpec model, Collection<AddedToken> addedTokens, UnaryOperator<String> normalize) {
        this.spec = model;
        this.model = model.vocabulary();
        this.shown = new String[this.model.idLimit()];
        this.rawBytes = model instanceof ModelSpec.Bytes
                || model instanceof ModelSpec.Bpe bpe && bpe.alphabet() == ModelSpec.Alphabet.BYTES;
        this.alignsEmptyTokens = model instanceof ModelSpec.SentencePiece;
        this.surfaceId = surfaceId(model);
        for (AddedToken token : addedTokens) {
            addedById.putIfAbsent(token.id(), token);
            addedByContent.put(token.content(), token);
            if (token.normalized()) {
                normalizedForms.put(token.id(), normalize.apply(token.content()));
            }
        }
        for (AddedToken token : addedTokens) {
            if (token.special()) {
                int id = id(token.content()).orElse(token.id());
                boolean shows =
                        normalizedForms.getOrDefault(id, token.content()).equals(token.content());
                special.set(id, shows);
            }
        }
        if (model instanceof ModelSpec.SentencePiece sentencePiece) {
            addControls(sentencePiece.pieces());
        }
        if (!(model instanceof ModelSpec.Numbers)) {
            addOrdinary();
        }
    }

    private void addOrdinary() {
        for (int id = 0; id < model.idLimit(); id++) {
            ordinary.set(id, model.contains(id));
        }
        addedById.keySet().forEach(ordinary::set);
        ordinary.andNot(special);
        if (spec instanceof ModelSpec.Bytes bytes) {
            ordinary.clear(bytes.firstSpecialId(), Math.max(bytes.firstSpecialId(), ordinary.length()));
        }
    }

    /** The id whose token shows as the text that it stands for, or -1. */
    private static int surfaceId(ModelSpec model) {
        if (model instanceof ModelSpec.SentencePiece sentencePiece) {
            return sentencePiece.pieces().unknownId();
        }
        return model instanceof ModelSpec.Unigram unigram ? unigram.unknownId().orElse(-1) : -1;
    }

    private void addControls(Pieces pieces) {
        for (int id = 0; id < pieces.size(); id++) {
            special.set(id, special.get(id) || pieces.kind(id) == Pieces.Kind.CONTROL);
        }
    }

    /** Number of tokens. */
    public int size() {
        if (spec instanceof ModelSpec.Numbers) {
            return spec.idLimit();
        }
        int extra = 0;
        for (AddedToken token : addedByContent.values()) {
            extra += model.id(token.content()) == token.id() ? 0 : 1;
        }
        return model.size() + extra;
    }

    /** One more than the largest id. Ids below it may be free. */
    public int idLimit() {
        int limit = spec.idLimit();
        for (int id : addedById.keySet()) {
            limit = Math.max(limit, id + 1);
        }
        return limit;
    }

    /** Whether a token has this id. */
    public boolean contains(int id) {
        return addedById.containsKey(id) || model.contains(id) || spec instanceof ModelSpec.Numbers;
    }

    /** Whether an id certainly has a token that decoding always shows. */
    boolean isOrdinary(int id) {
        return id >= 0 && ordinary.get(id);
    }

    /** Whether decoding shows nothing for an id, whether or not a token has it. */
    boolean isSilent(int id) {
        return spec instanceof ModelSpec.Bytes bytes && id >= bytes.firstSpecialId();
    }

    /** Whether the model takes a text as one piece, even an empty one, which it may refuse. */
    boolean takesWholeText() {
        return spec instanceof ModelSpec.Bytes || spec instanceof ModelSpec.Numbers;
    }

    /**
     * The token with an id, as the vocabulary writes it. Tokens that are bytes and not text have U+FFFD for what is not
     * UTF-8.
     */
    public Optional<String> token(int id) {
        AddedToken added = addedById.get(id);
        if (added != null) {
            return Optional.of(normalizedForms.getOrDefault(id, added.content()));
        }
        return contains(id) ? Optional.of(modelToken(id)) : Optional.empty();
    }

    /** A token of the model by its id, whatever added token has the same id. */
    String modelToken(int id) {
        if (spec instanceof ModelSpec.Numbers) {
            return Integer.toString(id);
        }
        String known = shown[id];
        if (known == null) {
            byte[] bytes = model.bytes(id);
            known = Utf8.decodeLossy(bytes, 0, bytes.length);
            shown[id] = known;
        }
        return known;
    }

    /** The id of a token, given as the vocabulary writes it. */
    public OptionalInt id(String token) {
        AddedToken added = addedByContent.get(token);
        if (added != null) {
            return OptionalInt.of(added.id());
        }
        if (spec instanceof ModelSpec.Numbers) {
            return number(token);
        }
        int id = model.id(token);
        return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** The id that is written so, and not in any other way. */
    private static OptionalInt number(String token) {
        try {
            int id = Integer.parseInt(token);
            return Integer.toString(id).equals(token) ? OptionalInt.of(id) : OptionalInt.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalInt.empty();
        }
    }

    /** Whether an id is a special (control) token. */
    public boolean isSpecial(int id) {
        return id >= 0 && special.get(id);
    }

    /** The added tokens in the order of their declaration. */
    public Collection<AddedToken> addedTokens() {
        return Collections.unmodifiableCollection(addedByContent.values());
    }

    /** The token's bytes as the vocabulary stores them: raw bytes, or text in UTF-8. */
    byte[] storedBytes(int id) {
        if (addedById.containsKey(id)) {
            return Utf8.encode(token(id).orElseThrow());
        }
        return model.bytes(id);
    }

    /** The text of an added token as it was declared, whatever it looks like in normalised text. */
    String addedContent(int id) {
        AddedToken added = addedById.get(id);
        if (added == null) {
            throw new IllegalArgumentException("no added token has the id " + id);
        }
        return added.content();
    }

    /** Whether the model's tokens are raw bytes and not text. */
    boolean rawBytes() {
        return rawBytes;
    }

    /** Whether the token of an id shows as the text that it stands for. */
    boolean showsSurface(int id) {
        return id == surfaceId;
    }

    /** Whether a token without text of its own lies where its neighbours meet. */
    boolean alignsEmptyTokens() {
        return alignsEmptyTokens;
    }

    /** What a token that is looked for in normalised text looks like there. */
    String normalizedForm(AddedToken token) {
        return normalizedForms.getOrDefault(token.id(), token.content());
    }
}

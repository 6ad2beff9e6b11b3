package dev.tokenwright.convert;

import dev.tokenwright.error.ConversionException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.spec.TokenizerSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Added tokens as the reference takes them. It gives a token the id that the model has for its text, else the next free one;
 * so tokens with other ids must be tokens of the model too. A token that no text gives must be a token of the model only.
 */
final class AddedTokenForm {
    private final TokenizerSpec spec;
    private final Place place;
    private final List<AddedToken> written;

    AddedTokenForm(TokenizerSpec spec, Place place) {
        this.spec = spec;
        this.place = place.child("added_tokens");
        this.written =
                spec.addedTokens().stream().filter(AddedToken::foundInText).toList();
    }

    /** The tokens that the reference looks for in text. */
    List<AddedToken> written() {
        return written;
    }

    void note(List<String> notes) {
        spec.addedTokens().stream()
                .filter(token -> !token.foundInText())
                .findFirst()
                .ifPresent(
                        token -> notes.add(
                                "special tokens such as \"" + token.content()
                                        + "\" are plain tokens of the vocabulary, since no text gives them: decoding never leaves them out"));
        spec.addedTokens().stream()
                .filter(token -> ByteLevelVocabulary.isAmbiguous(token.content()))
                .findFirst()
                .ifPresent(token -> notes.add("\"" + token.content() + "\" may become other text when decoding"));
    }

    /** The model with those added tokens that must be its own to keep their ids. */
    ModelSpec withAddedTokens(ModelSpec model) {
        checkSearch();
        boolean complete = written.size() == spec.addedTokens().size();
        if (complete && keepsIds(model.vocabulary())) {
            return model;
        }
        if (!(model instanceof ModelSpec.Bpe bpe)) {
            throw new ConversionException(
                    place, "the ids of added tokens would be lost; the reference numbers them anew");
        }
        TokenTable tokens = extended(bpe);
        return new ModelSpec.Bpe(
                tokens,
                bpe.alphabet(),
                bpe.merges(),
                bpe.unknownToken(),
                bpe.fuseUnknown(),
                bpe.byteFallback(),
                bpe.ignoreMerges() && (complete || !mergesMakeAll(bpe)),
                bpe.continuingSubwordPrefix(),
                bpe.endOfWordSuffix());
    }

    /** Whether each token gets its id from the model or by its place in the order. */
    private boolean keepsIds(TokenTable tokens) {
        int next = tokens.size();
        for (AddedToken token : written) {
            int known = tokens.id(token.content());
            int id = known >= 0 ? known : next++;
            if (id != token.id()) {
                return false;
            }
        }
        return true;
    }

    private TokenTable extended(ModelSpec.Bpe bpe) {
        TokenTable tokens = bpe.vocabulary();
        TokenTable.Builder builder = new TokenTable.Builder(tokens.size() + 64, tokens.size() * 8);
        for (int id = 0; id < tokens.idLimit(); id++) {
            if (tokens.contains(id)) {
                byte[] token = tokens.bytes(id);
                builder.addShadowing(id, token, 0, token.length);
            }
        }
        boolean wholePieces = bpe.ignoreMerges() && !mergesMakeAll(bpe);
        for (AddedToken token : spec.addedTokens()) {
            if (tokens.id(token.content()) != token.id()) {
                check(token, wholePieces);
                if (builder.contains(token.id()) || !builder.add(token.id(), token.content())) {
                    throw new ConversionException(
                            place,
                            "that \"" + token.content() + "\" has id " + token.id()
                                    + " would be lost: another token has the id or the text");
                }
            }
        }
        return builder.build();
    }

    /** Text that is no added token must not become one because the model has it now. */
    private void check(AddedToken token, boolean wholePieces) {
        byte[] content = token.content().getBytes(StandardCharsets.UTF_8);
        boolean oneSymbol = token.content().codePointCount(0, token.content().length()) == 1;
        boolean always = token.foundInText() && !token.singleWord();
        boolean reached = !always && (oneSymbol || wholePieces);
        if (content.length == 0 || reached || ByteLevelVocabulary.isAmbiguous(token.content())) {
            throw new ConversionException(
                    place,
                    "that only some text gives \"" + token.content() + "\" (id " + token.id() + ") would be lost");
        }
    }

    /** Whether merging alone makes each token, so that looking for whole pieces first changes no id. */
    private static boolean mergesMakeAll(ModelSpec.Bpe bpe) {
        if (!(bpe.merges() instanceof MergeSpec.Splits splits)) {
            return false;
        }
        long symbols = 0;
        for (int id = 0; id < bpe.vocabulary().idLimit(); id++) {
            if (bpe.vocabulary().contains(id)) {
                String text = bpe.vocabulary().text(id);
                symbols += text.codePointCount(0, text.length()) == 1 ? 1 : 0;
            }
        }
        return splits.size() + symbols == bpe.vocabulary().size();
    }

    /** The reference takes the token that starts first; that may only differ where tokens can overlap. */
    private void checkSearch() {
        if (spec.addedTokenSearch() == TokenizerSpec.AddedTokenSearch.LEFTMOST_LONGEST) {
            return;
        }
        Map<String, List<AddedToken>> byPrefix = new HashMap<>();
        for (AddedToken token : written) {
            if (token.stripLeft() || token.stripRight()) {
                throw new ConversionException(
                        place, "that \"" + token.content() + "\" takes in only blanks of ASCII would be lost");
            }
            for (int length = 1; length < token.content().length(); length++) {
                byPrefix.computeIfAbsent(token.content().substring(0, length), prefix -> new ArrayList<>(1))
                        .add(token);
            }
        }
        for (AddedToken token : written) {
            for (int start = 1; start < token.content().length(); start++) {
                checkOverlap(token, byPrefix.getOrDefault(token.content().substring(start), List.of()));
            }
        }
    }

    /** Of runs of one character both searches take the longest that are left, from the left. */
    private static boolean isRun(String text) {
        return text.codePoints().distinct().count() == 1;
    }

    /** Two tokens overlap where the end of one is the start of another. */
    private void checkOverlap(AddedToken first, List<AddedToken> seconds) {
        for (AddedToken second : seconds) {
            if (!first.equals(second) && !isRun(first.content() + second.content())) {
                throw new ConversionException(
                        place,
                        "that the longer of \"" + first.content() + "\" and \"" + second.content()
                                + "\" is found first where they overlap would be lost");
            }
        }
    }
}

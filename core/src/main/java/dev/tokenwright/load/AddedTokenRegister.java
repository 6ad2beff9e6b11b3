package dev.tokenwright.load;

import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.TokenTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Added tokens in the order in which they are added, with the ids that the reference gives them. */
final class AddedTokenRegister {
    /*
     * The reference does not take the declared id: a token that the model has keeps the model's id, any other gets the
     * id after the largest one of an added token, but none below the size of the model's vocabulary
     * (AddedVocabulary::add_tokens). A later token with the same text replaces an earlier one, but does not take back
     * that the text is special.
     */
    private final TokenTable vocabulary;
    private final Map<String, AddedToken> byContent = new LinkedHashMap<>();
    private int nextId;

    /** A register that has tokens, with their ids, already. */
    AddedTokenRegister(TokenTable vocabulary, List<AddedToken> tokens) {
        this.vocabulary = vocabulary;
        this.nextId = vocabulary.size();
        for (AddedToken token : tokens) {
            byContent.put(token.content(), token);
            nextId = Math.max(nextId, token.id() + 1);
        }
    }

    AddedTokenRegister(TokenTable vocabulary) {
        this(vocabulary, List.of());
    }

    /** The id of a text that is a token already, else the next free one. */
    int id(String content) {
        AddedToken known = byContent.get(content);
        if (known != null) {
            return known.id();
        }
        int modelId = vocabulary.id(content);
        return modelId >= 0 ? modelId : nextId;
    }

    /** Whether a text is an added token or a token of the model. */
    boolean has(String content) {
        return byContent.containsKey(content) || vocabulary.id(content) >= 0;
    }

    /** Whether a text is an added token. */
    boolean isAdded(String content) {
        return byContent.containsKey(content);
    }

    /** Adds a token under the id that {@link #id} gives its text; the id that it comes with does not count. */
    AddedToken add(AddedToken declared) {
        int id = id(declared.content());
        AddedToken before = byContent.remove(declared.content());
        boolean special = declared.special() || before != null && before.special();
        AddedToken token = new AddedToken(
                id,
                declared.content(),
                declared.singleWord(),
                declared.stripLeft(),
                declared.stripRight(),
                declared.normalized(),
                special);
        byContent.put(token.content(), token);
        if (id >= vocabulary.size()) {
            nextId = Math.max(nextId, id + 1);
        }
        return token;
    }

    /** The tokens, in order. */
    List<AddedToken> tokens() {
        return new ArrayList<>(byContent.values());
    }
}

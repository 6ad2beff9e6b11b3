package dev.tokenwright.load;

import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the added tokens of a {@code tokenizer.json} and gives them the ids that the reference gives them. */
final class AddedTokensReader {
    /*
     * The reference does not take the declared id: a token that the model has keeps the model's id, any other gets the
     * next free one in the order of declaration (AddedVocabulary::add_tokens). A later token with the same text replaces
     * an earlier one, but does not take back that the text is special.
     */
    private final TokenTable vocabulary;
    private final List<String> notes;
    private final Map<String, AddedToken> byContent = new LinkedHashMap<>();
    private int nextId;

    AddedTokensReader(TokenTable vocabulary, List<String> notes) {
        this.vocabulary = vocabulary;
        this.notes = notes;
        this.nextId = vocabulary.size();
    }

    List<AddedToken> read(JsonNode node) {
        for (JsonNode element : node.elements()) {
            Section section = new Section(element);
            JsonNode idNode = section.required("id");
            String content = section.string("content");
            int id = id(content);
            AddedToken token = new AddedToken(
                    id,
                    content,
                    section.bool("single_word"),
                    section.bool("lstrip"),
                    section.bool("rstrip"),
                    section.bool("normalized"),
                    section.bool("special"));
            section.end();
            add(token, idNode);
        }
        return new ArrayList<>(byContent.values());
    }

    private void add(AddedToken token, JsonNode idNode) {
        int declaredId = idNode.length();
        if (token.content().isEmpty()) {
            notes.add("added token " + declaredId + " has no text and is left out, as the reference has it");
            return;
        }
        if (token.id() == nextId && !isKnown(token.content())) {
            nextId++;
        }
        if (token.id() != declaredId) {
            notes.add("added token " + Quoted.text(token.content()) + " is declared with id " + declaredId
                    + " but gets id " + token.id() + ", as the reference has it");
        }
        AddedToken before = byContent.remove(token.content());
        byContent.put(token.content(), before != null && before.special() ? special(token) : token);
    }

    private static AddedToken special(AddedToken token) {
        return new AddedToken(
                token.id(),
                token.content(),
                token.singleWord(),
                token.stripLeft(),
                token.stripRight(),
                token.normalized(),
                true);
    }

    private boolean isKnown(String content) {
        return byContent.containsKey(content) || vocabulary.id(content) >= 0;
    }

    /** The id that the token has already, else the next free one. */
    private int id(String content) {
        AddedToken known = byContent.get(content);
        if (known != null) {
            return known.id();
        }
        int modelId = vocabulary.id(content);
        return modelId >= 0 ? modelId : nextId;
    }
}

package dev.tokenwright.load;

import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.wire.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the added tokens of a {@code tokenizer.json} and gives them the ids that the reference gives them. */
final class AddedTokensReader {
    /*
     * The reference does not take the declared id: a token that the model has keeps the model's id, any other gets the
     * next free one in the order of declaration (AddedVocabulary::add_tokens). A later token with the same text replaces
     * an earlier one.
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
            int declaredId = section.required("id").integer(0, Limits.MAX_ID);
            String content = section.string("content");
            AddedToken declared = new AddedToken(
                    declaredId,
                    content,
                    section.bool("single_word"),
                    section.bool("lstrip"),
                    section.bool("rstrip"),
                    section.bool("normalized"),
                    section.bool("special"));
            section.end();
            if (!content.isEmpty()) {
                add(declared);
            }
        }
        return new ArrayList<>(byContent.values());
    }

    private void add(AddedToken declared) {
        int id = id(declared.content());
        if (id != declared.id()) {
            notes.add("added token \"" + declared.content() + "\" is declared with id " + declared.id()
                    + " but gets id " + id + ", as the reference has it");
        }
        AddedToken token = new AddedToken(
                id,
                declared.content(),
                declared.singleWord(),
                declared.stripLeft(),
                declared.stripRight(),
                declared.normalized(),
                declared.special());
        byContent.put(token.content(), token);
    }

    private int id(String content) {
        AddedToken known = byContent.get(content);
        if (known != null) {
            return known.id();
        }
        int modelId = vocabulary.id(content);
        return modelId >= 0 ? modelId : nextId++;
    }
}

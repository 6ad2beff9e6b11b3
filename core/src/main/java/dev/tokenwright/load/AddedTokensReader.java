package dev.tokenwright.load;

import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.Quoted;
import java.util.List;

/** Reads the added tokens of a {@code tokenizer.json} and gives them the ids that the reference gives them. */
final class AddedTokensReader {
    private final AddedTokenRegister register;
    private final List<String> notes;

    AddedTokensReader(TokenTable vocabulary, List<String> notes) {
        this.register = new AddedTokenRegister(vocabulary);
        this.notes = notes;
    }

    List<AddedToken> read(JsonNode node) {
        for (JsonNode element : node.elements()) {
            Section section = new Section(element);
            JsonNode idNode = section.required("id");
            String content = section.string("content");
            AddedToken token = new AddedToken(
                    0,
                    content,
                    section.bool("single_word"),
                    section.bool("lstrip"),
                    section.bool("rstrip"),
                    section.bool("normalized"),
                    section.bool("special"));
            section.end();
            add(token, idNode);
        }
        return register.tokens();
    }

    private void add(AddedToken declared, JsonNode idNode) {
        int declaredId = idNode.length();
        if (declared.content().isEmpty()) {
            notes.add("added token " + declaredId + " has no text and is left out, as the reference has it");
            return;
        }
        AddedToken token = register.add(declared);
        if (token.id() != declaredId) {
            notes.add("added token " + Quoted.text(token.content()) + " is declared with id " + declaredId
                    + " but gets id " + token.id() + ", as the reference has it");
        }
    }
}

package dev.tokenwright;

import java.util.List;

/** Something that is looked for in what a model gives. */
public sealed interface StopPattern {
    /** A text, wherever it begins and ends inside tokens. */
    record Text(String text) implements StopPattern {
        /** Checks that the text is not empty. */
        public Text {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("an empty text cannot be looked for");
            }
        }
    }

    /** An id, or several ids one after the other, whatever text they have. */
    record Ids(List<Integer> ids) implements StopPattern {
        /** Copies the ids and checks that there are any. */
        public Ids {
            ids = List.copyOf(ids);
            if (ids.isEmpty()) {
                throw new IllegalArgumentException("an empty row of ids cannot be looked for");
            }
        }
    }

    /** A text. */
    static StopPattern text(String text) {
        return new Text(text);
    }

    /** One id. */
    static StopPattern id(int id) {
        return new Ids(List.of(id));
    }
}

package dev.tokenwright.testkit.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ids that a text of numbers stands for, exactly as Megatron's null tokenizer defines them: cut at each blank, and each
 * part read as Python's {@code int} reads it. For parts of ASCII alone. It is the oracle of {@code NumberEncoder}.
 */
public final class PlainNumbers {
    private PlainNumbers() {}

    /** The ids; nothing when a part is no number. */
    public static Optional<List<Integer>> ids(String text) {
        List<Integer> ids = new ArrayList<>();
        for (String part : text.split(" ", -1)) {
            String number = part.replaceAll("^[\t\n\u000B\f\r]+|[\t\n\u000B\f\r]+$", "");
            if (!number.matches("[+-]?[0-9]+(_[0-9]+)*")) {
                return Optional.empty();
            }
            ids.add(Integer.parseInt(number.replace("_", "")));
        }
        return Optional.of(ids);
    }
}

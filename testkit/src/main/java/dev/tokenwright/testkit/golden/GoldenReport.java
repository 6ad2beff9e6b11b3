package dev.tokenwright.testkit.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a comparison with golden vectors found. */
public final class GoldenReport {
    private final Map<String, Integer> cases = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();

    void compared(String kind) {
        cases.merge(kind, 1, Integer::sum);
    }

    void differs(String kind, String input, String difference) {
        String shown = input.length() > 120 ? input.substring(0, 120) + "…" : input;
        differences.add(kind + " \"" + shown + "\": " + difference);
    }

    /** Number of cases by kind. */
    public Map<String, Integer> cases() {
        return cases;
    }

    /** Number of all cases. */
    public int total() {
        return cases.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** One line a case that differs. */
    public List<String> differences() {
        return differences;
    }
}

package dev.tokenwright.testkit.regex;

import dev.tokenwright.text.TextPattern;
import dev.tokenwright.text.regex.RegexDialect;
import dev.tokenwright.wire.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A line of {@code golden/split_patterns.jsonl}, which {@code tools/golden/split_patterns.py} writes.
 *
 * @param refused whether the reference refuses the pattern; it has no cases then
 */
public record GoldenPattern(RegexDialect dialect, String name, String pattern, boolean refused, List<Case> cases) {
    private static final String RESOURCE = "/golden/split_patterns.jsonl";

    /**
     * A text and what the reference makes of it.
     *
     * @param pieces for Oniguruma the text cut around its matches, for fancy-regex the matches
     * @param replaced the text with U+2402 for every match; empty when the reference cannot say
     */
    public record Case(String text, List<String> pieces, String replaced) {}

    /** All lines. */
    public static List<GoldenPattern> all() {
        try (InputStream in = Objects.requireNonNull(GoldenPattern.class.getResourceAsStream(RESOURCE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> of(JsonNode.parse(line.getBytes(StandardCharsets.UTF_8), RESOURCE)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The patterns of real tokenizers. */
    public static List<GoldenPattern> known() {
        return all().stream().filter(line -> !line.name().equals("probe")).toList();
    }

    private static GoldenPattern of(JsonNode line) {
        Map<String, JsonNode> members = line.members();
        JsonNode cases = members.get("cases");
        return new GoldenPattern(
                RegexDialect.valueOf(string(members, "dialect")),
                string(members, "name"),
                string(members, "pattern"),
                cases == null,
                cases == null
                        ? List.of()
                        : cases.elements().stream().map(GoldenPattern::testCase).toList());
    }

    private static Case testCase(JsonNode node) {
        Map<String, JsonNode> members = node.members();
        List<String> pieces = Objects.requireNonNull(members.get("pieces")).elements().stream()
                .map(JsonNode::string)
                .toList();
        return new Case(
                string(members, "text"), pieces, members.containsKey("replaced") ? string(members, "replaced") : "");
    }

    private static String string(Map<String, JsonNode> members, String key) {
        return Objects.requireNonNull(members.get(key)).string();
    }

    /** Byte offsets of all matches: start, end, start, end. */
    static List<Integer> spans(TextPattern pattern, byte[] utf8) {
        List<Integer> spans = new ArrayList<>();
        pattern.findAll(utf8, 0, utf8.length, (start, end) -> {
            spans.add(start);
            spans.add(end);
        });
        return spans;
    }

    @Override
    public String toString() {
        return dialect + " " + name + " " + pattern;
    }
}

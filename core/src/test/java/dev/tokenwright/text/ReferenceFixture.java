package dev.tokenwright.text;

import dev.tokenwright.wire.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** What the reference takes every code point to be, from {@code shared/fixtures/unicode} beside the project. */
final class ReferenceFixture {
    private static final String FILE = "unicode/hf_tokenizers.json.gz";

    private final JsonNode root;

    private ReferenceFixture(JsonNode root) {
        this.root = root;
    }

    /** The fixture, or nothing and one line that says what is skipped. */
    static Optional<ReferenceFixture> find(String skipped) throws IOException {
        Optional<Path> folder = Optional.ofNullable(System.getProperty("tokenwright.fixtures"))
                .map(Path::of)
                .or(ReferenceFixture::beside);
        if (folder.isEmpty()) {
            System.out.println("no shared/fixtures: only the golden sample is compared, skipped: " + skipped);
            return Optional.empty();
        }
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(folder.get().resolve(FILE)))) {
            return Optional.of(new ReferenceFixture(JsonNode.parse(in.readAllBytes(), FILE)));
        }
    }

    private static Optional<Path> beside() {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path folder = up.resolve("shared/fixtures");
            if (Files.exists(folder.resolve(FILE))) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    Map<String, CodePointSet> sets() {
        Map<String, CodePointSet> sets = new HashMap<>();
        members("sets").forEach((name, ranges) -> sets.put(name, set(ranges.elements())));
        return sets;
    }

    /** One mapping: only the code points that change. */
    Map<Integer, int[]> mapping(String name) {
        Map<Integer, int[]> mapping = new HashMap<>();
        Objects.requireNonNull(members("mappings").get(name))
                .members()
                .forEach((codePoint, result) ->
                        mapping.put(Integer.parseInt(codePoint, 16), GoldenRows.codePoints(result.string())));
        return mapping;
    }

    private Map<String, JsonNode> members(String name) {
        return Objects.requireNonNull(root.members().get(name)).members();
    }

    private static CodePointSet set(List<JsonNode> ranges) {
        int[] pairs = new int[2 * ranges.size()];
        for (int index = 0; index < ranges.size(); index++) {
            List<JsonNode> range = ranges.get(index).elements();
            pairs[2 * index] = Integer.parseInt(range.get(0).string(), 16);
            pairs[2 * index + 1] = Integer.parseInt(range.get(range.size() - 1).string(), 16);
        }
        return CodePointSet.ofRanges(pairs);
    }
}

package dev.tokenwright.load;

import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.CompactCursor;
import dev.tokenwright.wire.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads vocabularies in the compact form of the bundled ones, which {@code tools/vocab/pack.py} writes.
 *
 * <p>The form, all numbers unsigned LEB128: {@code TWVOC1}; the length of a JSON header and the header; the number of ids,
 * per id the length of its token plus one (0 for a free id), the bytes of all tokens; the number of merges, per merge the
 * zigzag distance of the merged id from the one before plus one, and the length of the left part.
 */
final class CompactReader {
    private static final String MAGIC = "TWVOC1";

    private CompactReader() {}

    static TokenizerSpec read(byte[] content, String source) {
        CompactCursor cursor = new CompactCursor(content, source);
        cursor.expect(MAGIC);
        byte[] headerBytes = cursor.bytes(cursor.number(content.length));
        Section header = new Section(JsonNode.parse(headerBytes, source + " header"));
        Section origin = new Section(header.required("origin"));
        Origin.SourceFile file = new Origin.SourceFile(
                origin.string("name"), origin.required("bytes").integer(0, Integer.MAX_VALUE), origin.string("sha256"));
        List<String> notes = new ArrayList<>(List.of("bundled; taken from " + origin.string("package")));
        origin.end();
        TokenTable tokens = tokens(cursor, content.length);
        MergeSpec merges = merges(cursor, tokens);
        TokenizerSpec spec = header.has("tiktoken")
                ? tiktoken(new Section(header.required("tiktoken")), tokens, merges, file, notes)
                : huggingFace(new Section(header.required("tokenizer")), tokens, merges, file, notes);
        header.end();
        return spec;
    }

    private static TokenizerSpec tiktoken(
            Section section, TokenTable tokens, MergeSpec merges, Origin.SourceFile file, List<String> notes) {
        Map<String, Integer> special = new LinkedHashMap<>();
        section.required("special_tokens")
                .members()
                .forEach((token, id) -> special.put(token, id.integer(0, Limits.MAX_ID)));
        TiktokenOptions options = new TiktokenOptions(section.string("pattern"), special);
        section.end();
        return TiktokenReader.spec(tokens, merges, options, new Origin(TiktokenReader.FORMAT, List.of(file), notes));
    }

    private static TokenizerSpec huggingFace(
            Section section, TokenTable tokens, MergeSpec merges, Origin.SourceFile file, List<String> notes) {
        section.ignore("version");
        Section modelSection = new Section(section.required("model"));
        modelSection.string("type");
        ModelSpec model = ModelReader.bpe(modelSection, tokens, merges, notes);
        modelSection.end();
        return TokenizerJsonReader.read(section, model, file, notes);
    }

    private static TokenTable tokens(CompactCursor cursor, int content) {
        int count = cursor.count(Limits.MAX_ID);
        int[] lengths = new int[count];
        int total = 0;
        for (int id = 0; id < count; id++) {
            lengths[id] = cursor.number(1 << 20) - 1;
            total += Math.max(0, lengths[id]);
            if (total > content) {
                throw cursor.malformed("tokens are longer than the content");
            }
        }
        byte[] bytes = cursor.bytes(total);
        TokenTable.Builder builder = new TokenTable.Builder(count, total);
        int at = 0;
        for (int id = 0; id < count; id++) {
            if (lengths[id] >= 0) {
                if (!builder.add(id, bytes, at, at + lengths[id])) {
                    throw cursor.malformed("token " + id + " stands here for the second time");
                }
                at += lengths[id];
            }
        }
        return builder.build();
    }

    private static MergeSpec merges(CompactCursor cursor, TokenTable tokens) {
        int count = cursor.count(1 << 24);
        int[] mergedIds = new int[count];
        int[] leftLengths = new int[count];
        int merged = -1;
        for (int rank = 0; rank < count; rank++) {
            int zigzag = cursor.number(Integer.MAX_VALUE);
            merged += (zigzag >>> 1 ^ -(zigzag & 1)) + 1;
            int leftLength = cursor.number(1 << 20);
            if (!tokens.contains(merged) || leftLength == 0 || leftLength >= tokens.length(merged)) {
                throw cursor.malformed("merge " + rank + " does not fit token " + merged);
            }
            mergedIds[rank] = merged;
            leftLengths[rank] = leftLength;
        }
        return MergeSpec.Splits.copyOf(mergedIds, leftLengths);
    }
}

package dev.tokenwright.testkit.golden;

import dev.tokenwright.DecodeStream;
import dev.tokenwright.StreamOptions;
import dev.tokenwright.Tokenizer;
import java.util.Arrays;
import java.util.List;

/**
 * Cases whose reference is the stream of Hugging Face {@code tokenizers}. Where that fails, contradicts itself or loses the
 * end, the text must be what decoding everything gives; elsewhere its state must also be the same wherever the reference gives text.
 * What stands before a broken character is given earlier here, and what another token can change is given later.
 */
final class StreamCases {
    private final Tokenizer tokenizer;
    private final GoldenReport report;

    StreamCases(Tokenizer tokenizer, GoldenReport report) {
        this.tokenizer = tokenizer;
        this.report = report;
    }

    void compare(GoldenRecord record) {
        int[] ids = GoldenEncoding.ints(record.get("ids"));
        StreamOptions options = record.get("skip").bool() ? StreamOptions.SKIP_SPECIAL : StreamOptions.DEFAULT;
        String whole = tokenizer.decode(ids, options.decoding());
        List<String> expected = record.get("chunks").elements().stream()
                .map(chunk -> chunk.isNull() ? "" : chunk.string())
                .toList();
        String kind = kind(record, whole, String.join("", expected));
        report.compared(kind);
        DecodeStream stream = tokenizer.decodeStream(options);
        StringBuilder text = new StringBuilder();
        StringBuilder expectedText = new StringBuilder();
        for (int index = 0; index < ids.length; index++) {
            text.append(stream.push(ids[index]));
            String chunk = index < expected.size() ? expected.get(index) : "";
            expectedText.append(chunk);
            if (kind.equals("stream")
                    && !chunk.isEmpty()
                    && !expectedText.toString().equals(text + stream.pending())) {
                differs(kind, ids, "\"" + text + "\" and not \"" + expectedText + "\"");
            }
        }
        text.append(stream.finish());
        if (!text.toString().equals(whole)) {
            differs(kind, ids, "\"" + text + "\" is not \"" + whole + "\"");
        }
    }

    /** What the reference made of its chunks. */
    private static String kind(GoldenRecord record, String whole, String expected) {
        if (record.has("error")) {
            return "stream that the reference fails on";
        }
        if (!whole.startsWith(expected)) {
            return "stream that the reference contradicts";
        }
        if (!whole.equals(expected)) {
            return "stream whose end the reference loses";
        }
        return whole.contains("\uFFFD") ? "stream of broken text" : "stream";
    }

    private void differs(String kind, int[] ids, String difference) {
        report.differs(kind, Arrays.toString(ids), difference);
    }
}

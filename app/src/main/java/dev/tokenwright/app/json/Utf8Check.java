package dev.tokenwright.app.json;

import dev.tokenwright.app.json.JsonProblem.Kind;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Tells whether bytes are UTF-8, and nothing but UTF-8: no other encoding is guessed. */
final class Utf8Check {
    private static final int CHARS = 8_192;

    private Utf8Check() {}

    /** Throws when the bytes are no text in UTF-8. */
    static void check(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(CHARS);
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            out.clear();
            result = decoder.decode(in, out, true);
        }
        boolean otherEncoding = bytes.length > 1 && (bytes[0] == 0 || bytes[1] == 0);
        if (result.isError() || otherEncoding) {
            throw new JsonProblem(Kind.MALFORMED, "", "the body is not UTF-8 at byte " + in.position());
        }
    }
}

package dev.tokenwright.wire;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A position in a JSON text (RFC 8259) that moves over values. Strings can be read as slices of bytes, without an object
 * for each. Belongs to one caller.
 */
public final class JsonScanner {
    /** Most arrays and objects inside one another; the reference refuses one more. */
    static final int MAX_DEPTH = 127;

    private final byte[] json;
    private final String source;
    private int at;

    private byte[] unescaped = new byte[256];
    private byte[] slice;
    private int sliceFrom;
    private int sliceTo;

    JsonScanner(byte[] json, String source, int at) {
        this.json = json;
        this.source = source;
        this.at = at;
        this.slice = json;
    }

    /** Position in bytes. */
    public int position() {
        return at;
    }

    /** Moves over white space and gives the byte that follows, or 0 at the end. */
    byte peek() {
        while (at < json.length && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
        return at < json.length ? json[at] : 0;
    }

    /** Takes a byte if it comes next, white space aside. */
    boolean take(char expected) {
        if (peek() == expected) {
            at++;
            return true;
        }
        return false;
    }

    void expect(char expected) {
        if (!take(expected)) {
            throw malformed("expected '" + expected + "'");
        }
    }

    boolean atEnd() {
        peek();
        return at == json.length;
    }

    /** Reads a string; {@link #slice}, {@link #sliceFrom} and {@link #sliceTo} give its UTF-8 bytes until the next one. */
    public void readString() {
        expect('"');
        int from = at;
        while (at < json.length && json[at] != '"' && json[at] != '\\') {
            if (json[at] >= 0 && json[at] < ' ') {
                throw malformed("control character in a string; write it as an escape");
            }
            at++;
        }
        if (at < json.length && json[at] == '"') {
            slice = json;
            sliceFrom = from;
            sliceTo = at++;
            return;
        }
        readEscapedString(from);
    }

    /** Bytes that hold the last string read. */
    public byte[] slice() {
        return slice;
    }

    /** Start of the last string read. */
    public int sliceFrom() {
        return sliceFrom;
    }

    /** End of the last string read. */
    public int sliceTo() {
        return sliceTo;
    }

    /** The last string read. */
    public String sliceText() {
        return new String(slice, sliceFrom, sliceTo - sliceFrom, StandardCharsets.UTF_8);
    }

    private void readEscapedString(int from) {
        int length = 0;
        at = from;
        while (true) {
            if (at >= json.length) {
                throw malformed("string without end");
            }
            byte next = json[at];
            if (next == '"') {
                break;
            }
            if (length + 4 > unescaped.length) {
                unescaped = Arrays.copyOf(unescaped, unescaped.length * 2);
            }
            if (next == '\\') {
                length = readEscape(length);
            } else if (next >= 0 && next < ' ') {
                throw malformed("control character in a string; write it as an escape");
            } else {
                unescaped[length++] = next;
                at++;
            }
        }
        at++;
        slice = unescaped;
        sliceFrom = 0;
        sliceTo = length;
    }

    private int readEscape(int length) {
        at++;
        byte kind = at < json.length ? json[at++] : 0;
        int plain =
                switch (kind) {
                    case '"', '\\', '/' -> kind;
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    case 'u' -> readHexEscape();
                    default -> throw malformed("unknown escape in a string");
                };
        String text = Character.toString(plain);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(utf8, 0, unescaped, length, utf8.length);
        return length + utf8.length;
    }

    private int readHexEscape() {
        int first = readFourHexDigits();
        if (!Character.isSurrogate((char) first)) {
            return first;
        }
        boolean pair = Character.isHighSurrogate((char) first)
                && at + 1 < json.length
                && json[at] == '\\'
                && json[at + 1] == 'u';
        if (pair) {
            at += 2;
            int second = readFourHexDigits();
            if (Character.isLowSurrogate((char) second)) {
                return Character.toCodePoint((char) first, (char) second);
            }
        }
        throw malformed("lone surrogate in a string");
    }

    private int readFourHexDigits() {
        int value = 0;
        for (int digit = 0; digit < 4; digit++) {
            int next = at < json.length && json[at] >= 0 ? Character.digit(json[at], 16) : -1;
            if (next < 0) {
                throw malformed("\\u needs four hexadecimal digits");
            }
            value = value << 4 | next;
            at++;
        }
        return value;
    }

    /** Reads a number without fraction and exponent; says so when it is anything else or beyond 18 digits. */
    public long readInteger() {
        peek();
        int from = at;
        boolean negative = at < json.length && json[at] == '-';
        if (negative) {
            at++;
        }
        int digits = at;
        long value = 0;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            if (at - digits >= 18) {
                throw malformed("number of more than 18 digits where an integer is expected");
            }
            value = value * 10 + json[at] - '0';
            at++;
        }
        boolean fraction = at < json.length && (json[at] == '.' || json[at] == 'e' || json[at] == 'E');
        boolean leadingZero = json[Math.min(digits, json.length - 1)] == '0' && at - digits > 1;
        boolean minusZero = negative && value == 0;
        if (at == digits || fraction || leadingZero || minusZero) {
            at = from;
            throw malformed("expected an integer");
        }
        return negative ? -value : value;
    }

    /** Moves over a number and gives its text. */
    String readNumberText() {
        peek();
        int from = at;
        skipNumber();
        return new String(json, from, at - from, StandardCharsets.US_ASCII);
    }

    /** Reads a number as the double that is nearest to it, as Python does. */
    public double readNearestNumber() {
        return Double.parseDouble(readNumberText());
    }

    /** Reads a number, with the rounding of the reference. */
    public double readNumber() {
        peek();
        int from = at;
        skipNumber();
        double value = JsonNumbers.parse(json, from, at);
        if (Double.isInfinite(value)) {
            at = from;
            throw malformed("number out of the range of 64-bit floating point");
        }
        return value;
    }

    /** Whether a number comes next. */
    public boolean startsNumber() {
        byte next = peek();
        return next == '-' || next >= '0' && next <= '9';
    }

    /** Whether a string comes next. */
    public boolean startsString() {
        return peek() == '"';
    }

    /** Whether an array comes next. */
    public boolean startsArray() {
        return peek() == '[';
    }

    /** Moves into the array that comes next. */
    public void enterArray() {
        expect('[');
    }

    /** Moves out of an array, if its end comes next. */
    public boolean leaveArray() {
        return take(']');
    }

    /** Moves over a comma, if one comes next. */
    public boolean takeComma() {
        return take(',');
    }

    /** Moves over any value and checks that it is well-formed. */
    public void skipValue() {
        skipValue(0);
    }

    private void skipValue(int depth) {
        byte next = peek();
        if (depth == MAX_DEPTH && (next == '{' || next == '[')) {
            throw new LoadException(
                    LoadException.Kind.LIMIT, here(), "values nested deeper than " + MAX_DEPTH + "; flatten the file");
        }
        switch (next) {
            case '{' -> skipObject(depth);
            case '[' -> skipArray(depth);
            case '"' -> readString();
            case 't' -> skipWord("true");
            case 'f' -> skipWord("false");
            case 'n' -> skipWord("null");
            default -> skipNumber();
        }
    }

    private void skipObject(int depth) {
        expect('{');
        if (take('}')) {
            return;
        }
        do {
            readString();
            expect(':');
            skipValue(depth + 1);
        } while (take(','));
        expect('}');
    }

    private void skipArray(int depth) {
        expect('[');
        if (take(']')) {
            return;
        }
        do {
            skipValue(depth + 1);
        } while (take(','));
        expect(']');
    }

    void skipWord(String word) {
        peek();
        for (int index = 0; index < word.length(); index++) {
            if (at >= json.length || json[at] != word.charAt(index)) {
                throw malformed("expected a value");
            }
            at++;
        }
    }

    private void skipNumber() {
        int from = at;
        if (at < json.length && json[at] == '-') {
            at++;
        }
        int digits = skipDigits();
        boolean leadingZero = digits > 1 && json[at - digits] == '0';
        if (digits == 0 || leadingZero) {
            at = from;
            throw malformed("expected a value");
        }
        if (at < json.length && json[at] == '.') {
            at++;
            if (skipDigits() == 0) {
                throw malformed("number without digits after the point");
            }
        }
        if (at < json.length && (json[at] == 'e' || json[at] == 'E')) {
            at++;
            if (at < json.length && (json[at] == '+' || json[at] == '-')) {
                at++;
            }
            if (skipDigits() == 0) {
                throw malformed("number without digits in the exponent");
            }
        }
    }

    private int skipDigits() {
        int from = at;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        return at - from;
    }

    private Place here() {
        return JsonPointers.at(json, source, at);
    }

    LoadException malformed(String problem) {
        String found = at >= json.length ? "the end of the file; it may be cut off" : Quoted.at(json, at);
        return new LoadException(
                LoadException.Kind.MALFORMED, here(), "not well-formed JSON: " + problem + ", found " + found);
    }
}

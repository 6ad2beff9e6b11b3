package dev.tokenwright.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** Writes JSON, piece by piece, without line breaks. Belongs to one caller, who sees to it that the pieces fit together. */
public final class JsonOutput {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int LARGEST_SCALE = 40;
    private static final int NEIGHBOURS = 3;
    private static final int SIGNIFICAND_BITS = 53;

    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 13];
    private int size;
    /** Whether a comma must come before the next member or element. */
    private boolean comma;

    /** Writes to a stream, which is not closed. */
    public JsonOutput(OutputStream out) {
        this.out = out;
    }

    /** Starts an object. */
    public void beginObject() throws IOException {
        open('{');
    }

    /** Ends an object. */
    public void endObject() throws IOException {
        close('}');
    }

    /** Starts an array. */
    public void beginArray() throws IOException {
        open('[');
    }

    /** Ends an array. */
    public void endArray() throws IOException {
        close(']');
    }

    /** The name of the member whose value comes next. */
    public void name(String name) throws IOException {
        byte[] utf8 = utf8(name);
        name(utf8, 0, utf8.length);
    }

    /** The name of the member whose value comes next, in UTF-8. */
    public void name(byte[] utf8, int from, int to) throws IOException {
        separate();
        quoted(utf8, from, to);
        put(':');
        comma = false;
    }

    /** A text. */
    public void value(String text) throws IOException {
        byte[] utf8 = utf8(text);
        value(utf8, 0, utf8.length);
    }

    /** A text in UTF-8. */
    public void value(byte[] utf8, int from, int to) throws IOException {
        separate();
        quoted(utf8, from, to);
        comma = true;
    }

    /** A whole number. */
    public void value(long number) throws IOException {
        plain(Long.toString(number));
    }

    /** True or false. */
    public void value(boolean flag) throws IOException {
        plain(Boolean.toString(flag));
    }

    /** Nothing. */
    public void nullValue() throws IOException {
        plain("null");
    }

    /**
     * A number.
     *
     * @return whether there are digits that the reference reads as this very number; otherwise nothing is written
     */
    public boolean value(double number) throws IOException {
        if (!Double.isFinite(number)) {
            return false;
        }
        String digits = Double.toString(number);
        if (!isReadAs(digits, number)) {
            digits = otherDigits(number);
        }
        if (digits.isEmpty()) {
            return false;
        }
        plain(digits);
        return true;
    }

    /**
     * Digits for a number whose shortest digits the reference reads as its neighbour: it divides a whole number by a power
     * of ten, so another pair of the two is looked for.
     */
    private static String otherDigits(double number) {
        BigDecimal exact = new BigDecimal(number);
        for (int scale = 0; scale <= LARGEST_SCALE; scale++) {
            BigInteger whole = exact.setScale(scale, RoundingMode.HALF_EVEN).unscaledValue();
            BigInteger step = BigInteger.ONE.shiftLeft(Math.max(0, whole.bitLength() - SIGNIFICAND_BITS));
            for (int distance = -NEIGHBOURS; distance <= NEIGHBOURS; distance++) {
                String digits = whole.add(step.multiply(BigInteger.valueOf(distance))) + "e-" + scale;
                if (isReadAs(digits, number)) {
                    return digits;
                }
            }
        }
        return "";
    }

    private static boolean isReadAs(String digits, double number) {
        byte[] json = digits.getBytes(StandardCharsets.US_ASCII);
        return Double.doubleToLongBits(JsonNumbers.parse(json, 0, json.length)) == Double.doubleToLongBits(number);
    }

    /** Hands everything written so far to the stream. */
    public void flush() throws IOException {
        out.write(buffer, 0, size);
        size = 0;
        out.flush();
    }

    private static byte[] utf8(String text) throws IOException {
        ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        byte[] utf8 = new byte[encoded.remaining()];
        encoded.get(utf8);
        return utf8;
    }

    private void open(char bracket) throws IOException {
        separate();
        put(bracket);
        comma = false;
    }

    private void close(char bracket) throws IOException {
        put(bracket);
        comma = true;
    }

    private void plain(String text) throws IOException {
        separate();
        for (int index = 0; index < text.length(); index++) {
            put(text.charAt(index));
        }
        comma = true;
    }

    private void separate() throws IOException {
        if (comma) {
            put(',');
        }
    }

    private void quoted(byte[] utf8, int from, int to) throws IOException {
        put('"');
        for (int at = from; at < to; at++) {
            byte next = utf8[at];
            if (next == '"' || next == '\\') {
                put('\\');
                put(next);
            } else if (next >= 0 && next < ' ' || next == 0x7F) {
                put('\\');
                put('u');
                put('0');
                put('0');
                put(HEX[next >> 4]);
                put(HEX[next & 15]);
            } else {
                put(next);
            }
        }
        put('"');
    }

    private void put(int octet) throws IOException {
        if (size == buffer.length) {
            out.write(buffer, 0, size);
            size = 0;
        }
        buffer[size++] = (byte) octet;
    }
}

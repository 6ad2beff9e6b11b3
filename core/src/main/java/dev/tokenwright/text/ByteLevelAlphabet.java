package dev.tokenwright.text;

/**
 * GPT-2's way to write any byte as a visible character: printable Latin-1 characters stand for themselves, the other 68
 * bytes are U+0100 and up in their order.
 */
public final class ByteLevelAlphabet {
    private static final int[] CHARACTERS = new int[256];
    private static final byte[] BYTES = new byte[0x144];
    private static final boolean[] KNOWN = new boolean[BYTES.length];

    static {
        int next = 0x100;
        for (int value = 0; value < CHARACTERS.length; value++) {
            boolean printable = value >= '!' && value <= '~' || value >= 0xA1 && value != 0xAD;
            CHARACTERS[value] = printable ? value : next++;
            BYTES[CHARACTERS[value]] = (byte) value;
            KNOWN[CHARACTERS[value]] = true;
        }
    }

    private ByteLevelAlphabet() {}

    /** The character, a code point, that stands for a byte. */
    public static int character(byte value) {
        return CHARACTERS[value & 0xFF];
    }

    /** Whether a code point stands for a byte. */
    public static boolean contains(int codePoint) {
        return codePoint >= 0 && codePoint < KNOWN.length && KNOWN[codePoint];
    }

    /** The byte that a code point of the alphabet stands for. */
    public static byte toByte(int codePoint) {
        return BYTES[codePoint];
    }

    /** Writes {@code source[from..to)} byte by byte to the end of {@code target}, origins carried over. */
    public static void write(AlignedText source, int from, int to, AlignedText target) {
        boolean tracked = source.tracked();
        for (int at = from; at < to; at++) {
            target.appendCodePoint(
                    CHARACTERS[source.bytes()[at] & 0xFF],
                    tracked ? source.originStart(at) : 0,
                    tracked ? source.originEnd(at) : 0);
        }
    }

    /**
     * Turns byte-level text in UTF-8 back into bytes.
     *
     * @param target room for at least {@code to - from} bytes
     * @return number of bytes written, or -1 when a character is not of the alphabet
     */
    public static int read(byte[] text, int from, int to, byte[] target) {
        int count = 0;
        for (int at = from; at < to; ) {
            int codePoint = Utf8.codePointAt(text, at);
            if (!contains(codePoint)) {
                return -1;
            }
            target[count++] = BYTES[codePoint];
            at += Utf8.length(codePoint);
        }
        return count;
    }
}

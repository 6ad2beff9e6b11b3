package dev.tokenwright.text.cut;

import dev.tokenwright.text.regex.ClassPartition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** From code points to classes, for the loop over a text. Immutable. */
final class CutClasses {
    /** A class is a byte. */
    static final int MAX_CLASSES = 256;

    private static final int BLOCK = 64;

    /** By ASCII character. */
    final byte[] ascii;
    /** By code point of the basic plane. */
    final byte[] basic = new byte[1 << 16];
    /** By code point shifted by 6: where the classes of the block of 64 begin in {@link #classes}. */
    private final char[] blocks;

    private final byte[] classes;

    private CutClasses(byte[] ascii, char[] blocks, byte[] classes) {
        this.ascii = ascii;
        this.blocks = blocks;
        this.classes = classes;
        for (int codePoint = 0; codePoint < basic.length; codePoint += BLOCK) {
            System.arraycopy(classes, blocks[codePoint >>> 6], basic, codePoint, BLOCK);
        }
    }

    static CutClasses of(ClassPartition partition) {
        char[] blocks = new char[(Character.MAX_CODE_POINT + 1) / BLOCK];
        byte[] classes = new byte[64 * BLOCK];
        int size = 0;
        Map<Integer, Character> uniform = new HashMap<>();
        Map<String, Character> known = new HashMap<>();
        byte[] block = new byte[BLOCK];
        for (int index = 0; index < blocks.length; index++) {
            int same = partition.classOfAll(index * BLOCK, BLOCK);
            Character start;
            if (same >= 0) {
                start = uniform.get(same);
                Arrays.fill(block, (byte) same);
            } else {
                for (int offset = 0; offset < BLOCK; offset++) {
                    block[offset] = (byte) partition.classOf(index * BLOCK + offset);
                }
                start = known.get(new String(block, java.nio.charset.StandardCharsets.ISO_8859_1));
            }
            if (start == null) {
                start = (char) size;
                if (size + BLOCK > classes.length) {
                    classes = Arrays.copyOf(classes, 2 * classes.length);
                }
                System.arraycopy(block, 0, classes, size, BLOCK);
                size += BLOCK;
                if (same >= 0) {
                    uniform.put(same, start);
                } else {
                    known.put(new String(block, java.nio.charset.StandardCharsets.ISO_8859_1), start);
                }
            }
            blocks[index] = start;
        }
        byte[] ascii = new byte[128];
        for (int codePoint = 0; codePoint < ascii.length; codePoint++) {
            ascii[codePoint] = (byte) partition.classOf(codePoint);
        }
        return new CutClasses(ascii, blocks, Arrays.copyOf(classes, size));
    }

    /** The class of a code point. */
    int of(int codePoint) {
        return classes[blocks[codePoint >>> 6] + (codePoint & BLOCK - 1)] & 0xFF;
    }
}

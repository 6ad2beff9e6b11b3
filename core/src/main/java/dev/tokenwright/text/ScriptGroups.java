package dev.tokenwright.text;

import java.util.ArrayList;
import java.util.List;

/** Which code points the reference takes to be of one script: Han, Hiragana and Katakana count as one. */
public final class ScriptGroups {
    /** The group of code points that go with every script: blanks and code points without a script. */
    public static final int ANY = 0;

    /** No group. */
    public static final int NONE = -1;

    private static final String PREFIX = "UnicodeScripts: ";

    private ScriptGroups() {}

    /** A table of groups by code point, made when first needed. */
    private static final class Table {
        private static final byte[] GROUPS = new byte[Character.MAX_CODE_POINT + 1];

        static {
            List<String> names = new ArrayList<>(UnicodeData.setNames());
            names.removeIf(name -> !name.startsWith(PREFIX) || name.equals(PREFIX + "any"));
            names.sort(null);
            for (int group = 0; group < names.size(); group++) {
                int[] ranges = UnicodeData.required(names.get(group)).ranges();
                for (int index = 0; index < ranges.length; index += 2) {
                    java.util.Arrays.fill(GROUPS, ranges[index], ranges[index + 1] + 1, (byte) (group + 1));
                }
            }
        }
    }

    /** The group of a code point: {@link #ANY} or a positive number. */
    public static int of(int codePoint) {
        return Table.GROUPS[codePoint] & 0xFF;
    }
}

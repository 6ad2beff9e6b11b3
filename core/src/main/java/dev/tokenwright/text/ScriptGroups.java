package dev.tokenwright.text;

/** Which code points the reference takes to be of one script: Han, Hiragana and Katakana count as one. */
public final class ScriptGroups {
    /** The group of code points that go with every script: blanks and code points without a script. */
    public static final int ANY = 0;

    /** No group. */
    public static final int NONE = -1;

    private static final String PREFIX = "UnicodeScripts: ";

    private ScriptGroups() {}

    /** The groups by code point, made when first needed. */
    private static final class Table {
        private static final CodePointTable GROUPS = load();

        private static CodePointTable load() {
            CodePointTable.Builder groups = new CodePointTable.Builder();
            int group = ANY;
            for (String name : UnicodeData.names()) {
                if (name.startsWith(PREFIX) && !name.equals(PREFIX + "any")) {
                    group++;
                    int[] ranges = UnicodeData.required(name).ranges();
                    for (int index = 0; index < ranges.length; index += 2) {
                        groups.set(ranges[index], ranges[index + 1], group);
                    }
                }
            }
            return groups.build();
        }
    }

    /** The group of a code point: {@link #ANY} or a positive number. */
    public static int of(int codePoint) {
        return Table.GROUPS.get(codePoint);
    }
}

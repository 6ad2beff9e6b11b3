package dev.tokenwright.chat.jinja;

/** Finding and counting parts of texts; indices are code points. */
final class StrSearch {
    private StrSearch() {}

    static Value call(StrValue self, String name, Arguments arguments) {
        arguments.positional(name, 1, 3);
        String wanted = StrMethods.text(arguments.get(0), name + "() argument 1");
        StrValue part = StrMethods.range(self, arguments);
        int start = Math.min(StrMethods.bound(self, arguments.at(1), 0), self.length());
        if (name.equals("count")) {
            return IntValue.of(part == null ? 0 : count(part, wanted), self.origin());
        }
        boolean last = name.startsWith("r");
        int at = part == null
                ? -1
                : last ? part.text().lastIndexOf(wanted) : part.text().indexOf(wanted);
        if (at < 0 || part == null) {
            if (name.endsWith("index")) {
                throw Failure.value("substring not found");
            }
            return IntValue.of(-1, self.origin());
        }
        return IntValue.of(start + part.codePoint(at), self.origin());
    }

    private static int count(StrValue text, String wanted) {
        if (wanted.isEmpty()) {
            return text.length() + 1;
        }
        int count = 0;
        for (int at = text.text().indexOf(wanted); at >= 0; at = text.text().indexOf(wanted, at + wanted.length())) {
            count++;
        }
        return count;
    }
}

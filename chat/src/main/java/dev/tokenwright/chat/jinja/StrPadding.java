package dev.tokenwright.chat.jinja;

/** Filling texts up to a width. */
final class StrPadding {
    private StrPadding() {}

    static Value call(Render render, StrValue self, String name, Arguments arguments) {
        if (name.equals("expandtabs")) {
            Value size = arguments.bind(name, "tabsize").at(0);
            return expandTabs(render, self, size == null ? 8 : StrMethods.integer(size));
        }
        if (name.equals("zfill")) {
            int width =
                    StrMethods.integer(arguments.positional("str.zfill", 1, 1).get(0));
            return zeros(render, self, width);
        }
        arguments.positional("str." + name, 1, 2);
        StrValue fill = StrValue.of(" ");
        if (arguments.count() == 2) {
            StrMethods.text(arguments.get(1), "The fill character");
            fill = (StrValue) arguments.get(1);
            if (fill.length() != 1) {
                throw Failure.type("The fill character must be exactly one character long");
            }
        }
        int missing = Math.max(0, StrMethods.integer(arguments.get(0)) - self.length());
        int left =
                switch (name) {
                    case "center" -> centered(missing, missing + self.length());
                    case "rjust" -> missing;
                    default -> 0;
                };
        return padded(render, self, fill, left, missing - left);
    }

    /** What CPython puts to the left: the odd blank goes left when the width is odd. */
    private static int centered(int missing, int width) {
        return missing / 2 + (missing & width & 1);
    }

    static StrValue center(Render render, StrValue self, int width) {
        int missing = Math.max(0, width - self.length());
        int left = centered(missing, missing + self.length());
        return padded(render, self, StrValue.of(" "), left, missing - left);
    }

    private static StrValue padded(Render render, StrValue self, StrValue fill, int left, int right) {
        if (left + right == 0) {
            return self;
        }
        StrBuilder out = new StrBuilder(render);
        render.spend((long) left + right);
        for (int index = 0; index < left; index++) {
            out.append(fill);
        }
        out.append(self);
        for (int index = 0; index < right; index++) {
            out.append(fill);
        }
        return out.build(self.markup());
    }

    private static StrValue zeros(Render render, StrValue self, int width) {
        int missing = width - self.length();
        if (missing <= 0) {
            return self;
        }
        render.spend(missing);
        boolean signed = self.text().startsWith("-") || self.text().startsWith("+");
        return new StrBuilder(render)
                .append(self, 0, signed ? 1 : 0)
                .append("0".repeat(missing))
                .append(self, signed ? 1 : 0, self.text().length())
                .build(self.markup());
    }

    private static StrValue expandTabs(Render render, StrValue self, int size) {
        StrBuilder out = new StrBuilder(render);
        String text = self.text();
        int column = 0;
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit == '\t') {
                int blanks = size <= 0 ? 0 : size - column % size;
                render.spend(blanks);
                out.appendFor(" ".repeat(blanks), self, index);
                column += blanks;
            } else {
                out.append(self, index, index + 1);
                column = unit == '\n' || unit == '\r' ? 0 : column + (Character.isLowSurrogate(unit) ? 0 : 1);
            }
        }
        return out.build(self.markup());
    }
}

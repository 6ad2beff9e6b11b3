package dev.tokenwright.chat.jinja;

import dev.tokenwright.chat.plain.PythonCharacters;
import java.util.Locale;
import java.util.function.IntFunction;

/** Letter case of texts, and questions about their characters. */
final class StrCases {
    private StrCases() {}

    /**
     * A text that maps each code point, with the origins that follow from that.
     *
     * @param result the mapped text
     * @param each what one code point becomes where it stands alone
     */
    static StrValue mapped(Render render, StrValue self, String result, IntFunction<String> each) {
        render.spend(result.length());
        if (result.length() == self.text().length() || self.runs() == null) {
            return result.length() == self.text().length()
                    ? self.rewritten(result)
                    : new StrValue(result, null, self.markup());
        }
        StrBuilder out = new StrBuilder(render);
        String text = self.text();
        for (int index = 0; index < text.length(); ) {
            int codePoint = text.codePointAt(index);
            out.appendFor(each.apply(codePoint), self, index);
            index += Character.charCount(codePoint);
        }
        StrValue built = out.build(self.markup());
        return built.text().equals(result) ? built : self.derived(result);
    }

    static StrValue title(Render render, StrValue self) {
        StrBuilder out = new StrBuilder(render);
        String text = self.text();
        boolean inWord = false;
        for (int index = 0; index < text.length(); ) {
            int codePoint = text.codePointAt(index);
            int end = index + Character.charCount(codePoint);
            String mapped = inWord ? PythonText.lower(codePoint) : PythonText.title(codePoint);
            if (inWord && codePoint == 'Σ') {
                String tail = text.substring(end);
                boolean last = tail.isEmpty() || !PythonText.isCased(tail.codePointAt(0));
                mapped = last ? "ς" : "σ";
            }
            if (mapped.equals(text.substring(index, end))) {
                out.append(self, index, end);
            } else {
                out.appendFor(mapped, self, index);
            }
            inWord = PythonText.isCased(codePoint);
            index = end;
        }
        return out.build(self.markup());
    }

    static StrValue swap(Render render, StrValue self) {
        StrBuilder out = new StrBuilder(render);
        self.text().codePoints().forEach(codePoint -> {
            String character = Character.toString(codePoint);
            out.append(
                    PythonText.isUpper(codePoint)
                            ? character.toLowerCase(Locale.ROOT)
                            : PythonCharacters.LOWER.contains(codePoint)
                                    ? character.toUpperCase(Locale.ROOT)
                                    : character);
        });
        return mapped(
                render,
                self,
                out.build().text(),
                codePoint -> PythonText.isUpper(codePoint)
                        ? PythonText.lower(codePoint)
                        : Character.toString(codePoint).toUpperCase(Locale.ROOT));
    }

    static StrValue fold(Render render, StrValue self) {
        String folded = self.text()
                .replace("ß", "ss")
                .replace("ẞ", "ss")
                .replace("ς", "σ")
                .toLowerCase(Locale.ROOT)
                .replace("ς", "σ");
        return mapped(render, self, folded, PythonText::lower);
    }

    /** {@code isalpha} and its kin. */
    static boolean is(String text, String question) {
        return switch (question) {
            case "isascii" -> text.codePoints().allMatch(codePoint -> codePoint < 0x80);
            case "isprintable" -> text.codePoints().allMatch(PythonText::isPrintable);
            case "islower" -> isCase(text, PythonCharacters.LOWER::contains);
            case "isupper" -> isCase(text, PythonText::isUpper);
            case "istitle" -> isTitle(text);
            case "isidentifier" -> isIdentifier(text);
            default -> !text.isEmpty() && text.codePoints().allMatch(codePoint -> isOne(codePoint, question));
        };
    }

    private static boolean isOne(int codePoint, String question) {
        return switch (question) {
            case "isalnum" -> PythonText.isAlphanumeric(codePoint);
            case "isalpha" -> PythonCharacters.ALPHA.contains(codePoint);
            case "isdecimal" -> PythonCharacters.DECIMAL.contains(codePoint);
            case "isdigit" -> PythonText.isDigit(codePoint);
            case "isnumeric" -> PythonCharacters.NUMERIC.contains(codePoint);
            case "isspace" -> PythonText.isSpace(codePoint);
            default -> throw new AssertionError(question);
        };
    }

    private static boolean isCase(String text, java.util.function.IntPredicate wanted) {
        return text.codePoints().anyMatch(PythonText::isCased)
                && text.codePoints().allMatch(codePoint -> !PythonText.isCased(codePoint) || wanted.test(codePoint));
    }

    private static boolean isTitle(String text) {
        boolean cased = false;
        boolean inWord = false;
        for (int codePoint : text.codePoints().toArray()) {
            boolean upper = PythonText.isUpper(codePoint) || PythonCharacters.TITLE.contains(codePoint);
            if (upper ? inWord : PythonCharacters.LOWER.contains(codePoint) && !inWord) {
                return false;
            }
            inWord = PythonText.isCased(codePoint);
            cased |= inWord;
        }
        return cased;
    }

    static boolean isIdentifier(String text) {
        if (text.isEmpty()) {
            return false;
        }
        int first = text.codePointAt(0);
        return (first == '_' || Character.isUnicodeIdentifierStart(first))
                && text.codePoints()
                        .allMatch(codePoint -> codePoint == '_'
                                || (Character.isUnicodeIdentifierPart(codePoint)
                                        && !Character.isIdentifierIgnorable(codePoint)));
    }
}

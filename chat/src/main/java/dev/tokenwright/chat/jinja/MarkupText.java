package dev.tokenwright.chat.jinja;

import java.util.Set;

/** Text that is marked as safe markup, and the escaping of other text. */
final class MarkupText {
    static final Set<String> METHODS = Set.of("striptags", "unescape", "escape");

    /** Length of the longest entity that is resolved, the semicolon included. */
    private static final int MAX_ENTITY = 11;

    private MarkupText() {}

    /** The text with markup's own characters escaped, safe. */
    static StrValue escape(Render render, Value value) {
        StrValue text = value instanceof StrValue known ? known : value.str(render);
        if (text.markup()) {
            return text;
        }
        StrBuilder out = new StrBuilder(render);
        int plainFrom = 0;
        for (int index = 0; index < text.text().length(); index++) {
            String entity = entity(text.text().charAt(index));
            if (!entity.isEmpty()) {
                out.append(text, plainFrom, index).appendFor(entity, text, index);
                plainFrom = index + 1;
            }
        }
        return out.append(text, plainFrom, text.text().length()).build(true);
    }

    private static String entity(char unit) {
        return switch (unit) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&#34;";
            case '\'' -> "&#39;";
            default -> "";
        };
    }

    /** The text without tags and comments, blanks joined, entities resolved. */
    static StrValue stripTags(Render render, StrValue markup) {
        StrValue text = markup.asPlain();
        text = cutOut(render, text, "<!--", "-->");
        text = cutOut(render, text, "<", ">");
        StrBuilder joined = new StrBuilder(render);
        String separator = "";
        for (StrValue word : StrSplits.words(text, -1)) {
            joined.append(separator).append(word);
            separator = " ";
        }
        return unescape(render, joined.build());
    }

    private static StrValue cutOut(Render render, StrValue text, String open, String close) {
        StrBuilder out = new StrBuilder(render);
        int from = 0;
        for (int start = text.text().indexOf(open);
                start >= 0;
                start = text.text().indexOf(open, from)) {
            int end = text.text().indexOf(close, start);
            if (end < 0) {
                break;
            }
            out.append(text, from, start);
            from = end + close.length();
        }
        return out.append(text, from, text.text().length()).build();
    }

    /** The text with the common entities resolved. */
    static StrValue unescape(Render render, StrValue text) {
        String source = text.text();
        StrBuilder out = new StrBuilder(render);
        int from = 0;
        for (int start = source.indexOf('&'); start >= 0; start = source.indexOf('&', start + 1)) {
            int end = source.substring(start, Math.min(start + MAX_ENTITY, source.length()))
                            .indexOf(';')
                    + start;
            String character = end < start ? "" : character(source.substring(start + 1, end));
            if (!character.isEmpty()) {
                out.append(text, from, start).appendFor(character, text, start);
                from = end + 1;
            }
        }
        return out.append(text, from, source.length()).build();
    }

    private static String character(String entity) {
        if (entity.startsWith("#")) {
            boolean hex = entity.startsWith("#x") || entity.startsWith("#X");
            String digits = entity.substring(hex ? 2 : 1);
            if (!digits.matches(hex ? "[0-9a-fA-F]{1,6}" : "[0-9]{1,7}")) {
                return "";
            }
            int codePoint = Integer.parseInt(digits, hex ? 16 : 10);
            return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : "\uFFFD";
        }
        return switch (entity) {
            case "amp" -> "&";
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            case "apos" -> "'";
            case "nbsp" -> "\u00A0";
            default -> "";
        };
    }
}

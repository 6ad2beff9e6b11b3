package dev.tokenwright.chat.jinja;

import dev.tokenwright.chat.plain.PythonCharacters;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the reference takes for an address in a word: its patterns, written out, so that no word takes more than one pass. A
 * word is looked at in a plain form in which every character that the patterns treat alike is the same.
 */
final class UrlWords {
    private static final Set<String> DOMAINS = Set.of("com", "net", "int", "edu", "gov", "org", "info", "mil");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[([0-9a-f]{0,4}:){2}([0-9a-f]{0,4}:?){1,6}]");
    /** More than an address in brackets has. */
    private static final int LONGEST_IPV6 = 48;

    private static final char LETTER = '\u00e9';
    private static final char OTHER = '\u00a7';

    private UrlWords() {}

    /** A word in its plain form: other letters are one letter, digits are ASCII, what folds to ASCII is folded. */
    static String plain(String word) {
        StringBuilder plain = new StringBuilder(word.length());
        word.codePoints().forEach(codePoint -> plain.append(plain(codePoint)));
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    private static char plain(int codePoint) {
        if (codePoint < 0x80) {
            return (char) codePoint;
        }
        return switch (codePoint) {
            case 0x130, 0x131 -> 'i';
            case 0x17F -> 's';
            case 0x212A -> 'k';
            default ->
                PythonCharacters.DECIMAL.contains(codePoint)
                        ? '0'
                        : PythonCharacters.ALPHA.contains(codePoint)
                                        || PythonCharacters.DIGIT.contains(codePoint)
                                        || PythonCharacters.NUMERIC.contains(codePoint)
                                ? LETTER
                                : OTHER;
        };
    }

    private static boolean isWord(char unit) {
        return unit >= 'a' && unit <= 'z' || unit >= '0' && unit <= '9' || unit == '_' || unit == LETTER;
    }

    private static boolean isLabel(char unit) {
        return isWord(unit) || unit == '%' || unit == '-';
    }

    /** Whether a plain word is an address of the web. */
    static boolean isWeb(String word) {
        int scheme = word.startsWith("https://") ? 8 : word.startsWith("http://") ? 7 : 0;
        if (scheme > 0 && isNumbered(word, scheme)) {
            return true;
        }
        int end = hostEnd(word, scheme);
        if (!endsAsAddress(word, end)) {
            return false;
        }
        String host = word.substring(scheme, end);
        return scheme > 0 && isHost(host)
                || scheme == 0 && (host.startsWith("www.") && isHost(host.substring(4)) || isDomain(host));
    }

    private static int hostEnd(String word, int from) {
        int end = from;
        while (end < word.length() && (isLabel(word.charAt(end)) || word.charAt(end) == '.')) {
            end++;
        }
        return end;
    }

    private static boolean isNumbered(String word, int from) {
        int end = from;
        if (from < word.length() && word.charAt(from) == '[') {
            end = word.indexOf(']', from) + 1;
            return end > 0
                    && end - from <= LONGEST_IPV6
                    && IPV6.matcher(word.substring(from, end)).matches()
                    && endsAsAddress(word, end);
        }
        while (end < word.length() && (Character.isDigit(word.charAt(end)) || word.charAt(end) == '.')) {
            end++;
        }
        return end - from <= 15 && IPV4.matcher(word.substring(from, end)).matches() && endsAsAddress(word, end);
    }

    /** Whether a port, a path, or nothing is left behind a host. */
    private static boolean endsAsAddress(String word, int hostEnd) {
        int at = hostEnd;
        if (at < word.length() && word.charAt(at) == ':') {
            at++;
            int digits = at;
            while (at < word.length() && at - digits < 5 && word.charAt(at) >= '0' && word.charAt(at) <= '9') {
                at++;
            }
            if (at == digits) {
                return false;
            }
        }
        return at == word.length() || "/?#".indexOf(word.charAt(at)) >= 0;
    }

    /** Labels, and a last one of letters or of the encoded kind. */
    private static boolean isHost(String host) {
        int last = host.lastIndexOf('.') + 1;
        String name = host.substring(last);
        boolean isName =
                name.length() >= 2 && name.length() <= 63 && name.chars().allMatch(unit -> unit >= 'a' && unit <= 'z');
        boolean isEncoded = name.startsWith("xn--")
                && name.length() >= 6
                && name.length() <= 63
                && name.substring(4).chars().allMatch(unit -> isWord((char) unit) || unit == '%');
        return (isName || isEncoded) && (last == 0 || haveLength(host.substring(0, last - 1), 1, Integer.MAX_VALUE));
    }

    private static boolean isDomain(String host) {
        int last = host.lastIndexOf('.') + 1;
        return last > 0 && DOMAINS.contains(host.substring(last)) && haveLength(host.substring(0, last - 1), 2, 63);
    }

    private static boolean haveLength(String labels, int least, int most) {
        int start = 0;
        for (int at = 0; at <= labels.length(); at++) {
            if (at == labels.length() || labels.charAt(at) == '.') {
                if (at - start < least || at - start > most) {
                    return false;
                }
                start = at + 1;
            }
        }
        return true;
    }

    /** Whether a plain word is an address of mail. */
    static boolean isMail(String word) {
        int at = word.lastIndexOf('@');
        int dot = word.lastIndexOf('.');
        if (at < 1 || dot < at + 2 || dot == word.length() - 1 || !isWord(word.charAt(at + 1))) {
            return false;
        }
        for (int index = at + 1; index < word.length(); index++) {
            char unit = word.charAt(index);
            if (!isWord(unit) && (index > dot || unit != '.' && unit != '-')) {
                return false;
            }
        }
        return true;
    }

    /** Whether a text may stand for a scheme: {@code tel:}, {@code ftp://}. */
    static boolean isScheme(String text) {
        String word = plain(text);
        int colon = word.indexOf(':');
        return colon >= 2
                && word.substring(0, colon).chars().allMatch(unit -> isWord((char) unit) || ".+-".indexOf(unit) >= 0)
                && Set.of("", "/", "//").contains(word.substring(colon + 1));
    }
}

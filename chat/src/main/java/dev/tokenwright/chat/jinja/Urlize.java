package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The filter {@code urlize}: addresses in a text become links. */
final class Urlize {
    private static final List<String> OPENING = List.of("(", "<", "&lt;");
    private static final List<String> CLOSING = List.of(")", ">", "&gt;");
    private static final List<String> TRAILING = List.of(")", ">", ".", ",", "&gt;");

    private final StrBuilder out;
    private final StrValue attributes;
    private final @Nullable Value limit;
    private final List<String> schemes;

    private Urlize(StrBuilder out, StrValue attributes, @Nullable Value limit, List<String> schemes) {
        this.out = out;
        this.attributes = attributes;
        this.limit = limit;
        this.schemes = schemes;
    }

    static Value apply(Render render, Value input, Arguments arguments) {
        Arguments.Bound bound =
                arguments.bind("do_urlize", "trim_url_limit", "nofollow", "target", "rel", "extra_schemes");
        StrValue text = MarkupText.escape(render, input).asPlain();
        Value limit = bound.orNone(0);
        if (limit != null) {
            StrMethods.integer(limit);
        }
        StrBuilder out = new StrBuilder(render);
        Urlize urlize = new Urlize(out, attributes(render, bound), limit, schemes(render, bound.orNone(4)));
        String source = text.text();
        int from = 0;
        while (from < source.length()) {
            int end = from;
            boolean space = PythonText.isSpace(source.charAt(from));
            while (end < source.length() && PythonText.isSpace(source.charAt(end)) == space) {
                end++;
            }
            if (space) {
                out.append(text, from, end);
            } else {
                urlize.word(text.slice(from, end));
            }
            from = end;
        }
        return render.escaping() ? out.build(true) : out.build();
    }

    /** What each link has beside its address. */
    private static StrValue attributes(Render render, Arguments.Bound bound) {
        TreeSet<String> relations = new TreeSet<>();
        relations.add("noopener");
        Value given = bound.orNone(3);
        if (given != null && given.truth()) {
            if (!(given instanceof StrValue text)) {
                throw Failure.attribute(given, "split");
            }
            StrSplits.words(text, -1).forEach(word -> relations.add(word.text()));
        }
        if (bound.truth(1, false)) {
            relations.add("nofollow");
        }
        StrBuilder out = new StrBuilder(render);
        String joined = String.join(" ", relations);
        StrValue relation = given instanceof StrValue text ? text.derived(joined) : StrValue.of(joined);
        out.append(" rel=\"")
                .append(MarkupText.escape(render, relation.asPlain()))
                .append("\"");
        Value target = bound.orNone(2);
        if (target != null && target.truth()) {
            out.append(" target=\"").append(MarkupText.escape(render, target)).append("\"");
        }
        return out.build();
    }

    private static List<String> schemes(Render render, @Nullable Value given) {
        List<String> schemes = new ArrayList<>();
        if (given != null && given.truth()) {
            for (Value scheme : Ordering.list(render, given)) {
                if (!(scheme instanceof StrValue text)) {
                    throw Failure.type("expected string or bytes-like object, got '" + scheme.type() + "'");
                }
                if (!UrlWords.isScheme(text.text())) {
                    throw Failure.argument(PythonText.quoted(text.text()) + " is not a valid URI scheme prefix.");
                }
                schemes.add(text.text());
            }
        }
        return schemes;
    }

    private void word(StrValue word) {
        String text = word.text();
        int start = 0;
        for (String opening = at(text, start, OPENING);
                !opening.isEmpty() && start < text.length();
                opening = at(text, start, OPENING)) {
            start += opening.length();
        }
        int end = text.length();
        for (String trailing = before(text, start, end); !trailing.isEmpty(); trailing = before(text, start, end)) {
            end -= trailing.length();
        }
        end = balanced(text, start, end);
        out.append(word, 0, start);
        link(word.slice(start, end));
        out.append(word, end, text.length());
    }

    private static String at(String text, int index, List<String> signs) {
        return signs.stream()
                .filter(sign -> text.startsWith(sign, index))
                .findFirst()
                .orElse("");
    }

    private static String before(String text, int from, int end) {
        return TRAILING.stream()
                .filter(sign -> end - sign.length() >= from && text.startsWith(sign, end - sign.length()))
                .findFirst()
                .orElse("");
    }

    /** The end of a word that takes in as many closing signs as it has opening ones. */
    private static int balanced(String text, int start, int trimmedEnd) {
        int end = trimmedEnd;
        for (int pair = 0; pair < OPENING.size(); pair++) {
            String close = CLOSING.get(pair);
            int opened = count(text.substring(start, end), OPENING.get(pair));
            if (opened > count(text.substring(start, end), close)) {
                int moves = Math.min(opened, count(text.substring(end), close));
                for (int move = 0; move < moves; move++) {
                    end = text.indexOf(close, end) + close.length();
                }
            }
        }
        return end;
    }

    private static int count(String text, String sign) {
        int count = 0;
        for (int at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + sign.length())) {
            count++;
        }
        return count;
    }

    private void link(StrValue word) {
        String text = word.text();
        String plain = UrlWords.plain(text);
        if (UrlWords.isWeb(plain)) {
            boolean complete = text.startsWith("https://") || text.startsWith("http://");
            write(complete ? "" : "https://", word, attributes, trimmed(word));
        } else if (text.startsWith("mailto:") && UrlWords.isMail(plain.substring("mailto:".length()))) {
            write("", word, StrValue.EMPTY, word.slice("mailto:".length(), text.length()));
        } else if (text.indexOf(':') < 0
                && !text.startsWith("www.")
                && !text.startsWith("@")
                && UrlWords.isMail(plain)) {
            write("mailto:", word, StrValue.EMPTY, word);
        } else if (schemes.stream().anyMatch(scheme -> !text.equals(scheme) && text.startsWith(scheme))) {
            write("", word, attributes, word);
        } else {
            out.append(word);
        }
    }

    /** Writes a link. What is written around the word is there because of it, and has its origin. */
    private void write(String prefix, StrValue word, StrValue more, StrValue shown) {
        Origin origin = word.origin();
        out.append("<a href=\"" + prefix, origin, Runs.DERIVED).append(word);
        out.append("\"", origin, Runs.DERIVED).append(more).append(">", origin, Runs.DERIVED);
        out.append(shown).append("</a>", origin, Runs.DERIVED);
    }

    private StrValue trimmed(StrValue word) {
        if (limit == null) {
            return word;
        }
        long most = StrMethods.integer(limit);
        if (word.length() <= most) {
            return word;
        }
        long kept = most < 0 ? Math.max(0, word.length() + most) : most;
        StrBuilder shortened = new StrBuilder(out.render());
        return shortened
                .append(word, 0, word.unit((int) kept))
                .append("...", word.origin(), Runs.DERIVED)
                .build();
    }
}

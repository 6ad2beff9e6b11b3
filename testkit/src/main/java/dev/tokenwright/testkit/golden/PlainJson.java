package dev.tokenwright.testkit.golden;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as plain data, with integers and other numbers told apart as Python does. For files that are well-formed. */
public final class PlainJson {
    private final String text;
    private int at;

    private PlainJson(String text) {
        this.text = text;
    }

    /** The data of a JSON text. */
    public static @Nullable Object parse(byte[] json) {
        return new PlainJson(new String(json, StandardCharsets.UTF_8)).value();
    }

    /** The data of a JSON object. */
    @SuppressWarnings("unchecked")
    public static Map<String, @Nullable Object> object(byte[] json) {
        return (Map<String, @Nullable Object>) java.util.Objects.requireNonNull(parse(json));
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean skip(String token) {
        skipSpace();
        boolean there = text.startsWith(token, at);
        at += there ? token.length() : 0;
        return there;
    }

    private @Nullable Object value() {
        skipSpace();
        return switch (text.charAt(at)) {
            case '{' -> members();
            case '[' -> elements();
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private @Nullable Object literal(String token, @Nullable Object value) {
        at += token.length();
        return value;
    }

    private Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        skip("{");
        while (!skip("}")) {
            skip(",");
            skipSpace();
            String name = string();
            skip(":");
            members.put(name, value());
        }
        return members;
    }

    private List<@Nullable Object> elements() {
        List<@Nullable Object> elements = new ArrayList<>();
        skip("[");
        while (!skip("]")) {
            skip(",");
            elements.add(value());
        }
        return elements;
    }

    private Object number() {
        int start = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(start, at);
        if (digits.matches("-?[0-9]+")) {
            return digits.length() < 18 ? (Object) Long.parseLong(digits) : new BigInteger(digits);
        }
        return Double.parseDouble(digits);
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        at++;
        while (text.charAt(at) != '"') {
            char unit = text.charAt(at++);
            if (unit != '\\') {
                out.append(unit);
                continue;
            }
            char escape = text.charAt(at++);
            switch (escape) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'r' -> out.append('\r');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'u' -> {
                    out.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                    at += 4;
                }
                default -> out.append(escape);
            }
        }
        at++;
        return out.toString();
    }
}

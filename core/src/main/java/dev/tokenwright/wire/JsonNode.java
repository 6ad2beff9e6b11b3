package dev.tokenwright.wire;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of a JSON text that has been checked as a whole. It is read from the text each time it is asked. */
public final class JsonNode {
    /** Most members and elements that {@link #members()} and {@link #elements()} make objects of. */
    private static final int MAX_NODES = 1 << 20;

    /** Most characters of a number that messages show. */
    private static final int MAX_DIGITS = 40;

    private final byte[] json;
    private final int at;
    private final Place place;

    private JsonNode(byte[] json, int at, Place place) {
        this.json = json;
        this.at = at;
        this.place = place;
    }

    /** Kinds of values. */
    public enum Type {
        /** An object. */
        OBJECT,
        /** An array. */
        ARRAY,
        /** A string. */
        STRING,
        /** A number. */
        NUMBER,
        /** True or false. */
        BOOLEAN,
        /** Null. */
        NULL
    }

    /**
     * Checks a JSON text and gives its value.
     *
     * @param json the text in UTF-8; not to be changed while nodes are in use
     * @param source its name in messages
     * @throws LoadException when it is not well-formed
     */
    public static JsonNode parse(byte[] json, String source) {
        if (json.length >= 3 && json[0] == (byte) 0xEF && json[1] == (byte) 0xBB && json[2] == (byte) 0xBF) {
            throw new LoadException(
                    LoadException.Kind.MALFORMED,
                    Place.of(source).atByte(0),
                    "starts with a byte order mark, which JSON does not allow; save it as UTF-8 without BOM");
        }
        checkUtf8(json, source);
        JsonScanner scanner = new JsonScanner(json, source, 0);
        scanner.skipValue();
        if (!scanner.atEnd()) {
            throw scanner.malformed("text after the value");
        }
        return new JsonNode(json, 0, Place.of(source));
    }

    private static void checkUtf8(byte[] json, String source) {
        int malformed = Utf8Scan.firstMalformed(json);
        if (malformed >= 0) {
            throw new LoadException(
                    LoadException.Kind.MALFORMED,
                    JsonPointers.at(json, source, malformed),
                    String.format("byte 0x%02X is not UTF-8; convert the file", json[malformed]));
        }
    }

    private JsonScanner scanner() {
        return new JsonScanner(json, place.source(), at);
    }

    /** Size of the whole text in bytes. */
    public int sourceBytes() {
        return json.length;
    }

    /** Where the value is. */
    public Place place() {
        return place.atByte(at);
    }

    /** What kind of value this is. */
    public Type type() {
        return switch (scanner().peek()) {
            case '{' -> Type.OBJECT;
            case '[' -> Type.ARRAY;
            case '"' -> Type.STRING;
            case 't', 'f' -> Type.BOOLEAN;
            case 'n' -> Type.NULL;
            default -> Type.NUMBER;
        };
    }

    /** Whether this is null. */
    public boolean isNull() {
        return type() == Type.NULL;
    }

    /** The string. */
    public String string() {
        require(Type.STRING);
        JsonScanner scanner = scanner();
        scanner.readString();
        return scanner.sliceText();
    }

    /** True or false. */
    public boolean bool() {
        require(Type.BOOLEAN);
        return scanner().peek() == 't';
    }

    /** The number, which must be an integer from {@code min} to {@code max}. */
    public int integer(int min, int max) {
        require(Type.NUMBER);
        long value;
        try {
            value = scanner().readInteger();
        } catch (LoadException e) {
            throw invalid("expected an integer from " + min + " to " + max + ", found " + text());
        }
        if (value < min || value > max) {
            throw invalid("expected an integer from " + min + " to " + max + ", found " + value);
        }
        return (int) value;
    }

    /** The number. */
    public double number() {
        require(Type.NUMBER);
        return scanner().readNumber();
    }

    /** The number, which must be an integer and not negative; what an int cannot hold counts as the largest int. */
    public int length() {
        require(Type.NUMBER);
        String text = text();
        boolean digits = text.chars().allMatch(digit -> digit >= '0' && digit <= '9' || digit == '…');
        if (!digits) {
            throw invalid("expected a whole number that is not negative, found " + text);
        }
        return text.length() > 18 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, Long.parseLong(text));
    }

    /** The number as it is written, cut to a length. */
    private String text() {
        String text = scanner().readNumberText();
        return text.length() <= MAX_DIGITS ? text : text.substring(0, MAX_DIGITS) + "…";
    }

    /** The members of the object in their order. A key that stands there twice is refused. */
    public Map<String, JsonNode> members() {
        require(Type.OBJECT);
        Map<String, JsonNode> members = new LinkedHashMap<>();
        JsonScanner scanner = scanner();
        scanner.expect('{');
        if (scanner.take('}')) {
            return members;
        }
        do {
            scanner.readString();
            String key = scanner.sliceText();
            scanner.expect(':');
            scanner.peek();
            JsonNode value = new JsonNode(json, scanner.position(), place.child(key));
            if (members.put(key, value) != null) {
                throw value.invalid("the key stands here for the second time; remove one");
            }
            checkCount(members.size());
            scanner.skipValue();
        } while (scanner.take(','));
        return members;
    }

    /** The elements of the array. */
    public List<JsonNode> elements() {
        List<JsonNode> elements = new ArrayList<>();
        forEachElement(scanner -> {
            scanner.peek();
            elements.add(new JsonNode(json, scanner.position(), place.child(elements.size())));
            checkCount(elements.size());
            scanner.skipValue();
        });
        return elements;
    }

    /** The first element of the array, if it has any. */
    public Optional<JsonNode> firstElement() {
        require(Type.ARRAY);
        JsonScanner scanner = scanner();
        scanner.expect('[');
        if (scanner.take(']')) {
            return Optional.empty();
        }
        scanner.peek();
        return Optional.of(new JsonNode(json, scanner.position(), place.child(0)));
    }

    private void checkCount(int count) {
        if (count > MAX_NODES) {
            throw new LoadException(LoadException.Kind.LIMIT, place(), "more than " + MAX_NODES + " values");
        }
    }

    /** Receives a scanner that stands before a value, which must be moved over. */
    @FunctionalInterface
    public interface ValueSink {
        /** Takes the value. */
        void accept(JsonScanner scanner);
    }

    /** Gives each element of the array to {@code sink}. */
    public void forEachElement(ValueSink sink) {
        require(Type.ARRAY);
        JsonScanner scanner = scanner();
        scanner.expect('[');
        if (scanner.take(']')) {
            return;
        }
        do {
            sink.accept(scanner);
        } while (scanner.take(','));
    }

    /** Gives each member of the object to {@code sink}: its key has been read and the scanner stands before its value. */
    public void forEachMember(ValueSink sink) {
        require(Type.OBJECT);
        JsonScanner scanner = scanner();
        scanner.expect('{');
        if (scanner.take('}')) {
            return;
        }
        do {
            scanner.readString();
            scanner.expect(':');
            sink.accept(scanner);
        } while (scanner.take(','));
    }

    private void require(Type expected) {
        if (type() != expected) {
            throw invalid("expected " + name(expected) + ", found " + name(type()));
        }
    }

    private static String name(Type type) {
        return switch (type) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
        };
    }

    /** An exception that says what is wrong with this value. */
    public LoadException invalid(String problem) {
        return new LoadException(LoadException.Kind.INVALID, place(), problem);
    }

    /** An exception that says that this value means something that is not supported. */
    public LoadException unsupported(String problem) {
        return new LoadException(LoadException.Kind.UNSUPPORTED, place(), problem);
    }
}

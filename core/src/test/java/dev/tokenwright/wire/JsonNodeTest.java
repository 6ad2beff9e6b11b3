package dev.tokenwright.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNodeTest {
    @Test
    void readsEveryKindOfValue() {
        JsonNode node = parse(" {\"a\" : [1, -2.5e1, true, false, null], \"b\": {\"c\": \"d\"}}\r\n\t ");
        List<JsonNode> elements = member(node, "a").elements();
        assertThat(elements)
                .extracting(JsonNode::type)
                .containsExactly(
                        JsonNode.Type.NUMBER,
                        JsonNode.Type.NUMBER,
                        JsonNode.Type.BOOLEAN,
                        JsonNode.Type.BOOLEAN,
                        JsonNode.Type.NULL);
        assertThat(elements.get(0).integer(0, 9)).isEqualTo(1);
        assertThat(elements.get(1).number()).isEqualTo(-25.0);
        assertThat(elements.get(2).bool()).isTrue();
        assertThat(elements.get(3).bool()).isFalse();
        assertThat(member(member(node, "b"), "c").string()).isEqualTo("d");
    }

    @Test
    void resolvesEveryEscape() {
        assertThat(parse("\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0041 \\u00e9 \\u20aC \\ud83d\\ude00 \\u0000 é😀\"")
                        .string())
                .isEqualTo("\" \\ / \b \f \n \r \t A é € 😀 \0 é😀");
    }

    @Test
    void givesPlainStringsAsSlicesOfTheSource() {
        byte[] json = "[\"plain\",\"esc\\u0061ped\"]".getBytes(StandardCharsets.UTF_8);
        List<String> texts = new ArrayList<>();
        List<Boolean> shared = new ArrayList<>();
        JsonNode.parse(json, "test").forEachElement(scanner -> {
            scanner.readString();
            texts.add(scanner.sliceText());
            shared.add(scanner.slice() == json);
        });
        assertThat(texts).containsExactly("plain", "escaped");
        assertThat(shared).containsExactly(true, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | `` | 0 | found the end of the file; it may be cut off",
                "`{\"a\": {\"b\": [1, 2` | /a/b/1 | 17 | expected ']', found the end of the file",
                "`{\"a\": tru}` | /a | 9 | expected a value, found \"}\"",
                "`{\"a\": \"x\\ud800\"}` | /a | 14 | lone surrogate in a string",
                "`{\"a\": \"\\udc00\"}` | /a | 13 | lone surrogate in a string",
                "`{\"a\": \"\\ud800\\u0041\"}` | /a | 19 | lone surrogate in a string",
                "`{\"a\": \"\\x\"}` | /a | 9 | unknown escape in a string",
                "`{\"a\": \"\\u12\"}` | /a | 11 | \\u needs four hexadecimal digits",
                "`{\"a~/b\": 01}` | /a~0~1b | 9 | expected a value",
                "`{\"a\": 1.}` | /a | 8 | number without digits after the point",
                "`{\"a\": 1e}` | /a | 8 | number without digits in the exponent",
                "`{\"a\": [0,,1]}` | /a/1 | 9 | expected a value, found \",\"",
                "`{\"a\": 1,}` | `` | 8 | expected '\"', found \"}\"",
                "`{\"a\" 1}` | /a | 5 | expected ':', found \"1\"",
                "`[1 2]` | /0 | 3 | expected ']', found \"2\"",
                "`{} x` | `` | 3 | text after the value, found \"x\"",
                "`{'a': 1}` | `` | 1 | expected '\"', found \"'\"",
                "`[NaN]` | /0 | 1 | expected a value, found \"N\""
            })
    void saysWhereItIsMalformed(String json, String pointer, long offset, String problem) {
        LoadException e = failure(json.getBytes(StandardCharsets.UTF_8));
        assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(e.place().source()).isEqualTo("test.json");
        assertThat(e.place().pointer()).isEqualTo(pointer);
        assertThat(e.place().byteOffset()).isEqualTo(offset);
        assertThat(e).hasMessageContaining("not well-formed JSON: ").hasMessageContaining(problem);
    }

    @Test
    void refusesControlCharactersInStrings() {
        assertThat(failure("{\"a\": [\"x\u0001\"]}".getBytes(StandardCharsets.UTF_8)))
                .hasMessage(
                        "test.json at /a/0 (byte 9): not well-formed JSON: control character in a string; write it as"
                                + " an escape, found \"\\u{1}\"");
    }

    @Test
    void refusesAByteOrderMark() {
        LoadException e = failure("\ufeff{}".getBytes(StandardCharsets.UTF_8));
        assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(e).hasMessageContaining("byte order mark").hasMessageContaining("save it as UTF-8 without BOM");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        int[][] malformed = {
            {0x80}, {0xC3}, {0xC0, 0x80}, {0xE0, 0x80, 0x80}, {0xED, 0xA0, 0x80}, {0xF4, 0x90, 0x80, 0x80}, {0xFF}
        };
        for (int[] bytes : malformed) {
            byte[] json = new byte[7 + bytes.length + 2];
            System.arraycopy("{\"k\": \"".getBytes(StandardCharsets.US_ASCII), 0, json, 0, 7);
            for (int index = 0; index < bytes.length; index++) {
                json[7 + index] = (byte) bytes[index];
            }
            json[json.length - 2] = '"';
            json[json.length - 1] = '}';
            LoadException e = failure(json);
            assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
            assertThat(e.place().pointer()).isEqualTo("/k");
            assertThat(e.place().byteOffset()).isEqualTo(7);
            assertThat(e).hasMessageContaining("is not UTF-8");
        }
    }

    @Test
    void allowsTheDepthThatTheReferenceAllowsAndNoMore() {
        assertThat(parse("[".repeat(127) + "]".repeat(127)).type()).isEqualTo(JsonNode.Type.ARRAY);
        for (String open : List.of("[", "{\"k\":")) {
            LoadException e = failure(open.repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
            assertThat(e.kind()).isEqualTo(Kind.LIMIT);
            assertThat(e).hasMessageContaining("values nested deeper than 127");
        }
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        JsonNode node = member(parse("{\"a\": {\"b\": 1, \"b\": 1}}"), "a");
        LoadException e = catchThrowableOfType(LoadException.class, node::members);
        assertThat(e.kind()).isEqualTo(Kind.INVALID);
        assertThat(e).hasMessage("test.json at /a/b (byte 20): the key stands here for the second time; remove one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e2", "-1", "-0", "4000000000", "99999999999999999999999", "\"1\"", "null", "[1]"})
    void refusesWhatIsNoIntegerInRange(String value) {
        JsonNode node = parse("[" + value + "]").elements().get(0);
        LoadException e = catchThrowableOfType(LoadException.class, () -> node.integer(0, 1000));
        assertThat(e.kind()).isEqualTo(Kind.INVALID);
        assertThat(e.place().pointer()).isEqualTo("/0");
        assertThat(e).hasMessageContaining("expected ");
    }

    @Test
    void takesLengthsBeyondAnIntAsTheLargestInt() {
        assertThat(parse("512").length()).isEqualTo(512);
        assertThat(parse("18446744073709551615").length()).isEqualTo(Integer.MAX_VALUE);
        assertThat(parse("9".repeat(1000)).length()).isEqualTo(Integer.MAX_VALUE);
        assertThat(catchThrowableOfType(LoadException.class, () -> parse("-1").length()))
                .hasMessageContaining("expected a whole number that is not negative, found -1");
    }

    private static JsonNode member(JsonNode node, String key) {
        return Objects.requireNonNull(node.members().get(key));
    }

    private static JsonNode parse(String json) {
        return JsonNode.parse(json.getBytes(StandardCharsets.UTF_8), "test.json");
    }

    private static LoadException failure(byte[] json) {
        return catchThrowableOfType(LoadException.class, () -> JsonNode.parse(json, "test.json"));
    }
}

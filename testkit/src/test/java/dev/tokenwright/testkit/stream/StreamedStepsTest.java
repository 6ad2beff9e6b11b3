package dev.tokenwright.testkit.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.DecodeStream;
import dev.tokenwright.StreamOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.PatternSpec.Dialect;
import dev.tokenwright.spec.PrependScheme;
import dev.tokenwright.spec.TokenPieces;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.testkit.random.RandomTexts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Steps of decoders in any order and number give the same streamed as at once. */
class StreamedStepsTest {
    private static final long SEED = 71;
    private static final int DECODERS = 4000;
    private static final int ROWS = 12;
    private static final List<String> TOKENS = List.of(
            "a",
            " ",
            "  ",
            "##a",
            "##",
            "b</w>",
            "</w>",
            "</w></w>",
            "</",
            "w>",
            "<0x41>",
            "<0xE3>",
            "<0x81>",
            "<0x82>",
            "<0xFF>",
            "<0x0A>",
            "<0x",
            "4",
            "1>",
            "▁",
            "▁a",
            "▁▁",
            "a▁b",
            " .",
            ".",
            " '",
            " ",
            "'",
            "s",
            " do",
            " not",
            " n't",
            "<pad>",
            "<pad>a",
            "|",
            "||",
            "aa",
            "ab",
            "ba",
            "aab",
            "x😀",
            "😀",
            "Ġa",
            "ä",
            "ĠĠ",
            "é",
            "ã",
            "ģ",
            "Ĥ",
            "ãģ",
            "n",
            "'t",
            "?",
            " ?",
            "\n");
    private static final List<String> LITERALS =
            List.of("a", "aa", "aab", "aba", " ", "▁", "</w>", " .", "😀", "ab", "<0x41>", "b a", "");
    private static final List<String> EXPRESSIONS = List.of(
            "a+",
            "a|ab",
            "(a|b)+b",
            " +",
            "\\s+(?!\\S)",
            "a*",
            "[ab]{2}",
            "b(?=a)",
            "(?<=a)b",
            "▁+",
            "a.*b",
            "^a",
            "a$");

    @Test
    void anyStepsGiveTheSameStreamedAsAtOnce() {
        RandomTexts random = new RandomTexts(SEED);
        for (int decoder = 0; decoder < DECODERS; decoder++) {
            List<DecoderSpec> steps = new ArrayList<>();
            for (int count = 1 + random.below(4); count > 0; count--) {
                steps.add(step(random));
            }
            agrees(random, steps.size() == 1 ? steps.get(0) : new DecoderSpec.Sequence(steps));
        }
    }

    @Test
    void writtenPiecesGiveTheSameStreamedAsAtOnce() {
        RandomTexts random = new RandomTexts(SEED);
        TokenPieces.Builder pieces = new TokenPieces.Builder();
        TOKENS.forEach(token -> pieces.add(token.getBytes(StandardCharsets.UTF_8)));
        TokenPieces built = pieces.build();
        for (int decoder = 0; decoder < DECODERS / 8; decoder++) {
            agrees(random, new DecoderSpec.WrittenPieces(built, random.coin(), random.coin()));
        }
    }

    @Test
    void rawBytesGiveTheSameStreamedAsAtOnce() {
        RandomTexts random = new RandomTexts(SEED);
        for (int decoder = 0; decoder < DECODERS / 8; decoder++) {
            agrees(random, random.coin() ? new DecoderSpec.Bytes() : new DecoderSpec.TrimmedBytes());
        }
    }

    private static void agrees(RandomTexts random, DecoderSpec decoder) {
        Tokenizer tokenizer = tokenizer(decoder);
        for (int row = 0; row < ROWS; row++) {
            int[] ids = new int[random.below(9)];
            Arrays.setAll(ids, index -> random.below(TOKENS.size()));
            DecodeStream stream = tokenizer.decodeStream(StreamOptions.DEFAULT);
            StringBuilder given = new StringBuilder();
            for (int count = 0; count <= ids.length; count++) {
                if (count > 0) {
                    given.append(stream.push(ids[count - 1]));
                }
                int[] soFar = Arrays.copyOf(ids, count);
                assertThat(given + stream.pending())
                        .as(
                                "%s of %s",
                                decoder,
                                Arrays.stream(soFar).mapToObj(TOKENS::get).toList())
                        .isEqualTo(tokenizer.decode(soFar));
            }
        }
    }

    private static DecoderSpec step(RandomTexts random) {
        return switch (random.below(14)) {
            case 0 -> new DecoderSpec.ByteLevel();
            case 1 -> new DecoderSpec.Metaspace('▁', random.pick(List.of(PrependScheme.values())));
            case 2 -> new DecoderSpec.WordPiece("##", random.coin());
            case 3 -> new DecoderSpec.Bpe(random.pick(List.of("</w>", "a", "aab", "")));
            case 4, 5 -> new DecoderSpec.ByteFallback();
            case 6, 7, 8 -> new DecoderSpec.Fuse();
            case 9 ->
                new DecoderSpec.Strip(
                        random.pick(List.of((int) ' ', (int) 'a', 0x1F600)), random.below(3), random.below(3));
            case 10 -> new DecoderSpec.Ctc("<pad>", random.pick(List.of("|", "||", "")), random.coin());
            case 11 ->
                replace(
                        new PatternSpec.Regex(random.pick(EXPRESSIONS), Dialect.ONIGURUMA, Place.of("the test")),
                        random);
            default -> replace(new PatternSpec.Literal(random.pick(LITERALS)), random);
        };
    }

    private static DecoderSpec replace(PatternSpec pattern, RandomTexts random) {
        return new DecoderSpec.Replace(pattern, random.pick(List.of("", " ", "a", "ab", "▁", "<0x41>", "😀")));
    }

    private static Tokenizer tokenizer(DecoderSpec decoder) {
        TokenTable.Builder table = new TokenTable.Builder(TOKENS.size(), 8);
        for (int id = 0; id < TOKENS.size(); id++) {
            if (TOKENS.indexOf(TOKENS.get(id)) == id) {
                table.add(id, TOKENS.get(id));
            }
        }
        return Tokenizer.of(new TokenizerSpec(
                new Origin("the test", List.of(), List.of()),
                new ModelSpec.WordLevel(table.build(), "a"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(decoder),
                Optional.empty(),
                Optional.empty(),
                TokenizerSpec.UnknownIds.SKIP));
    }
}

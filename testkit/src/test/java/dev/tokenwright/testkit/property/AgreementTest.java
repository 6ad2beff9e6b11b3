package dev.tokenwright.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.EncodeInput;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.OffsetUnit;
import dev.tokenwright.PaddedBatch;
import dev.tokenwright.SpecialText;
import dev.tokenwright.TokenBuffer;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.SpecialTokenException;
import dev.tokenwright.spec.Direction;
import dev.tokenwright.spec.PaddingSpec;
import dev.tokenwright.testkit.random.RandomTexts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** All ways to encode one text agree with each other. */
class AgreementTest {
    private static final long SEED = 23;
    private static final int ROUNDS = 80;
    private static final List<EncodeOptions> OPTIONS = options();

    private static List<EncodeOptions> options() {
        List<EncodeOptions> options = new ArrayList<>();
        for (EncodeOptions base : List.of(EncodeOptions.DEFAULT, EncodeOptions.ORDINARY)) {
            for (SpecialText specialText : SpecialText.values()) {
                options.add(base.withSpecialText(specialText));
                options.add(base.withSpecialText(specialText).withMaxTokens(70));
            }
        }
        return options;
    }

    @TestFactory
    List<DynamicTest> idsCountAndOffsetsAgree() {
        return FixtureTokenizers.tests(FixtureTokenizers.selected(), tokenizer -> {
            RandomTexts random = new RandomTexts(SEED);
            for (int round = 0; round < ROUNDS; round++) {
                String text = textWithTokens(tokenizer, random);
                OPTIONS.forEach(options -> agree(tokenizer, text, options));
            }
        });
    }

    private static void agree(Tokenizer tokenizer, String text, EncodeOptions options) {
        String description = "seed " + SEED + ", " + options + ", \"" + text + "\"";
        Optional<int[]> ids = ids(tokenizer, text, options);
        if (ids.isEmpty()) {
            assertThat(options.specialText()).as(description).isEqualTo(SpecialText.REJECT);
            return;
        }
        assertThat(tokenizer.count(text, options)).as(description).isEqualTo(ids.get().length);
        assertThat(tokenizer.encodeWithOffsets(text, options).ids())
                .as(description)
                .isEqualTo(ids.get());
        byte[] utf8 = ("\u00e9" + text + "\u00e9").getBytes(StandardCharsets.UTF_8);
        TokenBuffer buffer = new TokenBuffer(0);
        buffer.add(-7);
        tokenizer.encodeUtf8(utf8, 2, utf8.length - 2, options, buffer);
        assertThat(Arrays.copyOfRange(buffer.toArray(), 1, buffer.size()))
                .as(description)
                .isEqualTo(ids.get());
        assertThat(buffer.get(0)).isEqualTo(-7);
        assertThat(tokenizer.countUtf8(utf8, 2, utf8.length - 2, options))
                .as(description)
                .isEqualTo(ids.get().length);
    }

    private static Optional<int[]> ids(Tokenizer tokenizer, String text, EncodeOptions options) {
        try {
            return Optional.of(tokenizer.encode(text, options));
        } catch (SpecialTokenException e) {
            return Optional.empty();
        }
    }

    @TestFactory
    List<DynamicTest> fitsAgreesWithTheLength() {
        return FixtureTokenizers.tests(FixtureTokenizers.selected(), tokenizer -> {
            RandomTexts random = new RandomTexts(SEED);
            for (int round = 0; round < ROUNDS; round++) {
                String text = textWithTokens(tokenizer, random);
                EncodeOptions options = EncodeOptions.DEFAULT
                        .withTruncation(dev.tokenwright.Setting.off())
                        .withPadding(dev.tokenwright.Setting.off());
                int length = tokenizer.encode(text, options).length;
                for (int limit = Math.max(0, length - 2); limit < length + 3; limit++) {
                    assertThat(tokenizer.fits(text, limit, options))
                            .as("seed %d, limit %d, length %d, \"%s\"", SEED, limit, length, text)
                            .isEqualTo(length <= limit);
                }
            }
        });
    }

    @TestFactory
    List<DynamicTest> batchesAgreeWithSingleTexts() {
        return FixtureTokenizers.tests(FixtureTokenizers.selected(), tokenizer -> {
            RandomTexts random = new RandomTexts(SEED);
            List<String> texts = new ArrayList<>(List.of("", " "));
            for (int round = 0; round < ROUNDS; round++) {
                texts.add(textWithTokens(tokenizer, random));
            }
            List<int[]> rows = tokenizer.encodeAll(texts, EncodeOptions.ORDINARY);
            PaddingSpec padding = PaddingSpec.toLongest(3, "pad").withMultipleOf(8);
            PaddedBatch right = tokenizer.encodePadded(texts, padding, EncodeOptions.ORDINARY);
            PaddedBatch left =
                    tokenizer.encodePadded(texts, padding.withDirection(Direction.LEFT), EncodeOptions.ORDINARY);
            assertThat(right.columns() % 8).isZero();
            for (int row = 0; row < texts.size(); row++) {
                int[] ids = tokenizer.encodeOrdinary(texts.get(row));
                assertThat(rows.get(row))
                        .as("seed %d, \"%s\"", SEED, texts.get(row))
                        .isEqualTo(ids);
                int[] expected = Arrays.copyOf(ids, right.columns());
                Arrays.fill(expected, ids.length, expected.length, 3);
                assertThat(right.row(row)).isEqualTo(expected);
                int shift = left.columns() - ids.length;
                assertThat(Arrays.copyOfRange(left.row(row), shift, left.columns()))
                        .isEqualTo(ids);
                for (int column = 0; column < right.columns(); column++) {
                    int at = row * right.columns() + column;
                    assertThat(right.attentionMask()[at]).isEqualTo(column < ids.length ? 1 : 0);
                    assertThat(left.attentionMask()[at]).isEqualTo(column >= shift ? 1 : 0);
                    assertThat(column >= shift || left.id(row, column) == 3).isTrue();
                }
            }
        });
    }

    @TestFactory
    List<DynamicTest> offsetsSayTheSameInEveryUnit() {
        return FixtureTokenizers.tests(FixtureTokenizers.selected(), tokenizer -> {
            RandomTexts random = new RandomTexts(SEED);
            for (int round = 0; round < ROUNDS; round++) {
                sameInEveryUnit(tokenizer, textWithTokens(tokenizer, random));
            }
        });
    }

    private static void sameInEveryUnit(Tokenizer tokenizer, String text) {
        EncodeOptions options = EncodeOptions.DEFAULT.withPadding(dev.tokenwright.Setting.off());
        Encoding points = tokenizer.encodeWithOffsets(text, options.withOffsetUnit(OffsetUnit.CODE_POINTS));
        Encoding units = tokenizer.encodeWithOffsets(text, options.withOffsetUnit(OffsetUnit.UTF16));
        Encoding bytes = tokenizer.encodeWithOffsets(text, options.withOffsetUnit(OffsetUnit.UTF8_BYTES));
        int length = text.codePointCount(0, text.length());
        boolean raw = tokenizer
                .spec()
                .decoder()
                .filter(dev.tokenwright.spec.DecoderSpec.Bytes.class::isInstance)
                .isPresent();
        for (int token = 0; token < points.size(); token++) {
            String description = "seed " + SEED + ", token " + token + " of \"" + text + "\"";
            if (points.start(token) > length || points.end(token) > length) {
                continue;
            }
            int unitStart = text.offsetByCodePoints(0, points.start(token));
            int unitEnd = text.offsetByCodePoints(0, points.end(token));
            assertThat(units.start(token)).as(description).isEqualTo(unitStart);
            assertThat(units.end(token)).as(description).isEqualTo(unitEnd);
            int byteStart = text.substring(0, unitStart).getBytes(StandardCharsets.UTF_8).length;
            int byteEnd = text.substring(0, unitEnd).getBytes(StandardCharsets.UTF_8).length;
            if (raw) {
                assertThat(bytes.start(token)).as(description).isBetween(byteStart, byteEnd);
                assertThat(bytes.end(token)).as(description).isBetween(byteStart, byteEnd);
            } else {
                assertThat(bytes.start(token)).as(description).isEqualTo(byteStart);
                assertThat(bytes.end(token)).as(description).isEqualTo(byteEnd);
            }
        }
    }

    @TestFactory
    List<DynamicTest> sixteenThreadsGetWhatOneGets() {
        return FixtureTokenizers.tests(FixtureTokenizers.selected(), tokenizer -> {
            RandomTexts random = new RandomTexts(SEED);
            List<String> texts = new ArrayList<>();
            for (int round = 0; round < 40; round++) {
                texts.add(textWithTokens(tokenizer, random));
            }
            List<int[]> alone = texts.stream().map(tokenizer::encode).toList();
            ExecutorService threads = Executors.newFixedThreadPool(16);
            try {
                Callable<List<int[]>> work =
                        () -> texts.stream().map(tokenizer::encode).toList();
                for (Future<List<int[]>> result : threads.invokeAll(java.util.Collections.nCopies(16, work))) {
                    assertThat(result.get().toArray()).as("seed %d", SEED).isEqualTo(alone.toArray());
                }
            } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
                throw new AssertionError("seed " + SEED, e);
            } finally {
                threads.shutdownNow();
            }
        });
    }

    @TestFactory
    List<DynamicTest> whatALongTextLeavesBehindDoesNotShow() {
        return FixtureTokenizers.tests(FixtureTokenizers.selected(), tokenizer -> {
            RandomTexts random = new RandomTexts(SEED);
            List<String> texts = new ArrayList<>();
            List<int[]> before = new ArrayList<>();
            for (int round = 0; round < 30; round++) {
                texts.add(textWithTokens(tokenizer, random));
                before.add(tokenizer.encode(texts.get(round)));
            }
            String odd = (random.next(400) + "\ud83d\ude00\u0301 \uFEFF").repeat(3) + "q".repeat(3000);
            for (int round = 0; round < texts.size(); round++) {
                tokenizer.encode(odd);
                tokenizer.encodeWithOffsets(EncodeInput.pair(odd, odd), EncodeOptions.ORDINARY);
                assertThat(tokenizer.encode(texts.get(round)))
                        .as("seed %d, \"%s\"", SEED, texts.get(round))
                        .isEqualTo(before.get(round));
            }
        });
    }

    /** A random text, often with added tokens of the tokenizer inside. */
    private static String textWithTokens(Tokenizer tokenizer, RandomTexts random) {
        List<String> tokens = tokenizer.spec().addedTokens().stream()
                .limit(50)
                .map(dev.tokenwright.spec.AddedToken::content)
                .toList();
        String text = random.next(15);
        for (int count = tokens.isEmpty() ? 0 : random.below(3); count > 0; count--) {
            text += random.pick(tokens) + random.next(8);
        }
        return text;
    }
}

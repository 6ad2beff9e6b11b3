package dev.tokenwright.testkit.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.OffsetUnit;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.stage.split.Splitter;
import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.text.LiteralPattern;
import dev.tokenwright.text.Spans;
import dev.tokenwright.vocab.Tokenizers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Windows are cut as {@link PlainWindows} does, and each is tokenized by itself. */
class WindowsTwinTest {
    private static final String ALPHABET = "ab \n\u001C\u00A0\u00E9\u4F60\u2028";

    @Test
    void anyTextIsCutAsTheTwinCutsIt() {
        for (int seed = 0; seed < 20_000; seed++) {
            RandomTexts random = new RandomTexts(seed);
            String text = random.coin() ? random.next(12) : random.of(ALPHABET, random.below(40));
            int maxCodePoints = 1 + random.below(12);
            int maxRun = 1 + random.below(5);
            assertThat(windows(text, maxCodePoints, maxRun))
                    .as("seed %d, %d, %d, \"%s\"", seed, maxCodePoints, maxRun, text)
                    .isEqualTo(PlainWindows.cut(text, maxCodePoints, maxRun));
        }
    }

    @Test
    void theExampleOfTheReferenceIsCutAsItsTestsSay() {
        assertThat(PlainWindows.cut("abc  defghij klmno p", 100, 3))
                .containsExactly("abc  def", "ghi", "j klm", "no p");
        assertThat(windows("", 5, 5)).isEmpty();
    }

    @Test
    void idsAreThoseOfTheWindowsOneAfterTheOther() {
        Tokenizer whole = Tokenizers.bundled("cl100k_base");
        for (int seed = 0; seed < 400; seed++) {
            RandomTexts random = new RandomTexts(seed);
            int maxCodePoints = 5 + random.below(30);
            int maxRun = 2 + random.below(8);
            Tokenizer windowed = windowed(whole.spec(), new SplitSpec.Windows(maxCodePoints, maxRun));
            String text = random.next(14) + "<|endoftext|>" + random.next(14);
            int[] expected = PlainWindows.cut(text, maxCodePoints, maxRun).stream()
                    .flatMapToInt(window -> IntStream.of(whole.encode(window)))
                    .toArray();
            String description = "seed " + seed + ", " + maxCodePoints + ", " + maxRun + ", \"" + text + "\"";
            assertThat(windowed.encode(text)).as(description).isEqualTo(expected);
            Encoding encoding =
                    windowed.encodeWithOffsets(text, EncodeOptions.DEFAULT.withOffsetUnit(OffsetUnit.UTF8_BYTES));
            assertThat(encoding.ids()).as(description).isEqualTo(expected);
            for (int token = 1; token < encoding.size(); token++) {
                assertThat(encoding.start(token)).as(description).isEqualTo(encoding.end(token - 1));
            }
        }
    }

    @Test
    void aSpecialTokenThatAWindowCutsIsPlainText() {
        TokenizerSpec spec = Tokenizers.bundled("cl100k_base").spec();
        Tokenizer windowed = windowed(spec, new SplitSpec.Windows(8, 8));
        assertThat(windowed.encode("<|endoftext|>")).doesNotContain(100257);
        AddedToken token = AddedToken.control(100300, "<|end|>");
        assertThat(windowed(withToken(spec, token), new SplitSpec.Windows(8, 8)).encode("ab cdefg<|end|>"))
                .contains(100300);
    }

    @Test
    void windowsAfterAnotherStepAreRefused() {
        SplitSpec late = new SplitSpec.Sequence(List.of(new SplitSpec.Bert(), new SplitSpec.Windows(5, 5)));
        assertThatThrownBy(() -> Splitter.of(Optional.of(late), pattern -> new LiteralPattern("not used"), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be the first step");
    }

    private static List<String> windows(String text, int maxCodePoints, int maxRun) {
        Spans spans = new Spans();
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Splitter.windows(Optional.of(new SplitSpec.Windows(maxCodePoints, maxRun)))
                .orElseThrow()
                .cut(utf8, 0, utf8.length, spans);
        List<String> windows = new ArrayList<>();
        for (int index = 0; index < spans.size(); index++) {
            int start = spans.start(index);
            windows.add(new String(utf8, start, spans.end(index) - start, StandardCharsets.UTF_8));
        }
        return windows;
    }

    private static Tokenizer windowed(TokenizerSpec spec, SplitSpec.Windows windows) {
        SplitSpec splitter =
                new SplitSpec.Sequence(List.of(windows, spec.splitter().orElseThrow()));
        return Tokenizer.of(new TokenizerSpec(
                spec.origin(),
                spec.model(),
                spec.addedTokens(),
                spec.normalizer(),
                Optional.of(splitter),
                spec.frame(),
                spec.decoder(),
                spec.truncation(),
                spec.padding(),
                spec.unknownIds()));
    }

    private static TokenizerSpec withToken(TokenizerSpec spec, AddedToken token) {
        List<AddedToken> tokens = new ArrayList<>(spec.addedTokens());
        tokens.add(token);
        return new TokenizerSpec(
                spec.origin(),
                spec.model(),
                tokens,
                spec.normalizer(),
                spec.splitter(),
                spec.frame(),
                spec.decoder(),
                spec.truncation(),
                spec.padding(),
                spec.unknownIds());
    }
}

package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.LoadException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files with a few bytes changed either load or are refused with a {@code LoadException}. */
@Timeout(120)
class MutationFuzzTest {
    private static final int RUNS = 40_000;
    private static final long SEED = Long.getLong("tokenwright.seed", 20_261_124L);

    @Test
    void tokenizerJsonNeverFailsOtherwise() {
        fuzz(HostileFilesTest.document(), content -> TokenizerFiles.tokenizerJson(content, "t.json"));
    }

    @Test
    void rankFilesNeverFailOtherwise() {
        TiktokenOptions options = new TiktokenOptions(".", Map.of("<end>", 400));
        byte[] ranks = (TiktokenReaderTest.allBytes() + "YWI= 256\nYWJj 257\n").getBytes(StandardCharsets.US_ASCII);
        fuzz(ranks, content -> TokenizerFiles.tiktoken(content, "x.tiktoken", options));
    }

    @Test
    void vocabularyFilesNeverFailOtherwise() {
        byte[] lines = BertVocabularyReaderTest.VOCABULARY.getBytes(StandardCharsets.UTF_8);
        fuzz(lines, content -> TokenizerFiles.bertVocabulary(content, "vocab.txt", BertOptions.UNCASED));
        byte[] vocab = Gpt2ReaderTest.VOCAB.getBytes(StandardCharsets.UTF_8);
        byte[] merges = Gpt2ReaderTest.MERGES.getBytes(StandardCharsets.UTF_8);
        fuzz(merges, content -> TokenizerFiles.gpt2Bpe(vocab, "vocab.json", content, "merges.txt"));
        fuzz(vocab, content -> TokenizerFiles.gpt2Bpe(content, "vocab.json", merges, "merges.txt"));
    }

    @Test
    void sentencePieceModelsNeverFailOtherwise() {
        fuzz(SentencePieceReaderTest.model().toByteArray(), content -> {
            Tokenizer tokenizer =
                    Tokenizer.of(TokenizerFiles.sentencePiece(content, "x.model", SentencePieceOptions.DEFAULT));
            assertThat(tokenizer.decode(tokenizer.encode(" ab <x> c"))).isNotNull();
        });
    }

    private static void fuzz(byte[] original, Consumer<byte[]> load) {
        System.out.println("MutationFuzzTest: seed " + SEED + " (-Dtokenwright.seed)");
        Random random = new Random(SEED);
        int refused = 0;
        for (int run = 0; run < RUNS; run++) {
            byte[] content = original;
            for (int change = 0; change <= random.nextInt(3); change++) {
                content = mutate(content, random);
            }
            refused += isRefused(content, load) ? 1 : 0;
        }
        assertThat(refused).isBetween(RUNS / 10, RUNS);
    }

    private static boolean isRefused(byte[] content, Consumer<byte[]> load) {
        try {
            load.accept(content);
            return false;
        } catch (LoadException refusal) {
            assertThat(refusal.place().source()).isNotEmpty();
            return true;
        } catch (RuntimeException | Error failure) {
            throw new AssertionError("failed on " + HexFormat.of().formatHex(content), failure);
        }
    }

    private static byte[] mutate(byte[] content, Random random) {
        int at = random.nextInt(content.length);
        int length = Math.min(1 + random.nextInt(8), content.length - at);
        return switch (random.nextInt(5)) {
            case 0 -> splice(content, at, at + 1, new byte[] {(byte) (content[at] ^ 1 << random.nextInt(8))});
            case 1 -> splice(content, at, at + length, new byte[0]);
            case 2 -> splice(content, at, at, new byte[] {(byte) random.nextInt(256)});
            case 3 -> splice(content, at, at, interesting(random));
            default -> splice(content, at, at, Arrays.copyOfRange(content, at, at + length));
        };
    }

    private static byte[] interesting(Random random) {
        String[] texts = {"{", "}", "[", "]", "\"", ",", ":", "null", "-1", "1e999", "99999999999", "\\ud800", "0", "="
        };
        return texts[random.nextInt(texts.length)].getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] splice(byte[] content, int from, int to, byte[] replacement) {
        byte[] result = new byte[content.length - (to - from) + replacement.length];
        System.arraycopy(content, 0, result, 0, from);
        System.arraycopy(replacement, 0, result, from, replacement.length);
        System.arraycopy(content, to, result, from + replacement.length, content.length - to);
        return result.length == 0 ? new byte[1] : result;
    }
}

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

    @Test
    void tekkenFilesNeverFailOtherwise() {
        fuzz(TekkenReaderTest.document(), content -> TokenizerFiles.tekken(content, "t.json"));
    }

    @Test
    void megatronVocabulariesNeverFailOtherwise() {
        MegatronOptions options = MegatronOptions.DEFAULT
                .withSpecialTokens(9, MegatronOptions.DEFAULT.specialTokens())
                .withVocabSize(266);
        byte[] array = Documents.bytes(RankedVocabularies.array("ab", "cd"));
        fuzz(array, content -> TokenizerFiles.megatronTiktoken(content, "v.json", options));
    }

    @Test
    void encodingsInJsonNeverFailOtherwise() {
        fuzz(TiktokenJsonReaderTest.document(), content -> TokenizerFiles.tiktokenJson(content, "c.json"));
    }

    @Test
    void filesBesideRankFilesNeverFailOtherwise() {
        byte[] ranks = TiktokenReaderTest.allBytes().getBytes(StandardCharsets.US_ASCII);
        fuzz(
                TiktokenModelReaderTest.glm(),
                content -> TokenizerFiles.tiktokenModel(ranks, "m.tiktoken", Map.of("tokenizer_config.json", content)));
    }

    @Test
    void ggufFilesNeverFailOtherwise() {
        byte[] bytePairs = GgufBytes.bytePairs()
                .flag("tokenizer.ggml.add_bos_token", true)
                .id("tokenizer.ggml.bos_token_id", 3)
                .bytes();
        fuzz(bytePairs, content -> TokenizerFiles.gguf(content, "m.gguf"));
        byte[] unigrams = GgufBytes.of("t5", "<pad>", "</s>", "<unk>", "a", "<0x0A>")
                .types(3, 3, 2, 1, 6)
                .scores(0, 0, 0, -2, -3)
                .put(GgufKeys.CHARS_MAP, 9, GgufBytes.join(GgufBytes.arrayHead(0, 5), new byte[5]))
                .bytes();
        fuzz(unigrams, content -> TokenizerFiles.gguf(content, "m.gguf"));
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

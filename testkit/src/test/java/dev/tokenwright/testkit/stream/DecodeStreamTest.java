package dev.tokenwright.testkit.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.DecodeOptions.SpecialTokens;
import dev.tokenwright.DecodeOptions.UnknownIds;
import dev.tokenwright.DecodeStream;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.HoldBack;
import dev.tokenwright.StreamOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.testkit.golden.GoldenComparison;
import dev.tokenwright.testkit.golden.GoldenFolder;
import dev.tokenwright.wire.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a stream has given and what it would still give is what decoding everything gives, after every id. */
class DecodeStreamTest {
    private static final long SEED = 61;
    private static final int ROUNDS = 30;
    /** The vectors that are named after Llama 2 were made with Mistral's vocabulary: their texts have its tokens. */
    private static final Map<String, String> MADE_WITH = Map.of("llama2", "mistral_v1_hf");

    private static final StreamOptions SKIPPING =
            StreamOptions.SKIP_SPECIAL.withDecoding(DecodeOptions.SKIP_SPECIAL.withUnknownIds(UnknownIds.SKIP));

    @TestFactory
    List<DynamicContainer> everyTokenizer() {
        List<DynamicContainer> containers = new ArrayList<>(containers(GoldenFolder.inRepository()));
        GoldenFolder.shared().ifPresent(folder -> containers.addAll(containers(folder)));
        return containers;
    }

    private static List<DynamicContainer> containers(GoldenFolder folder) {
        GoldenComparison comparison = new GoldenComparison(folder);
        return folder.tokenizers().stream()
                .filter(name -> !comparison.kind(name).contains("megatron"))
                .map(name -> DynamicContainer.dynamicContainer(name, checks(() -> comparison.load(name))))
                .toList();
    }

    /** The tests of one tokenizer, which is loaded when the first of them runs. */
    private static Stream<DynamicTest> checks(Supplier<Tokenizer> loading) {
        return Stream.of(loading)
                .map(Supplier::get)
                .flatMap(tokenizer -> Stream.of(
                        check("streams what it decodes", tokenizer, DecodeStreamTest::streamsWhatItDecodes),
                        check("differs live only where it says", tokenizer, DecodeStreamTest::differsOnlyWhereItSays),
                        check("does not depend on groups, checkpoints and forks", tokenizer, DecodeStreamTest::forks),
                        check("continues prompts", tokenizer, DecodeStreamTest::continuesPrompts),
                        check("knows its tokens' bytes", tokenizer, DecodeStreamTest::knowsItsTokensBytes)));
    }

    private static DynamicTest check(String name, Tokenizer tokenizer, Consumer<Tokenizer> test) {
        return DynamicTest.dynamicTest(name, () -> test.accept(tokenizer));
    }

    private static void streamsWhatItDecodes(Tokenizer tokenizer) {
        StreamIds random = new StreamIds(tokenizer, SEED);
        for (int round = 0; round < ROUNDS; round++) {
            for (SpecialTokens special : List.of(SpecialTokens.KEEP, SpecialTokens.SKIP)) {
                DecodeOptions options = new DecodeOptions(special, UnknownIds.SKIP);
                streamsWhatItDecodes(tokenizer, random.next(24, StreamIds.Unknown.AMONG), options);
            }
        }
    }

    private static void streamsWhatItDecodes(Tokenizer tokenizer, int[] ids, DecodeOptions options) {
        DecodeStream stream = tokenizer.decodeStream(StreamOptions.DEFAULT.withDecoding(options));
        StringBuilder given = new StringBuilder();
        for (int count = 0; count <= ids.length; count++) {
            if (count > 0) {
                given.append(stream.push(ids[count - 1]));
            }
            int[] soFar = Arrays.copyOf(ids, count);
            assertThat(given + stream.pending())
                    .as("%s with %s", Arrays.toString(soFar), options)
                    .isEqualTo(tokenizer.decode(soFar, options));
        }
        assertThat(stream.diverged()).isFalse();
        assertThat(given + stream.finish()).isEqualTo(tokenizer.decode(ids, options));
    }

    private static void differsOnlyWhereItSays(Tokenizer tokenizer) {
        StreamIds random = new StreamIds(tokenizer, SEED);
        StreamOptions live = SKIPPING.withMode(StreamOptions.Mode.LIVE);
        for (int round = 0; round < ROUNDS; round++) {
            int[] ids = random.next(24, StreamIds.Unknown.AMONG);
            DecodeStream stream = tokenizer.decodeStream(live);
            StringBuilder given = new StringBuilder();
            for (int count = 0; count <= ids.length; count++) {
                if (count > 0) {
                    given.append(stream.push(ids[count - 1]));
                }
                DecodeStream ending = stream.fork();
                String all = given + ending.finish();
                String whole = tokenizer.decode(Arrays.copyOf(ids, count), SKIPPING.decoding());
                if (!ending.diverged()) {
                    assertThat(all).isEqualTo(whole);
                }
            }
        }
    }

    private static void forks(Tokenizer tokenizer) {
        StreamIds random = new StreamIds(tokenizer, SEED + 1);
        for (int round = 0; round < ROUNDS; round++) {
            int[] ids = random.next(40, StreamIds.Unknown.AMONG);
            DecodeStream stream = tokenizer.decodeStream(SKIPPING);
            StringBuilder given = new StringBuilder();
            for (int from = 0; from < ids.length; ) {
                DecodeStream.Checkpoint before = stream.checkpoint();
                stream.pushAll(random.next(5, StreamIds.Unknown.AMONG));
                stream.restore(before);
                stream.fork().pushAll(random.next(5, StreamIds.Unknown.AMONG));
                int to = from + 1 + random.below(ids.length - from);
                given.append(stream.pushAll(Arrays.copyOfRange(ids, from, to)));
                from = to;
            }
            assertThat(stream.tokenCount()).isEqualTo(ids.length);
            assertThat(given + stream.finish()).isEqualTo(tokenizer.decode(ids, SKIPPING.decoding()));
        }
    }

    private static void continuesPrompts(Tokenizer tokenizer) {
        StreamIds random = new StreamIds(tokenizer, SEED + 2);
        for (int round = 0; round < ROUNDS; round++) {
            int[] prompt = random.next(12, StreamIds.Unknown.AMONG);
            int[] ids = random.next(12, StreamIds.Unknown.AMONG);
            int[] all = Arrays.copyOf(prompt, prompt.length + ids.length);
            System.arraycopy(ids, 0, all, prompt.length, ids.length);
            String shown = tokenizer.decode(prompt, SKIPPING.decoding());
            String whole = tokenizer.decode(all, SKIPPING.decoding());
            int common = 0;
            while (common < Math.min(shown.length(), whole.length())
                    && shown.codePointAt(common) == whole.codePointAt(common)) {
                common += Character.charCount(whole.codePointAt(common));
            }
            DecodeStream stream = tokenizer.decodeStream(SKIPPING);
            stream.prompt(prompt);
            StringBuilder given = new StringBuilder();
            for (int id : ids) {
                given.append(stream.push(id));
            }
            assertThat(given + stream.finish())
                    .as("%s, then %s", Arrays.toString(prompt), Arrays.toString(ids))
                    .isEqualTo(whole.substring(common));
        }
    }

    @TestFactory
    List<DynamicTest> streamsGiveTheWholeTextOfAdversarialIds() {
        Map<String, List<JsonNode>> cases = new TreeMap<>();
        GoldenFolder.shared().ifPresent(folder -> folder.lines("serving/decode_vectors.jsonl")
                .forEach(line -> {
                    JsonNode record = JsonNode.parse(line, "decode_vectors.jsonl");
                    cases.computeIfAbsent(record.members().get("model").string(), unused -> new ArrayList<>())
                            .add(record);
                }));
        return cases.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Tokenizer tokenizer = new GoldenComparison(
                                    GoldenFolder.shared().orElseThrow())
                            .load(MADE_WITH.getOrDefault(entry.getKey(), entry.getKey()));
                    entry.getValue().forEach(record -> streamsAsTheVectorSays(tokenizer, record.members()));
                }))
                .toList();
    }

    private static void streamsAsTheVectorSays(Tokenizer tokenizer, Map<String, JsonNode> record) {
        int[] ids = record.get("ids").elements().stream()
                .mapToInt(id -> id.integer(Integer.MIN_VALUE, Integer.MAX_VALUE))
                .toArray();
        boolean skips = record.get("skip_special_tokens").bool();
        DecodeStream stream = tokenizer.decodeStream(skips ? StreamOptions.SKIP_SPECIAL : StreamOptions.DEFAULT);
        StringBuilder given = new StringBuilder();
        for (int id : ids) {
            given.append(stream.push(id));
        }
        assertThat(given + stream.finish()).isEqualTo(record.get("text").string());
    }

    /** Between two others a token adds its bytes; what a decoder does with joined text alone is left aside. */
    private static void knowsItsTokensBytes(Tokenizer tokenizer) {
        StreamIds random = new StreamIds(tokenizer, SEED);
        int[] letters = IntStream.range(0, tokenizer.vocabulary().idLimit())
                .filter(id -> tokenizer.vocabulary().token(id).orElse("").matches("[a-z]"))
                .limit(1)
                .toArray();
        boolean denormalizes = tokenizer.spec().decoder().orElse(null) instanceof DecoderSpec.SentencePiece decoder
                && decoder.denormalizer().isPresent();
        for (int id : random.next(400, StreamIds.Unknown.NOT)) {
            String text = new String(tokenizer.tokenBytes(id), StandardCharsets.UTF_8);
            boolean plain =
                    text.matches("[\\p{L}\\p{N} ]+") && !tokenizer.vocabulary().isSpecial(id);
            for (int letter : plain && !denormalizes ? letters : new int[0]) {
                String alone = tokenizer.decode(new int[] {letter, letter});
                String whole = tokenizer.decode(new int[] {letter, id, letter});
                if (alone.length() == 2) {
                    assertThat(whole).as("%d", id).isEqualTo(alone.charAt(0) + text + alone.charAt(1));
                }
            }
        }
    }

    @Test
    void byteTokensStandForOneByte() {
        GoldenComparison comparison = new GoldenComparison(GoldenFolder.inRepository());
        for (String name : List.of("synth_prepend_replace_bf", "synth_sp_bpe_bf_digits")) {
            Tokenizer tokenizer = comparison.load(name);
            int id = tokenizer.vocabulary().id("<0xE3>").orElseThrow();
            assertThat(tokenizer.tokenBytes(id)).containsExactly(0xE3);
        }
        assertThatThrownBy(() -> comparison.load("synth_sp_char").tokenBytes(-1))
                .isInstanceOf(TokenIdException.class);
    }

    @Test
    void bytesThatNeverMakeACharacterAreGivenAtOnce() {
        GoldenComparison comparison = new GoldenComparison(GoldenFolder.inRepository());
        for (String name :
                List.of("synth_prepend_replace_bf", "synth_sp_bpe_bf_digits", "synth_bytelevel_ignore_merges")) {
            Tokenizer tokenizer = comparison.load(name);
            int id = brokenByte(tokenizer);
            for (StreamOptions.Mode mode : StreamOptions.Mode.values()) {
                DecodeStream stream = tokenizer.decodeStream(StreamOptions.DEFAULT.withMode(mode));
                int given = 0;
                for (int count = 1; count <= 100_000; count++) {
                    given += stream.push(id).length();
                    assertThat(given).as("%s after %d", name, count).isBetween(count - 3, count);
                }
                assertThat(given + stream.finish().length()).isEqualTo(100_000);
            }
        }
    }

    private static int brokenByte(Tokenizer tokenizer) {
        for (int id = 0; id < tokenizer.vocabulary().idLimit(); id++) {
            if (tokenizer.vocabulary().contains(id)
                    && tokenizer.decode(new int[] {id}).equals("\uFFFD")
                    && tokenizer.decodeStream().push(id).isEmpty()) {
                return id;
            }
        }
        throw new AssertionError("no token is the first byte of a character");
    }

    @Test
    void whatIsHeldBackIsSaid() {
        GoldenComparison comparison = new GoldenComparison(GoldenFolder.inRepository());
        Tokenizer fallback = comparison.load("synth_prepend_replace_bf");
        assertThat(fallback.decodeStream().holdBack().unbounded()).containsExactly("a run of byte tokens");
        assertThat(fallback.holdBack(StreamOptions.Mode.LIVE).isBounded()).isTrue();
        assertThat(comparison
                        .load("synth_bytelevel_ignore_merges")
                        .decodeStream()
                        .holdBack())
                .isEqualTo(new HoldBack(1, List.of()));
    }

    @Test
    void streamsThatAreFinishedAndRefusedIdsAreErrorsThatChangeNothing() {
        Tokenizer tokenizer = new GoldenComparison(GoldenFolder.inRepository()).load("synth_bytelevel_ignore_merges");
        DecodeOptions rejecting = DecodeOptions.DEFAULT.withUnknownIds(UnknownIds.REJECT);
        DecodeStream stream = tokenizer.decodeStream(StreamOptions.DEFAULT.withDecoding(rejecting));
        int[] ids = tokenizer.encode("abc abc", EncodeOptions.ORDINARY);
        String given = stream.pushAll(ids);
        assertThatThrownBy(() -> stream.push(-1))
                .isInstanceOfSatisfying(
                        TokenIdException.class, e -> assertThat(e.tokenIndex()).isEqualTo(ids.length));
        assertThatThrownBy(() -> stream.pushAll(new int[] {ids[0], 1 << 30})).isInstanceOf(TokenIdException.class);
        assertThatThrownBy(() -> stream.prompt(ids)).isInstanceOf(IllegalStateException.class);
        assertThat(given + stream.finish()).isEqualTo("abc abc");
        assertThatThrownBy(() -> stream.push(ids[0])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(stream::finish).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> tokenizer.decodeStream().restore(stream.checkpoint()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

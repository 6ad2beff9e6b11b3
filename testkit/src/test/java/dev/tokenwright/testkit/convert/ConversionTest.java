package dev.tokenwright.testkit.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.ConversionException;
import dev.tokenwright.error.LoadException;
import dev.tokenwright.load.ByteLevelOptions;
import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.spec.TokenizerSpec.AddedTokenSearch;
import dev.tokenwright.testkit.golden.GoldenComparison;
import dev.tokenwright.testkit.golden.GoldenFolder;
import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.vocab.Tokenizers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tokenizers written as {@code tokenizer.json} and read again. */
class ConversionTest {
    private static final int TEXTS = 150;
    private static final String SENTENCE_PIECE = "/model: SentencePiece's own ";

    private static final String TWO_NAMES_FOR_AN_ID = "o200k_harmony";

    /** The fixture tokenizers that cannot be written, other than SentencePiece models, and what would be lost. */
    private static final Map<String, String> REFUSED = new TreeMap<>(Map.of(
            "gguf_baichuan", "/model: llama.cpp's own model (LlamaBpe)",
            "gguf_bert_bge", "/model: llama.cpp's own model (LlamaWordPiece)",
            "gguf_falcon", "/model: llama.cpp's own model (LlamaBpe)",
            "gguf_gemma_4", "/model: llama.cpp's own model (LlamaBpe)",
            "gguf_gpt_neox", "/model: llama.cpp's own model (LlamaBpe)",
            "gguf_llama_spm", "/model: llama.cpp's own model (LlamaBpe)",
            "gguf_mpt", "/model: llama.cpp's own model (LlamaBpe)",
            "gguf_nomic_bert_moe", "/model: llama.cpp's own model (LlamaUnigram)",
            "gguf_phi_3", "/model: llama.cpp's own model (LlamaBpe)",
            "gguf_starcoder", "/model: llama.cpp's own model (LlamaBpe)"));

    @TestFactory
    List<DynamicTest> everyFixtureGivesTheSameIdsOrSaysWhatWouldBeLost() {
        List<DynamicTest> tests = new ArrayList<>();
        Set<String> names = new HashSet<>();
        add(GoldenFolder.inRepository(), names, tests);
        GoldenFolder.shared().ifPresent(folder -> add(folder, names, tests));
        return tests;
    }

    private static void add(GoldenFolder folder, Set<String> names, List<DynamicTest> tests) {
        GoldenComparison comparison = new GoldenComparison(folder);
        for (String name : folder.tokenizers()) {
            if (folder.has("vectors/" + name + ".jsonl") && names.add(name)) {
                tests.add(DynamicTest.dynamicTest(name, () -> {
                    TokenizerSpec spec = comparison.load(name).spec();
                    if (spec.model() instanceof ModelSpec.SentencePiece) {
                        refuses(spec, SENTENCE_PIECE);
                    } else if (REFUSED.containsKey(name)) {
                        refuses(spec, REFUSED.get(name));
                    } else {
                        keepsIds(spec, name);
                    }
                }));
            }
        }
    }

    @TestFactory
    List<DynamicTest> everyBundledTokenizerGivesTheSameIds() {
        return Tokenizers.names().stream()
                .filter(name -> !name.equals(TWO_NAMES_FOR_AN_ID))
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> keepsIds(Tokenizers.bundled(name).spec(), name)))
                .toList();
    }

    @Test
    void twoTextsForAnIdAreRefused() {
        refuses(
                Tokenizers.bundled(TWO_NAMES_FOR_AN_ID).spec(),
                "/added_tokens: that \"<|reserved_200018|>\" has id 200018 would be lost");
    }

    @Test
    void partsWithoutACounterpartAreNamed() {
        TokenizerSpec spec = Tokenizers.bundled("r50k_base").spec();
        SplitSpec windows = new SplitSpec.Windows(400_000, 25_000);
        SplitSpec split =
                new SplitSpec.Sequence(List.of(windows, spec.splitter().orElseThrow()));
        refuses(
                with(spec, split, spec.addedTokens(), AddedTokenSearch.LEFTMOST_LONGEST),
                "/pre_tokenizer/pretokenizers/0: windows of 400000 code points");
        List<AddedToken> overlapping = List.of(AddedToken.control(60_000, "<a<b"), AddedToken.control(60_001, "<bc>"));
        refuses(
                with(spec, spec.splitter().orElseThrow(), overlapping, AddedTokenSearch.LONGEST_FIRST),
                "/added_tokens: that the longer of \"<a<b\" and \"<bc>\" is found first");
        List<AddedToken> oneSymbol = List.of(AddedToken.reserved(60_000, "\u4E2D"));
        refuses(
                with(spec, spec.splitter().orElseThrow(), oneSymbol, AddedTokenSearch.LEFTMOST_LONGEST),
                "/added_tokens: that only some text gives \"\u4E2D\" (id 60000)");
    }

    private static TokenizerSpec with(
            TokenizerSpec spec, SplitSpec splitter, List<AddedToken> addedTokens, AddedTokenSearch search) {
        return new TokenizerSpec(
                spec.origin(),
                spec.model(),
                addedTokens,
                spec.normalizer(),
                Optional.of(splitter),
                spec.frame(),
                spec.decoder(),
                spec.truncation(),
                spec.padding(),
                spec.unknownIds(),
                search);
    }

    @Test
    void whatIsNoVocabularyIsRefused() {
        refuses(TokenizerFiles.numbers(9), "megatron null as tokenizer.json at /model: ids that text gives as numbers");
        refuses(
                TokenizerFiles.byteLevel(ByteLevelOptions.DEFAULT),
                "megatron byte-level as tokenizer.json at /model: ids that are bytes");
    }

    private static void refuses(TokenizerSpec spec, String loss) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> TokenizerFiles.writeTokenizerJson(spec, out))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining(loss)
                .hasMessageContaining("would be lost");
        assertThat(out.size()).isZero();
    }

    private static void keepsIds(TokenizerSpec spec, String name) {
        TokenizerSpec read = writtenAndRead(spec);
        Tokenizer expected = Tokenizer.of(spec);
        Tokenizer found = Tokenizer.of(read);
        RandomTexts texts = new RandomTexts(name.hashCode());
        List<String> added = spec.addedTokens().stream()
                .filter(AddedToken::foundInText)
                .map(AddedToken::content)
                .toList();
        for (int index = 0; index < TEXTS; index++) {
            String token = added.isEmpty() || texts.coin() ? "" : texts.pick(added);
            String text = texts.next(12) + token + texts.next(12);
            assertThat(found.encode(text, EncodeOptions.DEFAULT))
                    .as("%s: %s", name, text)
                    .isEqualTo(expected.encode(text, EncodeOptions.DEFAULT));
        }
        assertThat(found.vocabulary().idLimit()).isEqualTo(expected.vocabulary().idLimit());
        if (spec.origin().format().equals("tokenizer.json")) {
            isTheSame(read, spec);
        } else {
            isTheSame(writtenAndRead(read), read);
        }
    }

    private static TokenizerSpec writtenAndRead(TokenizerSpec spec) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            TokenizerFiles.writeTokenizerJson(spec, out);
            return TokenizerFiles.tokenizerJson(out.toByteArray(), "written.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LoadException e) {
            throw new AssertionError("what was written cannot be read", e);
        }
    }

    /** Compares all parts; where they stand in their files does not matter. */
    private static void isTheSame(TokenizerSpec found, TokenizerSpec expected) {
        assertThat(found)
                .usingRecursiveComparison()
                .ignoringFields("origin", "model")
                .ignoringFieldsMatchingRegexes(".*\\.place")
                .isEqualTo(expected);
        assertThat(found.model())
                .usingRecursiveComparison()
                .ignoringFields("vocabulary", "merges", "scores")
                .isEqualTo(expected.model());
        sameTokens(found.model().vocabulary(), expected.model().vocabulary());
        if (expected.model() instanceof ModelSpec.Bpe bpe) {
            sameMerges((ModelSpec.Bpe) found.model(), bpe);
        }
        if (expected.model() instanceof ModelSpec.Unigram unigram) {
            sameScores(((ModelSpec.Unigram) found.model()).scores(), unigram.scores());
        }
    }

    private static void sameMerges(ModelSpec.Bpe found, ModelSpec.Bpe expected) {
        MergeSpec.Listed merges = (MergeSpec.Listed) found.merges();
        for (int rank = 0; rank < merges.size(); rank++) {
            boolean same = expected.merges() instanceof MergeSpec.Splits splits
                    ? merges.mergedId(rank) == splits.mergedId(rank)
                            && found.vocabulary().length(merges.leftId(rank)) == splits.leftLength(rank)
                    : isMerge((MergeSpec.Listed) expected.merges(), merges, rank);
            assertThat(same).as("merge %s", rank).isTrue();
        }
        int size = expected.merges() instanceof MergeSpec.Splits splits
                ? splits.size()
                : ((MergeSpec.Listed) expected.merges()).size();
        assertThat(merges.size()).isEqualTo(size);
    }

    private static boolean isMerge(MergeSpec.Listed expected, MergeSpec.Listed found, int rank) {
        return found.leftId(rank) == expected.leftId(rank)
                && found.rightId(rank) == expected.rightId(rank)
                && found.mergedId(rank) == expected.mergedId(rank);
    }

    private static void sameScores(ModelSpec.Scores found, ModelSpec.Scores expected) {
        assertThat(found.size()).isEqualTo(expected.size());
        for (int id = 0; id < expected.size(); id++) {
            assertThat(found.of(id)).isEqualTo(expected.of(id));
        }
    }

    private static void sameTokens(TokenTable found, TokenTable expected) {
        assertThat(found.idLimit()).isEqualTo(expected.idLimit());
        for (int id = 0; id < expected.idLimit(); id++) {
            boolean same = found.contains(id) == expected.contains(id)
                    && (!expected.contains(id) || Arrays.equals(found.bytes(id), expected.bytes(id)));
            assertThat(same).as("token %s", id).isTrue();
        }
    }
}

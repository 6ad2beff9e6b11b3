package dev.tokenwright.load;

import dev.tokenwright.error.Place;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.PrependScheme;
import dev.tokenwright.spec.SplitBehavior;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.spec.TokenizerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The stages that classes of {@code transformers} 5.24 build in their code, family by family. */
final class ClassStages {
    private static final int UNDERSCORE = '▁';
    private static final String UNDERSCORE_TEXT = "▁";
    private static final int MAX_WORD_CHARS = 100;

    private static final String QWEN2 = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}|"
            + " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String QWEN35 = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]+|\\p{N}|"
            + " ?[^\\s\\p{L}\\p{M}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String CLIP =
            "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|" + "[^\\s\\p{L}\\p{N}]+";

    private ClassStages() {}

    /** GPT-2 and kin: byte-level text, cut by GPT-2's pattern. */
    static TokenizerSpec gpt2(ClassSettings settings) {
        return byteLevel(settings, Optional.empty(), List.of());
    }

    /** GPT-NeoX: GPT-2 over composed text. */
    static TokenizerSpec gptNeoX(ClassSettings settings) {
        return byteLevel(settings, Optional.of(composed()), List.of());
    }

    /** Cohere: GPT-NeoX with single digits. */
    static TokenizerSpec cohere(ClassSettings settings) {
        return byteLevel(settings, Optional.of(composed()), List.of(new SplitSpec.Digits(true)));
    }

    private static TokenizerSpec byteLevel(
            ClassSettings settings, Optional<NormalizerSpec> normalizer, List<SplitSpec> before) {
        SplitSpec bytes = new SplitSpec.ByteLevel(settings.flag("add_prefix_space", false), true);
        List<SplitSpec> steps = new ArrayList<>(before);
        steps.add(bytes);
        return spec(
                settings,
                bpe(settings.bpe(), Optional.empty(), false, false, Optional.empty()),
                normalizer,
                before.isEmpty() ? bytes : new SplitSpec.Sequence(steps),
                new DecoderSpec.ByteLevel());
    }

    static TokenizerSpec qwen2(ClassSettings settings) {
        return qwen(settings, QWEN2);
    }

    static TokenizerSpec qwen35(ClassSettings settings) {
        return qwen(settings, QWEN35);
    }

    private static TokenizerSpec qwen(ClassSettings settings, String pattern) {
        SplitSpec bytes = new SplitSpec.ByteLevel(settings.flag("add_prefix_space", false), false);
        return spec(
                settings,
                bpe(settings.bpe(), Optional.empty(), false, false, Optional.empty()),
                Optional.of(composed()),
                new SplitSpec.Sequence(
                        List.of(new SplitSpec.Split(regex(settings, pattern), SplitBehavior.ISOLATED, false), bytes)),
                new DecoderSpec.ByteLevel());
    }

    static TokenizerSpec clip(ClassSettings settings) {
        NormalizerSpec normalizer = new NormalizerSpec.Sequence(List.of(
                composed(), new NormalizerSpec.Replace(regex(settings, "\\s+"), " "), new NormalizerSpec.Lowercase()));
        return spec(
                settings,
                bpe(settings.bpe(), Optional.of(settings.text("unk_token")), false, false, Optional.of("</w>")),
                Optional.of(normalizer),
                new SplitSpec.Sequence(List.of(
                        new SplitSpec.Split(regex(settings, CLIP), SplitBehavior.REMOVED, true),
                        new SplitSpec.ByteLevel(false, true))),
                new DecoderSpec.ByteLevel());
    }

    /** Llama 2: blanks become {@code ▁}; byte fallback. */
    static TokenizerSpec llama(ClassSettings settings) {
        boolean prefix = settings.flag("add_prefix_space", true);
        PrependScheme always = settings.flag("legacy", false) ? PrependScheme.ALWAYS : PrependScheme.FIRST;
        List<DecoderSpec> decoder = new ArrayList<>(fallbackDecoder());
        if (prefix) {
            decoder.add(new DecoderSpec.Strip(' ', 1, 0));
        }
        return spec(
                settings,
                bpe(settings.bpe(), Optional.empty(), true, true, Optional.empty()),
                Optional.empty(),
                new SplitSpec.Metaspace(UNDERSCORE, prefix ? always : PrependScheme.NEVER, false),
                new DecoderSpec.Sequence(decoder));
    }

    static TokenizerSpec gemma(ClassSettings settings) {
        PatternSpec blank = new PatternSpec.Literal(" ");
        return spec(
                settings,
                bpe(settings.bpe(), Optional.of(settings.text("unk_token")), true, true, Optional.empty()),
                Optional.of(new NormalizerSpec.Replace(blank, UNDERSCORE_TEXT)),
                new SplitSpec.Split(blank, SplitBehavior.MERGED_WITH_PREVIOUS, false),
                new DecoderSpec.Sequence(fallbackDecoder()));
    }

    private static List<DecoderSpec> fallbackDecoder() {
        return List.of(
                new DecoderSpec.Replace(new PatternSpec.Literal(UNDERSCORE_TEXT), " "),
                new DecoderSpec.ByteFallback(),
                new DecoderSpec.Fuse());
    }

    static TokenizerSpec bert(ClassSettings settings) {
        Optional<Boolean> accents = settings.config().optional("strip_accents").map(node -> node.bool());
        NormalizerSpec normalizer = new NormalizerSpec.Bert(
                true,
                settings.strictFlag("tokenize_chinese_chars", true),
                accents,
                settings.strictFlag("do_lower_case", true));
        ModelSpec model = new ModelSpec.WordPiece(
                settings.wordPiece().vocabulary(), settings.text("unk_token"), "##", MAX_WORD_CHARS);
        return spec(
                settings, model, Optional.of(normalizer), new SplitSpec.Bert(), new DecoderSpec.WordPiece("##", true));
    }

    static TokenizerSpec t5(ClassSettings settings) {
        return unigram(settings, 2, PrependScheme.ALWAYS);
    }

    static TokenizerSpec xlmRoberta(ClassSettings settings) {
        boolean prefix = settings.flag("add_prefix_space", true);
        return unigram(settings, 3, prefix ? PrependScheme.ALWAYS : PrependScheme.NEVER);
    }

    private static TokenizerSpec unigram(ClassSettings settings, int unknownId, PrependScheme scheme) {
        ModelSpec.Unigram file = settings.unigram();
        ModelSpec model = new ModelSpec.Unigram(file.vocabulary(), file.scores(), OptionalInt.of(unknownId), false);
        return spec(
                settings,
                model,
                settings.characterMap(),
                new SplitSpec.Sequence(
                        List.of(new SplitSpec.WhitespaceSplit(), new SplitSpec.Metaspace(UNDERSCORE, scheme, true))),
                new DecoderSpec.Metaspace(UNDERSCORE, scheme));
    }

    private static NormalizerSpec composed() {
        return new NormalizerSpec.Unicode(NormalizerSpec.Unicode.Form.NFC);
    }

    private static PatternSpec regex(ClassSettings settings, String pattern) {
        Place place = Place.of("the class " + settings.className());
        return new PatternSpec.Regex(pattern, PatternSpec.Dialect.ONIGURUMA, place);
    }

    private static ModelSpec bpe(
            ModelSpec.Bpe file,
            Optional<String> unknownToken,
            boolean fuseUnknown,
            boolean byteFallback,
            Optional<String> suffix) {
        return new ModelSpec.Bpe(
                file.vocabulary(),
                file.alphabet(),
                file.merges(),
                unknownToken,
                fuseUnknown,
                byteFallback,
                false,
                Optional.empty(),
                suffix);
    }

    private static TokenizerSpec spec(
            ClassSettings settings,
            ModelSpec model,
            Optional<NormalizerSpec> normalizer,
            SplitSpec splitter,
            DecoderSpec decoder) {
        TokenizerSpec file = settings.file();
        return new TokenizerSpec(
                file.origin(),
                model,
                List.of(),
                normalizer,
                Optional.of(splitter),
                file.frame(),
                Optional.of(decoder),
                Optional.empty(),
                Optional.empty(),
                file.unknownIds());
    }
}

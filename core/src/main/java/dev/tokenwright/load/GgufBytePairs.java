package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.load.GgufPreTokenizer.Habit;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.SplitBehavior;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.wire.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Byte pair encoding with merges: the models {@code gpt2}, {@code gemma4} and {@code whitespace}. */
record GgufBytePairs(
        GgufKeys keys, GgufTokens tokens, MergeSpec.Listed merges, GgufPreTokenizer pre, boolean dropsSpaces)
        implements GgufTokenizer {
    static GgufBytePairs read(GgufKeys keys, String model, String pre) {
        GgufPreTokenizer preTokenizer = GgufPreTokenizer.named(pre.isEmpty() ? "default" : pre)
                .orElseThrow(() -> keys.problem(
                        LoadException.Kind.UNSUPPORTED,
                        GgufKeys.PRE,
                        "the pre-tokenizer " + Quoted.text(pre) + " is not known; known are those of llama.cpp 0.5.0"));
        boolean dropsSpaces = model.equals("whitespace");
        if (pre.equals("whitespace") != dropsSpaces) {
            throw keys.problem(
                    LoadException.Kind.UNSUPPORTED,
                    GgufKeys.PRE,
                    "the pre-tokenizer and the model \"whitespace\" are supported only together");
        }
        GgufTokens tokens = GgufTokens.read(keys);
        return new GgufBytePairs(keys, tokens, GgufMerges.read(keys, tokens.table()), preTokenizer, dropsSpaces);
    }

    private boolean has(Habit habit) {
        return pre.habits().contains(habit);
    }

    @Override
    public Defaults defaults() {
        return Defaults.of(has(Habit.NO_BOS) || isGemma() ? -1 : 11, isGemma() ? -1 : 11, -1, -1);
    }

    private boolean isGemma() {
        return keys.requiredText(GgufKeys.MODEL).equals("gemma4");
    }

    @Override
    public boolean addsBos() {
        return has(Habit.ADDS_BOS);
    }

    @Override
    public boolean addsEos() {
        return false;
    }

    @Override
    public boolean alwaysAddsBos() {
        return has(Habit.GEMMA);
    }

    @Override
    public ModelSpec model(GgufSpecialIds ids) {
        boolean ignoreMerges = has(Habit.IGNORES_MERGES);
        if (has(Habit.PLAIN_TEXT)) {
            return new ModelSpec.LlamaBpe(
                    tokens.table(), merges, ignoreMerges, has(Habit.GEMMA), ModelSpec.LlamaBpe.ByteTokens.NAMED);
        }
        if (!GgufPieces.hasAllBytes(tokens)) {
            return new ModelSpec.LlamaBpe(
                    tokens.table(), merges, ignoreMerges, false, ModelSpec.LlamaBpe.ByteTokens.RAW);
        }
        return new ModelSpec.Bpe(
                tokens.table(),
                ModelSpec.Alphabet.TEXT,
                merges,
                Optional.empty(),
                false,
                false,
                ignoreMerges,
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public Optional<NormalizerSpec> normalizer() {
        if (dropsSpaces && keys.flag("tokenizer.ggml.normalizer.lowercase", false)) {
            return Optional.of(new NormalizerSpec.LlamaText(false, false, true));
        }
        return has(Habit.ESCAPES_SPACES)
                ? Optional.of(new NormalizerSpec.Replace(new PatternSpec.Literal(" "), "\u2581"))
                : Optional.empty();
    }

    @Override
    public Optional<SplitSpec> splitter() {
        List<SplitSpec> steps = new ArrayList<>();
        if (dropsSpaces) {
            steps.add(new SplitSpec.Split(GgufPreTokenizer.regex("\\s"), SplitBehavior.REMOVED, false));
        }
        steps.addAll(pre.splits());
        if (!has(Habit.PLAIN_TEXT)) {
            steps.add(new SplitSpec.ByteLevel(false, false));
        }
        return Optional.of(new SplitSpec.Sequence(steps));
    }

    @Override
    public GgufPieces.Writing writing() {
        return has(Habit.ESCAPES_SPACES) ? GgufPieces.Writing.ESCAPED : GgufPieces.Writing.BYTE_LEVEL;
    }

    @Override
    public boolean addSpacePrefix() {
        return keys.flag("tokenizer.ggml.add_space_prefix", false);
    }

    @Override
    public boolean cleanSpaces() {
        return !has(Habit.KEEPS_SPACES);
    }
}

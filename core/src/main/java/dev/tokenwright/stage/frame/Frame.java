package dev.tokenwright.stage.frame;

import dev.tokenwright.spec.FrameSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a model's opening and closing tokens around the tokens of one or two texts. Immutable. */
public final class Frame {
    private final List<FrameStep> steps;
    private final Optional<FixedFrame> singleFrame;

    private Frame(List<FrameStep> steps, Optional<FixedFrame> singleFrame) {
        this.steps = steps;
        this.singleFrame = singleFrame;
    }

    /** Builds the frame that a specification describes; nothing means no framing tokens. */
    public static Frame of(Optional<FrameSpec> spec) {
        List<FrameStep> steps = new ArrayList<>();
        spec.ifPresent(present -> flatten(present, steps));
        FixedFrame fixed = FixedFrame.NOTHING;
        for (FrameStep step : steps) {
            Optional<FixedFrame> around = step.fixedFrame();
            if (around.isEmpty()) {
                return new Frame(List.copyOf(steps), Optional.empty());
            }
            fixed = fixed.inside(around.get());
        }
        return new Frame(List.copyOf(steps), Optional.of(fixed));
    }

    /** The one place where a kind of frame becomes its step. */
    private static void flatten(FrameSpec spec, List<FrameStep> steps) {
        if (spec instanceof FrameSpec.Sequence sequence) {
            sequence.steps().forEach(step -> flatten(step, steps));
        } else if (spec instanceof FrameSpec.Template template) {
            steps.add(new TemplateStep(template));
        } else if (spec instanceof FrameSpec.Bert bert) {
            steps.add(new SandwichStep(bert));
        } else if (spec instanceof FrameSpec.Roberta roberta) {
            if (roberta.trimOffsets()) {
                steps.add(new TrimStep(roberta.addPrefixSpace(), false));
            }
            steps.add(new SandwichStep(roberta));
        } else if (spec instanceof FrameSpec.ByteLevel byteLevel) {
            steps.add(new TrimStep(byteLevel.addPrefixSpace(), true, byteLevel.trimOffsets()));
        } else if (spec instanceof FrameSpec.Reverse) {
            steps.add(new ReverseStep());
        } else {
            throw new AssertionError(spec);
        }
    }

    /** How many framing tokens a single text or a pair gets. */
    public int addedTokens(boolean pair) {
        int count = 0;
        for (FrameStep step : steps) {
            count += step.addedTokens(pair);
        }
        return count;
    }

    /** Whether offsets of tokens change. */
    public boolean movesOffsets() {
        return steps.stream().anyMatch(FrameStep::movesOffsets);
    }

    /** What surrounds a single text's ids, where that does not depend on the text; empty if it must be computed. */
    public Optional<FixedFrame> singleFrame() {
        return singleFrame;
    }

    /** Frames one text, or two, and joins everything to one row. The rows given must not be used afterwards. */
    public TokenRow process(TokenRow first, Optional<TokenRow> second, boolean addSpecialTokens) {
        List<TokenRow> rows = new ArrayList<>();
        rows.add(first);
        second.ifPresent(rows::add);
        for (int sequence = 0; sequence < rows.size(); sequence++) {
            TokenRow row = rows.get(sequence);
            row.setSequence(sequence);
            for (TokenRow part : row.overflow()) {
                part.setSequence(sequence);
            }
            row.setTypeIds(sequence);
        }
        for (FrameStep step : steps) {
            rows = step.process(rows, addSpecialTokens);
        }
        if (rows.size() == 1) {
            return rows.get(0);
        }
        TokenRow all = new TokenRow(rows.stream().mapToInt(TokenRow::size).sum());
        rows.forEach(all::append);
        return all;
    }
}

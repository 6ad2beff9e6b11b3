package dev.tokenwright.app.cli;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.SplitSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Stages in words, for people. */
final class StageNames {
    private StageNames() {}

    static String of(Optional<?> stage) {
        return stage.map(StageNames::name).orElse("none");
    }

    private static String name(Object stage) {
        if (stage instanceof NormalizerSpec.Sequence sequence) {
            return names(sequence.steps());
        } else if (stage instanceof SplitSpec.Sequence sequence) {
            return names(sequence.steps());
        } else if (stage instanceof FrameSpec.Sequence sequence) {
            return names(sequence.steps());
        } else if (stage instanceof DecoderSpec.Sequence sequence) {
            return names(sequence.steps());
        } else if (stage instanceof FrameSpec.Template template) {
            return "Template" + template.single();
        }
        return stage.toString();
    }

    private static String names(List<?> steps) {
        return steps.isEmpty() ? "none" : steps.stream().map(StageNames::name).collect(Collectors.joining(" then "));
    }
}

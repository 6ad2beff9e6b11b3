package dev.tokenwright;

import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.stage.added.AddedTokenFinder;
import dev.tokenwright.stage.split.Splitter;
import dev.tokenwright.stage.split.WindowCutter;
import dev.tokenwright.text.Spans;
import java.util.Optional;

/** Cuts raw text into plain segments and added tokens, each window by itself where the tokenizer has windows. Immutable. */
final class SegmentFinder {
    private final AddedTokenFinder finder;
    private final Optional<WindowCutter> windowCutter;

    SegmentFinder(AddedTokenFinder finder, Optional<SplitSpec> splitter) {
        this.finder = finder;
        this.windowCutter = Splitter.windows(splitter);
    }

    /** Finds the segments of {@code text[from..to)} and leaves them in the scratch. */
    void find(byte[] text, int from, int to, boolean asText, Scratch scratch) {
        Spans segments = scratch.segments;
        segments.clear();
        if (windowCutter.isEmpty()) {
            finder.find(text, from, to, asText, segments);
            return;
        }
        Spans windows = scratch.windows;
        windows.clear();
        windowCutter.get().cut(text, from, to, windows);
        for (int window = 0; window < windows.size(); window++) {
            finder.find(text, windows.start(window), windows.end(window), asText, segments);
        }
    }

    /** The first special token in {@code text[from..to)}, wherever windows end. */
    Optional<AddedTokenFinder.Found> firstSpecial(byte[] text, int from, int to) {
        return finder.firstSpecial(text, from, to);
    }
}

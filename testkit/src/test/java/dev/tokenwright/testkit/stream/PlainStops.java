package dev.tokenwright.testkit.stream;

import dev.tokenwright.DecodeStream;
import dev.tokenwright.Stop;
import dev.tokenwright.Stop.Visibility;
import dev.tokenwright.StopPattern;
import dev.tokenwright.StopResult.End;
import dev.tokenwright.StopResult.Reason;
import dev.tokenwright.StopRules;
import dev.tokenwright.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a generation ends, found by looking at all stops again at every place. */
final class PlainStops {
    private final List<Integer> ids = new ArrayList<>();
    private final StopRules rules;
    /** By number of tokens: the text that is certain. */
    private final List<String> certain = new ArrayList<>();
    /** By number of tokens: all text. */
    private final List<String> all = new ArrayList<>();

    private String text = "";
    private End end = new End(Reason.CANCELLED, Optional.empty(), 0, "");

    private PlainStops(StopRules rules) {
        this.rules = rules;
    }

    static PlainStops of(Tokenizer tokenizer, int[] ids, StopRules rules) {
        PlainStops stops = new PlainStops(rules);
        DecodeStream stream = tokenizer.decodeStream();
        StringBuilder text = new StringBuilder();
        stops.certain.add("");
        stops.all.add(stream.pending());
        for (int id : ids) {
            stops.ids.add(id);
            text.append(stream.push(id));
            stops.certain.add(text.toString());
            stops.all.add(text + stream.pending());
        }
        stops.find();
        return stops;
    }

    String text() {
        return text;
    }

    End end() {
        return end;
    }

    /** What may have been shown after so many tokens. */
    String givenAfter(int tokens) {
        String known = certain.get(tokens);
        int kept = 0;
        for (Stop stop : rules.stops()) {
            if (stop.visibility() == Visibility.HIDDEN && stop.pattern() instanceof StopPattern.Text pattern) {
                for (int length = 1; length < pattern.text().length(); length++) {
                    kept = known.endsWith(pattern.text().substring(0, length)) ? Math.max(kept, length) : kept;
                }
            } else if (stop.visibility() == Visibility.HIDDEN && stop.pattern() instanceof StopPattern.Ids row) {
                for (int length = 1; length < row.ids().size() && length <= tokens; length++) {
                    if (ids.subList(tokens - length, tokens).equals(row.ids().subList(0, length))) {
                        kept = Math.max(
                                kept,
                                known.length() - certain.get(tokens - length).length());
                    }
                }
            }
        }
        return known.substring(0, known.length() - kept);
    }

    private void find() {
        for (int tokens = 1; tokens <= ids.size(); tokens++) {
            Optional<Stop> row = tokens < rules.minTokens() ? Optional.empty() : row(tokens);
            if (row.isPresent() && row.get().visibility() == Visibility.HIDDEN) {
                int before =
                        tokens - ((StopPattern.Ids) row.get().pattern()).ids().size();
                endAt(
                        all.get(before),
                        certain.get(before).length(),
                        tokens,
                        Reason.STOP,
                        row,
                        certain.get(tokens - 1).substring(certain.get(before).length()));
                return;
            }
            String known = certain.get(tokens);
            if (endAtText(known, certain.get(tokens - 1).length(), tokens, "")) {
                return;
            }
            boolean full = rules.maxTokens().orElse(0) == tokens;
            if (row.isPresent() || full) {
                endAt(all.get(tokens), known.length(), tokens, row.isPresent() ? Reason.STOP : Reason.LENGTH, row, "");
                return;
            }
        }
        int tokens = ids.size();
        endAt(all.get(tokens), certain.get(tokens).length(), tokens, Reason.CANCELLED, Optional.empty(), "");
    }

    private void endAt(String shown, int from, int tokens, Reason reason, Optional<Stop> stop, String trimmed) {
        if (!endAtText(shown, from, tokens, trimmed)) {
            text = shown;
            end = new End(reason, stop, tokens, trimmed);
        }
    }

    /** Ends at the stop that ends first behind a place, if there is one. */
    private boolean endAtText(String shown, int from, int tokens, String trimmed) {
        for (int to = from + 1; to <= shown.length() && tokens >= rules.minTokens(); to++) {
            Optional<Stop> found = Optional.empty();
            for (Stop stop : rules.stops()) {
                if (stop.pattern() instanceof StopPattern.Text pattern
                        && shown.startsWith(pattern.text(), to - pattern.text().length())) {
                    found = Optional.of(better(found, stop));
                }
            }
            if (found.isPresent()) {
                int cut = found.get().visibility() == Visibility.HIDDEN ? to - length(found.get()) : to;
                text = shown.substring(0, cut);
                end = new End(Reason.STOP, found, tokens, shown.substring(cut) + trimmed);
                return true;
            }
        }
        return false;
    }

    private Optional<Stop> row(int tokens) {
        Optional<Stop> found = Optional.empty();
        for (Stop stop : rules.stops()) {
            if (stop.pattern() instanceof StopPattern.Ids row
                    && row.ids().size() <= tokens
                    && ids.subList(tokens - row.ids().size(), tokens).equals(row.ids())) {
                found = Optional.of(better(found, stop));
            }
        }
        return found;
    }

    private static Stop better(Optional<Stop> known, Stop other) {
        if (known.isEmpty() || length(other) > length(known.get())) {
            return other;
        }
        boolean hides = length(other) == length(known.get()) && other.visibility() == Visibility.HIDDEN;
        return hides ? other : known.get();
    }

    private static int length(Stop stop) {
        return stop.pattern() instanceof StopPattern.Text pattern
                ? pattern.text().length()
                : ((StopPattern.Ids) stop.pattern()).ids().size();
    }
}

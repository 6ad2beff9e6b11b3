package dev.tokenwright;

import dev.tokenwright.Stop.Visibility;
import dev.tokenwright.StopResult.End;
import dev.tokenwright.StopResult.Reason;
import dev.tokenwright.text.SymbolAutomaton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Text of ids that come one after the other, up to what ends a generation. Belongs to one caller.
 *
 * <p>The stop that ends first counts, and of those that end together the longest; so the result depends on the ids alone,
 * and neither on the order of the stops nor on how the ids are grouped. Text is held back only as long as it may be the
 * beginning of a stop that does not show.
 *
 * <ol>
 *   <li>{@link #push} or {@link #pushAll}, until the result has an end;
 *   <li>{@link #finish} if the generation ends for another reason.
 * </ol>
 */
public final class StopDetector {
    private final StopMatcher matcher;
    private final DecodeStream stream;
    private StopReading reading;
    /** Where in the rows of ids the reading of the ids is. */
    private int row = SymbolAutomaton.START;
    /** Text that has been decoded and not been given. */
    private final StringBuilder held = new StringBuilder();
    /** How much text has been given. */
    private long given;

    private int tokens;
    /** The states before the last ids, which may be the beginning of a row of ids that does not show. */
    private final List<Before> candidates = new ArrayList<>();

    private boolean ended;

    /**
     * The state before an id.
     *
     * @param stream never pushed to
     * @param decoded how much text had been decoded
     */
    private record Before(DecodeStream stream, StopReading reading, long decoded) {}

    private StopDetector(StopMatcher matcher, DecodeStream stream, StopReading reading) {
        this.matcher = matcher;
        this.stream = stream;
        this.reading = reading;
    }

    /** A detector that pushes ids to a stream, which must not be used otherwise. */
    public static StopDetector of(DecodeStream stream, StopRules rules) {
        StopMatcher matcher = new StopMatcher(rules);
        return new StopDetector(matcher, stream, new StopReading(matcher));
    }

    /** Another detector in the same state; what is pushed to one does not touch the other. */
    public StopDetector fork() {
        StopDetector fork = new StopDetector(matcher, stream.fork(), reading.copy());
        fork.row = row;
        fork.held.append(held);
        fork.given = given;
        fork.tokens = tokens;
        fork.candidates.addAll(candidates);
        fork.ended = ended;
        return fork;
    }

    /**
     * Takes ids until one of them ends the generation; those behind it are left.
     *
     * @throws dev.tokenwright.error.TokenIdException when an id before the end has no token and the stream's options do
     *     not leave it out; the detector is as before
     * @throws IllegalStateException after the end
     */
    public StopResult pushAll(int[] ids) {
        checkOpen();
        if (!stream.accepts(ids)) {
            fork().pushEach(ids);
        }
        return pushEach(ids);
    }

    private StopResult pushEach(int[] ids) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < ids.length; index++) {
            StopResult result = push(ids[index]);
            text.append(result.text());
            if (result.ended()) {
                return new StopResult(text.toString(), result.end(), index + 1);
            }
        }
        return new StopResult(text.toString(), Optional.empty(), ids.length);
    }

    /**
     * Takes one more id.
     *
     * @throws dev.tokenwright.error.TokenIdException when the id has no token and the stream's options do not leave it
     *     out; the detector is as before
     * @throws IllegalStateException after the end
     */
    public StopResult push(int id) {
        checkOpen();
        int newRow = matcher.rows().read(row, id);
        Optional<Stop> stop = matcher.row(newRow).filter(unused -> counts(tokens + 1));
        if (stop.isPresent() && stop.get().visibility() == Visibility.HIDDEN) {
            return endBefore(stop.get());
        }
        int awaited = matcher.rows().awaited(newRow);
        List<Before> before = awaited > 0 ? List.of(state(stream.fork())) : List.of();
        String text = stream.push(id);
        tokens++;
        row = newRow;
        candidates.addAll(before);
        candidates.subList(0, candidates.size() - awaited).clear();
        reading.beforeText(id);
        Optional<StopResult> found = read(text, "");
        if (found.isPresent()) {
            return found.get();
        }
        reading.afterText(id);
        if (stop.isPresent()) {
            return end(Reason.STOP, stop, "");
        }
        boolean full = matcher.rules().maxTokens().stream().anyMatch(most -> most == tokens);
        return full ? end(Reason.LENGTH, stop, "") : new StopResult(release(), Optional.empty(), 1);
    }

    /**
     * Ends the generation, and gives what was held back. If that has a stop, the reason is {@link Reason#STOP}.
     *
     * @throws IllegalStateException after the end
     */
    public StopResult finish(Reason reason) {
        checkOpen();
        StopResult result = end(reason, Optional.empty(), "");
        return new StopResult(result.text(), result.end(), 0);
    }

    private void checkOpen() {
        if (ended) {
            throw new IllegalStateException("the generation has ended");
        }
    }

    private boolean counts(int tokenCount) {
        return tokenCount >= matcher.rules().minTokens();
    }

    private Before state(DecodeStream unchanged) {
        return new Before(unchanged, reading.copy(), given + held.length());
    }

    /** The row of ids that a stop is has come to its end: the generation ends before its first id. */
    private StopResult endBefore(Stop stop) {
        int others = StopMatcher.symbols(stop.pattern()).length - 1;
        Before before = others == 0 ? state(stream) : candidates.get(candidates.size() - others);
        tokens++;
        int shown = (int) (before.decoded() - given);
        String trimmed = held.substring(shown);
        held.setLength(shown);
        reading = before.reading();
        return end(before.stream().pending(), Reason.STOP, Optional.of(stop), trimmed);
    }

    private StopResult end(Reason reason, Optional<Stop> stop, String trimmed) {
        return end(stream.finish(), reason, stop, trimmed);
    }

    /** The end, unless the text that is left has a stop, which comes first. */
    private StopResult end(String rest, Reason reason, Optional<Stop> stop, String trimmed) {
        return read(rest, trimmed).orElseGet(() -> close(held.length(), reason, stop, trimmed));
    }

    /** Reads more text, up to the first stop. */
    private Optional<StopResult> read(String text, String trimmed) {
        for (int index = 0; index < text.length(); index++) {
            held.append(text.charAt(index));
            int found = reading.read(text.charAt(index));
            if (found != SymbolAutomaton.NONE && counts(tokens)) {
                Stop stop = matcher.text(found);
                int length = StopMatcher.symbols(stop.pattern()).length;
                int shown = held.length() - (stop.visibility() == Visibility.HIDDEN ? length : 0);
                String rest = text.substring(index + 1) + trimmed;
                return Optional.of(close(shown, Reason.STOP, Optional.of(stop), rest));
            }
        }
        return Optional.empty();
    }

    private StopResult close(int shown, Reason reason, Optional<Stop> stop, String trimmed) {
        ended = true;
        String rest = held.substring(shown) + trimmed;
        return new StopResult(held.substring(0, shown), Optional.of(new End(reason, stop, tokens, rest)), 1);
    }

    /** The text that cannot be part of a stop that does not show. */
    private String release() {
        int kept = reading.awaited();
        if (!candidates.isEmpty()) {
            kept = Math.max(
                    kept, (int) (given + held.length() - candidates.get(0).decoded()));
        }
        String text = held.substring(0, held.length() - kept);
        held.delete(0, text.length());
        given += text.length();
        return text;
    }
}

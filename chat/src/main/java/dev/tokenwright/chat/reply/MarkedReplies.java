package dev.tokenwright.chat.reply;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.CallStatus;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.Reply.ReasoningState;
import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.ToolCallAttempt.TokenSpan;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Replies in which control tokens switch between reasoning, answer and calls, wherever they stand. A call ends reasoning,
 * and behind a call comes the answer. Immutable.
 */
public final class MarkedReplies implements ReasoningRules {
    private static final int NONE = -1;

    private final int think;
    private final int endThink;
    private final int callStart;
    private final int callEnd;
    private final ArgumentMarks arguments;
    private final Tokenizer tokenizer;

    private MarkedReplies(
            int think, int endThink, int callStart, int callEnd, ArgumentMarks arguments, Tokenizer tokenizer) {
        this.think = think;
        this.endThink = endThink;
        this.callStart = callStart;
        this.callEnd = callEnd;
        this.arguments = arguments;
        this.tokenizer = tokenizer;
    }

    /** Replies that begin with the answer, and have no reasoning. */
    public static MarkedReplies answering(int callStart, int callEnd, ArgumentMarks arguments, Tokenizer tokenizer) {
        return new MarkedReplies(NONE, NONE, callStart, callEnd, arguments, tokenizer);
    }

    /** The same replies that begin inside reasoning. */
    public MarkedReplies beginningInReasoning(int newThink, int newEndThink) {
        return new MarkedReplies(newThink, newEndThink, callStart, callEnd, arguments, tokenizer);
    }

    private enum State {
        REASONING,
        ANSWER,
        CALL
    }

    /** One pass over the ids. */
    private final class Pass {
        private final ReplyIds ids;
        private final StringBuilder reasoning = new StringBuilder();
        private final StringBuilder answer = new StringBuilder();
        private final List<TokenSpan> calls = new ArrayList<>();
        private State state = think == NONE ? State.ANSWER : State.REASONING;
        private int start;

        Pass(ReplyIds ids) {
            this.ids = ids;
            for (int index = 0; index < ids.size(); index++) {
                step(index);
            }
            finish(ids.size());
            if (state == State.CALL) {
                calls.add(new TokenSpan(start, ids.size()));
            }
        }

        private void step(int index) {
            int id = ids.id(index);
            if (state == State.CALL) {
                if (id == callEnd) {
                    calls.add(new TokenSpan(start, index + 1));
                    begin(State.ANSWER, index + 1);
                }
            } else if (id == callStart) {
                finish(index);
                begin(State.CALL, index);
            } else if (think != NONE && (id == think || id == endThink)) {
                finish(index);
                begin(id == think ? State.REASONING : State.ANSWER, index + 1);
            } else if (id == callEnd) {
                finish(index);
                begin(state, index);
            }
        }

        private void begin(State next, int from) {
            state = next;
            start = from;
        }

        private void finish(int end) {
            if (state == State.REASONING) {
                reasoning.append(ids.text(start, end));
            } else if (state == State.ANSWER) {
                answer.append(ids.text(start, end));
            }
        }

        /** Whether the call that begins a span is ended. */
        private boolean isClosed(TokenSpan span) {
            return span.end() > span.start() + 1 && ids.id(span.end() - 1) == callEnd;
        }
    }

    @Override
    public ReasoningRegion scan(int[] completion, int[] prompt, int[] stops) {
        Pass pass = new Pass(ReplyIds.before(stops, completion, tokenizer));
        Optional<String> text = think == NONE ? Optional.empty() : Optional.of(pass.reasoning.toString());
        return new ReasoningRegion(pass.state == State.REASONING, text, false);
    }

    /** Reads a reply. */
    public Reply read(ReplyIds ids, ArgumentTypes types) {
        Pass pass = new Pass(ids);
        List<ToolCallAttempt> calls = new ArrayList<>();
        for (TokenSpan span : pass.calls) {
            calls.add(call(ids, span, pass.isClosed(span), types));
        }
        boolean isOpen = pass.state == State.REASONING;
        String answer = pass.answer.toString();
        String reasoning = PythonStrings.rstrip(pass.reasoning.toString());
        return new Reply(
                calls.isEmpty() ? answer : PythonStrings.strip(answer),
                isOpen || !reasoning.isEmpty() ? Optional.of(reasoning) : Optional.empty(),
                isOpen ? ReasoningState.OPEN : ReasoningState.COMPLETE,
                calls);
    }

    private ToolCallAttempt call(ReplyIds ids, TokenSpan span, boolean isClosed, ArgumentTypes types) {
        ReplyIds call = ReplyIds.all(ids.slice(span.start() + 1, isClosed ? span.end() - 1 : span.end()), tokenizer);
        String raw = call.textFrom(0);
        if (!isClosed) {
            return ToolCallAttempt.broken(raw, span, CallStatus.UNCLOSED_BLOCK);
        }
        int first = call.indexOf(arguments.key(), 0);
        String name = PythonStrings.strip(call.text(0, first < 0 ? call.size() : first));
        ToolCallAttempt attempt = arguments
                .read(call, first < 0 ? call.size() : first, name, types)
                .attempt(raw, span);
        return name.isEmpty() || types.isKnown(name) ? attempt : attempt.withStatus(CallStatus.UNKNOWN_TOOL);
    }
}

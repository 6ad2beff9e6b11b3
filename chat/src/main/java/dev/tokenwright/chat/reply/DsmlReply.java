package dev.tokenwright.chat.reply;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.Reply.ReasoningState;
import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.ToolCallAttempt.TokenSpan;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replies of DeepSeek V4: reasoning between control tokens, and calls in DSML. Whoever is between two calls says nothing;
 * what stands inside a call belongs to it.
 */
public final class DsmlReply {
    private final Tokenizer tokenizer;
    private final int openReasoning;
    private final int closeReasoning;

    /** Creates the grammar. */
    public DsmlReply(Tokenizer tokenizer, int openReasoning, int closeReasoning) {
        this.tokenizer = tokenizer;
        this.openReasoning = openReasoning;
        this.closeReasoning = closeReasoning;
    }

    /** Where a reply is. */
    private enum State {
        REASONING,
        CONTENT,
        /** Behind the beginning of a section of calls, or between two calls. */
        BETWEEN,
        CALL
    }

    /** Reads a reply that begins inside its reasoning or not. */
    public Reply read(ReplyIds ids, boolean isBegunInside) {
        Machine machine = new Machine(isBegunInside);
        int start = 0;
        for (int index = 0; index < ids.size(); index++) {
            int id = ids.id(index);
            if (id == openReasoning || id == closeReasoning) {
                machine.text(ids, start, index);
                machine.reasoning(id == openReasoning, ids.text(index, index + 1));
                start = index + 1;
            }
        }
        machine.text(ids, start, ids.size());
        return machine.reply(ids.size());
    }

    /** Goes through a reply. */
    private final class Machine {
        private final StringBuilder reasoning = new StringBuilder();
        private final StringBuilder content = new StringBuilder();
        private final StringBuilder call = new StringBuilder();
        private final List<ToolCallAttempt> calls = new ArrayList<>();
        private State state;
        private int callStart;

        Machine(boolean isBegunInside) {
            state = isBegunInside ? State.REASONING : State.CONTENT;
        }

        void reasoning(boolean opens, String mark) {
            if (state == State.CALL) {
                call.append(mark);
            } else if (state != State.BETWEEN) {
                state = opens ? State.REASONING : State.CONTENT;
            }
        }

        void text(ReplyIds ids, int from, int to) {
            DsmlText text = DsmlText.of(ReplyIds.all(ids.slice(from, to), tokenizer));
            int cursor = 0;
            for (DsmlText.Found found : text.marks()) {
                say(text.text().substring(cursor, found.start()));
                mark(found, from + text.firstToken(found), from + text.lastToken(found));
                cursor = found.end();
            }
            say(text.text().substring(cursor));
        }

        private void say(String text) {
            @Nullable
            StringBuilder target =
                    switch (state) {
                        case REASONING -> reasoning;
                        case CONTENT -> content;
                        case CALL -> call;
                        case BETWEEN -> null;
                    };
            if (target != null) {
                target.append(text);
            }
        }

        private void mark(DsmlText.Found found, int startToken, int endToken) {
            switch (found.mark()) {
                case SECTION -> section(found);
                case CALL -> call(found, startToken);
                case SECTION_END, CALL_END -> end(found, startToken, endToken);
            }
        }

        private void section(DsmlText.Found found) {
            if (state == State.CALL) {
                say(found.text());
            } else {
                state = State.BETWEEN;
            }
        }

        private void call(DsmlText.Found found, int startToken) {
            if (state == State.CALL || state == State.REASONING) {
                say(found.text());
            } else {
                state = State.CALL;
                callStart = startToken;
                call.setLength(0);
                call.append(found.text());
            }
        }

        private void end(DsmlText.Found found, int startToken, int endToken) {
            if (state != State.CALL) {
                say(found.text());
                return;
            }
            boolean isClosed = found.mark() == DsmlText.Mark.CALL_END;
            call.append(isClosed ? found.text() : "");
            add(isClosed ? endToken : startToken, isClosed);
            state = State.BETWEEN;
        }

        private void add(int end, boolean isClosed) {
            calls.add(DsmlCall.read(call.toString(), new TokenSpan(callStart, end), isClosed));
        }

        Reply reply(int size) {
            if (state == State.CALL) {
                add(size, false);
            }
            boolean isOpen = state == State.REASONING;
            String thought = PythonStrings.rstrip(reasoning.toString());
            String said = content.toString();
            return new Reply(
                    PythonStrings.strip(said).isEmpty() ? "" : said,
                    Optional.of(thought).filter(text -> isOpen || !text.isEmpty()),
                    isOpen ? ReasoningState.OPEN : ReasoningState.COMPLETE,
                    calls);
        }
    }
}

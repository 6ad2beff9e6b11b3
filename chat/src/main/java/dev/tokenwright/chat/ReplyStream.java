package dev.tokenwright.chat;

import dev.tokenwright.DecodeStream;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.Arrays;

/**
 * Reads a reply while it is sampled. The texts that it gives, one behind the other, are those of the whole reply, white
 * space around them aside; calls of tools are known at the end. It is the whole reply that decides: what could still become
 * part of a mark or of a call is held back.
 *
 * <p>Ordinary text is passed on as it comes. The reply is read again from its beginning when a control token comes, and when
 * it has grown by a fixed part: n ids cost O(n log n) in all, as long as control tokens are few. Belongs to one caller.
 */
public final class ReplyStream {
    private static final int INITIAL = 256;
    private static final int GROWTH = 16;
    private static final int LONGEST_MARK = 48;
    private static final int MANY_READINGS = 64;
    private static final String MARK_BEGINNINGS = "<[{〈";
    private static final String REPLACEMENT = "\uFFFD";

    private final Renderer renderer;
    private final ReplyContext context;
    private final EmittedText reasoning = new EmittedText();
    private final EmittedText content = new EmittedText();
    private int[] ids = new int[INITIAL];
    private int size;
    private int readAt;
    private int readings;
    private State state = State.UNKNOWN;
    private final Caution caution;
    private DecodeStream tail;

    /** What the last ids are. */
    private enum State {
        /** Not known before the reply is read again. */
        UNKNOWN,
        /** Text that ends inside a character. */
        BROKEN,
        /** Reasoning. */
        REASONING,
        /** The answer. */
        CONTENT
    }

    /** How much of a text may turn out to be something else. */
    private enum Caution {
        /** What could be the beginning of a mark. */
        MARKS,
        /** Also an answer that begins as a JSON object, which may be a call. */
        BARE_CALLS,
        /** All that no reading of the reply has confirmed, and the last words of what it has. */
        UNCONFIRMED,
        /** Everything: only the end tells what a part is. */
        ALL
    }

    /**
     * The end of a reply.
     *
     * @param rest what had not been given yet
     * @param reply the whole reply: what {@link Renderer#parse} gives
     */
    public record End(ReplyDelta rest, Reply reply) {}

    private ReplyStream(Renderer renderer, ReplyContext context, Caution caution) {
        this.renderer = renderer;
        this.context = context;
        this.caution = caution;
        this.tail = renderer.tokenizer().decodeStream();
    }

    /** A stream for a family that marks its calls by tokens or by words of their own. */
    public static ReplyStream of(Renderer renderer, ReplyContext context) {
        return new ReplyStream(renderer, context, Caution.MARKS);
    }

    /** A stream for a family in which a call is a JSON object and nothing else. */
    public static ReplyStream withBareCalls(Renderer renderer, ReplyContext context) {
        return new ReplyStream(renderer, context, Caution.BARE_CALLS);
    }

    /** A stream for a family whose headers and calls are spelled in ordinary text. */
    public static ReplyStream withSpelledMarks(Renderer renderer, ReplyContext context) {
        return new ReplyStream(renderer, context, Caution.UNCONFIRMED);
    }

    /** A stream for a family in which only what follows a text says what it is: it gives everything at the end. */
    public static ReplyStream atTheEnd(Renderer renderer, ReplyContext context) {
        return new ReplyStream(renderer, context, Caution.ALL);
    }

    /** Takes the next id. */
    public ReplyDelta push(int id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
        }
        ids[size++] = id;
        boolean isMark =
                state == State.BROKEN || renderer.tokenizer().vocabulary().isSpecial(id);
        if ((isMark && readings < MANY_READINGS) || size - readAt > readAt / GROWTH) {
            return read();
        }
        String text = tail.push(id);
        return switch (state) {
            case UNKNOWN, BROKEN -> ReplyDelta.NOTHING;
            case REASONING -> new ReplyDelta(reasoning.append(text), "");
            case CONTENT -> new ReplyDelta("", content.append(text));
        };
    }

    private Reply parse() {
        return renderer.parse(Arrays.copyOf(ids, size), context);
    }

    private ReplyDelta read() {
        readings++;
        readAt = size;
        Reply reply = parse();
        tail = renderer.tokenizer().decodeStream();
        boolean isOpen = reply.reasoningState() == Reply.ReasoningState.OPEN;
        if (!isOpen && caution == Caution.BARE_CALLS && reply.content().startsWith("{")) {
            state = State.UNKNOWN;
            return ReplyDelta.NOTHING;
        }
        String last = isOpen ? reply.reasoning().orElse("") : reply.content();
        if (caution == Caution.ALL) {
            state = State.UNKNOWN;
            return ReplyDelta.NOTHING;
        }
        if (caution == Caution.UNCONFIRMED) {
            state = State.UNKNOWN;
            return confirmed(reply);
        }
        if (last.endsWith(REPLACEMENT)) {
            state = State.BROKEN;
        } else {
            state = isOpen ? State.REASONING : reply.calls().isEmpty() ? State.CONTENT : State.UNKNOWN;
        }
        String raw = renderer.tokenizer().decode(Arrays.copyOf(ids, size));
        String blanks = raw.substring(PythonStrings.rstrip(raw).length());
        return isOpen
                ? new ReplyDelta(reasoning.become(reply.reasoning().orElse(""), blanks), "")
                : new ReplyDelta(
                        reasoning.become(reply.reasoning().orElse(""), ""), content.become(reply.content(), blanks));
    }

    private ReplyDelta confirmed(Reply reply) {
        return new ReplyDelta(
                reasoning.become(allButTheLast(reply.reasoning().orElse("")), ""),
                content.become(allButTheLast(reply.content()), ""));
    }

    private static String allButTheLast(String text) {
        return text.substring(0, Math.max(0, text.length() - LONGEST_MARK));
    }

    /** Ends the reply. */
    public End finish() {
        Reply reply = parse();
        return new End(
                new ReplyDelta(reasoning.end(reply.reasoning().orElse("")), content.end(reply.content())), reply);
    }

    /** A text that is given away bit by bit. */
    private static final class EmittedText {
        private final StringBuilder known = new StringBuilder();
        private int given;

        /** The text as a new reading has it, and the white space behind it that may turn out to be inside. */
        String become(String text, String blanks) {
            String stripped = PythonStrings.lstrip(text);
            if (stripped.length() < given || !stripped.startsWith(known.substring(0, given))) {
                return "";
            }
            known.setLength(0);
            known.append(stripped);
            if (!stripped.isEmpty() && !stripped.endsWith(blanks)) {
                known.append(blanks);
            }
            return give();
        }

        /** The text goes on. */
        String append(String text) {
            known.append(known.isEmpty() ? PythonStrings.lstrip(text) : text);
            return give();
        }

        private String give() {
            int end = known.length();
            while (end > given && known.charAt(end - 1) == REPLACEMENT.charAt(0)) {
                end--;
            }
            for (int index = Math.max(given, end - LONGEST_MARK); index < end; index++) {
                if (MARK_BEGINNINGS.indexOf(known.charAt(index)) >= 0) {
                    end = index;
                }
            }
            String more = PythonStrings.rstrip(known.substring(given, end));
            given += more.length();
            return more;
        }

        String end(String text) {
            String stripped = PythonStrings.strip(text);
            String more = stripped.length() > given && stripped.startsWith(known.substring(0, given))
                    ? stripped.substring(given)
                    : "";
            given += more.length();
            return more;
        }
    }
}

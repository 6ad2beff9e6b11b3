package dev.tokenwright.chat.reply;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.CallStatus;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.Reply.ReasoningState;
import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.ToolCallAttempt.TokenSpan;
import dev.tokenwright.chat.plain.PythonJsonReader;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Replies in Harmony: messages, each with a header that names its channel and whom it is for. What is said on the analysis
 * channel is reasoning; what is said to a function is a call; everything else is the answer.
 */
public final class HarmonyReply {
    private static final String RECIPIENT = "to=";
    private static final String FUNCTIONS = "functions.";

    private final Tokenizer tokenizer;
    private final Marks marks;

    /**
     * The control tokens.
     *
     * @param start begins a message
     * @param channel begins the name of its channel
     * @param message begins its text
     * @param end ends it
     * @param call ends one that calls a function
     * @param stop ends the whole reply
     */
    public record Marks(int start, int channel, int message, int end, int call, int stop) {}

    /** A message: where it begins, where its text does, where that ends, and what ends it. */
    private record Block(int start, int textStart, int textEnd, boolean isClosed) {}

    /** Creates the grammar. */
    public HarmonyReply(Tokenizer tokenizer, Marks marks) {
        this.tokenizer = tokenizer;
        this.marks = marks;
    }

    /** Reads a reply to a prompt, which may be empty. */
    public Reply read(int[] completion, int[] prompt) {
        int[] header = header(completion, prompt);
        if (header.length == 0 && (completion.length == 0 || completion[0] != marks.start)) {
            ReplyIds plain = ReplyIds.before(new int[] {marks.stop, marks.call}, completion, tokenizer);
            return new Reply(plain.textFrom(0), Optional.empty(), ReasoningState.COMPLETE, List.of());
        }
        ReplyIds ids = whole(header, completion);
        StringBuilder reasoning = new StringBuilder();
        StringBuilder content = new StringBuilder();
        List<ToolCallAttempt> calls = new ArrayList<>();
        boolean isOpen = false;
        for (Block block : blocks(ids)) {
            String channel = channel(ids, block);
            String recipient = recipient(ids.text(block.start + 1, block.textStart - 1));
            String text = ids.text(block.textStart, block.textEnd);
            if (recipient.startsWith(FUNCTIONS)) {
                calls.add(call(recipient.substring(FUNCTIONS.length()), text, block, header.length));
            } else if (channel.equals("analysis")) {
                reasoning.append(text);
                isOpen = !block.isClosed && block.textEnd == ids.size();
            } else if (channel.equals("final") || channel.equals("commentary")) {
                content.append(text);
            }
        }
        boolean ended = !isOpen;
        return new Reply(
                PythonStrings.strip(content.toString()),
                Optional.of(PythonStrings.strip(reasoning.toString())).filter(text -> !ended || !text.isEmpty()),
                ended ? ReasoningState.COMPLETE : ReasoningState.OPEN,
                calls);
    }

    /** Whether a completion ends inside its reasoning. */
    public boolean isOpenAfter(int[] completion, int[] prompt) {
        ReplyIds ids = whole(header(completion, prompt), completion);
        boolean isOpen = false;
        for (Block block : blocks(ids)) {
            isOpen = !block.isClosed
                    && block.textEnd == ids.size()
                    && channel(ids, block).equals("analysis");
        }
        return isOpen;
    }

    private ReplyIds whole(int[] header, int[] completion) {
        int[] all = Arrays.copyOf(header, header.length + completion.length);
        System.arraycopy(completion, 0, all, header.length, completion.length);
        return ReplyIds.before(new int[] {marks.stop}, all, tokenizer);
    }

    /** The header that the prompt has begun the reply with. */
    private int[] header(int[] completion, int[] prompt) {
        if (completion.length > 0 && completion[0] == marks.start) {
            return new int[0];
        }
        int start = prompt.length - 1;
        while (start >= 0 && prompt[start] != marks.start) {
            start--;
        }
        for (int index = Math.max(0, start); start >= 0 && index < prompt.length; index++) {
            if (prompt[index] == marks.message) {
                return Arrays.copyOfRange(prompt, start, index + 1);
            }
        }
        return new int[0];
    }

    private List<Block> blocks(ReplyIds ids) {
        List<Block> blocks = new ArrayList<>();
        int start = ids.indexOf(marks.start, 0);
        while (start >= 0) {
            int text = ids.indexOf(marks.message, start + 1);
            if (text < 0) {
                break;
            }
            int end = text + 1;
            while (end < ids.size() && !ReplyIds.contains(ends(), ids.id(end))) {
                end++;
            }
            boolean isClosed = end < ids.size() && ids.id(end) != marks.start;
            blocks.add(new Block(start, text + 1, end, isClosed));
            start = ids.indexOf(marks.start, end);
        }
        return blocks;
    }

    private int[] ends() {
        return new int[] {marks.start, marks.end, marks.call};
    }

    /** The first word behind the mark of the channel, or nothing. */
    private String channel(ReplyIds ids, Block block) {
        int mark = ids.until(block.textStart - 1).indexOf(marks.channel, block.start + 1);
        String text = mark < 0 ? "" : PythonStrings.strip(ids.text(mark + 1, block.textStart - 1));
        return word(text, 0, PythonStrings::isSpace);
    }

    private static String recipient(String header) {
        for (int at = header.indexOf(RECIPIENT); at >= 0; at = header.indexOf(RECIPIENT, at + 1)) {
            String name = word(header, at + RECIPIENT.length(), unit -> unit == '<' || PythonStrings.isSpace(unit));
            if (!name.isEmpty()) {
                return name;
            }
        }
        return "";
    }

    private static String word(String text, int from, java.util.function.IntPredicate ends) {
        int end = from;
        while (end < text.length() && !ends.test(text.charAt(end))) {
            end++;
        }
        return text.substring(from, end);
    }

    private static ToolCallAttempt call(String name, String text, Block block, int headerLength) {
        TokenSpan span = new TokenSpan(
                Math.max(0, block.start - headerLength),
                (block.isClosed ? block.textEnd + 1 : block.textEnd) - headerLength);
        Optional<PythonJsonReader.Read> read = PythonJsonReader.read(text);
        CallStatus status = CallStatus.OK;
        if (read.isEmpty()) {
            status = CallStatus.INVALID_JSON;
        } else if (!block.isClosed) {
            status = CallStatus.UNCLOSED_BLOCK;
        } else if (name.isEmpty()) {
            status = CallStatus.MISSING_NAME;
        }
        return new ToolCallAttempt(
                text,
                Optional.of(name).filter(given -> !given.isEmpty()),
                read.isPresent() ? read.get().value() : text,
                Optional.of(span),
                status,
                Optional.empty());
    }
}

package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.sampled;

import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.ArrayList;
import java.util.List;

/** What the assistant says in the templates of Nemotron 3: reasoning, or the marks of none, then the answer and calls. */
final class NemotronReply {
    private static final String NO_REASONING = Family.THINK + Family.END_THINK;

    private final boolean isTight;

    /**
     * Creates it.
     *
     * @param isTight whether the end of reasoning has no line breaks around it, as with Ultra and 3.5
     */
    NemotronReply(boolean isTight) {
        this.isTight = isTight;
    }

    /** The pieces of a message, as one run. */
    List<Piece> pieces(Message message, String content, boolean isTruncated) {
        List<ToolCall> calls = ToolCall.of(message);
        List<Piece> run = isTruncated ? truncated(message, content, !calls.isEmpty()) : whole(message, content);
        if (!calls.isEmpty()) {
            run.add(sampled("\n"));
        }
        for (ToolCall call : calls) {
            run.add(sampled("<tool_call>"));
            run.addAll(TaggedCalls.function(call, TaggedCalls.Scalars.PYTHON));
            run.add(sampled("</tool_call>\n"));
        }
        return run;
    }

    private List<Piece> whole(Message message, String content) {
        List<Piece> run = new ArrayList<>();
        String answer = PythonStrings.rstrip(content);
        if (message.fields().get("reasoning_content") instanceof String thought
                && !PythonStrings.strip(thought).isEmpty()) {
            run.add(sampled("<think>\n"));
            run.add(said(thought));
            run.add(sampled(isTight ? Family.END_THINK : "\n</think>" + (answer.isEmpty() ? "" : "\n")));
            run.add(said(answer));
        } else if (isMarked(content)) {
            run.add(said(PythonStrings.strip(content)));
        } else {
            run.add(sampled(NO_REASONING));
            run.add(said(answer));
        }
        return run;
    }

    private static boolean isMarked(String content) {
        return content.contains(Family.THINK) || content.contains(Family.END_THINK);
    }

    private List<Piece> truncated(Message message, String content, boolean hasCalls) {
        boolean thinks = message.fields().get("reasoning_content") instanceof String thought
                && !PythonStrings.strip(thought).isEmpty();
        boolean isEnded = content.contains(Family.END_THINK);
        String rest = PythonStrings.afterLast(content, Family.END_THINK);
        if (thinks && !isEnded) {
            rest = isTight ? content : "\n" + content;
        } else if (!thinks && !isEnded && hasCalls) {
            rest = PythonStrings.beforeFirst(content, Family.THINK);
        }
        List<Piece> run = new ArrayList<>();
        if (hasCalls) {
            run.add(sampled(NO_REASONING));
            run.add(said(isTight ? rest : PythonStrings.strip(rest)));
        } else if (thinks || !isMarked(content) || (isEnded && content.contains(Family.THINK))) {
            run.add(sampled(NO_REASONING));
            run.add(said(PythonStrings.rstrip(rest)));
        } else {
            run.add(said(PythonStrings.strip(content)));
        }
        return run;
    }
}

package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension.Reason;
import dev.tokenwright.chat.Extension.Refused;
import dev.tokenwright.chat.Message;
import java.util.List;
import java.util.Optional;

/** What nobody can extend, whatever the model. */
public final class ExtensionRequest {
    private ExtensionRequest() {}

    /** Why these messages cannot be added to this prompt, if that is so. */
    public static Optional<Refused> refusal(int[] prompt, Conversation added) {
        if (prompt.length == 0) {
            return Optional.of(new Refused(Reason.NO_PROMPT, "there are no ids of a last prompt", -1));
        }
        List<Message> messages = added.messages();
        if (messages.isEmpty()) {
            return Optional.of(new Refused(Reason.NOTHING_ADDED, "there is no new message", -1));
        }
        for (int index = 0; index < messages.size(); index++) {
            if (messages.get(index).role().equals("assistant")) {
                return Optional.of(
                        new Refused(Reason.ASSISTANT_ADDED, "what the assistant says is sampled, not written", index));
            }
        }
        return Optional.empty();
    }

    /** Why a completion cannot be extended that goes on behind an id that ends it, if it does. */
    public static Optional<Refused> refusalAfterStop(int[] completion, int[] stops) {
        int stop = new Past(new int[0], completion).firstOf(stops);
        return stop >= 0 && stop + 1 < completion.length
                ? Optional.of(new Refused(
                        Reason.TOKENS_AFTER_STOP, "the completion goes on behind the id that ended it", stop + 1))
                : Optional.empty();
    }
}

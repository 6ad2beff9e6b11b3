package dev.tokenwright.chat.render;

import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Renderer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One step of a conversation that was written, not sampled: what the model would have been given, and what it should have
 * said. They part where the rendered prompt and the rendered whole do.
 *
 * @param promptIds the ids before
 * @param completionIds the ids behind
 */
public record TrajectoryStep(int[] promptIds, int[] completionIds) {
    /** Makes a step. */
    public static TrajectoryStep of(Renderer renderer, Conversation prompt, List<Message> completion) {
        List<Message> all = new ArrayList<>(prompt.messages());
        all.addAll(completion);
        int[] begun = (completion.isEmpty() ? renderer.render(prompt) : renderer.prompt(prompt)).ids();
        int[] whole = renderer.render(new Conversation(all, prompt.tools(), prompt.documents(), prompt.variables()))
                .ids();
        int difference = Arrays.mismatch(begun, whole);
        int split = difference < 0 ? whole.length : difference;
        return new TrajectoryStep(
                Arrays.copyOf(whole, split), Arrays.copyOfRange(whole, Math.min(split, whole.length), whole.length));
    }
}

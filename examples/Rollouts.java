import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.CallStatus;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Rendered;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.RendererSettings;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.render.Renderers;
import dev.tokenwright.chat.rollout.Completion;
import dev.tokenwright.chat.rollout.PaddedRollouts;
import dev.tokenwright.chat.rollout.Rollout;
import dev.tokenwright.chat.rollout.RolloutBatch;
import dev.tokenwright.chat.rollout.RolloutLimits;
import dev.tokenwright.chat.rollout.RolloutPadding;
import dev.tokenwright.chat.rollout.ScriptedEngine;
import dev.tokenwright.chat.rollout.Tools;
import dev.tokenwright.chat.rollout.Trajectory;
import dev.tokenwright.chat.tool.Described;
import dev.tokenwright.chat.tool.ToolSchema;
import dev.tokenwright.vocab.Tokenizers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Conversations whose sampled ids stay as they were sampled. */
public class Rollouts {
    public static void main(String[] args) {
        Tokenizer tokenizer = Tokenizers.bundled("qwen3");
        Renderer renderer = Renderers.named("qwen3", tokenizer, RendererSettings.SAFE);
        List<Map<String, Object>> tools = List.of(ToolSchema.record(GetWeather.class));

        // What the model is asked, and what it sampled: not the ids that its text would be tokenized to.
        Conversation question = Conversation.of(Message.user("Weather?")).withTools(tools);
        int[] prompt = renderer.prompt(question).ids();
        int[] sampled = {151657, 198, 4913, 606, 788, 330, 455, 69364, 497, 330, 16370, 788, 5212, 66, 487, 788, 330, 59604, 95642, 151658, 151645};

        Reply reply = renderer.parse(sampled, ReplyContext.NONE.withPrompt(prompt).withTools(tools));
        System.out.println(reply.calls().get(0).name().get() + reply.calls().get(0).arguments()
                + " " + (reply.calls().get(0).status() == CallStatus.OK));

        // Decoded, put into a message, and rendered again, the model would see ids that it never sampled.
        Message result = Message.toolResult("call_1", "20 °C");
        int[] again = renderer.render(question.withMessages(List.of(Message.user("Weather?"), reply.message(), result)))
                .ids();
        int[] seen = join(prompt, sampled);
        int drift = Arrays.mismatch(seen, again);
        System.out.println("id " + drift + " of " + seen.length + ": sampled " + tokenizer.decode(new int[] {seen[drift]})
                + " + " + tokenizer.decode(new int[] {seen[drift + 1]})
                + ", tokenized again " + tokenizer.decode(new int[] {again[drift]}));

        // Extended, the next prompt begins with exactly what the model has seen and sampled.
        Extension extension = renderer.extend(prompt, sampled, Conversation.of(result).withTools(tools));
        Rendered next = extension.orThrow();
        System.out.println(Arrays.mismatch(seen, next.ids()) == seen.length);

        // The same, as a loop: ids and log-probabilities as they came, a mask over what was sampled.
        ScriptedEngine engine = new ScriptedEngine(List.of(
                new Completion(sampled, new float[sampled.length], Completion.Finish.STOP),
                new Completion(new int[] {19641, 13, 151645}, new float[3], Completion.Finish.STOP)));
        Trajectory trajectory = Rollout.of(renderer, new Tools(Map.of("get_weather", arguments -> "20 °C")))
                .withLimits(RolloutLimits.NONE.withMaxCompletionTokens(200))
                .run(question, engine);
        System.out.println(trajectory.end() + " after " + trajectory.toolCalls() + " call: "
                + trajectory.completionIds().length + " ids");

        PaddedRollouts batch = RolloutBatch.whole(List.of(trajectory, trajectory))
                .padded(RolloutPadding.right(151643).toMultipleOf(64));
        System.out.println(batch.rows() + " x " + batch.columns() + " " + batch.ints().keySet());
    }

    @Described("Get the weather for a city.")
    public record GetWeather(@Described("City name") String city) {}

    private static int[] join(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}

/* prints:
get_weather{city=Paris} true
id 169 of 177: sampled c + ity, tokenized again city
true
STOP after 1 call: 41 ids
2 x 256 [loss_mask]
*/

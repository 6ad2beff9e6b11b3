package dev.tokenwright.chat.rollout;

import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.rollout.Trajectory.End;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Lets a model talk and call tools. Every text is tokenized once: the prompt at the beginning, a tool's result when it
 * comes. What was sampled stays as it was; each next prompt begins with the ids of the last one and of the reply.
 *
 * <p>Immutable; any number of threads may use it at once.
 */
public final class Rollout {
    private final Renderer renderer;
    private final ToolRunner tools;
    private final RolloutLimits limits;
    private final Map<String, @Nullable Object> sampling;

    private Rollout(Renderer renderer, ToolRunner tools, RolloutLimits limits, Map<String, @Nullable Object> sampling) {
        this.renderer = Objects.requireNonNull(renderer, "renderer");
        this.tools = Objects.requireNonNull(tools, "tools");
        this.limits = Objects.requireNonNull(limits, "limits");
        this.sampling = Collections.unmodifiableMap(new LinkedHashMap<>(sampling));
    }

    /** A rollout without limits. */
    public static Rollout of(Renderer renderer, ToolRunner tools) {
        return new Rollout(renderer, tools, RolloutLimits.NONE, Map.of());
    }

    /** The same rollout with limits. */
    public Rollout withLimits(RolloutLimits newLimits) {
        return new Rollout(renderer, tools, newLimits, sampling);
    }

    /** The same rollout with parameters of the engine, such as {@code temperature}. */
    public Rollout withSampling(Map<String, ? extends @Nullable Object> newSampling) {
        return new Rollout(renderer, tools, limits, new LinkedHashMap<>(newSampling));
    }

    /**
     * Runs it.
     *
     * @throws dev.tokenwright.error.EngineException when the engine gives no usable answer
     * @throws dev.tokenwright.error.ConversationException when the conversation cannot be rendered
     */
    public Trajectory run(Conversation conversation, Engine engine) {
        Trajectory trajectory = Trajectory.begin(renderer.prompt(conversation));
        for (int turn = 0; trajectory.end() == End.RUNNING; turn++) {
            trajectory = turn(trajectory, turn, conversation, engine);
        }
        return trajectory;
    }

    /**
     * Runs several at once.
     *
     * @param executor what runs them
     * @return what came of them, in the order of the conversations
     */
    public List<Trajectory> runAll(List<Conversation> conversations, Engine engine, Executor executor) {
        List<CompletableFuture<Trajectory>> running = new ArrayList<>();
        for (Conversation conversation : conversations) {
            running.add(CompletableFuture.supplyAsync(() -> run(conversation, engine), executor));
        }
        List<Trajectory> all = new ArrayList<>();
        try {
            running.forEach(each -> all.add(each.join()));
        } catch (CompletionException e) {
            running.forEach(each -> each.cancel(true));
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
        return all;
    }

    private Trajectory turn(Trajectory soFar, int turn, Conversation conversation, Engine engine) {
        int room = limits.room(soFar);
        if (room < 1) {
            return soFar.ended(End.BUDGET);
        }
        int[] prompt = soFar.ids();
        Completion completion = engine.generate(new GenerationRequest(prompt, room, renderer.stopIds(), sampling))
                .first(room);
        Reply reply = renderer.parse(completion.ids(), new ReplyContext(Optional.of(prompt), conversation.tools()));
        Trajectory replied = soFar.withReply(completion, reply.message());
        if (completion.finish() == Completion.Finish.LENGTH) {
            return replied.ended(End.LENGTH);
        }
        if (reply.runnable().isEmpty()) {
            return replied.ended(End.STOP);
        }
        if (turn >= limits.maxToolTurns()) {
            return replied.ended(End.TOOL_LIMIT);
        }
        return withResults(replied, prompt, completion, reply.runnable(), conversation);
    }

    private Trajectory withResults(
            Trajectory replied,
            int[] prompt,
            Completion completion,
            List<ToolCallAttempt> calls,
            Conversation conversation) {
        List<Message> results = new ArrayList<>();
        int failures = 0;
        for (ToolCallAttempt call : calls) {
            ToolResult result = tools.run(call);
            results.add(result.message(call));
            failures += result.outcome() == ToolResult.Outcome.FAILED ? 1 : 0;
        }
        Trajectory counted = replied.withCalls(calls.size(), failures);
        Extension next = renderer.extend(
                prompt,
                completion.ids(),
                new Conversation(results, conversation.tools(), Optional.empty(), conversation.variables()));
        if (!(next instanceof Extension.Extended extended)) {
            return counted.ended(End.NOT_EXTENDABLE);
        }
        Trajectory longer = counted.withResults(extended, results);
        return limits.room(longer) < 1 ? counted.ended(End.BUDGET) : longer;
    }
}

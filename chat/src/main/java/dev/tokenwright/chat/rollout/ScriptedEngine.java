package dev.tokenwright.chat.rollout;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine that says what it was told to, one answer after the other: for tests. */
public final class ScriptedEngine implements Engine {
    private final List<Completion> script;
    private final AtomicInteger next = new AtomicInteger();

    /** Creates an engine. */
    public ScriptedEngine(List<Completion> script) {
        this.script = List.copyOf(script);
    }

    @Override
    public Completion generate(GenerationRequest request) {
        int turn = next.getAndIncrement();
        if (turn >= script.size()) {
            throw new IllegalStateException("the script has " + script.size() + " answers; this would be one more");
        }
        return script.get(turn);
    }
}

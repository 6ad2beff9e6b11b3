package dev.tokenwright.chat.rollout;

import dev.tokenwright.chat.ToolCallAttempt;

/** Runs the tools that a model calls. */
@FunctionalInterface
public interface ToolRunner {
    /** Runs a call that can be run. A tool that fails is a result, too, not an exception. */
    ToolResult run(ToolCallAttempt call);
}

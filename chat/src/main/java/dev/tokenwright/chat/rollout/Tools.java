package dev.tokenwright.chat.rollout;

import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.plain.PythonJson;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tools by name. What goes wrong in one is told to the model as {@code {"error": …}}. */
public final class Tools implements ToolRunner {
    private final Map<String, Tool> tools;

    /** A tool. */
    @FunctionalInterface
    public interface Tool {
        /**
         * Runs it.
         *
         * @param arguments the arguments, as plain data
         * @return what the model is told: a text, or data that becomes JSON
         */
        @Nullable
        Object run(Map<String, @Nullable Object> arguments) throws Exception;
    }

    /** Creates tools. */
    public Tools(Map<String, Tool> tools) {
        this.tools = Map.copyOf(tools);
    }

    @Override
    @SuppressWarnings("unchecked")
    public ToolResult run(ToolCallAttempt call) {
        String name = call.name().orElse("");
        Tool tool = tools.get(name);
        if (tool == null) {
            return error(
                    "there is no tool \"" + name + "\"; there are " + String.join(", ", new TreeMap<>(tools).keySet()));
        }
        if (!(call.arguments() instanceof Map<?, ?> arguments)) {
            return error("the arguments of \"" + name + "\" are no object");
        }
        try {
            Object answer = tool.run((Map<String, @Nullable Object>) arguments);
            return ToolResult.done(answer instanceof String text ? text : PythonJson.SPACED.write(answer));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error("interrupted");
        } catch (Exception e) {
            return error(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    private static ToolResult error(String message) {
        return ToolResult.failed(PythonJson.SPACED.write(Map.of("error", message)));
    }
}

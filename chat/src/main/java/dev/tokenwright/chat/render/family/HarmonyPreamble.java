package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a conversation in Harmony begins with: what the model is told about itself, then instructions and tools. */
final class HarmonyPreamble {
    /** What stands before instructions. */
    static final String INSTRUCTIONS = "# Instructions\n\n";

    private final Tokenizer tokenizer;
    private final EncodeOptions typed;
    private final Optional<String> about;
    private final int start;
    private final int message;
    private final int end;

    HarmonyPreamble(Family family, FamilySetup setup, FamilyOptions given) {
        tokenizer = setup.tokenizer();
        typed = EncodeOptions.ORDINARY.withSpecialText(setup.settings().typed());
        LocalDate today = setup.settings().today().orElseGet(LocalDate::now);
        String text = given.text("model_identity").orElse("You are ChatGPT, a large language model trained by OpenAI.")
                + "\nKnowledge cutoff: " + given.text("knowledge_cutoff").orElse("2024-06")
                + "\nCurrent date: "
                + given.text("conversation_start_date")
                        .filter(date -> !date.isEmpty())
                        .orElse(today.toString())
                + "\n\nReasoning: " + given.choice("reasoning_effort", "medium", List.of("low", "medium", "high"))
                + "\n\n# Valid channels: analysis, commentary, final. Channel must be included for every message.";
        about = given.flag("use_system_prompt", true) ? Optional.of(text) : Optional.empty();
        start = family.token("<|start|>");
        message = family.token("<|message|>");
        end = family.token("<|end|>");
    }

    /** Writes the preamble of a conversation, with what its system message says. */
    void write(Conversation conversation, Optional<Message> system, RenderSink sink) {
        List<Map<String, @Nullable Object>> tools = conversation.tools().orElse(List.of());
        if (about.isPresent()) {
            sink.special(start);
            sink.scaffold("system");
            sink.special(message);
            sink.run(
                    given(about.get()),
                    scaffold(
                            tools.isEmpty()
                                    ? ""
                                    : "\nCalls to these tools must go to the commentary channel: 'functions'."));
            sink.special(end);
        }
        if (system.isPresent() || !tools.isEmpty()) {
            String instructions =
                    system.map(each -> Contents.textWithThoughts(each, "", "")).orElse("");
            String declared = tools.isEmpty() ? "" : HarmonyTools.declare(tools);
            sink.special(start);
            sink.scaffold("developer");
            sink.special(message);
            if (instructions.isEmpty()) {
                sink.run(given(declared));
            } else {
                instructions(instructions, declared, sink);
            }
            sink.special(end);
        }
    }

    /** Writes instructions and tools; what would not stand there without the instructions is the message's body. */
    private void instructions(String instructions, String declared, RenderSink sink) {
        int[] without = tokenizer.encode(declared, typed);
        int[] ids =
                tokenizer.encode(INSTRUCTIONS + instructions + (declared.isEmpty() ? "" : "\n\n" + declared), typed);
        int shorter = Math.min(ids.length, without.length);
        int first = 0;
        while (first < shorter && ids[first] == without[first]) {
            first++;
        }
        int shared = 0;
        while (shared < shorter - first && ids[ids.length - 1 - shared] == without[without.length - 1 - shared]) {
            shared++;
        }
        for (int index = 0; index < ids.length; index++) {
            sink.special(ids[index], index >= first && index < ids.length - shared ? Kind.BODY : Kind.SCAFFOLD);
        }
    }
}

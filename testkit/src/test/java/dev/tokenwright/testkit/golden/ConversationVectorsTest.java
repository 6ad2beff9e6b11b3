package dev.tokenwright.testkit.golden;

import static dev.tokenwright.testkit.golden.PlainData.list;
import static dev.tokenwright.testkit.golden.PlainData.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Framing;
import dev.tokenwright.SpecialText;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.ChatOptions;
import dev.tokenwright.chat.ChatOptions.Ending;
import dev.tokenwright.chat.ChatTemplate;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RenderedChat;
import dev.tokenwright.chat.jinja.RenderOptions;
import dev.tokenwright.chat.jinja.Template;
import dev.tokenwright.error.TemplateException;
import dev.tokenwright.vocab.Tokenizers;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Conversations become what transformers makes of them: prompts, finished ones, and those that a model goes on with. */
class ConversationVectorsTest {
    private static final ChatOptions OPTIONS =
            ChatOptions.reference().withRendering(RenderOptions.at(LocalDateTime.of(2025, 1, 15, 12, 34, 56)));
    private static final Tokenizer TOKENIZER = Tokenizers.bundled("gpt2");
    private static final EncodeOptions PLAIN = EncodeOptions.DEFAULT.withFraming(Framing.NONE);

    private final List<String> differences = new ArrayList<>();
    private final Map<String, Template> templates = new HashMap<>();
    private int total;
    private int continued;

    @Test
    void transformersAgreesOnWholeConversations() {
        GoldenFolder.shared()
                .ifPresentOrElse(
                        this::compareAll,
                        () -> System.out.println("conversations: no shared fixtures here, nothing compared"));
    }

    private void compareAll(GoldenFolder folder) {
        Map<String, Object> variables = new HashMap<>();
        for (Object template :
                list(PlainJson.object(folder.read("templates/templates.json")).get("templates"))) {
            Object own = map(template).get("variables");
            variables.put(String.valueOf(map(template).get("id")), own == null ? Map.of() : own);
        }
        Map<String, Map<String, @Nullable Object>> conversations = new HashMap<>();
        for (Object conversation : list(PlainJson.parse(folder.read("templates/conversations.json")))) {
            conversations.put(String.valueOf(map(conversation).get("id")), map(conversation));
        }
        for (byte[] line : folder.lines("templates/renderings.jsonl")) {
            Map<String, @Nullable Object> record = PlainJson.object(line);
            if ("render".equals(record.get("kind"))) {
                String id = String.valueOf(record.get("template"));
                Template template = templates.computeIfAbsent(
                        id, name -> Template.compile(name, folder.readText("templates/jinja/" + name + ".jinja")));
                compare(
                        record,
                        conversation(record, conversations, map(variables.get(id))),
                        ChatTemplate.of(template, TOKENIZER));
            }
        }
        System.out.println(
                "conversations " + total + ", continued " + continued + ", " + differences.size() + " differences");
        assertThat(differences).isEmpty();
        assertThat(continued).isGreaterThan(200);
    }

    private static Conversation conversation(
            Map<String, @Nullable Object> record,
            Map<String, Map<String, @Nullable Object>> conversations,
            Map<String, @Nullable Object> own) {
        Map<String, @Nullable Object> data =
                Objects.requireNonNull(conversations.get(String.valueOf(record.get("conversation"))));
        Map<String, @Nullable Object> variables = new LinkedHashMap<>(own);
        Object more = record.get("kwargs");
        variables.putAll(more == null ? Map.of() : map(more));
        return new Conversation(
                maps(data.get("messages")).orElseThrow().stream()
                        .map(Message::new)
                        .toList(),
                maps(data.get("tools")),
                maps(data.get("documents")),
                variables);
    }

    private void compare(Map<String, @Nullable Object> record, Conversation conversation, ChatTemplate template) {
        boolean goesOn = Boolean.TRUE.equals(record.get("continue_final_message"));
        Ending ending = goesOn
                ? Ending.CONTINUATION
                : Boolean.TRUE.equals(record.get("add_generation_prompt")) ? Ending.GENERATION_PROMPT : Ending.NOTHING;
        total++;
        continued += goesOn ? 1 : 0;
        String name = template.template().name() + " " + record.get("conversation") + " " + ending;
        try {
            RenderedChat rendered = template.apply(conversation, OPTIONS.withEnding(ending));
            if (!rendered.text().equals(record.get("out"))) {
                differences.add(name + ": other text");
            }
            int[] whole = TOKENIZER.encode(rendered.text(), PLAIN.withSpecialText(SpecialText.RECOGNIZE));
            assertThat(rendered.ids()).as(name).isEqualTo(whole);
        } catch (TemplateException refused) {
            if (record.get("error") == null) {
                differences.add(name + ": " + refused.getMessage());
            }
        }
    }

    private static Optional<List<Map<String, @Nullable Object>>> maps(@Nullable Object value) {
        if (value == null) {
            return Optional.empty();
        }
        List<Map<String, @Nullable Object>> maps = new ArrayList<>();
        list(value).forEach(element -> maps.add(map(element)));
        return Optional.of(maps);
    }
}

package dev.tokenwright.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.ChatOptions;
import dev.tokenwright.chat.ChatSpan;
import dev.tokenwright.chat.ChatTemplate;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.LossPolicy;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RenderedChat;
import dev.tokenwright.chat.jinja.Template;
import dev.tokenwright.error.TemplateException;
import dev.tokenwright.vocab.Tokenizers;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Masks come from where the text came from, for templates that mark nothing. */
class LossMaskTest {
    private static final Tokenizer TOKENIZER = Tokenizers.bundled("cl100k_base");
    private static final String PLAIN = "{% for m in messages %}<|im_start|>{{ m.role }}\n"
            + "{% if m.reasoning_content %}<think>{{ m.reasoning_content }}</think>\n{% endif %}"
            + "{{ m.content | trim }}<|endoftext|>\n{% endfor %}";
    private static final Conversation CONVERSATION = Conversation.of(
            Message.user("Hi"),
            Message.assistant(" Hello! ").with("reasoning_content", "be polite"),
            Message.user("assistant Hello!"),
            Message.assistant("Bye."));

    private static RenderedChat rendered(String template, Conversation conversation) {
        return ChatTemplate.of(Template.compile("test.jinja", template), TOKENIZER)
                .apply(conversation, ChatOptions.reference());
    }

    private static String trained(RenderedChat chat, LossPolicy policy) {
        int[] mask = chat.lossMask(policy);
        StringBuilder text = new StringBuilder();
        for (int token = 0; token < mask.length; token++) {
            if (mask[token] == 1) {
                text.append(
                        chat.text(),
                        chat.encoding().start(token),
                        chat.encoding().end(token));
            } else if (text.length() > 0 && text.charAt(text.length() - 1) != '|') {
                text.append('|');
            }
        }
        return text.toString();
    }

    @Test
    void whatTheAssistantSaidIsTrainedWithTheEndOfItsTurns() {
        RenderedChat chat = rendered(PLAIN, CONVERSATION);
        assertThat(trained(chat, LossPolicy.assistant().withoutEndOfTurn()))
                .isEqualTo("be polite</think>\nHello!|Bye.|");
        assertThat(trained(chat, LossPolicy.assistant().withoutEndOfTurn().withoutReasoning()))
                .isEqualTo("Hello!|Bye.|");
        assertThat(trained(chat, LossPolicy.assistant().withoutEndOfTurn().lastTurnOnly()))
                .isEqualTo("Bye.|");
        assertThat(trained(chat, LossPolicy.assistant().withoutEndOfTurn().onlyMessages(Set.of(1))))
                .isEqualTo("be polite</think>\nHello!|");
        assertThat(trained(chat, LossPolicy.assistant().lastTurnOnly())).startsWith("Bye.<|endoftext|>");
    }

    @Test
    void spansTileTheIdsAndNameTheirMessages() {
        RenderedChat chat = rendered(PLAIN, CONVERSATION);
        int end = 0;
        for (ChatSpan span : chat.spans()) {
            assertThat(span.start()).isEqualTo(end);
            end = span.end();
        }
        assertThat(end).isEqualTo(chat.ids().length);
        assertThat(chat.spans())
                .filteredOn(span -> span.kind() == ChatSpan.Kind.SAMPLED)
                .extracting(ChatSpan::message)
                .containsExactly(1, 3);
    }

    @Test
    void askingForWhatCannotBeKnownNamesThePlaceInTheTemplate() {
        String mixed = "{% for m in messages %}{{ m.content[:2] }}{% endfor %}\n{% for m in messages %}"
                + "{{ m.content[2:] }}{% endfor %}";
        RenderedChat chat = rendered(mixed, CONVERSATION);
        assertThatThrownBy(() -> chat.lossMask(LossPolicy.assistant()))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("test.jinja:")
                .hasMessageContaining("cannot be known")
                .hasMessageContaining("{% generation %}");
    }
}

package dev.tokenwright.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.SpecialText;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.ChatOptions;
import dev.tokenwright.chat.ChatTemplate;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RenderedChat;
import dev.tokenwright.chat.jinja.Template;
import dev.tokenwright.error.SpecialTokenException;
import dev.tokenwright.testkit.golden.GoldenFolder;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What somebody writes in a conversation never becomes a control token, for any added token of any tokenizer. */
class HostileConversationTest {
    @Test
    void noAddedTokenComesOutOfWhatSomebodyTyped() {
        HostileConversations hostile = new HostileConversations();
        visitAll(hostile::neutralises);
        hostile.check();
    }

    @Test
    void everyAddedTokenThatSomebodyTypedIsRejectedWhereThatIsAskedFor() {
        HostileConversations hostile = new HostileConversations();
        visitAll(hostile::rejects);
        hostile.check();
    }

    @Test
    void whatNobodyMeantAsControlHasTheReferencesIds() {
        HostileConversations hostile = new HostileConversations();
        visitAll(hostile::leavesAlone);
        hostile.check();
    }

    private static void visitAll(FixtureTokenizers.Visitor visitor) {
        FixtureTokenizers.visitAll(GoldenFolder.inRepository(), visitor);
        GoldenFolder.shared()
                .ifPresentOrElse(
                        folder -> FixtureTokenizers.visitAll(folder, visitor),
                        () -> System.out.println("hostile conversations: no shared fixtures here, few models tried"));
    }

    private static void withQwen(Consumer<Tokenizer> test) {
        test.accept(FixtureTokenizers.selected().get("bundled qwen3"));
    }

    @Test
    void controlTextIsRejectedByNameAndPlaceWhereThatIsAskedFor() {
        withQwen(tokenizer -> {
            ChatTemplate chat = ChatTemplate.of(HostileConversations.TEMPLATE, tokenizer);
            ChatOptions strict = ChatOptions.reference().withTyped(SpecialText.REJECT);
            assertThatThrownBy(() -> chat.apply(Conversation.of(Message.user("a<|im_end|>")), strict))
                    .isInstanceOfSatisfying(SpecialTokenException.class, rejected -> {
                        assertThat(rejected.token()).isEqualTo("<|im_end|>");
                        assertThat(rejected.charIndex()).isEqualTo("[user] a".length());
                    });
        });
    }

    @Test
    void theTemplatesOwnControlTokensStayWhatTheyAre() {
        withQwen(tokenizer -> {
            Template template = Template.compile(
                    "turns",
                    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}");
            ChatTemplate chat = ChatTemplate.of(template, tokenizer);
            Conversation benign = Conversation.of(Message.user("Hi  there\n"), Message.assistant("Hello 👋"));
            RenderedChat safe = chat.apply(benign, ChatOptions.reference().withTyped(SpecialText.AS_TEXT));
            RenderedChat reference = chat.apply(benign, ChatOptions.reference());
            assertThat(safe.ids()).isEqualTo(reference.ids());
            Conversation hostile = Conversation.of(Message.user("<|im_end|>"), Message.assistant("<|im_start|>"));
            int end = tokenizer.vocabulary().id("<|im_end|>").getAsInt();
            int[] ids = chat.apply(hostile, ChatOptions.reference().withTyped(SpecialText.AS_TEXT))
                    .ids();
            assertThat(Arrays.stream(ids).filter(id -> id == end).count()).isEqualTo(2);
        });
    }
}

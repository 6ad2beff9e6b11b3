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
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.testkit.golden.GoldenFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What somebody writes in a conversation never becomes a control token, for any added token of any tokenizer. */
class HostileConversationTest {
    private static final Template TEMPLATE = Template.compile(
            "plain",
            "{% for m in messages %}[{{ m.role }}] {{ m.content }}{{ m.tool_calls | tojson if m.tool_calls }}\n"
                    + "{% endfor %}{{ tools | tojson if tools }}");

    @Test
    void noAddedTokenComesOutOfWhatSomebodyTyped() {
        List<String> wrong = new ArrayList<>();
        FixtureTokenizers.visitAll(GoldenFolder.inRepository(), (name, tokenizer) -> check(name, tokenizer, wrong));
        GoldenFolder.shared()
                .ifPresent(folder ->
                        FixtureTokenizers.visitAll(folder, (name, tokenizer) -> check(name, tokenizer, wrong)));
        assertThat(wrong).isEmpty();
    }

    private static void check(String name, Tokenizer tokenizer, List<String> wrong) {
        ChatTemplate chat = ChatTemplate.of(TEMPLATE, tokenizer);
        ChatOptions safe = ChatOptions.reference().withTyped(SpecialText.AS_TEXT);
        List<AddedToken> tokens = tokenizer.spec().addedTokens();
        Set<Integer> control = tokens.stream()
                .filter(token -> !token.content().isBlank() && token.content().length() > 1)
                .filter(token -> token.special() || !isWord(token.content()))
                .map(AddedToken::id)
                .collect(Collectors.toSet());
        Set<Integer> ordinary = ids(chat, "", "", safe);
        int stride = Math.max(1, tokens.size() / 60);
        for (int index = 0; index < tokens.size(); index += stride) {
            String content = tokens.get(index).content();
            int half = content.length() / 2;
            List<String[]> hostile =
                    List.of(new String[] {content, content}, new String[] {"a " + content + " b", ""}, new String[] {
                        content.substring(0, half), content.substring(half)
                    });
            for (String[] texts : hostile) {
                Set<Integer> found = ids(chat, texts[0], texts[1], safe);
                found.retainAll(control);
                found.removeAll(ordinary);
                found.removeIf(id -> tokenizer.vocabulary().isSpecial(id) && isUnknown(tokenizer, id));
                found.removeIf(id -> isPlainPiece(tokenizer, id, texts));
                if (!found.isEmpty()) {
                    wrong.add(name + ": " + Arrays.toString(texts) + " gives " + found);
                }
            }
        }
    }

    /** Whether a token is a word, whose id the model's own merges may give too. */
    private static boolean isWord(String content) {
        return content.chars().allMatch(Character::isLetterOrDigit);
    }

    /** Whether an id that added tokens have also is what the model makes of the text without any added token. */
    private static boolean isPlainPiece(Tokenizer tokenizer, int id, String[] texts) {
        return !tokenizer.vocabulary().isSpecial(id)
                && Stream.concat(Arrays.stream(texts), Stream.of(String.join("", texts)))
                        .anyMatch(text ->
                                Arrays.stream(tokenizer.encodeOrdinary(text)).anyMatch(own -> own == id));
    }

    private static boolean isUnknown(Tokenizer tokenizer, int id) {
        return Arrays.stream(tokenizer.encodeOrdinary("\u0378\uFFFF")).anyMatch(own -> own == id);
    }

    private static Set<Integer> ids(ChatTemplate chat, String first, String second, ChatOptions options) {
        Map<String, Object> call = Map.of("function", Map.of("name", first, "arguments", Map.of(first, second)));
        Conversation conversation = Conversation.of(
                        Message.user(first),
                        Message.user(second),
                        Message.assistant("x").with("tool_calls", List.of(call)))
                .withTools(List.of(Map.of("name", first + second)));
        return Arrays.stream(chat.apply(conversation, options).ids()).boxed().collect(Collectors.toSet());
    }

    private static void withQwen(Consumer<Tokenizer> test) {
        GoldenFolder.shared()
                .ifPresentOrElse(
                        folder -> FixtureTokenizers.visitAll(folder, (name, tokenizer) -> {
                            if (name.equals("qwen3")) {
                                test.accept(tokenizer);
                            }
                        }),
                        () -> System.out.println("hostile conversations: no shared fixtures here, no model tried"));
    }

    @Test
    void controlTextIsRejectedByNameAndPlaceWhereThatIsAskedFor() {
        withQwen(tokenizer -> {
            ChatTemplate chat = ChatTemplate.of(TEMPLATE, tokenizer);
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

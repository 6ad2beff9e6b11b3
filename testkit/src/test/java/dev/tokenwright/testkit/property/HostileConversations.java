package dev.tokenwright.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Framing;
import dev.tokenwright.Setting;
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
import dev.tokenwright.testkit.random.RandomTexts;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Conversations that try to forge control tokens, over every added token of a tokenizer. Keeps what went wrong. */
final class HostileConversations {
    /** Prints all that a conversation can bring along, once as it is and once as JSON. */
    static final Template TEMPLATE = Template.compile(
            "plain",
            "{% for m in messages %}[{{ m.role }}] {{ m.content }}{{ m.tool_calls | tojson if m.tool_calls }}\n"
                    + "{% endfor %}{{ tools | tojson if tools }}{{ documents | tojson if documents }}");

    private static final ChatOptions REFERENCE = ChatOptions.reference();
    private static final ChatOptions SAFE = REFERENCE.withTyped(SpecialText.AS_TEXT);
    private static final ChatOptions STRICT = REFERENCE.withTyped(SpecialText.REJECT);
    private static final EncodeOptions PLAIN = EncodeOptions.DEFAULT
            .withFraming(Framing.NONE)
            .withTruncation(Setting.off())
            .withPadding(Setting.off());
    /** Added tokens that are tried in one conversation. */
    private static final int BATCH = 64;

    private final List<String> wrong = new ArrayList<>();
    private int tokenizers;
    private long tokens;

    void check() {
        System.out.println("hostile conversations: " + tokens + " added tokens of " + tokenizers + " tokenizers, "
                + wrong.size() + " wrong");
        assertThat(wrong).isEmpty();
        assertThat(tokens).isPositive();
    }

    private List<AddedToken> added(Tokenizer tokenizer) {
        List<AddedToken> added = tokenizer.spec().addedTokens();
        tokenizers++;
        tokens += added.size();
        return added;
    }

    /** No id of an added token comes out of any of the forms that its text is typed in. */
    void neutralises(String name, Tokenizer tokenizer) {
        ChatTemplate chat = ChatTemplate.of(TEMPLATE, tokenizer);
        List<AddedToken> added = added(tokenizer);
        Set<Integer> control = control(added);
        control.removeAll(ids(chat.apply(conversation(List.of("")), SAFE)));
        for (int from = 0; from < added.size(); from += BATCH) {
            List<String> texts = new ArrayList<>();
            for (AddedToken token : added.subList(from, Math.min(from + BATCH, added.size()))) {
                texts.addAll(forms(token.content()));
            }
            Set<Integer> found = ids(chat.apply(conversation(texts), SAFE));
            found.retainAll(control);
            if (!found.isEmpty()) {
                String rendered = chat.apply(conversation(texts), SAFE).text();
                found.removeIf(id -> isPlainPiece(tokenizer, id, rendered));
                found.forEach(id -> wrong.add(name + ": typed text gives " + id + " "
                        + tokenizer.vocabulary().token(id).orElse("")));
            }
        }
    }

    /** An added token that the reference finds is rejected; what is not rejected has the reference's ids. */
    void rejects(String name, Tokenizer tokenizer) {
        ChatTemplate chat = ChatTemplate.of(TEMPLATE, tokenizer);
        List<AddedToken> added = added(tokenizer);
        Set<Integer> control = control(added);
        control.removeAll(ids(chat.apply(Conversation.of(Message.user("")), SAFE)));
        for (AddedToken token : added) {
            Conversation conversation = Conversation.of(Message.user(token.content() + " "));
            RenderedChat reference = chat.apply(conversation, REFERENCE);
            try {
                RenderedChat strict = chat.apply(conversation, STRICT);
                Set<Integer> found = ids(strict);
                found.retainAll(control);
                found.removeIf(id -> isPlainPiece(tokenizer, id, strict.text()));
                if (!found.isEmpty() || !Arrays.equals(strict.ids(), reference.ids())) {
                    wrong.add(name + ": \"" + token.content() + "\" is let through as " + found);
                }
            } catch (SpecialTokenException rejected) {
                int end = rejected.charIndex() + rejected.token().length();
                if (end <= "[user] ".length() || token.content().isBlank()) {
                    wrong.add(name + ": \"" + token.content() + "\" is rejected at " + rejected.charIndex());
                }
            }
        }
    }

    /** Text that has no added token in it has the ids that the reference gives the whole text. */
    void leavesAlone(String name, Tokenizer tokenizer) {
        List<AddedToken> added = added(tokenizer);
        List<String> scaffold = added.stream()
                .map(AddedToken::content)
                .filter(content -> !content.contains("{") && !content.isBlank())
                .limit(3)
                .toList();
        String turn = String.join("", scaffold);
        ChatTemplate chat = ChatTemplate.of(
                Template.compile(
                        "turns",
                        "{% for m in messages %}" + turn + "{{ m.role }}\n{{ m.content }}" + turn + "{% endfor %}"),
                tokenizer);
        RandomTexts random = new RandomTexts(20260704);
        for (int round = 0; round < 40; round++) {
            String[] texts = {random.next(12), random.next(30), random.next(3)};
            if (Arrays.stream(texts).anyMatch(text -> added.stream().anyMatch(token -> mayHold(text, token)))) {
                continue;
            }
            Conversation conversation =
                    Conversation.of(Message.system(texts[0]), Message.user(texts[1]), Message.assistant(texts[2]));
            RenderedChat safe = chat.apply(conversation, SAFE);
            int[] whole = tokenizer.encode(safe.text(), PLAIN);
            if (!Arrays.equals(safe.ids(), whole)
                    || !Arrays.equals(chat.apply(conversation, STRICT).ids(), whole)) {
                wrong.add(name + ": other ids for " + Arrays.toString(texts));
            }
        }
    }

    /** Whether a token, or what normalization makes one of, could be in a text or at its borders. */
    private static boolean mayHold(String text, AddedToken token) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        String content =
                Normalizer.normalize(token.content(), Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        return !content.isBlank() && (folded.contains(content) || content.length() == 1);
    }

    private static Set<Integer> control(List<AddedToken> tokens) {
        return tokens.stream()
                .filter(token -> !token.content().isBlank() && token.content().length() > 1)
                .map(AddedToken::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A token's text as somebody types it: alone, in words, in look-alikes that normalization makes one of. */
    private static List<String> forms(String content) {
        List<String> forms = new ArrayList<>();
        forms.add(content);
        forms.add("a " + content + " b");
        forms.add(content + content);
        forms.add(content.toUpperCase(Locale.ROOT));
        forms.add(content.codePoints()
                .map(unit -> unit > ' ' && unit < 0x7F ? unit - '!' + '\uFF01' : unit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
        int half = content.length() / 2;
        forms.add(content.substring(0, half));
        forms.add(content.substring(half));
        return forms;
    }

    /** Texts in every place where a conversation can have some. */
    private static Conversation conversation(List<String> texts) {
        List<Message> messages = new ArrayList<>();
        for (String text : texts) {
            messages.add(Message.user(text));
        }
        String all = String.join("", texts);
        Map<String, Object> call = Map.of("function", Map.of("name", all, "arguments", Map.of(all, texts)));
        messages.add(Message.assistant(all).with("tool_calls", List.of(call)));
        messages.add(new Message(Map.of("role", all, "content", "x")));
        return Conversation.of(messages)
                .withTools(List.of(Map.of("name", all)))
                .withDocuments(List.of(Map.of("title", "x", "text", all)));
    }

    private static Set<Integer> ids(RenderedChat chat) {
        return Arrays.stream(chat.ids()).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether an id that added tokens have also is what the model makes of text without looking for added tokens. */
    private static boolean isPlainPiece(Tokenizer tokenizer, int id, String rendered) {
        return Stream.of(rendered, "\u0378\uFFFF")
                .anyMatch(text -> Arrays.stream(tokenizer.encodeOrdinary(text)).anyMatch(own -> own == id));
    }
}

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.OffsetUnit;
import dev.tokenwright.PaddedBatch;
import dev.tokenwright.SpecialText;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.ChatOptions;
import dev.tokenwright.chat.ChatTemplate;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.LossPolicy;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RenderedChat;
import dev.tokenwright.chat.jinja.Template;
import dev.tokenwright.error.SpecialTokenException;
import dev.tokenwright.spec.PaddingSpec;
import dev.tokenwright.vocab.Tokenizers;
import java.util.Arrays;
import java.util.List;

/** The snippets of the README, run. */
public final class Readme {
    public static void main(String[] args) {
        Tokenizer tokenizer = Tokenizers.bundled("o200k_base");
        int[] ids = tokenizer.encode("Hello, world");
        int[] safe = tokenizer.encodeOrdinary("typed by somebody: <|endoftext|>");
        String text = tokenizer.decode(ids);
        System.out.println(Arrays.toString(ids) + " " + text + " " + safe.length);

        int[] control = tokenizer.encode("<|endoftext|>");
        int[] plain = tokenizer.encodeOrdinary("<|endoftext|>");
        try {
            tokenizer.encode("a <|endoftext|>", EncodeOptions.DEFAULT.withSpecialText(SpecialText.REJECT));
        } catch (SpecialTokenException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(Arrays.toString(control) + " " + plain.length);

        EncodeOptions options = EncodeOptions.DEFAULT.withOffsetUnit(OffsetUnit.UTF16);
        Encoding encoding = tokenizer.encodeWithOffsets("naïve 🙂", options);
        for (int token = 0; token < encoding.size(); token++) {
            System.out.println(encoding.tokens().get(token) + " " + encoding.start(token) + ".." + encoding.end(token));
        }
        List<int[]> ragged = tokenizer.encodeAll(List.of("one", "two and more"), EncodeOptions.DEFAULT);
        PaddedBatch batch = tokenizer.encodePadded(List.of("one", "two and more"), PaddingSpec.toLongest(0, "<pad>"));
        boolean fits = tokenizer.fits("a long document", 8_192);
        System.out.println(ragged.size() + " " + batch.columns() + " " + fits);

        String source =
                """
                {%- for message in messages %}
                {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}
                {%- endfor %}
                """;
        ChatTemplate template = ChatTemplate.of(Template.compile("turns", source), Tokenizers.bundled("qwen3"));
        Conversation conversation = Conversation.of(Message.user("Hi"), Message.assistant("Hello!"));
        RenderedChat rendered = template.apply(conversation, ChatOptions.reference());
        int[] labels = rendered.labels(LossPolicy.assistant(), -100);
        System.out.println(Arrays.toString(rendered.ids()));
        System.out.println(Arrays.toString(labels));
    }
}
/* prints:
[13225, 11, 2375] Hello, world 11
Text contains the special token "<|endoftext|>" at char 2. Use SpecialText.AS_TEXT to encode it as plain text, or RECOGNIZE if you wrote it
[199999] 7
na 0..2
ï 2..3
ve 3..5
 🙂 5..8
2 3 true
[151644, 872, 198, 13048, 151645, 198, 151644, 77091, 198, 9707, 0, 151645, 198]
[-100, -100, -100, -100, -100, -100, -100, -100, -100, 9707, 0, 151645, -100]
*/

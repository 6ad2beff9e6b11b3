import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.vocab.Tokenizers;

/** Keeps a prompt within a model's context. */
public final class CountAgainstLimit {
    public static void main(String[] args) {
        Tokenizer tokenizer = Tokenizers.bundled("cl100k_base");
        String document = "All work and no play makes Jack a dull boy. ".repeat(1_000);
        int limit = 4_096;
        if (!tokenizer.fits(document, limit)) {
            int[] cut = tokenizer.encode(document, EncodeOptions.DEFAULT.withMaxTokens(limit));
            System.out.println("cut from " + tokenizer.count(document) + " to " + cut.length + " tokens");
        }
    }
}
/* prints:
cut from 11001 to 4096 tokens
*/

import dev.tokenwright.CachingTokenizer;
import dev.tokenwright.DecodeStream;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Stop;
import dev.tokenwright.StopDetector;
import dev.tokenwright.StopResult;
import dev.tokenwright.StopRules;
import dev.tokenwright.StreamOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.vocab.Tokenizers;
import java.util.Arrays;
import java.util.List;

/** The snippets of docs/streams.md, run. */
public final class Streams {
    public static void main(String[] args) {
        Tokenizer tokenizer = Tokenizers.bundled("qwen3");
        int[] sampled = tokenizer.encode("Grüße 🙂🫨 STOP and more");

        DecodeStream stream = tokenizer.decodeStream(StreamOptions.SKIP_SPECIAL);
        for (int id : sampled) {
            System.out.print(stream.push(id) + "|");
        }
        System.out.println(stream.finish());

        DecodeStream draft = tokenizer.decodeStream();
        draft.prompt(tokenizer.encode("Once upon"));
        DecodeStream.Checkpoint accepted = draft.checkpoint();
        System.out.println(draft.pushAll(tokenizer.encode(" a time")));
        draft.restore(accepted);
        System.out.println(draft.pushAll(tokenizer.encode(" the hill")) + " " + draft.holdBack());

        StopRules rules = StopRules.NONE
                .withStops(List.of(Stop.at("STOP"), Stop.atId(151645).with(Stop.Visibility.VISIBLE)))
                .withMaxTokens(100);
        StopDetector detector = StopDetector.of(tokenizer.decodeStream(), rules);
        StopResult result = detector.pushAll(sampled);
        System.out.println("\"" + result.text() + "\" " + result.end());

        CachingTokenizer caching = CachingTokenizer.of(tokenizer, 64L << 20);
        String turns = "<|im_start|>user\nWhat is a token, and why are there so many of them?<|im_end|>\n";
        caching.encode(turns, EncodeOptions.DEFAULT);
        caching.encode(turns + "<|im_start|>assistant\n", EncodeOptions.DEFAULT);
        System.out.println(caching.reuse() + " " + caching.counters().cachedTokens());

        System.out.println(Arrays.toString(tokenizer.tokenBytes(sampled[sampled.length - 1])));
    }
}
/* prints:
Gr|ü|ße| 🙂|||🫨| STOP| and| more|
 a time
 the hill HoldBack[codePoints=1, unbounded=[]]
"Grüße 🙂🫨 " Optional[End[reason=STOP, stop=Optional[Stop[pattern=Text[text=STOP], visibility=HIDDEN]], tokenCount=8, trimmed=STOP]]
BLOCKS 16
[32, 109, 111, 114, 101]
*/

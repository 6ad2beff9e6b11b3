package dev.tokenwright.testkit.twin;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.Vocabulary;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.PrependScheme;
import dev.tokenwright.text.ByteLevelAlphabet;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decoding token by token: each step makes a list of texts of a list of texts, and what is left is joined. */
public final class PlainDecoder {
    private final Vocabulary vocabulary;
    private final List<DecoderSpec> steps;

    private PlainDecoder(Vocabulary vocabulary, List<DecoderSpec> steps) {
        this.vocabulary = vocabulary;
        this.steps = steps;
    }

    /** The decoder of a tokenizer whose steps all are among those that are written down here. */
    public static Optional<PlainDecoder> of(Tokenizer tokenizer) {
        List<DecoderSpec> steps = new ArrayList<>();
        tokenizer.spec().decoder().ifPresent(spec -> flatten(spec, steps));
        boolean known = !steps.isEmpty() && steps.stream().allMatch(PlainDecoder::isKnown);
        return known ? Optional.of(new PlainDecoder(tokenizer.vocabulary(), steps)) : Optional.empty();
    }

    private static void flatten(DecoderSpec spec, List<DecoderSpec> steps) {
        if (spec instanceof DecoderSpec.Sequence sequence) {
            sequence.steps().forEach(step -> flatten(step, steps));
        } else {
            steps.add(spec);
        }
    }

    private static boolean isKnown(DecoderSpec step) {
        return step instanceof DecoderSpec.ByteLevel
                || step instanceof DecoderSpec.Metaspace
                || step instanceof DecoderSpec.WordPiece wordPiece && !wordPiece.cleanup()
                || step instanceof DecoderSpec.Replace replace && replace.pattern() instanceof PatternSpec.Literal
                || step instanceof DecoderSpec.ByteFallback
                || step instanceof DecoderSpec.Fuse
                || step instanceof DecoderSpec.Strip;
    }

    /** The text of ids, each of which has a token. */
    public String decode(int[] ids) {
        List<String> texts = new ArrayList<>();
        for (int id : ids) {
            texts.add(vocabulary.token(id).orElseThrow());
        }
        for (DecoderSpec step : steps) {
            texts = apply(step, texts);
        }
        return String.join("", texts);
    }

    private static List<String> apply(DecoderSpec step, List<String> texts) {
        List<String> result = new ArrayList<>();
        if (step instanceof DecoderSpec.ByteLevel) {
            return List.of(PlainUtf8.decodeLossy(byteLevel(texts)));
        } else if (step instanceof DecoderSpec.Fuse) {
            return List.of(String.join("", texts));
        } else if (step instanceof DecoderSpec.ByteFallback) {
            return byteFallback(texts);
        }
        for (String text : texts) {
            if (step instanceof DecoderSpec.Metaspace metaspace) {
                boolean drops = result.isEmpty() && metaspace.scheme() != PrependScheme.NEVER;
                result.add(text.replace(Character.toString(metaspace.replacement()), drops ? "" : " "));
            } else if (step instanceof DecoderSpec.WordPiece wordPiece) {
                boolean goesOn = text.startsWith(wordPiece.prefix());
                String behind = goesOn ? text.substring(wordPiece.prefix().length()) : " " + text;
                result.add(result.isEmpty() ? text : behind);
            } else if (step instanceof DecoderSpec.Replace replace) {
                result.add(text.replace(((PatternSpec.Literal) replace.pattern()).text(), replace.content()));
            } else if (step instanceof DecoderSpec.Strip strip) {
                result.add(strip(strip, text));
            }
        }
        return result;
    }

    private static byte[] byteLevel(List<String> texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String text : texts) {
            if (text.codePoints().allMatch(ByteLevelAlphabet::contains)) {
                text.codePoints().forEach(codePoint -> bytes.write(ByteLevelAlphabet.toByte(codePoint)));
            } else {
                bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static List<String> byteFallback(List<String> texts) {
        List<String> result = new ArrayList<>();
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        for (String text : texts) {
            if (text.matches("<0x[0-9A-Fa-f]{2}>")) {
                run.write(Integer.parseInt(text.substring(3, 5), 16));
            } else {
                result.add(runText(run));
                result.add(text);
            }
        }
        result.add(runText(run));
        return result;
    }

    private static String runText(ByteArrayOutputStream run) {
        byte[] bytes = run.toByteArray();
        run.reset();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            return "\uFFFD".repeat(bytes.length);
        }
    }

    private static String strip(DecoderSpec.Strip spec, String text) {
        int from = 0;
        int to = text.length();
        while (from < Math.min(spec.start(), text.length()) && text.charAt(from) == spec.content()) {
            from++;
        }
        while (text.length() - to < spec.stop() && to > 0 && text.charAt(to - 1) == spec.content()) {
            to--;
        }
        return text.substring(from, Math.max(from, to));
    }
}

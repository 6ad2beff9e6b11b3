package dev.tokenwright.stage.decode;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.PrependScheme;
import dev.tokenwright.text.ByteLevelAlphabet;
import dev.tokenwright.text.TextPattern;
import dev.tokenwright.text.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The steps that decoders are made of, as Hugging Face {@code tokenizers} defines them. */
final class DecodeSteps {
    private DecodeSteps() {}

    /** The one place where a kind of decoder becomes its step. */
    static DecodeStep of(DecoderSpec spec, Function<PatternSpec, TextPattern> patterns) {
        if (spec instanceof DecoderSpec.ByteLevel) {
            return DecodeSteps::byteLevel;
        } else if (spec instanceof DecoderSpec.Metaspace metaspace) {
            return texts -> metaspace(metaspace, texts);
        } else if (spec instanceof DecoderSpec.WordPiece wordPiece) {
            return texts -> wordPiece(wordPiece, texts);
        } else if (spec instanceof DecoderSpec.Bpe bpe) {
            return texts -> bpe(bpe, texts);
        } else if (spec instanceof DecoderSpec.ByteFallback) {
            return ByteFallback::apply;
        } else if (spec instanceof DecoderSpec.Fuse) {
            return texts -> List.of(String.join("", texts));
        } else if (spec instanceof DecoderSpec.Strip strip) {
            return each(text -> strip(strip, text));
        } else if (spec instanceof DecoderSpec.Replace replace) {
            TextPattern pattern = patterns.apply(replace.pattern());
            return each(text -> replace(pattern, replace.content(), text));
        } else if (spec instanceof DecoderSpec.Ctc ctc) {
            return texts -> ctc(ctc, texts);
        }
        if (spec instanceof DecoderSpec.WrittenPieces || spec instanceof DecoderSpec.Bytes) {
            throw new IllegalArgumentException(spec.getClass().getSimpleName() + " must be the only step");
        }
        throw new AssertionError(spec);
    }

    static DecodeStep each(UnaryOperator<String> change) {
        return texts -> texts.stream().map(change).toList();
    }

    private static List<String> byteLevel(List<String> texts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (String text : texts) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            byte[] bytes = new byte[utf8.length];
            int count = ByteLevelAlphabet.read(utf8, 0, utf8.length, bytes);
            joined.write(count < 0 ? utf8 : bytes, 0, count < 0 ? utf8.length : count);
        }
        byte[] all = joined.toByteArray();
        return List.of(Utf8.decodeLossy(all, 0, all.length));
    }

    private static List<String> metaspace(DecoderSpec.Metaspace spec, List<String> texts) {
        String replacement = Character.toString(spec.replacement());
        List<String> result = new ArrayList<>(texts.size());
        for (String text : texts) {
            boolean drops = result.isEmpty() && spec.scheme() != PrependScheme.NEVER;
            result.add(text.replace(replacement, drops ? "" : " "));
        }
        return result;
    }

    private static List<String> wordPiece(DecoderSpec.WordPiece spec, List<String> texts) {
        List<String> result = new ArrayList<>(texts.size());
        for (String text : texts) {
            String joined = text;
            if (!result.isEmpty()) {
                joined = text.startsWith(spec.prefix())
                        ? text.substring(spec.prefix().length())
                        : " " + text;
            }
            result.add(spec.cleanup() ? cleanUp(joined) : joined);
        }
        return result;
    }

    /** A text with all of a literal replaced; an empty literal is at both ends and between all code points. */
    static String replaced(String text, String literal, String content) {
        if (!literal.isEmpty()) {
            return text.replace(literal, content);
        }
        StringBuilder result = new StringBuilder(content);
        text.codePoints().forEach(codePoint -> result.appendCodePoint(codePoint).append(content));
        return result.toString();
    }

    /** Takes back the blanks that tokenizing put into English text. */
    private static String cleanUp(String text) {
        String cleaned = text;
        for (Map.Entry<String, String> entry : EnglishBlanks.HUGGING_FACE) {
            cleaned = cleaned.replace(entry.getKey(), entry.getValue());
        }
        return cleaned;
    }

    private static List<String> bpe(DecoderSpec.Bpe spec, List<String> texts) {
        List<String> result = new ArrayList<>(texts.size());
        for (int index = 0; index < texts.size(); index++) {
            String blank = index == texts.size() - 1 ? "" : " ";
            result.add(replaced(texts.get(index), spec.suffix(), blank));
        }
        return result;
    }

    private static String strip(DecoderSpec.Strip spec, String text) {
        int[] codePoints = text.codePoints().toArray();
        int start = 0;
        while (start < spec.start() && start < codePoints.length && codePoints[start] == spec.content()) {
            start++;
        }
        int cut = 0;
        while (cut < spec.stop()
                && cut < codePoints.length
                && codePoints[codePoints.length - cut - 1] == spec.content()) {
            cut++;
        }
        int length = Math.max(0, codePoints.length - cut - start);
        return new String(codePoints, start, length);
    }

    static String replace(TextPattern pattern, String content, String text) {
        if (text.isEmpty()) {
            return text;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder result = new StringBuilder();
        int[] done = {0};
        pattern.findAll(utf8, 0, utf8.length, (start, end) -> {
            result.append(new String(utf8, done[0], start - done[0], StandardCharsets.UTF_8))
                    .append(content);
            done[0] = end;
        });
        return result.append(new String(utf8, done[0], utf8.length - done[0], StandardCharsets.UTF_8))
                .toString();
    }

    private static List<String> ctc(DecoderSpec.Ctc spec, List<String> texts) {
        List<String> result = new ArrayList<>();
        String before = null;
        for (String text : texts) {
            if (text.equals(before)) {
                continue;
            }
            before = text;
            String replaced = text.replace(spec.padToken(), "");
            if (spec.cleanup()) {
                replaced = replaced(cleanUp(replaced), spec.wordDelimiterToken(), " ");
            }
            if (!replaced.isEmpty()) {
                result.add(replaced);
            }
        }
        return result;
    }
}

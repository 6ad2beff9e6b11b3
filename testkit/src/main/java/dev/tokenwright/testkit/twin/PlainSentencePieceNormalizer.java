package dev.tokenwright.testkit.twin;

import dev.tokenwright.spec.ByteString;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.NormalizerSpec.SentencePiece.DummySpace;
import dev.tokenwright.spec.TokenizerSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The normalisation of SentencePiece exactly as defined: unit by unit, first all replacements, then all blanks.
 */
public final class PlainSentencePieceNormalizer {
    private final NormalizerSpec.SentencePiece spec;
    private final Map<String, String> replacements;
    private final List<String> userDefined;

    /** What a stretch of the input becomes. */
    private record Unit(String text, int length) {}

    private PlainSentencePieceNormalizer(NormalizerSpec.SentencePiece spec) {
        this.spec = spec;
        this.replacements =
                spec.charsMap().map(PlainSentencePieceNormalizer::replacements).orElse(Map.of());
        this.userDefined = spec.userDefined().stream()
                .map(symbol -> new String(symbol.toByteArray(), StandardCharsets.UTF_8))
                .toList();
    }

    /** The normaliser of a SentencePiece tokenizer. */
    public static PlainSentencePieceNormalizer of(TokenizerSpec spec) {
        return of((NormalizerSpec.SentencePiece) spec.normalizer().orElseThrow());
    }

    /** The normaliser of a specification. */
    public static PlainSentencePieceNormalizer of(NormalizerSpec.SentencePiece spec) {
        return new PlainSentencePieceNormalizer(spec);
    }

    /** All keys and replacements of a compiled map, found by walking its trie. */
    private static Map<String, String> replacements(ByteString map) {
        ByteBuffer buffer = ByteBuffer.wrap(map.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        int[] units = new int[buffer.getInt() / Integer.BYTES];
        for (int index = 0; index < units.length; index++) {
            units[index] = buffer.getInt();
        }
        byte[] texts = new byte[buffer.remaining()];
        buffer.get(texts);
        Map<String, String> found = new HashMap<>();
        collect(units, texts, 0, new byte[0], found);
        return found;
    }

    private static void collect(int[] units, byte[] texts, int node, byte[] key, Map<String, String> found) {
        int unit = units[node];
        int children = node ^ (unit >>> 10 << ((unit & 1 << 9) >>> 6));
        if ((unit >>> 8 & 1) == 1) {
            int from = units[children] & Integer.MAX_VALUE;
            int to = from;
            while (texts[to] != 0) {
                to++;
            }
            found.put(
                    new String(key, StandardCharsets.UTF_8),
                    new String(texts, from, to - from, StandardCharsets.UTF_8));
        }
        for (int label = 1; label < 256; label++) {
            int child = children ^ label;
            if (child < units.length && (units[child] & 0x8000_00FF) == label) {
                byte[] longer = Arrays.copyOf(key, key.length + 1);
                longer[key.length] = (byte) label;
                collect(units, texts, child, longer, found);
            }
        }
    }

    /** What a text becomes. */
    public String normalize(String text) {
        List<Unit> units = units(text);
        if (spec.removeExtraWhitespaces()) {
            while (!units.isEmpty() && units.get(0).text().equals(" ")) {
                units.remove(0);
            }
        }
        if (units.isEmpty()) {
            return "";
        }
        String blank = spec.escapeWhitespaces() ? "\u2581" : " ";
        StringBuilder result = new StringBuilder();
        if (spec.dummySpace() == DummySpace.START) {
            result.append(blank);
        }
        boolean afterBlank = spec.removeExtraWhitespaces();
        for (Unit unit : units) {
            String kept = afterBlank ? unit.text().replaceFirst("^ +", "") : unit.text();
            if (!kept.isEmpty()) {
                result.append(kept.replace(" ", blank));
                afterBlank = spec.removeExtraWhitespaces() && kept.endsWith(" ");
            }
        }
        while (spec.removeExtraWhitespaces() && result.toString().endsWith(blank)) {
            result.setLength(result.length() - blank.length());
        }
        return spec.dummySpace() == DummySpace.END ? result.append(blank).toString() : result.toString();
    }

    private List<Unit> units(String text) {
        List<Unit> units = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            Unit unit = unit(text, at);
            units.add(unit);
            at += unit.length();
        }
        return units;
    }

    private Unit unit(String text, int at) {
        String kept = "";
        for (String symbol : userDefined) {
            if (text.startsWith(symbol, at) && symbol.length() > kept.length()) {
                kept = symbol;
            }
        }
        if (!kept.isEmpty()) {
            return new Unit(kept, kept.length());
        }
        for (int length = Math.min(text.length() - at, 64); length > 0; length--) {
            String replacement = replacements.get(text.substring(at, at + length));
            if (replacement != null) {
                return new Unit(replacement, length);
            }
        }
        int codePoint = text.codePointAt(at);
        return new Unit(Character.toString(codePoint), Character.charCount(codePoint));
    }
}

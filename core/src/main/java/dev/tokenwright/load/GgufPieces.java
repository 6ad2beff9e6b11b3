package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.load.GgufRoles.Role;
import dev.tokenwright.spec.TokenPieces;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What each token of a GGUF file writes when it is decoded. */
final class GgufPieces {
    /** How normal tokens are written in the vocabulary. */
    enum Writing {
        /** Each character stands for a byte, as GPT-2 has it. */
        BYTE_LEVEL,
        /** Text with U+2581 for blanks. */
        ESCAPED
    }

    private static final Map<Integer, Integer> BYTES = bytesByCharacter();

    private final GgufKeys keys;
    private final GgufTokens tokens;
    private final GgufRoles roles;
    private final Writing writing;

    private GgufPieces(GgufKeys keys, GgufTokens tokens, GgufRoles roles, Writing writing) {
        this.keys = keys;
        this.tokens = tokens;
        this.roles = roles;
        this.writing = writing;
    }

    static TokenPieces of(GgufKeys keys, GgufTokens tokens, GgufRoles roles, Writing writing) {
        GgufPieces pieces = new GgufPieces(keys, tokens, roles, writing);
        TokenPieces.Builder builder = new TokenPieces.Builder();
        for (int id = 0; id < tokens.size(); id++) {
            builder.add(pieces.piece(id));
        }
        return builder.build();
    }

    /** The characters that GPT-2 writes for the bytes: printable ones of Latin-1 themselves, the others from U+0100 on. */
    private static Map<Integer, Integer> bytesByCharacter() {
        Map<Integer, Integer> bytes = new HashMap<>();
        int next = 0x100;
        for (int value = 0; value < 256; value++) {
            boolean printable = value >= '!' && value <= '~' || value >= 0xA1 && value != 0xAD;
            bytes.put(printable ? value : next++, value);
        }
        return bytes;
    }

    /** Whether every byte has a token, its byte-level character. */
    static boolean hasAllBytes(GgufTokens tokens) {
        return BYTES.keySet().stream().allMatch(character -> tokens.table().id(Character.toString(character)) >= 0);
    }

    private byte[] piece(int id) {
        byte[] text = tokens.table().bytes(id);
        if (roles.isMatchedFirst(id)) {
            return text;
        }
        if (roles.is(id, Role.NORMAL)) {
            return switch (writing) {
                case BYTE_LEVEL -> byteLevel(tokens.text(id));
                case ESCAPED -> tokens.text(id).replace('\u2581', ' ').getBytes(StandardCharsets.UTF_8);
            };
        }
        return roles.is(id, Role.BYTE) ? new byte[] {(byte) namedByte(id)} : new byte[0];
    }

    private static byte[] byteLevel(String text) {
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        text.codePoints().forEach(character -> {
            Integer value = BYTES.get(character);
            if (value != null) {
                piece.write(value);
            } else {
                piece.writeBytes(unknownByte(character, text).getBytes(StandardCharsets.UTF_8));
            }
        });
        return piece.toByteArray();
    }

    /** What llama.cpp writes for a character that stands for no byte. */
    private static String unknownByte(int character, String text) {
        StringBuilder shown = new StringBuilder("[UNK_BYTE_0x");
        for (byte value : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
            shown.append(String.format("%02x", value));
        }
        return shown.append(text).append(']').toString();
    }

    private int namedByte(int id) {
        String text = tokens.text(id);
        if (!text.matches("...[0-9A-Fa-f]{2}.*")) {
            throw keys.problem(
                    LoadException.Kind.UNSUPPORTED,
                    GgufKeys.TOKENS,
                    id,
                    "a token of the type byte must be written as <0xE3>; mend the token or its type");
        }
        return Integer.parseInt(text.substring(3, 5), 16);
    }
}

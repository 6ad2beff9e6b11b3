package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.ModelSpec.SentencePiece.Algorithm;
import dev.tokenwright.spec.Pieces;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.wire.ProtobufReader;
import dev.tokenwright.wire.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Reads the pieces of a SentencePiece model and checks them as SentencePiece does when it loads them. */
final class PieceListReader {
    private static final Pieces.Kind[] KINDS = {
        Pieces.Kind.NORMAL,
        Pieces.Kind.UNKNOWN,
        Pieces.Kind.CONTROL,
        Pieces.Kind.USER_DEFINED,
        Pieces.Kind.UNUSED,
        Pieces.Kind.BYTE
    };
    /** A piece must be shorter than this, in bytes. */
    private static final int LENGTH_LIMIT = 8000;

    private final byte[] content;
    private final Place place;
    private int size;
    private int[] starts = new int[1 << 10];
    private int[] ends = new int[1 << 10];
    private float[] scores = new float[1 << 10];
    private Pieces.Kind[] kinds = new Pieces.Kind[1 << 10];
    private int totalBytes;

    PieceListReader(byte[] content, String source) {
        this.content = content;
        this.place = Place.of(source).child("pieces");
    }

    /** Reads the next piece, which is the current field of {@code model}. */
    void read(ProtobufReader model) {
        if (size > Limits.MAX_ID) {
            throw new LoadException(
                    LoadException.Kind.LIMIT, model.place(), "more than " + size + " pieces; that is the limit");
        }
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
            scores = Arrays.copyOf(scores, size * 2);
            kinds = Arrays.copyOf(kinds, size * 2);
        }
        kinds[size] = Pieces.Kind.NORMAL;
        ProtobufReader piece = model.message(place.child(size), "pieces");
        while (piece.next()) {
            switch (piece.field()) {
                case 1 -> {
                    piece.slice("piece");
                    starts[size] = piece.sliceFrom();
                    ends[size] = piece.sliceTo();
                }
                case 2 -> scores[size] = piece.float32("score");
                case 3 -> kinds[size] = kind(piece);
                default -> piece.skip();
            }
        }
        totalBytes += ends[size] - starts[size];
        size++;
    }

    private static Pieces.Kind kind(ProtobufReader piece) {
        int type = piece.int32("type");
        if (type < 1 || type > KINDS.length) {
            throw new LoadException(
                    LoadException.Kind.UNSUPPORTED,
                    piece.place(),
                    "type is " + type + ", but only types from 1 to " + KINDS.length + " are known");
        }
        return KINDS[type - 1];
    }

    /** The pieces, after all checks. */
    Pieces pieces(Algorithm algorithm, boolean byteFallback, List<String> notes) {
        if (byteFallback) {
            retireNullPieces(notes);
        }
        TokenTable.Builder builder = new TokenTable.Builder(size, totalBytes);
        boolean anyReserved = false;
        for (int id = 0; id < size; id++) {
            checkText(id);
            if (kinds[id].isText() || algorithm == Algorithm.BPE) {
                add(builder, id);
            }
            anyReserved |= !kinds[id].isText();
        }
        checkText(algorithm, builder.size());
        TokenTable.Builder reserved = new TokenTable.Builder(16, 64);
        for (int id = 0; id < size && anyReserved && algorithm != Algorithm.BPE; id++) {
            if (!kinds[id].isText()) {
                add(reserved, id);
                builder.addShadowing(id, content, starts[id], ends[id]);
            }
        }
        checkUnknown(byteFallback);
        checkBytes(byteFallback);
        return Pieces.copyOf(builder.build(), Arrays.copyOf(kinds, size), Arrays.copyOf(scores, size));
    }

    private void retireNullPieces(List<String> notes) {
        for (int id = 0; id < size; id++) {
            if (isNull(id) && kinds[id] != Pieces.Kind.UNUSED) {
                kinds[id] = Pieces.Kind.UNUSED;
                notes.add("piece " + id + " is a null character and is not used, since there are byte pieces");
            }
        }
    }

    private boolean isNull(int id) {
        return ends[id] - starts[id] == 1 && content[starts[id]] == 0;
    }

    private void checkText(int id) {
        int length = ends[id] - starts[id];
        if (length == 0) {
            throw invalid(id, "the piece is empty");
        }
        if (length >= LENGTH_LIMIT) {
            throw invalid(id, "the piece has " + length + " bytes, but less than " + LENGTH_LIMIT + " are allowed");
        }
        for (int at = starts[id]; at < ends[id] && !isRetiredNull(id); at++) {
            if (content[at] == 0) {
                throw invalid(id, "the piece contains a null character");
            }
        }
    }

    private boolean isRetiredNull(int id) {
        return isNull(id) && kinds[id] == Pieces.Kind.UNUSED;
    }

    private void add(TokenTable.Builder builder, int id) {
        if (isRetiredNull(id)) {
            builder.addShadowing(id, content, starts[id], ends[id]);
        } else if (!builder.add(id, content, starts[id], ends[id])) {
            int other = builder.id(content, starts[id], ends[id]);
            throw invalid(id, "the piece " + text(id) + " is already piece " + other + "; remove one");
        }
    }

    private void checkText(Algorithm algorithm, int texts) {
        if (algorithm != Algorithm.UNIGRAM) {
            return;
        }
        for (int id = 0; id < size; id++) {
            if (!Float.isFinite(scores[id])) {
                throw invalid(
                        id, "the score of " + text(id) + " is " + scores[id] + ", which is not a number to add up");
            }
        }
        int retired = 0;
        for (int id = 0; id < size; id++) {
            retired += isRetiredNull(id) ? 1 : 0;
        }
        if (texts == retired) {
            throw invalid("none of the " + size + " pieces stands for text, so nothing can be encoded");
        }
    }

    private void checkUnknown(boolean byteFallback) {
        int unknown = Pieces.NONE;
        for (int id = 0; id < size; id++) {
            if (kinds[id] == Pieces.Kind.UNKNOWN) {
                if (unknown != Pieces.NONE) {
                    throw invalid(id, "the piece is the unknown one, but piece " + unknown + " is that already");
                }
                unknown = id;
            }
        }
        if (unknown == Pieces.NONE && !byteFallback) {
            throw invalid("no piece is the unknown one (type 2), and there are no byte pieces to do without");
        }
    }

    private void checkBytes(boolean byteFallback) {
        boolean[] found = new boolean[256];
        for (int id = 0; id < size; id++) {
            if (kinds[id] == Pieces.Kind.BYTE) {
                if (!byteFallback) {
                    throw invalid(id, "the piece " + text(id) + " stands for a byte, but byte_fallback is off");
                }
                int value = byteValue(id);
                if (value < 0) {
                    throw invalid(id, "the piece " + text(id) + " is not a byte such as <0xE3>");
                }
                found[value] = true;
            }
        }
        for (int value = 0; value < found.length && byteFallback; value++) {
            if (!found[value]) {
                throw invalid(String.format("byte_fallback is on, but the piece <0x%02X> is missing", value));
            }
        }
    }

    private int byteValue(int id) {
        int from = starts[id];
        boolean form = ends[id] - from == 6
                && content[from] == '<'
                && content[from + 1] == '0'
                && content[from + 2] == 'x'
                && content[from + 5] == '>';
        if (!form) {
            return -1;
        }
        int high = upperHexDigit(content[from + 3]);
        int low = upperHexDigit(content[from + 4]);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static int upperHexDigit(byte digit) {
        return digit >= 'a' ? -1 : Character.digit(digit, 16);
    }

    private String text(int id) {
        int to = Math.min(ends[id], starts[id] + 400);
        return Quoted.text(new String(content, starts[id], to - starts[id], StandardCharsets.UTF_8));
    }

    private LoadException invalid(int id, String problem) {
        return new LoadException(LoadException.Kind.INVALID, place.child(id).atByte(starts[id]), problem);
    }

    private LoadException invalid(String problem) {
        return new LoadException(LoadException.Kind.INVALID, place, problem);
    }
}

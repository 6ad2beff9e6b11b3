package dev.tokenwright;

import dev.tokenwright.spec.PaddingSpec;
import dev.tokenwright.spec.TruncationSpec;
import dev.tokenwright.stage.frame.Frame;
import dev.tokenwright.stage.frame.Padding;
import dev.tokenwright.stage.frame.TokenRow;
import dev.tokenwright.stage.frame.Truncation;
import dev.tokenwright.text.OffsetWalk;
import dev.tokenwright.text.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Encodes one input with everything that is known about each token. Belongs to one call. */
final class RowEncoder {
    /** Tokens that there is room for at first, at least, and the length that a token usually has, in characters. */
    private static final int FEWEST = 64;

    private static final int USUAL_LENGTH = 3;

    private final Pipeline pipeline;
    private final Frame frame;
    private final EncodeOptions options;
    private final Optional<TruncationSpec> truncation;
    private final Optional<PaddingSpec> padding;
    private final Scratch scratch;
    private final TextToPlaces places;
    private final boolean rawBytes;
    /** Whether offsets are taken to the unit asked for only after the frame, which changes them. */
    private final boolean convertsLate;
    /** One walk a text (or word), by the source number that tokens carry. */
    private final List<OffsetWalk> sources = new ArrayList<>();

    RowEncoder(
            Pipeline pipeline,
            TextToPlaces places,
            Frame frame,
            EncodeOptions options,
            Optional<TruncationSpec> truncation,
            Optional<PaddingSpec> padding,
            Scratch scratch) {
        this.pipeline = pipeline;
        this.places = places;
        this.frame = frame;
        this.options = options;
        this.truncation = truncation;
        this.padding = padding;
        this.scratch = scratch;
        this.rawBytes = pipeline.vocabulary().rawBytes();
        this.convertsLate = frame.movesOffsets();
    }

    TokenRow encode(EncodeInput input) {
        boolean isPair = input instanceof EncodeInput.Pair;
        EncodeInput.Single firstInput =
                input instanceof EncodeInput.Pair pair ? pair.first() : (EncodeInput.Single) input;
        TokenRow first = single(firstInput, 0);
        Optional<TokenRow> second =
                input instanceof EncodeInput.Pair pair ? Optional.of(single(pair.second(), 1)) : Optional.empty();
        boolean add = options.framing() == Framing.ADD;
        truncation.ifPresent(spec -> {
            int room = spec.maxLength() - (add ? frame.addedTokens(isPair) : 0);
            Truncation.apply(spec, frame.addedTokens(false), room, first, second);
        });
        TokenRow row = frame.process(first, second, add);
        padding.ifPresent(spec -> Padding.apply(spec, List.of(row)));
        if (convertsLate) {
            convertOffsets(row);
        }
        return row;
    }

    private TokenRow single(EncodeInput.Single input, int typeId) {
        int chars = input instanceof EncodeInput.Text text ? text.text().length() : 0;
        TokenRow row = new TokenRow(Math.max(FEWEST, chars / USUAL_LENGTH));
        if (input instanceof EncodeInput.Text text) {
            addText(text.text(), TokenRow.NONE, row);
        } else if (input instanceof EncodeInput.Guarded guarded) {
            byte[] utf8 = Utf8.encode(guarded.text());
            Guard guard = Guard.of(guarded, utf8, options.specialText());
            addText(utf8, TokenRow.NONE, SpecialText.RECOGNIZE, guard, row);
        } else if (input instanceof EncodeInput.Words words) {
            for (int word = 0; word < words.words().size(); word++) {
                addText(words.words().get(word), word, row);
            }
        }
        row.setTypeIds(typeId);
        return row;
    }

    /** Adds the tokens of a text; {@code word} is the word that all are part of, or none: then each piece is a word. */
    private void addText(String text, int word, TokenRow row) {
        addText(Utf8.encode(text), word, options.specialText(), Guard.NONE, row);
    }

    private void addText(byte[] utf8, int word, SpecialText specialText, Guard guard, TokenRow row) {
        int source = sources.size();
        OffsetWalk index = new OffsetWalk(utf8);
        sources.add(index);
        places.encode(utf8, specialText, guard, scratch, (id, byteStart, byteEnd, piece, surface) -> {
            int start = framed(index, byteStart, byteStart);
            int end = framed(index, byteStart, byteEnd);
            row.add(
                    id,
                    surface == null ? pipeline.vocabulary().modelToken(id) : surface,
                    convertsLate ? start : converted(index, start, start),
                    convertsLate ? end : converted(index, start, end),
                    word == TokenRow.NONE ? piece : word,
                    source);
        });
    }

    /** A byte offset in the unit in which the frame knows offsets: code points, or bytes if the tokens are bytes. */
    private int framed(OffsetWalk index, int byteStart, int byteOffset) {
        return rawBytes || index.isAscii() && byteOffset <= index.length()
                ? byteOffset
                : codePoint(index, byteStart, byteOffset);
    }

    /** A byte offset in code points; offsets of tokens that start at the end of the text stay as they are. */
    private int codePoint(OffsetWalk index, int tokenStart, int byteOffset) {
        int length = index.length();
        boolean stays = tokenStart >= length && !pipeline.vocabulary().alignsEmptyTokens();
        return stays ? byteOffset : index.codePointOfByte(Math.min(byteOffset, length));
    }

    /** Takes offsets from the frame's unit to the unit that was asked for. */
    private void convertOffsets(TokenRow row) {
        for (int token = 0; token < row.size(); token++) {
            int source = row.source(token);
            if (source != TokenRow.NONE) {
                OffsetWalk index = sources.get(source);
                int start = row.start(token);
                row.setOffsets(token, converted(index, start, start), converted(index, start, row.end(token)));
            }
        }
        row.overflow().forEach(this::convertOffsets);
    }

    /** The start or the end of a token that starts at {@code start}, taken from the frame's unit to the one asked for. */
    private int converted(OffsetWalk index, int start, int offset) {
        OffsetUnit unit = options.offsetUnit();
        if (unit == (rawBytes ? OffsetUnit.UTF8_BYTES : OffsetUnit.CODE_POINTS)) {
            return offset;
        }
        int codePoint = rawBytes ? touched(index, start, offset) : offset;
        return switch (unit) {
            case CODE_POINTS -> codePoint;
            case UTF16 -> index.utf16OfCodePoint(codePoint);
            case UTF8_BYTES -> index.byteOfCodePoint(codePoint);
        };
    }

    /** A byte offset in code points, with all of the code points that a token has bytes of. */
    private static int touched(OffsetWalk index, int start, int offset) {
        return offset > start ? index.codePointOfByte(offset - 1) + 1 : index.codePointOfByte(start);
    }
}

package dev.tokenwright;

import dev.tokenwright.spec.PaddingSpec;
import dev.tokenwright.spec.TruncationSpec;
import dev.tokenwright.stage.frame.Frame;
import dev.tokenwright.stage.frame.Padding;
import dev.tokenwright.stage.frame.TokenRow;
import dev.tokenwright.stage.frame.Truncation;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.stage.split.SplitState;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.OffsetIndex;
import dev.tokenwright.text.Spans;
import dev.tokenwright.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Encodes one input with everything that is known about each token. Belongs to one call. */
final class RowEncoder {
    private final Pipeline pipeline;
    private final Frame frame;
    private final EncodeOptions options;
    private final Optional<TruncationSpec> truncation;
    private final Optional<PaddingSpec> padding;
    private final Scratch scratch;
    /** One index a text (or word), by the source number that tokens carry. */
    private final List<OffsetIndex> sources = new ArrayList<>();

    RowEncoder(
            Pipeline pipeline,
            Frame frame,
            EncodeOptions options,
            Optional<TruncationSpec> truncation,
            Optional<PaddingSpec> padding,
            Scratch scratch) {
        this.pipeline = pipeline;
        this.frame = frame;
        this.options = options;
        this.truncation = truncation;
        this.padding = padding;
        this.scratch = scratch;
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
        convertOffsets(row);
        return row;
    }

    private TokenRow single(EncodeInput.Single input, int typeId) {
        TokenRow row = new TokenRow(64);
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
        OffsetIndex index = new OffsetIndex(utf8);
        sources.add(index);
        pipeline.cut(utf8, specialText, true, guard, scratch);
        pipeline.encodePieces(
                scratch,
                specialText,
                guard,
                (piece, run) -> addTokens(piece, run, word == TokenRow.NONE ? piece : word, source, index, row));
    }

    private boolean isAdded(int piece) {
        return scratch.state.pieces().mark(piece) != SplitState.PLAIN;
    }

    private void addTokens(int piece, TokenRun run, int wordIndex, int source, OffsetIndex index, TokenRow row) {
        Spans pieces = scratch.state.pieces();
        AlignedText text = scratch.state.text();
        int pieceStart = pieces.start(piece);
        int pieceEnd = pieces.end(piece);
        int at = 0;
        for (int token = 0; token < run.size(); token++) {
            int end = at + run.length(token);
            int byteStart;
            int byteEnd;
            if (at == end && pipeline.vocabulary().alignsEmptyTokens()) {
                byteStart = text.originStart(pieceStart + at);
                byteEnd = byteStart;
            } else if (at == end) {
                byteStart = text.originStart(pieceStart) + at;
                byteEnd = byteStart;
            } else if (end > pieceEnd - pieceStart) {
                byteStart = at;
                byteEnd = end;
            } else {
                byteStart = text.originStart(pieceStart + at);
                byteEnd = text.originEnd(pieceStart + end - 1);
            }
            String value = isAdded(piece) || pipeline.vocabulary().showsSurface(run.id(token))
                    ? new String(text.bytes(), pieceStart + at, end - at, StandardCharsets.UTF_8)
                    : pipeline.vocabulary().modelToken(run.id(token));
            boolean bytes = pipeline.vocabulary().rawBytes();
            row.add(
                    run.id(token),
                    value,
                    bytes ? byteStart : codePoint(index, byteStart, byteStart),
                    bytes ? byteEnd : codePoint(index, byteStart, byteEnd),
                    wordIndex,
                    source);
            at += run.advance(token);
        }
    }

    /** A byte offset in code points; offsets of tokens that start at the end of the text stay as they are. */
    private int codePoint(OffsetIndex index, int tokenStart, int byteOffset) {
        int length = index.byteOfCodePoint(index.codePoints());
        boolean stays = tokenStart >= length && !pipeline.vocabulary().alignsEmptyTokens();
        return stays ? byteOffset : index.codePointOfByte(Math.min(byteOffset, length));
    }

    /** Takes offsets from the unit of the tokenizer's kind to the unit that was asked for. */
    private void convertOffsets(TokenRow row) {
        boolean bytes = pipeline.vocabulary().rawBytes();
        OffsetUnit unit = options.offsetUnit();
        for (int token = 0; token < row.size(); token++) {
            int source = row.source(token);
            if (source != TokenRow.NONE) {
                OffsetIndex index = sources.get(source);
                int start = row.start(token);
                int end = row.end(token);
                if (bytes && unit != OffsetUnit.UTF8_BYTES) {
                    int touched = index.codePointOfByte(start);
                    end = end > start ? index.codePointOfByte(end - 1) + 1 : touched;
                    start = touched;
                }
                row.setOffsets(token, converted(index, start), converted(index, end));
            }
        }
        row.overflow().forEach(this::convertOffsets);
    }

    /** A code point offset, or a byte offset of a tokenizer whose offsets are bytes, in the unit asked for. */
    private int converted(OffsetIndex index, int offset) {
        return switch (options.offsetUnit()) {
            case CODE_POINTS -> offset;
            case UTF16 -> index.utf16OfCodePoint(offset);
            case UTF8_BYTES -> pipeline.vocabulary().rawBytes() ? offset : index.byteOfCodePoint(offset);
        };
    }
}

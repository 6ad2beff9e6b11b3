package dev.tokenwright.stage.normalize;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.ByteString;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.NormalizerSpec.SentencePiece.DummySpace;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.ByteTrieBuilder;
import dev.tokenwright.text.PrefixSet;
import dev.tokenwright.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The normalisation of SentencePiece: characters are replaced, user-defined pieces kept, blanks removed, escaped and added.
 *
 * <p>Each byte of the result has its origin where the unit of the input starts that gave it; its origin ends where that of
 * the next byte starts. The plain twin is PlainSentencePieceNormalizer in the test kit.
 */
final class SentencePieceStep implements NormalizeStep {
    private static final byte[] META = "\u2581".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BLANK = {' '};
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

    private final @Nullable CharacterMap map;
    private final @Nullable PrefixSet userDefined;
    private final DummySpace dummySpace;
    private final boolean removesExtra;
    private final byte[] blank;
    /** Whether an ASCII character other than the blank stands for itself, whatever follows. */
    private final boolean[] plain = new boolean[128];
    /** Whether it stands for itself at the end and before ASCII. */
    private final boolean[] plainBeforeAscii = new boolean[128];

    private SentencePieceStep(
            NormalizerSpec.SentencePiece spec, @Nullable CharacterMap map, @Nullable PrefixSet userDefined) {
        this.map = map;
        this.userDefined = userDefined;
        this.dummySpace = spec.dummySpace();
        this.removesExtra = spec.removeExtraWhitespaces();
        this.blank = spec.escapeWhitespaces() ? META : BLANK;
        for (int value = 0; value < plain.length; value++) {
            byte first = (byte) value;
            boolean mayBePlain = value != ' ' && (userDefined == null || !userDefined.starts(first));
            plain[value] = mayBePlain && (map == null || !map.startsKey(first));
            plainBeforeAscii[value] = mayBePlain && (map == null || !map.hasAsciiKey(first));
        }
    }

    static SentencePieceStep of(NormalizerSpec.SentencePiece spec) {
        CharacterMap map = spec.charsMap().map(CharacterMap::of).orElse(null);
        return new SentencePieceStep(spec, map, userDefined(spec.userDefined()));
    }

    private static @Nullable PrefixSet userDefined(List<ByteString> symbols) {
        if (symbols.isEmpty()) {
            return null;
        }
        ByteTrieBuilder builder = new ByteTrieBuilder();
        for (ByteString symbol : symbols) {
            byte[] bytes = symbol.toByteArray();
            builder.add(bytes, 0, bytes.length, 0);
        }
        return PrefixSet.of(builder)
                .orElseThrow(() -> new LoadException(
                        LoadException.Kind.LIMIT,
                        Place.of("the user-defined pieces"),
                        "they are too many or too long"));
    }

    @Override
    public void apply(AlignedText source, AlignedText target, int anchor) {
        Run run = new Run(source, target);
        run.write();
    }

    /** One text on its way. */
    private final class Run {
        private final AlignedText source;
        private final AlignedText target;
        private final byte[] text;
        private final int end;
        /** Start of the current unit, and what it becomes: {@code unit[unitFrom..unitTo)}. */
        private int at;

        private int unitLength;
        private byte[] unit;
        private int unitFrom;
        private int unitTo;

        Run(AlignedText source, AlignedText target) {
            this.source = source;
            this.target = target;
            this.text = source.bytes();
            this.end = source.length();
            this.unit = text;
        }

        void write() {
            if (removesExtra && !skipLeadingBlanks()) {
                return;
            }
            if (dummySpace == DummySpace.START) {
                append(blank, 0, blank.length, origin(at));
            }
            writeUnits();
            int closing = origin(end);
            if (removesExtra) {
                closing = removeTrailingBlanks(closing);
            }
            if (dummySpace == DummySpace.END) {
                append(blank, 0, blank.length, closing);
            }
            target.endOriginsAtNext(closing);
        }

        private int origin(int position) {
            if (!source.tracked() || position == 0 && end == 0) {
                return 0;
            }
            return position < end ? source.originStart(position) : source.originEnd(end - 1);
        }

        private void append(byte[] bytes, int from, int to, int origin) {
            target.appendBytes(bytes, from, to, origin, origin);
        }

        /** Passes over units that become one blank; false when nothing follows. */
        private boolean skipLeadingBlanks() {
            while (at < end) {
                readUnit();
                if (unitTo - unitFrom != 1 || unit[unitFrom] != ' ') {
                    return true;
                }
                at += unitLength;
            }
            return false;
        }

        private void writeUnits() {
            boolean afterBlank = removesExtra;
            while (at < end) {
                int plainEnd = plainEnd();
                if (plainEnd > at) {
                    appendPlain(plainEnd);
                    afterBlank = false;
                    at = plainEnd;
                    continue;
                }
                readUnit();
                while (afterBlank && unitFrom < unitTo && unit[unitFrom] == ' ') {
                    unitFrom++;
                }
                if (unitFrom < unitTo) {
                    writeUnit();
                    afterBlank = removesExtra && unit[unitTo - 1] == ' ';
                }
                at += unitLength;
            }
        }

        private int plainEnd() {
            int position = at;
            while (position < end && isPlain(position)) {
                position++;
            }
            return position;
        }

        private boolean isPlain(int position) {
            byte first = text[position];
            return first >= 0
                    && (plain[first] || plainBeforeAscii[first] && (position + 1 == end || text[position + 1] >= 0));
        }

        private void appendPlain(int plainEnd) {
            if (source.tracked()) {
                target.append(source, at, plainEnd);
            } else {
                target.appendBytes(text, at, plainEnd, 0, 0);
            }
        }

        private void writeUnit() {
            int origin = origin(at);
            int done = unitFrom;
            for (int index = unitFrom; index < unitTo; index++) {
                if (unit[index] == ' ') {
                    append(unit, done, index, origin);
                    append(blank, 0, blank.length, origin);
                    done = index + 1;
                }
            }
            append(unit, done, unitTo, origin);
        }

        /** Finds the unit that starts here. */
        private void readUnit() {
            int kept = userDefined == null ? 0 : userDefined.longest(text, at, end);
            if (kept > 0) {
                setUnit(text, at, at + kept, kept);
                return;
            }
            long found = map == null ? -1 : map.longest(text, at, end);
            if (map != null && found >= 0) {
                byte[] replacements = map.replacements();
                int from = (int) found;
                int to = from;
                while (replacements[to] != 0) {
                    to++;
                }
                setUnit(replacements, from, to, (int) (found >>> Integer.SIZE));
                return;
            }
            int length = Utf8.checkedLength(text, at, end);
            if (length > 0) {
                setUnit(text, at, at + length, length);
            } else {
                setUnit(REPLACEMENT, 0, REPLACEMENT.length, 1);
            }
        }

        private void setUnit(byte[] bytes, int from, int to, int length) {
            unit = bytes;
            unitFrom = from;
            unitTo = to;
            unitLength = length;
        }

        /** Takes blanks off the end of what is written, and returns where the text's origin then ends. */
        private int removeTrailingBlanks(int closing) {
            int length = target.length();
            int newClosing = closing;
            while (length >= blank.length && target.endsWith(blank, length)) {
                length -= blank.length;
                newClosing = target.tracked() ? target.originStart(length) : 0;
            }
            target.truncate(length);
            return newClosing;
        }
    }
}

package dev.tokenwright.stage.frame;

import dev.tokenwright.text.UnicodeSets;
import java.util.List;
import java.util.Optional;

/** Takes white space that belongs to a token off its offsets. */
final class TrimStep implements FrameStep {
    /** The character that byte-level text writes for a blank. */
    private static final int BYTE_LEVEL_BLANK = 0x120;

    private final boolean addPrefixSpace;
    private final boolean marksSequences;
    private final boolean trims;

    TrimStep(boolean addPrefixSpace, boolean marksSequences) {
        this(addPrefixSpace, marksSequences, true);
    }

    TrimStep(boolean addPrefixSpace, boolean marksSequences, boolean trims) {
        this.addPrefixSpace = addPrefixSpace;
        this.marksSequences = marksSequences;
        this.trims = trims;
    }

    @Override
    public int addedTokens(boolean pair) {
        return 0;
    }

    @Override
    public Optional<FixedFrame> fixedFrame() {
        return Optional.of(FixedFrame.NOTHING);
    }

    @Override
    public boolean movesOffsets() {
        return trims;
    }

    @Override
    public List<TokenRow> process(List<TokenRow> rows, boolean addSpecialTokens) {
        for (int index = 0; index < rows.size(); index++) {
            TokenRow row = rows.get(index);
            if (trims) {
                trim(row);
                row.overflow().forEach(this::trim);
            }
            if (marksSequences) {
                row.setSequence(index);
            }
        }
        return rows;
    }

    private void trim(TokenRow row) {
        for (int index = 0; index < row.size(); index++) {
            String token = row.token(index);
            int leading = leadingBlanks(token);
            int trailing = trailingBlanks(token);
            int start = row.start(index);
            int end = row.end(index);
            if (leading > 0) {
                boolean first = index == 0 || start == 0;
                int cut = first && addPrefixSpace && leading == 1 ? 0 : leading;
                start = Math.min(start + cut, end);
            }
            if (trailing > 0 && end >= trailing) {
                end = Math.max(end - trailing, start);
            }
            row.setOffsets(index, start, end);
        }
    }

    /** Whether a character is certainly no white space. */
    private static boolean isVisible(char end) {
        return end > ' ' && end < 0x7F || end > 0xA0 && end < 0x1680 && end != BYTE_LEVEL_BLANK;
    }

    private static int leadingBlanks(String token) {
        if (!token.isEmpty() && isVisible(token.charAt(0))) {
            return 0;
        }
        int count = 0;
        for (int at = 0; at < token.length(); count++) {
            int codePoint = token.codePointAt(at);
            if (!isBlank(codePoint)) {
                break;
            }
            at += Character.charCount(codePoint);
        }
        return count;
    }

    private static int trailingBlanks(String token) {
        if (!token.isEmpty() && isVisible(token.charAt(token.length() - 1))) {
            return 0;
        }
        int count = 0;
        for (int at = token.length(); at > 0; count++) {
            int codePoint = token.codePointBefore(at);
            if (!isBlank(codePoint)) {
                break;
            }
            at -= Character.charCount(codePoint);
        }
        return count;
    }

    private static boolean isBlank(int codePoint) {
        return codePoint == BYTE_LEVEL_BLANK || UnicodeSets.whiteSpace().contains(codePoint);
    }
}

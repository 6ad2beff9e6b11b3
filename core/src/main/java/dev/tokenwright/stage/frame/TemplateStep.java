package dev.tokenwright.stage.frame;

import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.FrameSpec.Piece;
import dev.tokenwright.spec.FrameSpec.TemplateToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A frame given as a sequence of texts and special tokens. */
final class TemplateStep implements FrameStep {
    private final FrameSpec.Template template;

    TemplateStep(FrameSpec.Template template) {
        this.template = template;
    }

    @Override
    public int addedTokens(boolean pair) {
        int count = 0;
        for (Piece piece : pair ? template.pair() : template.single()) {
            if (piece instanceof Piece.Special special) {
                count += token(special).ids().size();
            }
        }
        return count;
    }

    @Override
    public Optional<FixedFrame> fixedFrame() {
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        boolean textSeen = false;
        for (Piece piece : template.single()) {
            if (piece instanceof Piece.Special special) {
                (textSeen ? after : before).addAll(token(special).ids());
            } else if (textSeen) {
                return Optional.empty();
            } else {
                textSeen = true;
            }
        }
        return textSeen ? Optional.of(new FixedFrame(toArray(before), toArray(after))) : Optional.empty();
    }

    private static int[] toArray(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public List<TokenRow> process(List<TokenRow> rows, boolean addSpecialTokens) {
        if (rows.size() > 2) {
            throw new IllegalStateException("a template cannot follow a step that made " + rows.size() + " parts");
        }
        List<TokenRow> result = new ArrayList<>();
        for (Piece piece : rows.size() == 2 ? template.pair() : template.single()) {
            if (piece instanceof Piece.Text text) {
                int sequence = text.part() == FrameSpec.Part.FIRST ? 0 : 1;
                TokenRow row = rows.get(sequence);
                row.setTypeIds(text.typeId());
                row.setSequence(sequence);
                result.add(row.copy());
            } else if (piece instanceof Piece.Special special && addSpecialTokens) {
                result.add(specialRow(special));
            }
        }
        return result;
    }

    private TokenRow specialRow(Piece.Special special) {
        TemplateToken token = token(special);
        TokenRow row = new TokenRow(token.ids().size());
        for (int index = 0; index < token.ids().size(); index++) {
            row.append(TokenRow.special(token.ids().get(index), token.tokens().get(index), special.typeId()));
        }
        return row;
    }

    private TemplateToken token(Piece.Special special) {
        TemplateToken token = template.specialTokens().get(special.name());
        if (token == null) {
            throw new IllegalArgumentException("template uses the undefined special token " + special.name());
        }
        return token;
    }
}

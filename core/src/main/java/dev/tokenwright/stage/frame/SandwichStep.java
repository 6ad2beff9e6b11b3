package dev.tokenwright.stage.frame;

import dev.tokenwright.spec.FrameSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** BERT's and RoBERTa's frames: a classifier token in front, separators after each text. */
final class SandwichStep implements FrameStep {
    private final FrameSpec.NamedToken separator;
    private final FrameSpec.NamedToken classifier;
    private final boolean separatorBeforeSecond;
    private final boolean singleType;

    SandwichStep(FrameSpec.Bert bert) {
        separator = bert.separator();
        classifier = bert.classifier();
        separatorBeforeSecond = false;
        singleType = false;
    }

    SandwichStep(FrameSpec.Roberta roberta) {
        separator = roberta.separator();
        classifier = roberta.classifier();
        separatorBeforeSecond = true;
        singleType = true;
    }

    @Override
    public int addedTokens(boolean pair) {
        if (!pair) {
            return 2;
        }
        return separatorBeforeSecond ? 4 : 3;
    }

    @Override
    public Optional<FixedFrame> fixedFrame() {
        return Optional.of(new FixedFrame(new int[] {classifier.id()}, new int[] {separator.id()}));
    }

    @Override
    public List<TokenRow> process(List<TokenRow> rows, boolean addSpecialTokens) {
        if (singleType) {
            rows.forEach(row -> row.setTypeIds(0));
        }
        if (!addSpecialTokens) {
            return rows;
        }
        List<TokenRow> framed = new ArrayList<>();
        for (int index = 0; index < rows.size(); index++) {
            TokenRow row = rows.get(index);
            TokenRow result = framed(row, index);
            for (TokenRow part : row.overflow()) {
                result.overflow().add(framed(part, index));
            }
            framed.add(result);
        }
        return framed;
    }

    private TokenRow framed(TokenRow row, int index) {
        int sequence = index == 0 ? 0 : 1;
        int typeId = index == 0 || singleType ? 0 : 1;
        TokenRow text = row.copy();
        text.overflow().clear();
        if (singleType) {
            text.setTypeIds(0);
        }
        text.setSequence(sequence);
        TokenRow result = new TokenRow(row.size() + 2);
        if (index == 0) {
            result.append(TokenRow.special(classifier.id(), classifier.content(), typeId));
        } else if (separatorBeforeSecond) {
            result.append(TokenRow.special(separator.id(), separator.content(), typeId));
        }
        result.append(text);
        result.append(TokenRow.special(separator.id(), separator.content(), typeId));
        return result;
    }
}

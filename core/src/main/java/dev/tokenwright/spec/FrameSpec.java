package dev.tokenwright.spec;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How the ids of one or two texts are framed by opening and closing tokens. The file format calls it a post-processor. */
public sealed interface FrameSpec {
    /** Steps that run one after the other. */
    record Sequence(List<FrameSpec> steps) implements FrameSpec {
        /** Copies the list. */
        public Sequence {
            steps = List.copyOf(steps);
        }
    }

    /** A pattern of sequences and special tokens, one for a single text and one for a pair. */
    record Template(List<Piece> single, List<Piece> pair, Map<String, TemplateToken> specialTokens)
            implements FrameSpec {
        /** Copies the collections. */
        public Template {
            single = List.copyOf(single);
            pair = List.copyOf(pair);
            specialTokens = Map.copyOf(specialTokens);
        }
    }

    /** {@code [CLS] A [SEP]} and {@code [CLS] A [SEP] B [SEP]}. */
    record Bert(NamedToken separator, NamedToken classifier) implements FrameSpec {}

    /**
     * {@code <s> A </s>} and {@code <s> A </s></s> B </s>}, every type id 0.
     *
     * @param trimOffsets whether white space is taken off the offsets
     * @param addPrefixSpace whether one leading blank was added by the splitter and so is not in the text
     */
    record Roberta(NamedToken separator, NamedToken classifier, boolean trimOffsets, boolean addPrefixSpace)
            implements FrameSpec {}

    /** No tokens; trims white space off the offsets when asked. */
    record ByteLevel(boolean trimOffsets, boolean addPrefixSpace) implements FrameSpec {}

    /** No tokens; those of each text come in reverse order. */
    record Reverse() implements FrameSpec {}

    /** A token with its id. */
    record NamedToken(String content, int id) {
        /** Checks the content. */
        public NamedToken {
            Objects.requireNonNull(content, "content");
        }
    }

    /** What one name in a template stands for: as many ids as tokens. */
    record TemplateToken(List<Integer> ids, List<String> tokens) {
        /** Copies the lists. */
        public TemplateToken {
            ids = List.copyOf(ids);
            tokens = List.copyOf(tokens);
            if (ids.size() != tokens.size()) {
                throw new IllegalArgumentException(ids.size() + " ids for " + tokens.size() + " tokens");
            }
        }
    }

    /** One place in a template. */
    sealed interface Piece {
        /** The type id of the tokens that come from here. */
        int typeId();

        /** The first or the second text. */
        record Text(Part part, int typeId) implements Piece {}

        /** A special token, by its name in {@link Template#specialTokens}. */
        record Special(String name, int typeId) implements Piece {}
    }

    /** Which of the two texts. */
    enum Part {
        /** The first or only text. */
        FIRST,
        /** The second text of a pair. */
        SECOND
    }
}

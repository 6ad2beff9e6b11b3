package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.Quoted;
import dev.tokenwright.wire.TextLines;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a BERT {@code vocab.txt}, one token a line, whose number is the id. What comes of it is what the class
 * {@code BertWordPieceTokenizer} of Hugging Face {@code tokenizers} makes of it.
 */
final class BertVocabularyReader {
    static final String FORMAT = "vocab.txt";

    private static final String PREFIX = "##";
    private static final int MAX_INPUT_CHARS = 100;

    private final String source;
    private final TokenTable vocabulary;

    private BertVocabularyReader(String source, TokenTable vocabulary) {
        this.source = source;
        this.vocabulary = vocabulary;
    }

    static TokenizerSpec read(byte[] content, String source, BertOptions options, Origin.SourceFile file) {
        return new BertVocabularyReader(source, vocabulary(content, source)).spec(options, file);
    }

    /** The tokens, without the white space at their ends. A token that stands on several lines has the number of the last. */
    private static TokenTable vocabulary(byte[] content, String source) {
        TextLines lines = TextLines.of(content, source, Limits.maxId(content.length) + 1);
        TokenTable.Builder builder = new TokenTable.Builder(lines.count(), content.length);
        for (int line = lines.count() - 1; line >= 0; line--) {
            int start = lines.start(line);
            builder.add(line, content, start, trimmedEnd(content, start, lines.end(line)));
        }
        return builder.build();
    }

    private static int trimmedEnd(byte[] text, int start, int end) {
        int trimmed = end;
        while (trimmed > start) {
            int at = trimmed - 1;
            while ((text[at] & 0xC0) == 0x80) {
                at--;
            }
            if (!isWhiteSpace(new String(text, at, trimmed - at, StandardCharsets.UTF_8).codePointAt(0))) {
                return trimmed;
            }
            trimmed = at;
        }
        return trimmed;
    }

    /** Unicode's property White_Space. */
    private static boolean isWhiteSpace(int codePoint) {
        return codePoint >= '\t' && codePoint <= '\r' || codePoint == 0x85 || Character.isSpaceChar(codePoint);
    }

    private TokenizerSpec spec(BertOptions options, Origin.SourceFile file) {
        BertOptions.SpecialTokens special = options.specialTokens();
        return new TokenizerSpec(
                new Origin(FORMAT, List.of(file), List.of()),
                new ModelSpec.WordPiece(vocabulary, special.unknown(), PREFIX, MAX_INPUT_CHARS),
                addedTokens(special),
                Optional.of(new NormalizerSpec.Bert(
                        options.cleanText(),
                        options.handleChineseChars(),
                        options.stripAccents(),
                        options.lowercase())),
                Optional.of(new SplitSpec.Bert()),
                Optional.of(new FrameSpec.Bert(
                        named("separator", special.separator()), named("classifier", special.classifier()))),
                Optional.of(new DecoderSpec.WordPiece(PREFIX, true)),
                Optional.empty(),
                Optional.empty(),
                TokenizerSpec.UnknownIds.SKIP);
    }

    private List<AddedToken> addedTokens(BertOptions.SpecialTokens special) {
        Set<String> contents = new LinkedHashSet<>(List.of(
                special.unknown(), special.separator(), special.classifier(), special.padding(), special.mask()));
        return contents.stream()
                .filter(content -> !content.isEmpty() && vocabulary.id(content) >= 0)
                .map(content -> AddedToken.control(vocabulary.id(content), content))
                .toList();
    }

    private FrameSpec.NamedToken named(String role, String content) {
        int id = vocabulary.id(content);
        if (id < 0) {
            throw new LoadException(
                    LoadException.Kind.INVALID,
                    Place.of(source),
                    "the " + role + " token " + Quoted.text(content) + " is not among its " + vocabulary.size()
                            + " tokens; add it, or say in the options what it is");
        }
        return new FrameSpec.NamedToken(content, id);
    }
}

package dev.tokenwright.chat.prompt;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Framing;
import dev.tokenwright.SpecialText;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.Vocabulary;
import dev.tokenwright.chat.prompt.LibraryOptions.SentencePiece.ExtraBlanks;
import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.ModelSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** A SentencePiece model, before which special tokens may be cut out of the text. */
final class SentencePieceLibrary implements LibraryTokenizer {
    private static final EncodeOptions MODEL =
            EncodeOptions.DEFAULT.withFraming(Framing.NONE).withSpecialText(SpecialText.AS_TEXT);
    private static final String SEPARATOR = "\u2581";

    private final Tokenizer tokenizer;
    private final ModelSpec.SentencePiece model;
    private final SegmentedText specials;
    private final boolean segmented;
    private final boolean trimsSeparator;
    private final boolean keepsBlanks;
    private final Optional<String> template;
    private final int separatorId;

    SentencePieceLibrary(Tokenizer tokenizer, LibraryOptions.SentencePiece options) {
        this.tokenizer = tokenizer;
        this.model = (ModelSpec.SentencePiece) tokenizer.spec().model();
        this.specials = SegmentedText.of(options.specials().orElseGet(java.util.Map::of), tokenizer.vocabulary());
        this.segmented = options.specials().isPresent();
        this.trimsSeparator = options.separator() == LibraryOptions.SentencePiece.Separator.TRIMMED;
        this.template = options.template();
        this.separatorId = pieceId(SEPARATOR);
        this.keepsBlanks =
                options.blanks() == ExtraBlanks.KEPT && pieces("x  y").equals(pieces("x y"));
    }

    private SentencePieceLibrary(SentencePieceLibrary other, SegmentedText specials) {
        this.tokenizer = other.tokenizer;
        this.model = other.model;
        this.specials = specials;
        this.segmented = other.segmented;
        this.trimsSeparator = other.trimsSeparator;
        this.template = other.template;
        this.separatorId = other.separatorId;
        this.keepsBlanks = other.keepsBlanks;
    }

    private int pieceId(String piece) {
        return tokenizer.vocabulary().id(piece).orElse(model.pieces().unknownId());
    }

    private List<String> pieces(String text) {
        return tokenizer.encodeWithOffsets(text, MODEL).tokens();
    }

    @Override
    public int[] encode(String text) {
        List<Integer> ids = new ArrayList<>();
        boolean afterSpecial = false;
        for (SegmentedText.Segment segment : specials.cut(text)) {
            if (segment.special().isEmpty()) {
                ids.addAll(keepsBlanks ? idsWithBlanks(segment.text()) : ids(segment.text()));
                break;
            }
            List<Integer> own = ids(segment.text());
            boolean trim = trimsSeparator && afterSpecial && !own.isEmpty() && own.get(0) == separatorId;
            ids.addAll(trim ? own.subList(1, own.size()) : own);
            ids.add(segment.special().get());
            afterSpecial = true;
        }
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    private List<Integer> ids(String text) {
        return Arrays.stream(tokenizer.encode(text, MODEL)).boxed().toList();
    }

    /** Each stretch is encoded with the blank sign after it, whose id is then left out. */
    private List<Integer> idsWithBlanks(String text) {
        List<Integer> ids = new ArrayList<>();
        for (String stretch : ExtraBlankText.marked(text).stripTrailing().split(ExtraBlankText.SIGN, -1)) {
            if (!stretch.isEmpty()) {
                List<Integer> own = ids(stretch + ExtraBlankText.SIGN);
                ids.addAll(own.subList(0, own.size() - 1));
            }
        }
        return ids;
    }

    @Override
    public List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        boolean afterSpecial = false;
        for (SegmentedText.Segment segment : specials.cut(text)) {
            if (segment.special().isEmpty()) {
                tokens.addAll(keepsBlanks ? piecesWithBlanks(segment.text()) : pieces(segment.text()));
                break;
            }
            List<String> own = pieces(segment.text());
            boolean trim = trimsSeparator
                    && afterSpecial
                    && !own.isEmpty()
                    && own.get(0).equals(SEPARATOR);
            tokens.addAll(trim ? own.subList(1, own.size()) : own);
            tokens.add(specials.token(segment.special().get()).orElseThrow());
            afterSpecial = true;
        }
        return tokens;
    }

    private List<String> piecesWithBlanks(String text) {
        return pieces(ExtraBlankText.marked(text)).stream()
                .filter(piece -> !piece.equals(ExtraBlankText.SIGN))
                .toList();
    }

    @Override
    public String decode(int[] ids, DecodeOptions.SpecialTokens specialTokens) {
        if (!segmented) {
            return tokenizer.decode(ids);
        }
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int at = 0; at < ids.length; at++) {
            Optional<String> special = specials.token(ids[at]);
            if (special.isPresent()) {
                text.append(tokenizer.decode(Arrays.copyOfRange(ids, from, at))).append(' ');
                text.append(special.get()).append(' ');
                from = at + 1;
            }
        }
        return text.append(tokenizer.decode(Arrays.copyOfRange(ids, from, ids.length)))
                .toString()
                .strip();
    }

    @Override
    public String textOfTokens(List<String> tokens) {
        return PieceText.of(tokens, tokenizer, model);
    }

    @Override
    public List<VocabularyEntry> vocabulary() {
        Vocabulary pieces = tokenizer.vocabulary();
        return IntStream.range(0, vocabSize())
                .mapToObj(id -> VocabularyEntry.of(
                        id,
                        id < pieces.idLimit()
                                ? pieces.token(id).orElseThrow()
                                : token(id).orElseThrow()))
                .toList();
    }

    @Override
    public Map<String, Integer> addedTokens() {
        return specials.ids();
    }

    @Override
    public LibraryTokenizer withSpecialTokens(Map<String, String> named) {
        if (!segmented) {
            throw new UnsupportedOperationException(
                    "a SentencePiece model takes more special tokens only when they are"
                            + " cut out of a text before the model sees it; open it with special tokens, or train them into it");
        }
        return new SentencePieceLibrary(this, specials.with(named));
    }

    @Override
    public OptionalInt tokenId(String token) {
        OptionalInt special = specials.id(token);
        return special.isPresent() ? special : OptionalInt.of(pieceId(token));
    }

    @Override
    public Optional<String> token(int id) {
        Optional<String> token =
                specials.token(id).or(() -> tokenizer.vocabulary().token(id));
        if (token.isEmpty()) {
            throw new TokenIdException(id, 0, vocabSize());
        }
        return token;
    }

    @Override
    public int vocabSize() {
        return specials.idLimit();
    }

    @Override
    public OptionalInt id(SpecialRole role) {
        if (role == SpecialRole.UNK) {
            return OptionalInt.of(model.pieces().unknownId());
        }
        SpecialRole named = role == SpecialRole.EOD ? SpecialRole.EOS : role;
        if (segmented) {
            return specials.named(named.name().toLowerCase(Locale.ROOT) + "_token");
        }
        return switch (named) {
            case BOS -> numbered(model.controls().begin());
            case EOS -> numbered(model.controls().end());
            case PAD -> numbered(model.controls().padding());
            default -> OptionalInt.empty();
        };
    }

    /** SentencePiece's own number for a piece that the model lacks is -1. */
    private static OptionalInt numbered(OptionalInt control) {
        return OptionalInt.of(control.orElse(-1));
    }

    @Override
    public List<Integer> additionalSpecialIds() {
        return specials.withoutRole();
    }

    @Override
    public Optional<String> chatTemplate() {
        return template;
    }

    /** They are counted in the text that the ids decode to. */
    @Override
    public Optional<int[]> starts(int[] ids, String text) {
        return Optional.of(PieceStarts.of(
                ids, (DecoderSpec.SentencePiece) tokenizer.spec().decoder().orElseThrow(), tokenizer.vocabulary()));
    }

    @Override
    public Optional<Boolean> spaceSensitive() {
        List<String> apart = new ArrayList<>(tokens("x"));
        apart.addAll(tokens("y"));
        return Optional.of(!tokens("x y").equals(apart));
    }
}

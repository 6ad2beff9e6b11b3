package dev.tokenwright.load;

import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.FrameSpec.NamedToken;
import dev.tokenwright.spec.FrameSpec.Part;
import dev.tokenwright.spec.FrameSpec.Piece;
import dev.tokenwright.spec.FrameSpec.TemplateToken;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The frames that classes of {@code transformers} 5.24 put around texts. */
final class ClassFrames {
    private static final Piece FIRST = new Piece.Text(Part.FIRST, 0);
    private static final Piece SECOND = new Piece.Text(Part.SECOND, 1);
    private static final Piece SECOND_AS_FIRST = new Piece.Text(Part.SECOND, 0);

    private ClassFrames() {}

    /** The frame of the file; a file without one frames texts with nothing. */
    static Optional<FrameSpec> ofFile(Optional<FrameSpec> ofFile, ClassSettings settings) {
        return ofFile.isPresent() ? ofFile : nothing(ofFile, settings);
    }

    /** No tokens, whatever the file says. */
    static Optional<FrameSpec> nothing(Optional<FrameSpec> ofFile, ClassSettings settings) {
        return Optional.of(new FrameSpec.Template(List.of(FIRST), List.of(FIRST, SECOND), Map.of()));
    }

    /** The frame of the file, else byte-level offsets as they are. */
    static Optional<FrameSpec> codeGen(Optional<FrameSpec> ofFile, ClassSettings settings) {
        return ofFile.or(() -> Optional.of(new FrameSpec.ByteLevel(false, true)));
    }

    /** {@code [CLS] A [SEP]} and {@code [CLS] A [SEP] B [SEP]}. */
    static Optional<FrameSpec> bert(Optional<FrameSpec> ofFile, ClassSettings settings) {
        NamedToken cls = inTemplate(settings, "cls_token");
        NamedToken sep = inTemplate(settings, "sep_token");
        return template(
                List.of(special(cls, 0), FIRST, special(sep, 0)),
                List.of(special(cls, 0), FIRST, special(sep, 0), SECOND, special(sep, 1)),
                List.of(cls, sep));
    }

    /** {@code [CLS] A [SEP]} and {@code [CLS] A [SEP] [SEP] B [SEP]}, every type id 0. */
    static Optional<FrameSpec> deberta(Optional<FrameSpec> ofFile, ClassSettings settings) {
        return doubled(inTemplate(settings, "cls_token"), inTemplate(settings, "sep_token"));
    }

    /** {@code <s> A </s>} and {@code <s> A </s> </s> B </s>}, every type id 0. */
    static Optional<FrameSpec> xlmRoberta(Optional<FrameSpec> ofFile, ClassSettings settings) {
        return doubled(inTemplate(settings, "bos_token"), inTemplate(settings, "eos_token"));
    }

    private static Optional<FrameSpec> doubled(NamedToken open, NamedToken close) {
        return template(
                List.of(special(open, 0), FIRST, special(close, 0)),
                List.of(
                        special(open, 0),
                        FIRST,
                        special(close, 0),
                        special(close, 0),
                        SECOND_AS_FIRST,
                        special(close, 0)),
                List.of(open, close));
    }

    /** {@code A </s>} and {@code A </s> B </s>}: always this text, under the id of the end of a text. */
    static Optional<FrameSpec> t5(Optional<FrameSpec> ofFile, ClassSettings settings) {
        NamedToken end = new NamedToken("</s>", settings.token("eos_token").id());
        return template(
                List.of(FIRST, special(end, 0)),
                List.of(FIRST, special(end, 0), SECOND_AS_FIRST, special(end, 0)),
                List.of(end));
    }

    static Optional<FrameSpec> roberta(Optional<FrameSpec> ofFile, ClassSettings settings) {
        return Optional.of(new FrameSpec.Roberta(
                settings.token("sep_token"),
                settings.token("cls_token"),
                settings.strictFlag("trim_offsets", true),
                settings.strictFlag("add_prefix_space", false)));
    }

    static Optional<FrameSpec> mpnet(Optional<FrameSpec> ofFile, ClassSettings settings) {
        return Optional.of(
                new FrameSpec.Roberta(settings.token("sep_token"), settings.token("cls_token"), true, false));
    }

    static Optional<FrameSpec> clip(Optional<FrameSpec> ofFile, ClassSettings settings) {
        return Optional.of(
                new FrameSpec.Roberta(settings.token("eos_token"), settings.token("bos_token"), false, false));
    }

    /** {@code <|startoftranscript|> <|notimestamps|> A <|endoftext|>}; a language or a task is refused. */
    static Optional<FrameSpec> whisper(Optional<FrameSpec> ofFile, ClassSettings settings) {
        for (String key : List.of("language", "task")) {
            if (settings.config().optional(key).isPresent()) {
                throw settings.config()
                        .unsupported(key, "a frame for one language or task is not done; set it to null");
            }
        }
        NamedToken end = inTemplate(settings, "eos_token");
        NamedToken start = known(settings, "<|startoftranscript|>");
        List<Piece> before = new java.util.ArrayList<>(List.of(special(start, 0)));
        List<NamedToken> used = new java.util.ArrayList<>(List.of(end, start));
        if (!settings.flag("predict_timestamps", false)) {
            NamedToken none = known(settings, "<|notimestamps|>");
            before.add(special(none, 0));
            used.add(none);
        }
        List<Piece> single = new java.util.ArrayList<>(before);
        single.addAll(List.of(FIRST, special(end, 0)));
        List<Piece> pair = new java.util.ArrayList<>(before);
        pair.addAll(List.of(FIRST, SECOND, special(end, 1)));
        return template(single, pair, used);
    }

    private static NamedToken known(ClassSettings settings, String text) {
        if (!settings.register().has(text)) {
            throw settings.config()
                    .unsupported(
                            "tokenizer_class",
                            settings.className() + " needs the token " + text + ", which the vocabulary lacks");
        }
        return new NamedToken(text, settings.register().id(text));
    }

    /** A token whose text can stand in a template, where blanks and colons mean something else. */
    private static NamedToken inTemplate(ClassSettings settings, String key) {
        NamedToken token = settings.token(key);
        boolean plain = !token.content().isEmpty()
                && token.content().charAt(0) != '$'
                && token.content().chars().noneMatch(c -> c == ':' || Character.isWhitespace(c));
        if (!plain) {
            throw settings.config().unsupported(key, "a token with this text cannot frame texts");
        }
        return token;
    }

    private static Piece special(NamedToken token, int typeId) {
        return new Piece.Special(token.content(), typeId);
    }

    private static Optional<FrameSpec> template(List<Piece> single, List<Piece> pair, List<NamedToken> tokens) {
        Map<String, TemplateToken> specials = new HashMap<>();
        tokens.forEach(token ->
                specials.put(token.content(), new TemplateToken(List.of(token.id()), List.of(token.content()))));
        return Optional.of(new FrameSpec.Template(single, pair, specials));
    }
}

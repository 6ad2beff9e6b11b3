package dev.tokenwright.load;

import dev.tokenwright.error.ConversionException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.wire.JsonOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the post-processor of a {@code tokenizer.json}. */
final class FrameWriter {
    private final JsonOutput json;
    private final PartWriter part;

    FrameWriter(JsonOutput json) {
        this.json = json;
        this.part = new PartWriter(json);
    }

    /** The one place where a kind of frame is written. */
    void write(FrameSpec spec, Place place) throws IOException {
        if (spec instanceof FrameSpec.Sequence sequence) {
            sequence(sequence, place);
        } else if (spec instanceof FrameSpec.Template template) {
            template(template);
        } else if (spec instanceof FrameSpec.Bert bert) {
            part.begin("BertProcessing");
            named("sep", bert.separator());
            named("cls", bert.classifier());
            part.end();
        } else if (spec instanceof FrameSpec.Roberta roberta) {
            part.begin("RobertaProcessing");
            named("sep", roberta.separator());
            named("cls", roberta.classifier());
            part.flag("trim_offsets", roberta.trimOffsets()).flag("add_prefix_space", roberta.addPrefixSpace());
            part.end();
        } else if (spec instanceof FrameSpec.ByteLevel byteLevel) {
            part.begin("ByteLevel")
                    .flag("add_prefix_space", byteLevel.addPrefixSpace())
                    .flag("trim_offsets", byteLevel.trimOffsets())
                    .flag("use_regex", true)
                    .end();
        } else if (spec instanceof FrameSpec.Reverse) {
            throw new ConversionException(place, "the reverse order of the tokens would be lost");
        } else {
            throw new AssertionError(spec);
        }
    }

    private void sequence(FrameSpec.Sequence sequence, Place place) throws IOException {
        part.begin("Sequence");
        json.name("processors");
        json.beginArray();
        Place steps = place.child("processors");
        for (int index = 0; index < sequence.steps().size(); index++) {
            write(sequence.steps().get(index), steps.child(index));
        }
        json.endArray();
        part.end();
    }

    private void named(String name, FrameSpec.NamedToken token) throws IOException {
        json.name(name);
        json.beginArray();
        json.value(token.content());
        json.value(token.id());
        json.endArray();
    }

    private void template(FrameSpec.Template template) throws IOException {
        part.begin("TemplateProcessing");
        pieces("single", template.single());
        pieces("pair", template.pair());
        json.name("special_tokens");
        json.beginObject();
        for (Map.Entry<String, FrameSpec.TemplateToken> entry : new TreeMap<>(template.specialTokens()).entrySet()) {
            json.name(entry.getKey());
            json.beginObject();
            part.text("id", entry.getKey());
            templateToken(entry.getValue());
            json.endObject();
        }
        json.endObject();
        part.end();
    }

    private void templateToken(FrameSpec.TemplateToken token) throws IOException {
        json.name("ids");
        json.beginArray();
        for (int id : token.ids()) {
            json.value(id);
        }
        json.endArray();
        json.name("tokens");
        json.beginArray();
        for (String text : token.tokens()) {
            json.value(text);
        }
        json.endArray();
    }

    private void pieces(String name, List<FrameSpec.Piece> pieces) throws IOException {
        json.name(name);
        json.beginArray();
        for (FrameSpec.Piece piece : pieces) {
            json.beginObject();
            if (piece instanceof FrameSpec.Piece.Text text) {
                piece("Sequence", text.part() == FrameSpec.Part.FIRST ? "A" : "B", text.typeId());
            } else if (piece instanceof FrameSpec.Piece.Special special) {
                piece("SpecialToken", special.name(), special.typeId());
            } else {
                throw new AssertionError(piece);
            }
            json.endObject();
        }
        json.endArray();
    }

    private void piece(String kind, String id, int typeId) throws IOException {
        json.name(kind);
        json.beginObject();
        part.text("id", id).number("type_id", typeId);
        json.endObject();
    }
}

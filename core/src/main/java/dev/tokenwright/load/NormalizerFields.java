package dev.tokenwright.load;

import dev.tokenwright.spec.ByteString;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.NormalizerSpec.SentencePiece.DummySpace;
import dev.tokenwright.wire.ProtobufReader;
import java.util.List;
import java.util.Optional;

/** The fields of a {@code NormalizerSpec} that matter after training. */
final class NormalizerFields {
    private ByteString charsMap = ByteString.copyOf(new byte[0]);
    private boolean addDummyPrefix = true;
    private boolean removeExtraWhitespaces = true;
    private boolean escapeWhitespaces = true;

    void read(ProtobufReader message) {
        while (message.next()) {
            switch (message.field()) {
                case 2 -> charsMap = ByteString.copyOf(message.bytes("precompiled_charsmap"));
                case 3 -> addDummyPrefix = message.bool("add_dummy_prefix");
                case 4 -> removeExtraWhitespaces = message.bool("remove_extra_whitespaces");
                case 5 -> escapeWhitespaces = message.bool("escape_whitespaces");
                default -> message.skip();
            }
        }
    }

    boolean addDummyPrefix() {
        return addDummyPrefix;
    }

    boolean removeExtraWhitespaces() {
        return removeExtraWhitespaces;
    }

    boolean hasCharsMap() {
        return charsMap.length() > 0;
    }

    NormalizerSpec.SentencePiece spec(List<ByteString> userDefined, boolean dummyAtEnd) {
        DummySpace dummySpace = dummyAtEnd ? DummySpace.END : DummySpace.START;
        return new NormalizerSpec.SentencePiece(
                hasCharsMap() ? Optional.of(charsMap) : Optional.empty(),
                userDefined,
                addDummyPrefix ? dummySpace : DummySpace.NONE,
                removeExtraWhitespaces,
                escapeWhitespaces);
    }
}

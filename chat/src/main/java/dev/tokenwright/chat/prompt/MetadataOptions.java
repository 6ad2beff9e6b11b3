package dev.tokenwright.chat.prompt;

import dev.tokenwright.load.ByteLevelOptions;
import dev.tokenwright.load.MegatronMetadata;
import dev.tokenwright.load.MegatronOptions;
import java.util.Optional;

/** What a library is told when a metadata file says all there is. */
final class MetadataOptions {
    private MetadataOptions() {}

    static LibraryOptions of(MegatronMetadata metadata) {
        Library library = Library.named(metadata.library())
                .orElseThrow(() ->
                        new IllegalArgumentException("the metadata names no known library: " + metadata.library()));
        Optional<String> template = metadata.chatTemplate();
        return switch (library) {
            case HUGGINGFACE -> {
                LibraryOptions.HuggingFace plain = LibraryOptions.HuggingFace.DEFAULT;
                yield new LibraryOptions.HuggingFace(plain.tokens(), plain.additional(), plain.framing(), template);
            }
            case SENTENCEPIECE -> {
                LibraryOptions.SentencePiece plain = LibraryOptions.SentencePiece.DEFAULT;
                yield new LibraryOptions.SentencePiece(plain.specials(), plain.blanks(), plain.separator(), template);
            }
            case TIKTOKEN -> new LibraryOptions.Tiktoken(MegatronOptions.DEFAULT, template);
            case BYTE_LEVEL -> new LibraryOptions.ByteLevel(ByteLevelOptions.DEFAULT);
            case MEGATRON, NULL, MULTIMODAL, NULL_MULTIMODAL ->
                throw new IllegalArgumentException(
                        "the library " + library + " needs options that metadata does not have");
        };
    }
}

package dev.tokenwright.chat.prompt;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.load.BertOptions;
import dev.tokenwright.load.SentencePieceOptions;
import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.spec.TokenizerSpec;
import java.nio.file.Path;
import java.util.Optional;

/** The one place where a library's tokenizer is made. */
final class Libraries {
    private Libraries() {}

    /** As {@link #open(Optional, LibraryOptions)}, with what a prompt format changes when the files are read. */
    static LibraryTokenizer open(Optional<Path> path, LibraryOptions options, PromptFormat format) {
        if (options instanceof LibraryOptions.Multimodal multimodal && format == PromptFormat.NVLM_YI_34B) {
            return HuggingFaceLibrary.of(TokenizerFiles.convertedLlama(needed(path, options)), multimodal);
        }
        return open(path, options);
    }

    static LibraryTokenizer open(Optional<Path> path, LibraryOptions options) {
        if (options instanceof LibraryOptions.HuggingFace huggingFace) {
            return HuggingFaceLibrary.of(TokenizerFiles.load(needed(path, options)), huggingFace);
        }
        if (options instanceof LibraryOptions.Megatron megatron) {
            return HuggingFaceLibrary.of(legacy(needed(path, options), megatron), megatron.common());
        }
        if (options instanceof LibraryOptions.SentencePiece sentencePiece) {
            TokenizerSpec spec = TokenizerFiles.sentencePiece(needed(path, options), SentencePieceOptions.DEFAULT);
            return new SentencePieceLibrary(Tokenizer.of(spec), sentencePiece);
        }
        if (options instanceof LibraryOptions.Tiktoken tiktoken) {
            TokenizerSpec spec = TokenizerFiles.megatronTiktoken(needed(path, options), tiktoken.options());
            return new TiktokenLibrary(Tokenizer.of(spec), tiktoken);
        }
        if (options instanceof LibraryOptions.ByteLevel byteLevel) {
            return new ByteLevelLibrary(byteLevel.options());
        }
        if (options instanceof LibraryOptions.Null numbers) {
            return new NullLibrary(numbers.vocabSize(), Optional.empty());
        }
        if (options instanceof LibraryOptions.Multimodal multimodal) {
            return HuggingFaceLibrary.of(TokenizerFiles.load(needed(path, options)), multimodal);
        }
        if (options instanceof LibraryOptions.NullMultimodal numbers) {
            return new NullLibrary(numbers.vocabSize(), Optional.of(numbers));
        }
        throw new AssertionError(options);
    }

    private static Path needed(Optional<Path> path, LibraryOptions options) {
        return path.orElseThrow(() ->
                new IllegalArgumentException("the library " + options.library() + " needs the path of a tokenizer"));
    }

    /** The tokenizer that one of Megatron's old names stands for. */
    private static TokenizerSpec legacy(Path path, LibraryOptions.Megatron options) {
        LegacyName name = LegacyName.named(path.toString());
        return switch (name.kind()) {
            case GPT2 ->
                LegacyName.gpt2(
                        options.vocab(),
                        options.merges()
                                .orElseThrow(() -> new IllegalArgumentException(
                                        name.spelling() + " needs merges; name them with --merge-file")));
            case BERT_CASED -> LegacyName.bert(options.vocab(), BertOptions.CASED);
            case BERT_UNCASED -> LegacyName.bert(options.vocab(), BertOptions.UNCASED);
        };
    }
}

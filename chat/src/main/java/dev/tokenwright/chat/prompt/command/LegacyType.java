package dev.tokenwright.chat.prompt.command;

import dev.tokenwright.chat.prompt.Library;
import java.util.Map;

/** What the values of {@code --tokenizer-type} are called now. */
final class LegacyType {
    /** Its tokenizer is asked for conversations in the old option's prompt format. */
    static final String SFT = "SFTTokenizer";

    private static final Map<String, Library> LIBRARIES = Map.ofEntries(
            Map.entry("BertWordPieceLowerCase", Library.MEGATRON),
            Map.entry("BertWordPieceCase", Library.MEGATRON),
            Map.entry("GPT2BPETokenizer", Library.MEGATRON),
            Map.entry("SentencePieceTokenizer", Library.SENTENCEPIECE),
            Map.entry("GPTSentencePieceTokenizer", Library.SENTENCEPIECE),
            Map.entry("Llama2Tokenizer", Library.SENTENCEPIECE),
            Map.entry("HuggingFaceTokenizer", Library.HUGGINGFACE),
            Map.entry("TikTokenizer", Library.TIKTOKEN),
            Map.entry("MultimodalTokenizer", Library.MULTIMODAL),
            Map.entry(SFT, Library.HUGGINGFACE),
            Map.entry("NullTokenizer", Library.NULL),
            Map.entry("NullMultimodalTokenizer", Library.NULL_MULTIMODAL));

    private LegacyType() {}

    static Library library(String type) {
        Library library = LIBRARIES.get(type);
        if (library == null) {
            throw new IllegalArgumentException("unknown tokenizer type: " + type);
        }
        return library;
    }
}

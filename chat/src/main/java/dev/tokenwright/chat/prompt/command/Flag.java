package dev.tokenwright.chat.prompt.command;

import java.util.List;
import java.util.Optional;

/** An option of the command line. */
enum Flag {
    LIBRARY(
            "--tokenizer-library",
            Takes.ONE,
            "huggingface",
            "sentencepiece",
            "tiktoken",
            "megatron",
            "byte-level",
            "null",
            "multimodal",
            "null-multimodal"),
    MODE("--tokenizer-mode", Takes.ONE, "text", "sft", "multimodal"),
    PROMPT_FORMAT("--tokenizer-prompt-format", Takes.ONE),
    MODEL("--tokenizer-model", Takes.ONE),
    METADATA("--tokenizer-metadata", Takes.ONE),
    SPECIAL_TOKENS("--tokenizer-special-tokens", Takes.SOME),
    CHAT_TEMPLATE("--chat-template", Takes.ONE),
    VOCAB_SIZE("--vocab-size", Takes.NUMBER),
    PADDED_VOCAB_SIZE("--padded-vocab-size", Takes.NUMBER),
    VOCAB_FILE("--vocab-file", Takes.ONE),
    MERGE_FILE("--merge-file", Takes.ONE),
    VOCAB_EXTRA_IDS("--vocab-extra-ids", Takes.NUMBER),
    TIKTOKEN_PATTERN("--tiktoken-pattern", Takes.ONE),
    TIKTOKEN_NUM_SPECIAL_TOKENS("--tiktoken-num-special-tokens", Takes.NUMBER),
    SENTENCEPIECE_LEGACY("--tokenizer-sentencepiece-legacy", Takes.NOTHING),
    HF_NO_USE_FAST("--tokenizer-hf-no-use-fast", Takes.NOTHING),
    HF_NO_INCLUDE_SPECIAL_TOKENS("--tokenizer-hf-no-include-special-tokens", Takes.NOTHING),
    TRUST_REMOTE_CODE("--trust-remote-code", Takes.NOTHING),
    SFT("--sft", Takes.NOTHING),
    IMAGE_TAG_TYPE("--image-tag-type", Takes.ONE),
    IMAGE_SPECIAL_TOKENS("--special-tokens", Takes.ANY),
    FORCE_SYSTEM_MESSAGE("--force-system-message", Takes.NOTHING),
    DIVISIBLE_BY("--make-vocab-size-divisible-by", Takes.NUMBER),
    TENSOR_PARALLEL("--tensor-model-parallel-size", Takes.NUMBER),
    TYPE(
            "--tokenizer-type",
            Takes.ONE,
            "BertWordPieceLowerCase",
            "BertWordPieceCase",
            "GPT2BPETokenizer",
            "SentencePieceTokenizer",
            "GPTSentencePieceTokenizer",
            "HuggingFaceTokenizer",
            "Llama2Tokenizer",
            "TikTokenizer",
            "MultimodalTokenizer",
            "NullTokenizer",
            "NullMultimodalTokenizer",
            "SFTTokenizer"),
    TIKTOKEN_SPECIAL_TOKENS("--tiktoken-special-tokens", Takes.SOME),
    SFT_PROMPT_FORMAT("--sft-tokenizer-prompt-format", Takes.ONE),
    HF_USE_FAST("--tokenizer-hf-use-fast", Takes.NOTHING),
    HF_INCLUDE_SPECIAL_TOKENS("--tokenizer-hf-include-special-tokens", Takes.NOTHING);

    /** What follows an option. */
    enum Takes {
        NOTHING,
        ONE,
        NUMBER,
        /** One word or more. */
        SOME,
        /** Any number of words. */
        ANY
    }

    private final String spelling;
    private final Takes takes;

    /** With a comma between two. */
    private final String choices;

    Flag(String spelling, Takes takes, String... choices) {
        this.spelling = spelling;
        this.takes = takes;
        this.choices = String.join(",", choices);
    }

    static Optional<Flag> named(String spelling) {
        for (Flag flag : values()) {
            if (flag.spelling.equals(spelling)) {
                return Optional.of(flag);
            }
        }
        return Optional.empty();
    }

    String spelling() {
        return spelling;
    }

    Takes takes() {
        return takes;
    }

    /** The words that may follow; empty means any. */
    List<String> choices() {
        return choices.isEmpty() ? List.of() : List.of(choices.split(",", -1));
    }
}

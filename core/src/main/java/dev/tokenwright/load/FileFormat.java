package dev.tokenwright.load;

/** The formats of single files that can be told by their content. */
enum FileFormat {
    /** Hugging Face {@code tokenizer.json}: a JSON object with {@code model}. */
    TOKENIZER_JSON("tokenizer.json"),
    /** Mistral {@code tekken.json}: a JSON object with {@code config} and a {@code vocab} array. */
    TEKKEN("tekken.json"),
    /** A whole tiktoken encoding in JSON: an object with {@code pat_str} and {@code bpe_ranks}. */
    TIKTOKEN_JSON("a tiktoken encoding in JSON"),
    /** Megatron's tiktoken vocabulary: a JSON array of objects with {@code rank} and {@code token_bytes}. */
    MEGATRON_JSON("a Megatron tiktoken vocabulary"),
    /** {@code vocab.json} of GPT-2 and kin: a JSON object of tokens and ids. It needs its merges. */
    VOCABULARY_JSON("a vocab.json"),
    /** {@code merges.txt} of GPT-2 and kin. It needs its vocabulary. */
    MERGES_TEXT("a merges.txt"),
    /** A SentencePiece model: a protobuf message whose first field is a piece. */
    SENTENCE_PIECE("a SentencePiece model"),
    /** A llama.cpp file. */
    GGUF("a GGUF file"),
    /** Lines of base64 and rank. */
    TIKTOKEN_RANKS("a tiktoken rank file"),
    /** BERT's {@code vocab.txt}: one token a line, {@code [UNK]} among them. */
    VOCABULARY_TEXT("a vocab.txt");

    private final String description;

    FileFormat(String description) {
        this.description = description;
    }

    /** What such a file is called in messages. */
    String description() {
        return description;
    }
}

/** Text to token ids and back, exactly as the reference of the tokenizer's format does. No run-time dependencies. */
module dev.tokenwright.core {
    requires static org.jspecify;

    exports dev.tokenwright;
    exports dev.tokenwright.error;
    exports dev.tokenwright.load;
    exports dev.tokenwright.spec;
}

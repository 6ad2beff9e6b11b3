package dev.tokenwright;

/** Whether the model's opening and closing tokens, such as BOS and EOS, are put around the text. */
public enum Framing {
    /** As the tokenizer's file says. */
    ADD,
    /** Only the text's own tokens. */
    NONE
}

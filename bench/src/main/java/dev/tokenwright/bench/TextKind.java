package dev.tokenwright.bench;

/** A kind of text to encode. */
public enum TextKind {
    /** English prose: manuals, dictionaries, papers; without them, this project's own pages. */
    ENGLISH("eng"),
    /** Program source. */
    CODE("code"),
    /** Many scripts and languages. */
    MULTILINGUAL("multi"),
    /** JSON chat requests. */
    CHAT_JSON("chat"),
    /** One word without a place to cut it. */
    ONE_LONG_WORD("");

    private final String corpus;

    TextKind(String corpus) {
        this.corpus = corpus;
    }

    /** Name of the corpus that holds such text; empty when the text is made. */
    String corpus() {
        return corpus;
    }
}

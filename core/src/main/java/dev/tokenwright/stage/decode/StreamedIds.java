package dev.tokenwright.stage.decode;

/** What ids give to the first step of a stream, or to its text if there is no step. Belongs to one stream. */
interface StreamedIds {
    /** Takes an id, which must have a token. */
    void accept(int id, Decoder.Beginning beginning);

    /** What follows is decoded by itself. */
    void breakRun();

    /** No id follows. */
    void finish();

    /** The same in the same state, before another step. */
    StreamedIds copy(StreamedStep next);
}

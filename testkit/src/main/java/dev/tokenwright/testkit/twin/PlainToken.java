package dev.tokenwright.testkit.twin;

/** A token of a piece: its id, and the code points of the piece that it covers. */
public record PlainToken(int id, int start, int end) {}

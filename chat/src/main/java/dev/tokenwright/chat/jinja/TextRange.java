package dev.tokenwright.chat.jinja;

/**
 * A stretch of rendered text.
 *
 * @param start index of the first UTF-16 unit
 * @param end index after the last
 */
public record TextRange(int start, int end) {}

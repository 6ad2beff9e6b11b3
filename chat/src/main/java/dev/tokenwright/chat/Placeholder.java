package dev.tokenwright.chat;

/**
 * Where the tokens are that stand for a medium.
 *
 * @param item the medium
 * @param start index of the first of its tokens
 * @param length how many they are
 */
public record Placeholder(MediaItem item, int start, int length) {}

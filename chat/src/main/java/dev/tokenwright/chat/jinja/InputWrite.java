package dev.tokenwright.chat.jinja;

/**
 * A place in a template that wrote text of the input.
 *
 * @param place the place
 * @param path what was written
 */
public record InputWrite(SourcePlace place, InputPath path) {}

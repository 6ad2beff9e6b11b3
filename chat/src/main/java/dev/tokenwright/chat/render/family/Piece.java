package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.ChatSpan.Kind;
import java.util.Objects;

/**
 * A stretch of text that a family writes.
 *
 * @param message index of the message that it belongs to, or {@link #CURRENT}
 */
record Piece(String text, Kind kind, Source source, int message) {
    /** The message that is being written. */
    static final int CURRENT = -2;

    /** Who wrote it. */
    enum Source {
        /** The family: control tokens in it are meant. */
        FAMILY,
        /** Somebody whose words came with the conversation. */
        SOMEBODY
    }

    /** Checks that nothing is null. */
    Piece {
        Objects.requireNonNull(text, "text");
    }

    /** The family's words around messages. */
    static Piece scaffold(String text) {
        return new Piece(text, Kind.SCAFFOLD, Source.FAMILY, CURRENT);
    }

    /** Words around messages that came with the conversation, such as the declaration of a tool. */
    static Piece given(String text) {
        return new Piece(text, Kind.SCAFFOLD, Source.SOMEBODY, CURRENT);
    }

    /** What somebody other than the model says. */
    static Piece body(String text) {
        return new Piece(text, Kind.BODY, Source.SOMEBODY, CURRENT);
    }

    /** The family's words inside what somebody other than the model says. */
    static Piece bodyOfFamily(String text) {
        return new Piece(text, Kind.BODY, Source.FAMILY, CURRENT);
    }

    /** The family's words inside what the model says. */
    static Piece sampled(String text) {
        return new Piece(text, Kind.SAMPLED, Source.FAMILY, CURRENT);
    }

    /** What the model says. */
    static Piece said(String text) {
        return new Piece(text, Kind.SAMPLED, Source.SOMEBODY, CURRENT);
    }

    /** The same piece as part of another message. */
    Piece of(int newMessage) {
        return new Piece(text, kind, source, newMessage);
    }
}

package dev.tokenwright.stage.decode;

import dev.tokenwright.text.ByteLevelAlphabet;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Byte-level texts become one text of the bytes that they spell. Belongs to one stream. */
final class ByteLevelStream implements StreamedStep {
    private final StreamedStep next;
    private final StringBuilder held;
    private final Utf8Stream utf8;

    ByteLevelStream(StreamedStep next) {
        this(next, "", new Utf8Stream(BytesToText::replacing));
    }

    private ByteLevelStream(StreamedStep next, CharSequence held, Utf8Stream utf8) {
        this.next = next;
        this.held = new StringBuilder(held);
        this.utf8 = utf8;
    }

    @Override
    public void part(String part) {
        held.append(part);
    }

    @Override
    public void end() {
        next.part(utf8.push(bytes(held.toString().getBytes(StandardCharsets.UTF_8))));
        held.setLength(0);
    }

    @Override
    public void finish() {
        next.part(utf8.flush());
        next.end();
        next.finish();
    }

    /** The bytes that a text spells; a text with any other character stands for its own bytes. */
    static byte[] bytes(byte[] text) {
        byte[] read = new byte[text.length];
        int count = ByteLevelAlphabet.read(text, 0, text.length, read);
        return count < 0 ? text : Arrays.copyOf(read, count);
    }

    @Override
    public ByteLevelStream copy(StreamedStep newNext) {
        return new ByteLevelStream(newNext, held, utf8.copy());
    }
}

package dev.tokenwright.stage.decode;

import java.util.function.IntFunction;

/** Each id gives bytes, which are joined before they become text. Belongs to one stream. */
final class ByteIds implements StreamedIds {
    private final IntFunction<byte[]> bytes;
    private final Utf8Stream utf8;
    private final StreamedStep next;

    ByteIds(IntFunction<byte[]> bytes, BytesToText bytesToText, StreamedStep next) {
        this(bytes, new Utf8Stream(bytesToText), next);
    }

    private ByteIds(IntFunction<byte[]> bytes, Utf8Stream utf8, StreamedStep next) {
        this.bytes = bytes;
        this.utf8 = utf8;
        this.next = next;
    }

    @Override
    public void accept(int id, Decoder.Beginning beginning) {
        next.part(utf8.push(bytes.apply(id)));
    }

    @Override
    public void breakRun() {
        next.part(utf8.flush());
    }

    @Override
    public void finish() {
        breakRun();
        next.end();
        next.finish();
    }

    @Override
    public ByteIds copy(StreamedStep newNext) {
        return new ByteIds(bytes, utf8.copy(), newNext);
    }
}

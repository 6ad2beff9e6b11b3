package dev.tokenwright.app.serve.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;

/** Reads a whole body as it comes, without a thread that waits for it. */
final class BodyReader extends Invocable.Task.Abstract {
    /** Takes what came of it: one of these, once. */
    interface Sink {
        /** The body. */
        void whole(byte[] body);

        /** More than is allowed. */
        void tooLarge();

        /** The client went away or was too slow. */
        void failed(Throwable failure);
    }

    /** A body in one array that can be handed on without a copy when it is as long as was said. */
    private static final class Bytes extends ByteArrayOutputStream {
        Bytes(int size) {
            super(size);
        }

        byte[] exact() {
            return count == buf.length ? buf : toByteArray();
        }
    }

    private final Content.Source source;
    private final int most;
    private final Sink sink;
    private final Bytes bytes;

    BodyReader(Content.Source source, long expected, int most, Sink sink) {
        super(InvocationType.NON_BLOCKING);
        this.source = source;
        this.most = most;
        this.sink = sink;
        this.bytes = new Bytes((int) Math.max(256, Math.min(expected, 1 << 20)));
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = source.read();
            if (chunk == null) {
                source.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                sink.failed(chunk.getFailure());
                return;
            }
            ByteBuffer buffer = chunk.getByteBuffer();
            boolean tooLarge = bytes.size() + (long) buffer.remaining() > most;
            if (!tooLarge) {
                byte[] part = new byte[buffer.remaining()];
                buffer.get(part);
                bytes.write(part, 0, part.length);
            }
            boolean last = chunk.isLast();
            chunk.release();
            if (tooLarge) {
                sink.tooLarge();
                return;
            }
            if (last) {
                sink.whole(bytes.exact());
                return;
            }
        }
    }
}

package dev.tokenwright.app.serve.http;

import dev.tokenwright.app.json.JsonProblem;
import dev.tokenwright.app.serve.api.ApiError;
import dev.tokenwright.app.serve.api.ApiError.Kind;
import dev.tokenwright.app.serve.api.ErrorShape;
import dev.tokenwright.app.serve.api.StreamEndpoint;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Pumps a request through a session: reads some bytes, lets a worker answer them, writes the answer, reads on. The next
 * bytes are read when the answer to the last ones is on its way, so a slow reader slows its own request down and nobody
 * else.
 */
final class StreamPump extends Invocable.Task.Abstract {
    private final Exchange exchange;
    private final StreamEndpoint.Session session;
    private final Workers workers;
    private final ErrorShape errors;
    private final AtomicReference<State> state = new AtomicReference<>(State.READING);
    private final AtomicBoolean sessionClosed = new AtomicBoolean();
    private volatile boolean aborted;

    /** Whose turn it is. */
    private enum State {
        /** The client's: bytes are waited for. */
        READING,
        /** The server's: bytes are worked on, or their answer is written. */
        WORKING,
        /** Nobody's. */
        OVER
    }

    StreamPump(Exchange exchange, StreamEndpoint.Session session, Workers workers, ErrorShape errors) {
        super(InvocationType.NON_BLOCKING);
        this.exchange = exchange;
        this.session = session;
        this.workers = workers;
        this.errors = errors;
    }

    @Override
    public void run() {
        if (aborted) {
            abort();
            return;
        }
        Content.Chunk chunk = exchange.request.read();
        if (chunk == null) {
            exchange.request.demand(this);
            return;
        }
        boolean mine = state.compareAndSet(State.READING, State.WORKING);
        if (Content.Chunk.isFailure(chunk)) {
            if (mine) {
                exchange.end(chunk.getFailure());
            }
            return;
        }
        byte[] bytes = new byte[chunk.getByteBuffer().remaining()];
        chunk.getByteBuffer().get(bytes);
        boolean last = chunk.isLast();
        chunk.release();
        if (mine) {
            workers.execute(bytes.length, () -> answer(bytes, last));
        }
    }

    private void answer(byte[] bytes, boolean last) {
        try {
            byte[] answer = session.push(bytes);
            boolean done = last || session.isDone();
            write(done ? joined(answer, session.finish()) : answer, done);
        } catch (ApiError e) {
            fail(e);
        } catch (JsonProblem e) {
            fail(HttpFront.of(e));
        } catch (RuntimeException e) {
            System.getLogger(StreamPump.class.getName())
                    .log(System.Logger.Level.ERROR, "stream " + exchange.requestId() + " failed", e);
            fail(new ApiError(Kind.INTERNAL, "internal", "the server failed; see its log"));
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] whole = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, whole, first.length, second.length);
        return whole;
    }

    /** Says that the answer ends here, within it if it has begun. */
    private void fail(ApiError error) {
        if (exchange.isAnswered()) {
            write(session.failure(error), true);
        } else {
            state.set(State.OVER);
            exchange.send(errors, error);
        }
    }

    private void write(byte[] bytes, boolean last) {
        if (bytes.length == 0 && !last) {
            resume();
            return;
        }
        if (last) {
            state.set(State.OVER);
        }
        exchange.beginStream(session.contentType());
        Callback next = last
                ? Callback.from(() -> exchange.end(null), exchange::end)
                : Callback.from(InvocationType.NON_BLOCKING, this::resume, exchange::end);
        exchange.response.write(last, ByteBuffer.wrap(bytes), next);
    }

    private void resume() {
        state.set(State.READING);
        run();
    }

    /** Ends the stream with an error: at once when it waits for the client, else after what is being written. */
    void abort() {
        aborted = true;
        if (state.compareAndSet(State.READING, State.WORKING)) {
            fail(new ApiError(Kind.UNAVAILABLE, "draining", "the server is about to stop"));
        }
    }

    /** Lets go of the session. */
    void close() {
        if (sessionClosed.compareAndSet(false, true)) {
            session.close();
        }
    }
}

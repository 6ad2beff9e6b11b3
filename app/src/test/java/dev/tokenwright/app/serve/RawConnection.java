package dev.tokenwright.app.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that speaks HTTP as badly as a test wants it to. */
final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    RawConnection send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawConnection send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
        return this;
    }

    /** The head of a POST with a body of so many bytes. */
    RawConnection head(String path, long length) throws IOException {
        return send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                + length + "\r\n\r\n");
    }

    /** The head of a POST whose body comes in chunks. */
    RawConnection chunkedHead(String path, String type) throws IOException {
        return send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + type
                + "\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    RawConnection chunk(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return send(Integer.toHexString(bytes.length) + "\r\n" + text + "\r\n");
    }

    /** The first line of the answer. */
    String statusLine() throws IOException {
        return readUntil("\r\n");
    }

    /** Reads up to and with a text; less when the answer ends before. */
    String readUntil(String end) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] wanted = end.getBytes(StandardCharsets.UTF_8);
        int matched = 0;
        while (matched < wanted.length) {
            int value = in.read();
            if (value < 0) {
                break;
            }
            read.write(value);
            matched = value == wanted[matched] ? matched + 1 : value == wanted[0] ? 1 : 0;
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /** Reads to the end of the connection. */
    String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

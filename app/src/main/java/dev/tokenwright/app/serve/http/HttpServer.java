package dev.tokenwright.app.serve.http;

import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The server on the network. */
public final class HttpServer {
    /** What the network library says of itself; kept here, or its level would be forgotten. */
    private static final Logger LIBRARY_LOG = Logger.getLogger("org.eclipse.jetty");

    private static final int NETWORK_THREADS = 10;
    private static final int HEADER_BYTES = 16 << 10;

    private final Server server;
    private final ServerConnector connector;
    private final HttpFront front;
    private final Workers workers;
    private final OpenStreams streams = new OpenStreams();
    private final Admission admission;

    /**
     * A server that is not started yet.
     *
     * @param port 0 for any that is free
     * @param threads threads that tokenize, for small requests and as many for large ones
     * @param idle how long a connection may be silent
     */
    public HttpServer(FrontSettings settings, String host, int port, int threads, Duration idle) {
        LIBRARY_LOG.setLevel(Level.WARNING);
        QueuedThreadPool network = new QueuedThreadPool(NETWORK_THREADS, 4);
        network.setName("tokenwright-network");
        network.setDaemon(true);
        this.server = new Server(network);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setUriCompliance(UriCompliance.RFC3986);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(idle.toMillis());
        connector.setAcceptQueueSize(1_024);
        server.addConnector(connector);
        server.setErrorHandler(new PlainErrors());
        this.workers = new Workers(threads);
        this.admission = new Admission(settings.limits().inFlightBytes());
        this.front = new HttpFront(settings, workers, admission, streams);
        server.setHandler(front);
    }

    /** Starts; the port is open then. */
    public void start() throws Exception {
        server.start();
    }

    /** The port that is open. */
    public int port() {
        return connector.getLocalPort();
    }

    /** How many bytes of bodies are worked on or wait for it. */
    public long bytesInFlight() {
        return admission.bytes();
    }

    /**
     * Refuses new work and new connections, lets what has begun come to its end, ends what takes longer, and stops.
     *
     * @param wait how long what has begun may take
     */
    public void stop(Duration wait) throws Exception {
        front.close();
        connector.setAccepting(false);
        long end = System.nanoTime() + wait.toNanos();
        while (admission.bytes() + streams.size() > 0 && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        streams.abort();
        long most = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        while (streams.size() > 0 && System.nanoTime() < most) {
            Thread.sleep(5);
        }
        workers.stop(Duration.ZERO);
        server.stop();
    }
}

package dev.tokenwright.app.cli;

import java.io.PrintWriter;

/** A bar on standard error that shows how much of a long input has been read. Silent when that is no terminal. */
final class Progress {
    private static final int WIDTH = 30;
    private static final long LONG_INPUT = 1 << 22;
    private static final long NANOS_BETWEEN = 100_000_000L;

    private final PrintWriter err;
    private final long total;
    private final boolean shows;
    private long done;
    private long lastShown;

    /**
     * A bar for an input.
     *
     * @param total bytes of the input, or 0 when that is not known
     */
    Progress(PrintWriter err, long total, boolean terminal) {
        this.err = err;
        this.total = total;
        this.shows = terminal;
    }

    void advance(long bytes) {
        done += bytes;
        boolean isLong = total > LONG_INPUT || done > LONG_INPUT;
        if (shows && isLong && System.nanoTime() - lastShown > NANOS_BETWEEN) {
            lastShown = System.nanoTime();
            err.print("\r" + bar());
            err.flush();
        }
    }

    void end() {
        if (lastShown > 0) {
            err.print("\r" + " ".repeat(WIDTH + 30) + "\r");
            err.flush();
        }
    }

    /** The bar as it stands. */
    String bar() {
        String amount = String.format("%.1f MB", done / 1e6);
        if (total <= 0) {
            return amount;
        }
        int filled = (int) Math.min(WIDTH, done * WIDTH / total);
        return "[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + amount
                + String.format(" of %.1f MB", total / 1e6);
    }
}

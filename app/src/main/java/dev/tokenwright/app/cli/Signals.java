package dev.tokenwright.app.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/** SIGTERM and SIGINT: the first one stops the server in good order, the second one at once. */
final class Signals {
    private static final int AT_ONCE = 130;

    private Signals() {}

    /** Something that may fail. */
    interface Stop {
        void run() throws Exception;
    }

    /** Does something at the first signal. */
    static void onStop(Stop stop) {
        AtomicBoolean stopping = new AtomicBoolean();
        Runnable handler = () -> {
            if (!stopping.compareAndSet(false, true)) {
                Runtime.getRuntime().halt(AT_ONCE);
            }
            Thread thread = new Thread(() -> stop(stop), "tokenwright-stop");
            thread.start();
        };
        for (String name : new String[] {"TERM", "INT"}) {
            handle(name, handler);
        }
    }

    private static void stop(Stop stop) {
        try {
            stop.run();
        } catch (Exception e) {
            System.getLogger(Signals.class.getName())
                    .log(System.Logger.Level.WARNING, "the server did not stop well", e);
        }
    }

    /** The JDK has this but for what it calls its internals; where it is missing a signal just ends the process. */
    private static void handle(String name, Runnable handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> signalHandler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {signalHandler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            handler.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, signalHandler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            System.getLogger(Signals.class.getName()).log(System.Logger.Level.DEBUG, "no handler for SIG" + name, e);
        }
    }
}

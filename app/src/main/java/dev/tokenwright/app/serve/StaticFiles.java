package dev.tokenwright.app.serve;

import dev.tokenwright.app.serve.api.Answer;
import dev.tokenwright.app.serve.api.Route;
import dev.tokenwright.app.serve.dialect.Errors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The playground and the description of the routes: files in the jar, read once. */
final class StaticFiles {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Referrer-Policy",
            "no-referrer");

    private StaticFiles() {}

    static List<Route> routes() {
        return List.of(
                file("/", "playground/index.html", "text/html; charset=utf-8"),
                script("playground"),
                script("pieces"),
                script("panel"),
                script("steps"),
                script("chat"),
                file("/playground/playground.css", "playground/playground.css", "text/css; charset=utf-8"),
                file("/openapi.json", "openapi.json", "application/json"));
    }

    private static Route script(String name) {
        return file("/playground/" + name + ".js", "playground/" + name + ".js", "text/javascript; charset=utf-8");
    }

    private static Route file(String path, String resource, String type) {
        Answer answer = Answer.of(type, read(resource)).withHeaders(HEADERS);
        return Route.get(path, Errors.VLLM, call -> answer).open();
    }

    private static byte[] read(String resource) {
        try (InputStream in = StaticFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.tokenwright.app.serve.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** Who may come in: everybody when there are no keys, else those who show one. Takes the same time for every wrong key. */
final class Gate {
    private static final String BEARER = "Bearer ";

    private final List<byte[]> keys = new ArrayList<>();

    Gate(List<String> keys) {
        keys.forEach(key -> this.keys.add(key.getBytes(StandardCharsets.UTF_8)));
    }

    boolean admits(HttpFields headers) {
        if (keys.isEmpty()) {
            return true;
        }
        @Nullable String authorization = headers.get(HttpHeader.AUTHORIZATION);
        @Nullable String plain = headers.get("x-api-key");
        boolean bearer = authorization != null && authorization.startsWith(BEARER);
        return bearer && matches(authorization.substring(BEARER.length())) || plain != null && matches(plain);
    }

    private boolean matches(String shown) {
        byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
        boolean found = false;
        for (byte[] key : keys) {
            found |= MessageDigest.isEqual(key, bytes);
        }
        return found;
    }
}

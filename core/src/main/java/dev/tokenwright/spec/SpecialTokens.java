package dev.tokenwright.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which tokens play which part in a model's conversations: what a model directory calls {@code bos_token},
 * {@code eos_token} and so on.
 *
 * @param named by their names in the files without {@code _token}: {@code bos}, {@code eos}, {@code image}
 * @param extra further special tokens that have no names
 */
public record SpecialTokens(Map<String, Named> named, List<Named> extra) {
    /** No token plays a part that is known. */
    public static final SpecialTokens NONE = new SpecialTokens(Map.of(), List.of());

    /** Copies the collections; the order of the names is kept. */
    public SpecialTokens {
        named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
        extra = List.copyOf(extra);
    }

    /** A token with its id. */
    public record Named(String content, int id) {
        /** Checks the content. */
        public Named {
            Objects.requireNonNull(content, "content");
        }
    }

    /** The token with a name such as {@code bos}, {@code eos}, {@code unk}, {@code sep}, {@code pad}, {@code cls}, {@code mask}. */
    public Optional<Named> token(String name) {
        return Optional.ofNullable(named.get(name));
    }

    /** The id of the token that opens a text. */
    public OptionalInt bosId() {
        return id("bos");
    }

    /** The id of the token that ends a text. */
    public OptionalInt eosId() {
        return id("eos");
    }

    /** The id of the token that fills short texts up. */
    public OptionalInt padId() {
        return id("pad");
    }

    private OptionalInt id(String name) {
        Named token = named.get(name);
        return token == null ? OptionalInt.empty() : OptionalInt.of(token.id());
    }
}

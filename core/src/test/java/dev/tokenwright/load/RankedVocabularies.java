package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Small vocabularies of ranked tokens for tests. */
final class RankedVocabularies {
    private RankedVocabularies() {}

    /** A JSON array of the 256 bytes and more tokens, as tekken files and Megatron have it. */
    static String array(String... tokens) {
        StringBuilder array = new StringBuilder("[");
        for (int rank = 0; rank < 256 + tokens.length; rank++) {
            byte[] bytes = rank < 256 ? new byte[] {(byte) rank} : tokens[rank - 256].getBytes(StandardCharsets.UTF_8);
            array.append(rank == 0 ? "" : ",")
                    .append("{'rank':")
                    .append(rank)
                    .append(",'token_bytes':'")
                    .append(Base64.getEncoder().encodeToString(bytes))
                    .append("','token_str':null}");
        }
        return array.append("]").toString();
    }

    static LoadException failure(ThrowingCallable load) {
        return Objects.requireNonNull(catchThrowableOfType(LoadException.class, load), "it was loaded");
    }

    static void assertRefused(ThrowingCallable load, Kind kind, String pointer, String problem) {
        LoadException e = failure(load);
        assertThat(e).hasMessageContaining(problem);
        assertThat(e.kind()).as(e.toString()).isEqualTo(kind);
        assertThat(e.place().pointer()).as(e.toString()).isEqualTo(pointer);
    }
}

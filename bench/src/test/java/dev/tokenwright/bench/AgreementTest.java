package dev.tokenwright.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The libraries give the same ids on every kind of text; without that no time counts. */
class AgreementTest {
    private static final int CHARS = 15_000;

    /** One small tokenizer of the checkout, then real ones where they lie beside it. */
    private static final List<String> FILES = List.of("gpt2", "llama3");

    @TestFactory
    List<DynamicTest> jtokkitAgreesOnEveryKindOfText() {
        return Stream.of("r50k_base", "cl100k_base", "o200k_base")
                .map(name -> DynamicTest.dynamicTest(name, () -> agree(Library.JTOKKIT, Model.named(name))))
                .toList();
    }

    @TestFactory
    List<DynamicTest> djlAgreesOnEveryKindOfText() {
        Optional<String> missing = nativeLibraryMissing();
        if (missing.isPresent()) {
            System.out.println("DJL's native library does not load here, its ids are not compared: " + missing.get());
            return List.of();
        }
        return models().stream()
                .map(model -> DynamicTest.dynamicTest(model.name(), () -> agree(Library.DJL, model)))
                .toList();
    }

    @Test
    void theTwoWaysIntoThisLibraryAgree() {
        try (Contender own = Library.TOKENWRIGHT.open(Model.named("o200k_base"))) {
            for (TextKind kind : TextKind.values()) {
                for (String document : Texts.documents(kind, CHARS)) {
                    assertThat(own.encodeUtf8(document.getBytes(StandardCharsets.UTF_8)))
                            .isEqualTo(own.encode(document));
                }
            }
        }
    }

    private static void agree(Library rival, Model model) {
        try (Contender own = Library.TOKENWRIGHT.open(model);
                Contender other = rival.open(model)) {
            for (TextKind kind : TextKind.values()) {
                for (String document : Texts.documents(kind, CHARS)) {
                    int[] ids = own.encode(document);
                    assertThat(other.encode(document))
                            .as("%s, %s: %s", rival, model.name(), kind)
                            .isEqualTo(ids);
                    assertThat(other.decode(ids)).isEqualTo(own.decode(ids));
                }
            }
        }
    }

    private static Model small() {
        Path file = Checkout.root().resolve("golden/tokenizers/synth_bytelevel_ignore_merges/tokenizer.json");
        return Model.at(file);
    }

    private static List<Model> models() {
        List<Model> models = new ArrayList<>(List.of(small()));
        FILES.stream()
                .map(Model::named)
                .filter(model -> model.file().isPresent())
                .forEach(models::add);
        return models;
    }

    /** Why DJL cannot run on this machine. */
    private static Optional<String> nativeLibraryMissing() {
        try (Contender loaded = Library.DJL.open(small())) {
            assertThat(loaded.encode("a")).isNotEmpty();
            return Optional.empty();
        } catch (LinkageError | IllegalStateException e) {
            return Optional.of(e + " " + Arrays.toString(e.getSuppressed()));
        }
    }
}

package dev.tokenwright.bench;

import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a benchmark runs on: a contender and documents, checked before anything is timed. */
@State(Scope.Benchmark)
public class Workload {
    private static final int CHARS = 200_000;

    /**
     * Library and model. The defaults need nothing beside a checkout; DJL and more models need a
     * {@code tokenizer.json}: {@code -p contender=tokenwright:llama3,djl:llama3}.
     */
    @Param({
        "tokenwright:r50k_base", "jtokkit:r50k_base",
        "tokenwright:cl100k_base", "jtokkit:cl100k_base",
        "tokenwright:o200k_base", "jtokkit:o200k_base",
        "tokenwright:qwen3"
    })
    String contender = "";

    /** Kind of text. */
    @Param
    TextKind text = TextKind.ENGLISH;

    Contender subject = unset();
    List<String> documents = List.of();
    int[][] ids = {};

    /** Opens the contender and checks that its ids are this library's. */
    @Setup(Level.Trial)
    public void open() {
        subject = Workload.open(contender);
        documents = Texts.documents(text, CHARS);
        ids = documents.stream().map(subject::encode).toArray(int[][]::new);
        try (Contender own = Library.TOKENWRIGHT.open(model(contender))) {
            for (int document = 0; document < ids.length; document++) {
                if (!Arrays.equals(own.encode(documents.get(document)), ids[document])) {
                    throw new IllegalStateException(
                            contender + ": other ids in document " + document + " of " + text + "; not timed");
                }
            }
        }
    }

    /** Closes the contender. */
    @TearDown(Level.Trial)
    public void close() {
        subject.close();
    }

    /** Loads a contender that is written as {@code library:model}. */
    static Contender open(String contender) {
        return Library.named(contender.substring(0, contender.indexOf(':'))).open(model(contender));
    }

    private static Model model(String contender) {
        return Model.named(contender.substring(contender.indexOf(':') + 1));
    }

    private static Contender unset() {
        return new Contender() {
            @Override
            public int[] encode(String text) {
                throw new IllegalStateException("not open");
            }

            @Override
            public String decode(int[] ids) {
                throw new IllegalStateException("not open");
            }
        };
    }
}

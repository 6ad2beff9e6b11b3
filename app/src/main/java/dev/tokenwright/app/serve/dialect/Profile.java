package dev.tokenwright.app.serve.dialect;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whose wire format is spoken on paths that several systems have. */
public enum Profile {
    /** Whoever's the body looks like. */
    AUTO("auto"),
    /** vLLM's. */
    VLLM("vllm"),
    /** SGLang's. */
    SGLANG("sglang"),
    /** Hugging Face's text-embeddings-inference. */
    TEI("tei"),
    /** Hugging Face's text-generation-inference. */
    TGI("tgi"),
    /** llama.cpp's server. */
    LLAMACPP("llamacpp");

    private final String label;

    Profile(String label) {
        this.label = label;
    }

    /** The profile of a name. */
    public static Optional<Profile> named(String label) {
        return Stream.of(values())
                .filter(profile -> profile.label.equals(label))
                .findFirst();
    }

    /** All names, sorted. */
    public static List<String> labels() {
        return Stream.of(values()).map(Profile::toString).sorted().toList();
    }

    @Override
    public String toString() {
        return label;
    }
}

package dev.tokenwright.bench;

import java.util.Locale;

/** A library that is timed. */
enum Library {
    /** This one. */
    TOKENWRIGHT {
        @Override
        Contender open(Model model) {
            return TokenwrightContender.open(model);
        }
    },
    /** A pure Java port of tiktoken. */
    JTOKKIT {
        @Override
        Contender open(Model model) {
            return JtokkitContender.open(model);
        }
    },
    /** Deep Java Library's binding of Hugging Face's native {@code tokenizers}. */
    DJL {
        @Override
        Contender open(Model model) {
            return DjlContender.open(model);
        }
    };

    /** Loads a model, anew each time. */
    abstract Contender open(Model model);

    /** The library of a name in lower case. */
    static Library named(String name) {
        for (Library library : values()) {
            if (library.toString().equals(name)) {
                return library;
            }
        }
        throw new IllegalArgumentException("no library \"" + name + "\"; known are tokenwright, jtokkit, djl");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

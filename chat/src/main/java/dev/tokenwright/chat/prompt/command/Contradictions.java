package dev.tokenwright.chat.prompt.command;

import dev.tokenwright.chat.prompt.Library;
import java.util.Optional;

/** Options that cannot be meant together. */
final class Contradictions {
    private Contradictions() {}

    /** @throws IllegalArgumentException when there are such options */
    static void check(ArgumentLine line) {
        Optional<Library> library = line.word(Flag.LIBRARY).flatMap(Library::named);
        Optional<Library> old = line.word(Flag.TYPE).map(LegacyType::library);
        Optional<String> mode = line.word(Flag.MODE);
        if (library.isPresent() && old.isPresent() && !library.equals(old)) {
            throw refused(line, Flag.TYPE, Flag.LIBRARY, "name different libraries");
        }
        Optional<Library> chosen = library.or(() -> old);
        if (mode.isPresent() && chosen.isPresent() && !fits(mode.get(), chosen.get())) {
            throw refused(line, Flag.MODE, library.isPresent() ? Flag.LIBRARY : Flag.TYPE, "do not fit each other");
        }
        if (mode.isPresent()
                && !mode.get().equals("sft")
                && line.word(Flag.TYPE).equals(Optional.of(LegacyType.SFT))) {
            throw refused(line, Flag.MODE, Flag.TYPE, "do not fit each other");
        }
        both(line, Flag.HF_USE_FAST, Flag.HF_NO_USE_FAST);
        both(line, Flag.HF_INCLUDE_SPECIAL_TOKENS, Flag.HF_NO_INCLUDE_SPECIAL_TOKENS);
    }

    private static boolean fits(String mode, Library library) {
        return switch (mode) {
            case "sft" -> !library.isVision();
            case "multimodal" -> library.isVision() || library == Library.HUGGINGFACE || library == Library.NULL;
            default -> !library.isVision();
        };
    }

    private static void both(ArgumentLine line, Flag first, Flag second) {
        if (line.has(first) && line.has(second)) {
            throw refused(line, first, second, "contradict each other");
        }
    }

    private static IllegalArgumentException refused(ArgumentLine line, Flag first, Flag second, String problem) {
        return new IllegalArgumentException(
                written(line, first) + " and " + written(line, second) + " " + problem + "; leave one out");
    }

    private static String written(ArgumentLine line, Flag flag) {
        return (flag.spelling() + " " + String.join(" ", line.words(flag).orElseThrow())).strip();
    }
}

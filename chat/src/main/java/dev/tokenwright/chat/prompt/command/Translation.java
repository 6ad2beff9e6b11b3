package dev.tokenwright.chat.prompt.command;

import dev.tokenwright.chat.prompt.Library;
import dev.tokenwright.chat.prompt.PromptFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Old options in new words. */
final class Translation {
    private Translation() {}

    /** The library that the options name, in whatever words. */
    static Optional<Library> library(ArgumentLine line) {
        Optional<Library> library = line.word(Flag.LIBRARY)
                .flatMap(Library::named)
                .or(() -> line.word(Flag.TYPE).map(LegacyType::library));
        if (!line.word(Flag.MODE).equals(Optional.of("multimodal"))) {
            return library;
        }
        boolean numbers =
                library.equals(Optional.of(Library.NULL)) || library.equals(Optional.of(Library.NULL_MULTIMODAL));
        return Optional.of(numbers ? Library.NULL_MULTIMODAL : Library.MULTIMODAL);
    }

    /** The prompt format that the options name, in whatever words. */
    static Optional<String> promptFormat(ArgumentLine line) {
        boolean sft = line.word(Flag.MODE).equals(Optional.of("sft"))
                || !line.has(Flag.LIBRARY) && line.word(Flag.TYPE).equals(Optional.of(LegacyType.SFT));
        return line.word(Flag.PROMPT_FORMAT)
                .or(() -> line.word(Flag.SFT_PROMPT_FORMAT))
                .or(() -> sft ? Optional.of(PromptFormat.NEMOTRON_H_ALIGNED.spelling()) : Optional.empty());
    }

    /** One line for all old options: what they are and how they are written now. */
    static List<String> warnings(ArgumentLine line, Optional<Library> library, Optional<String> format) {
        List<String> old = new ArrayList<>();
        List<String> now = new ArrayList<>();
        if (line.has(Flag.TYPE) || line.has(Flag.MODE)) {
            library.ifPresent(name -> now.add("--tokenizer-library " + name));
            line.word(Flag.TYPE)
                    .filter(type -> library.equals(Optional.of(Library.MEGATRON)))
                    .ifPresent(type -> now.add("--tokenizer-model " + type));
        }
        note(line, Flag.TYPE, old);
        if (!line.word(Flag.MODE).equals(Optional.of("text"))) {
            note(line, Flag.MODE, old);
        }
        note(line, Flag.SFT_PROMPT_FORMAT, old);
        if (!old.isEmpty()) {
            format.ifPresent(name -> now.add("--tokenizer-prompt-format " + name));
        }
        if (line.has(Flag.TIKTOKEN_SPECIAL_TOKENS)) {
            note(line, Flag.TIKTOKEN_SPECIAL_TOKENS, old);
            now.add("--tokenizer-special-tokens "
                    + String.join(" ", LibrarySettings.specialTokens(line).orElse(List.of())));
        }
        note(line, Flag.HF_USE_FAST, old);
        note(line, Flag.HF_INCLUDE_SPECIAL_TOKENS, old);
        if (old.isEmpty()) {
            return List.of();
        }
        return List.of("deprecated: " + String.join(", ", old)
                + (now.isEmpty() ? "; leave it out, it is the default" : "; write " + String.join(" ", now)));
    }

    private static void note(ArgumentLine line, Flag flag, List<String> old) {
        line.words(flag)
                .ifPresent(words -> old.add(String.join(" ", flag.spelling(), String.join(" ", words))
                        .strip()));
    }
}

package dev.tokenwright.chat.prompt;

import dev.tokenwright.Framing;
import dev.tokenwright.load.ByteLevelOptions;
import dev.tokenwright.load.MegatronOptions;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a library is told beyond its files. */
public sealed interface LibraryOptions {
    /** The library. */
    Library library();

    /**
     * Hugging Face.
     *
     * @param tokens tokens to add and the roles that they play
     * @param additional tokens to add without a role
     * @param framing whether a text gets the tokens that open and close it
     * @param template a chat template instead of the tokenizer's own
     */
    record HuggingFace(
            Map<SpecialRole, String> tokens, List<String> additional, Framing framing, Optional<String> template)
            implements LibraryOptions {
        /** No tokens to add, texts opened and closed, the tokenizer's own template. */
        public static final HuggingFace DEFAULT = new HuggingFace(Map.of(), List.of(), Framing.ADD, Optional.empty());

        /** Copies the collections. */
        public HuggingFace {
            Map<SpecialRole, String> copy = new EnumMap<>(SpecialRole.class);
            copy.putAll(tokens);
            tokens = Collections.unmodifiableMap(copy);
            additional = List.copyOf(additional);
            Objects.requireNonNull(framing, "framing");
            Objects.requireNonNull(template, "template");
            if (tokens.containsKey(SpecialRole.EOD)) {
                throw new IllegalArgumentException("Hugging Face has no token that ends a document");
            }
        }

        /** The same options with other tokens that have no role. */
        public HuggingFace withAdditional(List<String> newAdditional) {
            return new HuggingFace(tokens, newAdditional, framing, template);
        }

        @Override
        public Library library() {
            return Library.HUGGINGFACE;
        }
    }

    /**
     * Megatron's old names.
     *
     * @param vocab the vocabulary
     * @param merges the merges, where the name stands for byte pair encoding
     * @param common what a Hugging Face tokenizer is told
     */
    record Megatron(Path vocab, Optional<Path> merges, HuggingFace common) implements LibraryOptions {
        /** Checks the parts. */
        public Megatron {
            Objects.requireNonNull(vocab, "vocab");
            Objects.requireNonNull(merges, "merges");
            Objects.requireNonNull(common, "common");
        }

        @Override
        public Library library() {
            return Library.MEGATRON;
        }
    }

    /**
     * SentencePiece.
     *
     * @param specials special tokens that are cut out of a text before the model sees it, by name; empty means that the
     *     model gets the whole text
     * @param blanks what becomes of blanks that the model would drop
     * @param separator what becomes of the separator piece after a special token
     * @param template a chat template
     */
    record SentencePiece(
            Optional<Map<String, String>> specials, ExtraBlanks blanks, Separator separator, Optional<String> template)
            implements LibraryOptions {
        /** The model alone. */
        public static final SentencePiece DEFAULT =
                new SentencePiece(Optional.empty(), ExtraBlanks.DROPPED, Separator.TRIMMED, Optional.empty());

        /** Copies the map, whose order is kept. */
        public SentencePiece {
            specials = specials.map(map -> Collections.unmodifiableMap(new LinkedHashMap<>(map)));
            Objects.requireNonNull(blanks, "blanks");
            Objects.requireNonNull(separator, "separator");
            Objects.requireNonNull(template, "template");
        }

        /** The same options with special tokens that play no roles. */
        public SentencePiece withSpecials(List<String> tokens) {
            Map<String, String> named = new LinkedHashMap<>();
            tokens.forEach(token -> named.put("#" + named.size(), token));
            return new SentencePiece(Optional.of(named), blanks, separator, template);
        }

        @Override
        public Library library() {
            return Library.SENTENCEPIECE;
        }

        /** What becomes of blanks that the model would drop. */
        public enum ExtraBlanks {
            /** The model drops them. */
            DROPPED,
            /** They become tokens. */
            KEPT
        }

        /** What becomes of the separator piece after a special token. */
        public enum Separator {
            /** It is left out, but not after the last special token. */
            TRIMMED,
            /** It is kept. */
            KEPT
        }
    }

    /**
     * A JSON list of ranked tokens.
     *
     * @param options pattern, number of ids and special tokens
     * @param template a chat template
     */
    record Tiktoken(MegatronOptions options, Optional<String> template) implements LibraryOptions {
        /** Checks the parts. */
        public Tiktoken {
            Objects.requireNonNull(options, "options");
            Objects.requireNonNull(template, "template");
        }

        @Override
        public Library library() {
            return Library.TIKTOKEN;
        }
    }

    /** Ids are bytes. */
    record ByteLevel(ByteLevelOptions options) implements LibraryOptions {
        /** Checks the part. */
        public ByteLevel {
            Objects.requireNonNull(options, "options");
        }

        @Override
        public Library library() {
            return Library.BYTE_LEVEL;
        }
    }

    /**
     * Text is numbers.
     *
     * @param vocabSize number of ids; the next one closes a document
     */
    record Null(int vocabSize) implements LibraryOptions {
        @Override
        public Library library() {
            return Library.NULL;
        }
    }

    /**
     * Hugging Face with image tokens.
     *
     * @param specialTokens tokens to add, none of which the tokenizer may have
     * @param images what is written around the place of an image
     * @param systemMessages whose system message a conversation opens with
     * @param template a chat template instead of the tokenizer's own
     */
    record Multimodal(
            List<String> specialTokens, ImageTags images, SystemMessages systemMessages, Optional<String> template)
            implements LibraryOptions {
        /** Copies the list. */
        public Multimodal {
            specialTokens = List.copyOf(specialTokens);
            Objects.requireNonNull(images, "images");
            Objects.requireNonNull(systemMessages, "systemMessages");
            Objects.requireNonNull(template, "template");
        }

        @Override
        public Library library() {
            return Library.MULTIMODAL;
        }
    }

    /**
     * Numbers and an image token.
     *
     * @param vocabSize number of ids; the next one closes a document
     * @param imageToken the image token
     * @param imageId its id, which may be negative
     */
    record NullMultimodal(int vocabSize, String imageToken, int imageId) implements LibraryOptions {
        /** Checks the token. */
        public NullMultimodal {
            Objects.requireNonNull(imageToken, "imageToken");
        }

        /** {@code <image>} with the id -200. */
        public static NullMultimodal of(int vocabSize) {
            return new NullMultimodal(vocabSize, ImageTags.IMAGE, -200);
        }

        @Override
        public Library library() {
            return Library.NULL_MULTIMODAL;
        }
    }
}

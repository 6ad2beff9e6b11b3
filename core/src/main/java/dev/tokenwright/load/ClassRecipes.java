package dev.tokenwright.load;

import dev.tokenwright.load.ClassRecipe.Addition;
import dev.tokenwright.load.ClassRecipe.FrameRule;
import dev.tokenwright.load.ClassRecipe.Stages;
import dev.tokenwright.load.ClassRecipe.Wrapping;
import dev.tokenwright.spec.Direction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The classes of {@code transformers} 5.24 that are followed: one line or two for each. */
final class ClassRecipes {
    private static final String END = "<|endoftext|>";
    private static final Map<String, String> GPT2 = tokens(END, END, END);
    private static final Map<String, String> ROBERTA = tokens("<s>", "</s>", "<unk>", "</s>", "<pad>", "<s>", "<mask>");
    private static final Map<String, String> QWEN = with(tokens(null, END, END), "pad_token", END);

    private ClassRecipes() {}

    /** The recipe of a class that takes the file as it is. */
    static ClassRecipe file() {
        return new ClassRecipe(
                Map.of(), Wrapping.NONE, Direction.RIGHT, Optional.empty(), ClassFrames::ofFile, Addition.NONE);
    }

    /** The recipe of a class that builds stages; empty when it is not followed. */
    static Optional<ClassRecipe> named(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "LlamaTokenizer" -> left(tokens("<s>", "</s>", "<unk>"), ClassStages::llama);
                    case "GemmaTokenizer" ->
                        left(
                                with(
                                        with(tokens("<bos>", "<eos>", "<unk>"), "pad_token", "<pad>"),
                                        "mask_token",
                                        "<mask>"),
                                ClassStages::gemma);
                    case "Qwen2Tokenizer" ->
                        recipe(QWEN, ClassStages::qwen2, ClassFrames::ofFile, Addition.SPECIAL_TOKENS);
                    case "Qwen3_5Tokenizer" -> recipe(QWEN, ClassStages::qwen35, ClassFrames::ofFile);
                    case "GPT2Tokenizer" -> recipe(GPT2, ClassStages::gpt2, ClassFrames::ofFile);
                    case "CodeGenTokenizer" -> recipe(GPT2, ClassStages::gpt2, ClassFrames::codeGen);
                    case "GPTNeoXTokenizer" ->
                        recipe(with(GPT2, "pad_token", "<|padding|>"), ClassStages::gptNeoX, ClassFrames::nothing);
                    case "CohereTokenizer" -> cohere();
                    case "RobertaTokenizer" -> recipe(ROBERTA, ClassStages::gpt2, ClassFrames::roberta);
                    case "DebertaTokenizer" ->
                        recipe(
                                tokens("[CLS]", "[SEP]", "[UNK]", "[SEP]", "[PAD]", "[CLS]", "[MASK]"),
                                ClassStages::gpt2,
                                ClassFrames::deberta);
                    case "BertTokenizer" ->
                        recipe(
                                tokens(null, null, "[UNK]", "[SEP]", "[PAD]", "[CLS]", "[MASK]"),
                                ClassStages::bert,
                                ClassFrames::bert);
                    case "MPNetTokenizer" ->
                        new ClassRecipe(
                                with(ROBERTA, "unk_token", "[UNK]"),
                                Wrapping.NORMALIZED,
                                Direction.RIGHT,
                                Optional.of(ClassStages::bert),
                                ClassFrames::mpnet,
                                Addition.NONE);
                    case "T5Tokenizer" ->
                        recipe(
                                with(tokens(null, "</s>", "<unk>"), "pad_token", "<pad>"),
                                ClassStages::t5,
                                ClassFrames::t5,
                                Addition.NUMBERED_EXTRA);
                    case "XLMRobertaTokenizer" -> recipe(ROBERTA, ClassStages::xlmRoberta, ClassFrames::xlmRoberta);
                    case "CLIPTokenizer" ->
                        recipe(
                                with(tokens("<|startoftext|>", END, END), "pad_token", END),
                                ClassStages::clip,
                                ClassFrames::clip);
                    case "WhisperTokenizer" ->
                        new ClassRecipe(
                                GPT2,
                                Wrapping.SPECIAL_BOS_EOS_UNK,
                                Direction.RIGHT,
                                Optional.of(ClassStages::gpt2),
                                ClassFrames::whisper,
                                Addition.NONE);
                    default -> null;
                });
    }

    private static ClassRecipe cohere() {
        return new ClassRecipe(
                tokens("<BOS_TOKEN>", "<|END_OF_TURN_TOKEN|>", "<UNK>", "<SEP>", "<PAD>", "<CLS>", "<MASK_TOKEN>"),
                Wrapping.NONE,
                Direction.LEFT,
                Optional.of(ClassStages::cohere),
                ClassFrames::ofFile,
                Addition.GIVEN_TOKENS);
    }

    private static ClassRecipe left(Map<String, String> defaults, Stages stages) {
        return new ClassRecipe(
                defaults, Wrapping.NONE, Direction.LEFT, Optional.of(stages), ClassFrames::ofFile, Addition.NONE);
    }

    private static ClassRecipe recipe(Map<String, String> defaults, Stages stages, FrameRule frame) {
        return recipe(defaults, stages, frame, Addition.NONE);
    }

    private static ClassRecipe recipe(Map<String, String> defaults, Stages stages, FrameRule frame, Addition after) {
        return new ClassRecipe(defaults, Wrapping.NONE, Direction.RIGHT, Optional.of(stages), frame, after);
    }

    /** Tokens in the order of {@link ConfigTokens#STANDARD}; null where the class has none. */
    private static Map<String, String> tokens(@org.jspecify.annotations.Nullable String... texts) {
        List<String> names = ConfigTokens.STANDARD;
        Map<String, String> tokens = new HashMap<>();
        for (int at = 0; at < texts.length; at++) {
            String text = texts[at];
            if (text != null) {
                tokens.put(names.get(at), text);
            }
        }
        return Map.copyOf(tokens);
    }

    private static Map<String, String> with(Map<String, String> tokens, String name, String text) {
        Map<String, String> more = new HashMap<>(tokens);
        more.put(name, text);
        return Map.copyOf(more);
    }
}

package dev.tokenwright.load;

import java.util.ArrayList;
import java.util.List;

/** The control tokens that Meta's llama-models gives to the ids after the ranks, in their order. */
final class LlamaTokens {
    private static final int LLAMA3_COUNT = 256;
    private static final int LLAMA4_COUNT = 2048;

    private LlamaTokens() {}

    static List<String> llama3() {
        List<String> tokens = new ArrayList<>(List.of(
                "<|begin_of_text|>",
                "<|end_of_text|>",
                "<|reserved_special_token_0|>",
                "<|reserved_special_token_1|>",
                "<|finetune_right_pad_id|>",
                "<|step_id|>",
                "<|start_header_id|>",
                "<|end_header_id|>",
                "<|eom_id|>",
                "<|eot_id|>",
                "<|python_tag|>",
                "<|image|>"));
        reserve(tokens, "", 2, LLAMA3_COUNT - tokens.size());
        return tokens;
    }

    static List<String> llama4() {
        List<String> tokens = new ArrayList<>(
                List.of("<|begin_of_text|>", "<|end_of_text|>", "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>"));
        tokens.addAll(List.of("<|header_start|>", "<|header_end|>", "<|eom|>", "<|eot|>", "<|step|>"));
        reserve(tokens, "text_post_train_", 0, 6);
        tokens.addAll(List.of("<|python_start|>", "<|python_end|>", "<|finetune_right_pad|>"));
        reserve(tokens, "text_post_train_", 8, 61);
        tokens.addAll(List.of("<|image_start|>", "<|image_end|>"));
        reserve(tokens, "vision_", 0, 2);
        tokens.addAll(List.of("<|tile_x_separator|>", "<|tile_y_separator|>"));
        reserve(tokens, "vision_", 2, 4);
        tokens.add("<|image|>");
        reserve(tokens, "vision_", 6, 1);
        tokens.add("<|patch|>");
        reserve(tokens, "vision_", 7, 1041);
        reserve(tokens, "reasoning_", 0, 8);
        tokens.addAll(List.of("<|reasoning_thinking_start|>", "<|reasoning_thinking_end|>"));
        reserve(tokens, "", 0, LLAMA4_COUNT - tokens.size());
        return tokens;
    }

    private static void reserve(List<String> tokens, String prefix, int first, int count) {
        for (int index = first; index < first + count; index++) {
            tokens.add("<|" + prefix + "reserved_special_token_" + index + "|>");
        }
    }
}

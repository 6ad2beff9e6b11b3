package dev.tokenwright.app.serve;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.load.TokenizerFiles;
import java.nio.charset.StandardCharsets;

/** Tokenizers small enough to be read. */
final class TinyModels {
    private TinyModels() {}

    /** Adds {@code <s>} and {@code </s>}, knows a few words, and asks for truncation to two tokens and padding to eight. */
    static Tokenizer framed() {
        String json =
                """
                {"truncation": {"max_length": 2, "strategy": "LongestFirst", "stride": 0, "direction": "Right"},
                 "padding": {"strategy": {"Fixed": 8}, "direction": "Right", "pad_id": 0, "pad_type_id": 0,
                             "pad_token": "<pad>"},
                 "added_tokens": [
                  {"id": 0, "content": "<pad>", "special": true, "normalized": false, "lstrip": false,
                   "rstrip": false, "single_word": false},
                  {"id": 1, "content": "<s>", "special": true, "normalized": false, "lstrip": false,
                   "rstrip": false, "single_word": false},
                  {"id": 2, "content": "</s>", "special": true, "normalized": false, "lstrip": false,
                   "rstrip": false, "single_word": false}],
                 "pre_tokenizer": {"type": "Whitespace"},
                 "post_processor": {"type": "TemplateProcessing",
                  "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                             {"SpecialToken": {"id": "</s>", "type_id": 0}}],
                  "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
                  "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]},
                                     "</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]}}},
                 "model": {"type": "WordLevel", "unk_token": "<unk>",
                  "vocab": {"<pad>": 0, "<s>": 1, "</s>": 2, "<unk>": 3, "hello": 4, "world": 5, "naïve": 6,
                            "🙂": 7}}}
                """;
        return Tokenizer.of(TokenizerFiles.tokenizerJson(json.getBytes(StandardCharsets.UTF_8), "framed"));
    }
}

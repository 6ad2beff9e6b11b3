"""Makes the vectors of ConvertedLlamaTest: what AutoTokenizer of transformers makes of a tokenizer.model.

    python tools/golden/converted_llama.py FIXTURES testkit/src/test/resources/converted_llama.jsonl

Needs transformers 4.57.1, tokenizers 0.22.2, sentencepiece 0.2.3 and protobuf. Each line is a model with settings (a text) and
added tokens, its size, the ids of its named tokens, and cases: text, ids, ids decoded, other ids, those decoded.
"""

import gzip
import json
import os
import random
import sys
import tempfile

from transformers import AutoTokenizer

ADDED = [["<image>", "<|im_start|>", "<|im_end|>"], []]
MODELS = [
    "megatron/files/tiny_bpe.model",
    "megatron/files/tiny_unigram.model",
    "tokenizers/llama2_sp/tokenizer.model",
    "tokenizers/mistral_sp_v3/tokenizer.model",
]
RULES = {"lstrip": False, "rstrip": False, "single_word": False}


def declared(content, normalized):
    return {"content": content, **RULES, "normalized": normalized, "special": True}


SETTINGS = [
    {"tokenizer_class": "LlamaTokenizer"},
    {"tokenizer_class": "LlamaTokenizer", "add_bos_token": False, "legacy": True, "pad_token": "<unk>",
     "bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>",
     "added_tokens_decoder": {"0": declared("<unk>", False), "1": declared("<s>", False), "2": declared("</s>", True)}},
    {"tokenizer_class": "LlamaTokenizerFast", "pad_token": "<pad_new>", "add_prefix_space": False, "add_eos_token": True,
     "additional_special_tokens": ["<im_a>", "<im_b>"], "clean_up_tokenization_spaces": True,
     "eos_token": {"__type": "AddedToken", "content": "</s>", **RULES, "lstrip": True, "normalized": False}},
    {"tokenizer_class": "LlamaTokenizer", "add_prefix_space": None, "mask_token": "<mask_new>"},
]
BITS = ["Hello", " world", "  ", "\n", "\t", " ", "é", "漢字", "😀", "<s>", "</s>", "<unk>", "<image>", "<|im_start|>",
        "user\n", "<|im_end|>", "a", "b", "the", "ing", "\u2581", "\u2581\u2581", "x y", " ,", "n't", " .", "[INST]", "0",
        "123", "ß", "\u0301", "<im_a>", "<pad_new>", "\r\n", "\ufb01", "\u00a0", "<0x41>", "."]


def content(path):
    if os.path.exists(path):
        with open(path, "rb") as file:
            return file.read()
    with gzip.open(path + ".gz") as file:
        return file.read()


def row(fixtures, model, settings, special, rng):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "tokenizer.model"), "wb") as file:
            file.write(content(os.path.join(fixtures, model)))
        with open(os.path.join(folder, "tokenizer_config.json"), "w") as file:
            json.dump(settings, file)
        tokenizer = AutoTokenizer.from_pretrained(folder, from_slow=True, legacy=False, add_bos_token=True)
    size = len(tokenizer)
    assert tokenizer.add_tokens(special, special_tokens=True) == len(special)
    cases = []
    for _ in range(40):
        text = "".join(rng.choice(BITS) for _ in range(rng.randint(0, 9)))
        ids = tokenizer.encode(text)
        others = [rng.randrange(len(tokenizer)) for _ in range(rng.randint(0, 6))]
        cases.append([text, ids, tokenizer.decode(ids), others, tokenizer.decode(others)])
    roles = ["eos", "bos", "unk", "pad"]
    named = {role: getattr(tokenizer, role + "_token_id") for role in roles}
    return {"model": model, "settings": json.dumps(settings), "special": special, "vocab_size": size, "named": named, "cases": cases}


def main():
    fixtures, out = sys.argv[1:]
    rng = random.Random(7)
    with open(out, "w", encoding="utf-8") as file:
        for model in MODELS:
            for settings in SETTINGS:
                for special in ADDED:
                    line = row(fixtures, model, settings, special, rng)
                    file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


main()

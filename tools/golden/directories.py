"""Makes golden/directories: what AutoTokenizer of transformers makes of model directories.

    python tools/golden/directories.py cases FIXTURES golden/directories
    python tools/golden/directories.py outcomes FIXTURES golden/directories

Needs transformers 5.24.0 and tokenizers 0.23.3. "cases" writes the small directories that are our own: a trained
tokenizer of the fixtures with configurations written here. "outcomes" loads those and every fixture with a
tokenizer_config.json and writes outcomes.jsonl: the class, its added tokens, its frame, normalizer, splitter and decoder,
named tokens with ids, sizes, and the ids of texts with and without special tokens.
"""

import gzip
import hashlib
import json
import os
import random
import shutil
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"

TOKEN = {"lstrip": False, "rstrip": False, "single_word": False}
BYTES = "synth_bytelevel_lower_added"
METASPACE = "synth_metaspace_first_bf"
PREPEND = "synth_prepend_replace_bf"
WORDPIECE = "synth_wordpiece_max12"
UNIGRAM = "synth_unigram_nfkc"
SUFFIX = "synth_bpe_eow_suffix"
PLAIN = "synth_truncpad_in_file"


def typed(content, **rules):
    return {"__type": "AddedToken", "content": content, **TOKEN, **rules}


def added(content, **rules):
    return {"content": content, **TOKEN, "normalized": False, "special": True, **rules}


CASES = {
    "plain-no-class": (PLAIN, {"tokenizer_config.json": {"bos_token": "<bos>", "eos_token": typed("<eos>", normalized=True)}}),
    "plain-unknown-class": (PLAIN, {"tokenizer_config.json": {
        "tokenizer_class": "MyTokenizer", "pad_token": "<pad>", "padding_side": "left", "truncation_side": "left",
        "model_max_length": 77, "image_token": "<img>", "add_bos_token": True, "bos_token": "<s0>",
        "clean_up_tokenization_spaces": True}}),
    "plain-fast-class": (BYTES, {"tokenizer_config.json": {
        "tokenizer_class": "PreTrainedTokenizerFast", "eos_token": "<|im_end|>", "model_max_length": 1e30,
        "added_tokens_decoder": {"900": added("<|im_start|>"), "7": added("<|im_end|>", normalized=True),
                                 "801": added("<think>", special=False, lstrip=True)},
        "additional_special_tokens": ["<|im_start|>", "<|extra|>", typed("<x>", lstrip=True, normalized=False)],
        "extra_special_tokens": {"audio_token": "<audio>", "video": typed("<video>", normalized=False)}}}),
    "plain-maps": (BYTES, {
        "tokenizer_config.json": {"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<ignored>"},
        "special_tokens_map.json": {"bos_token": added("<bos>", rstrip=True), "eos_token": "<eos>",
                                    "additional_special_tokens": ["<one>", "<two>"], "image_token": "<img>"},
        "added_tokens.json": {"<eos>": 1200, "<word>": 1100, "<one>": 1150}}),
    "plain-maps-odd": (BYTES, {
        "tokenizer_config.json": {"tokenizer_class": "PreTrainedTokenizerFast"},
        "special_tokens_map.json": {"additional_special_tokens": [added("<two>")]}}),
    "plain-maps-extra": (BYTES, {
        "tokenizer_config.json": {"tokenizer_class": "PreTrainedTokenizerFast", "extra_special_tokens": ["<a>", "<b>"]},
        "special_tokens_map.json": {
            "extra_special_tokens": ["<b>", {"content": "<c>", **TOKEN, "normalized": True}], "eos_token": None},
        "added_tokens.json": {"<c>": 1301, "<d>": 1300}}),
    "plain-map-only": (BYTES, {"special_tokens_map.json": {"eos_token": "<eos>", "pad_token": "<eos>"}}),
    "plain-templates": (PLAIN, {
        "tokenizer_config.json": {"tokenizer_class": "PreTrainedTokenizerFast",
                                  "chat_template": [{"name": "default", "template": "{{ a }}"},
                                                    {"name": "tool_use", "template": "{{ b }}"}]}}),
    "plain-template-file": (PLAIN, {
        "tokenizer_config.json": {"tokenizer_class": "PreTrainedTokenizerFast", "chat_template": "old"},
        "chat_template.jinja": "new\r\n{{ x }}\n", "additional_chat_templates/rag.jinja": "rag"}),
    "model-type-gpt2": (BYTES, {"config.json": {"model_type": "gpt2"}, "tokenizer_config.json": {}}),
    "model-type-disagrees": (BYTES, {"config.json": {"model_type": "llama"},
                                     "tokenizer_config.json": {"tokenizer_class": "GPT2TokenizerFast"}}),
    "model-type-misnamed": (PREPEND, {"config.json": {"model_type": "phi3"},
                                      "tokenizer_config.json": {"tokenizer_class": "LlamaTokenizer"}}),
    "model-type-qwen2": (BYTES, {"config.json": {"model_type": "qwen2"},
                                 "tokenizer_config.json": {"tokenizer_class": "Qwen2Tokenizer"}}),
    "llama-byte-level": (BYTES, {"tokenizer_config.json": {"tokenizer_class": "LlamaTokenizerFast", "bos_token": "<s>"}}),
    "llama": (PREPEND, {"tokenizer_config.json": {"tokenizer_class": "LlamaTokenizer", "add_bos_token": True}}),
    "llama-legacy": (PREPEND, {"tokenizer_config.json": {
        "tokenizer_class": "LlamaTokenizerFast", "legacy": True, "unk_token": None,
        "added_tokens_decoder": {"0": added("<unk>"), "9999": added("<|user|>", rstrip=True)}}}),
    "llama-no-prefix": (METASPACE, {"tokenizer_config.json": {
        "tokenizer_class": "LlamaTokenizer", "legacy": None, "add_prefix_space": False, "padding_side": "right"}}),
    "gemma": (PREPEND, {"tokenizer_config.json": {"tokenizer_class": "GemmaTokenizerFast",
                                                  "extra_special_tokens": {"boi_token": "<boi>"}}}),
    "gpt2": (BYTES, {"tokenizer_config.json": {"tokenizer_class": "GPT2TokenizerFast", "pad_token": None}}),
    "gpt2-prefix": (BYTES, {"tokenizer_config.json": {"tokenizer_class": "GPT2Tokenizer", "add_prefix_space": True,
                                                      "bos_token": "<s>"}}),
    "codegen": (BYTES, {"tokenizer_config.json": {"tokenizer_class": "CodeGenTokenizer"}}),
    "neox": (BYTES, {"tokenizer_config.json": {"tokenizer_class": "GPTNeoXTokenizerFast"}}),
    "cohere": (BYTES, {"tokenizer_config.json": {
        "tokenizer_class": "CohereTokenizerFast", "eos_token": typed("<end>", normalized=True),
        "additional_special_tokens": ["<e1>", typed("<e2>", normalized=True)]}}),
    "qwen2": (BYTES, {"tokenizer_config.json": {
        "tokenizer_class": "Qwen2TokenizerFast", "eos_token": "<|im_end|>",
        "added_tokens_decoder": {"1000": added("<|im_end|>", normalized=True), "1001": added("<tool>", special=False)},
        "additional_special_tokens": ["<tool>"]}}),
    "qwen35": (BYTES, {"tokenizer_config.json": {"tokenizer_class": "Qwen3_5Tokenizer"}}),
    "roberta": (BYTES, {"tokenizer_config.json": {"tokenizer_class": "RobertaTokenizerFast", "trim_offsets": False}}),
    "bart": (BYTES, {"tokenizer_config.json": {"tokenizer_class": "BartTokenizer", "add_prefix_space": True}}),
    "deberta": (BYTES, {"tokenizer_config.json": {"tokenizer_class": "DebertaTokenizer"}}),
    "bert": (WORDPIECE, {"tokenizer_config.json": {"tokenizer_class": "BertTokenizer"}}),
    "bert-cased": (WORDPIECE, {"tokenizer_config.json": {
        "tokenizer_class": "BertTokenizerFast", "do_lower_case": False, "tokenize_chinese_chars": False,
        "strip_accents": True, "clean_up_tokenization_spaces": True, "model_max_length": 512}}),
    "electra": (WORDPIECE, {"tokenizer_config.json": {"tokenizer_class": "ElectraTokenizer", "mask_token": None}}),
    "mpnet": (WORDPIECE, {"tokenizer_config.json": {"tokenizer_class": "MPNetTokenizer"}}),
    "t5": (UNIGRAM, {"tokenizer_config.json": {"tokenizer_class": "T5TokenizerFast"}}),
    "t5-few": (UNIGRAM, {"tokenizer_config.json": {"tokenizer_class": "T5Tokenizer", "extra_ids": 3, "extra_special_tokens": None,
                                                   "clean_up_tokenization_spaces": True}}),
    "t5-listed": (UNIGRAM, {"tokenizer_config.json": {"tokenizer_class": "T5Tokenizer", "extra_ids": 2,
                                                      "extra_special_tokens": ["<extra_id_0>", "<y>"]}}),
    "xlm-roberta": (UNIGRAM, {"tokenizer_config.json": {
        "tokenizer_class": "XLMRobertaTokenizerFast", "mask_token": typed("<mask>", lstrip=True, normalized=True)}}),
    "clip": (SUFFIX, {"tokenizer_config.json": {"tokenizer_class": "CLIPTokenizer", "unk_token": typed("<unk>", normalized=True)}}),
    "whisper": (BYTES, {"tokenizer_config.json": {
        "tokenizer_class": "WhisperTokenizer",
        "added_tokens_decoder": {"1000": added("<|startoftranscript|>"), "1001": added("<|notimestamps|>"),
                                 "1002": added("<|endoftext|>")}}}),
    "auto-map-known": (BYTES, {"tokenizer_config.json": {
        "tokenizer_class": "GPT2Tokenizer", "auto_map": {"AutoTokenizer": ["x.T", None]}}}),
    "generation": (PLAIN, {"tokenizer_config.json": {"eos_token": "<eos>"}, "generation_config.json": {"eos_token_id": [2, 1]}}),
}


def read(path):
    if os.path.exists(path + ".gz"):
        return gzip.open(path + ".gz").read()
    with open(path, "rb") as file:
        return file.read()


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def cases(fixtures, out):
    for base in sorted({base for base, _ in CASES.values()}):
        content = read(f"{fixtures}/tokenizers/{base}/tokenizer.json")
        write(f"{out}/bases/{base}.json.gz", gzip.compress(content, mtime=0))
    for name, (base, files) in CASES.items():
        write(f"{out}/cases/{name}/BASE", base.encode())
        for file, value in files.items():
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1) + "\n"
            write(f"{out}/cases/{name}/{file}", text.encode())


def texts(special, seed):
    random.seed(seed)
    words = ["Hello", "world", "don't", "it's 've", "12345", "Ünïcödé", "naïve", "ＡＢＣ", "日本語", "emoji 🙂",
             "tab\tnew\nline\r\n", "  two  ", "▁x", "a" * 30, "É", "x</s>y", "e\u0301", "—", "SHOUT", "_under_", "", " "]
    result = list(words)
    for _ in range(80):
        parts = random.choices(words + special, k=random.randint(1, 6))
        result.append(random.choice(["", " "]).join(parts))
    return result


def outcome(name, directory):
    from transformers import AutoTokenizer

    line = {"name": name}
    try:
        tokenizer = AutoTokenizer.from_pretrained(directory, trust_remote_code=False)
    except Exception as error:
        return {**line, "error": f"{type(error).__name__}: {error}".split("\n")[0][:160]}
    if not hasattr(tokenizer, "backend_tokenizer"):
        return {**line, "error": f"{type(tokenizer).__name__} has no tokenizers backend"}
    backend = json.loads(tokenizer.backend_tokenizer.to_str())
    special = [token["content"] for token in backend["added_tokens"]][:40]
    line["class"] = type(tokenizer).__name__
    for stage in ("normalizer", "pre_tokenizer", "post_processor", "decoder", "added_tokens"):
        line[stage] = backend[stage]
    line["model"] = {key: value for key, value in backend["model"].items() if key not in ("vocab", "merges")}
    line["named"] = {key: [str(token), tokenizer.convert_tokens_to_ids(str(token))]
                     for key, token in tokenizer.special_tokens_map.items()}
    line["extra"] = [[token, tokenizer.convert_tokens_to_ids(token)] for token in tokenizer.extra_special_tokens]
    line["max_length"] = tokenizer.model_max_length
    line["padding_side"] = tokenizer.padding_side
    line["truncation_side"] = tokenizer.truncation_side
    template = tokenizer.chat_template
    line["chat_templates"] = {"default": template} if isinstance(template, str) else template or {}
    rows = []
    for text in texts(special, len(name)):
        try:
            with_special = tokenizer(text).input_ids
        except Exception as error:
            rows.append({"text": text, "error": str(error)[:120]})
            continue
        plain = tokenizer(text, add_special_tokens=False).input_ids
        row = {"text": text, "ids": plain, "special": with_special}
        # CLIP and Whisper change the decoded text once more
        if type(tokenizer).__name__ not in ("CLIPTokenizer", "WhisperTokenizer"):
            row["decoded"] = tokenizer.decode(with_special)
        rows.append(row)
    line["texts"] = rows
    return line


def outcomes(fixtures, out):
    import tokenizers
    import transformers

    transformers.logging.set_verbosity_error()
    with tempfile.TemporaryDirectory() as work:
        lines = [{"transformers": transformers.__version__, "tokenizers": tokenizers.__version__}]
        for name in sorted(os.listdir(f"{out}/cases")):
            case = f"{out}/cases/{name}"
            target = f"{work}/{name}"
            shutil.copytree(case, target)
            base = open(f"{case}/BASE").read()
            write(f"{target}/tokenizer.json", read(f"{out}/bases/{base}.json"))
            lines.append(outcome(name, target))
        write(f"{out}/outcomes.jsonl.gz", packed(lines))
        lines = lines[:1]
        for entry in json.load(open(f"{fixtures}/MANIFEST.json"))["tokenizers"]:
            names = [file["original"] for file in entry["files"]]
            if "tokenizer.json" in names and "tokenizer_config.json" in names:
                target = f"{work}/fixture-{entry['name']}"
                for name in names:
                    write(f"{target}/{name}", read(f"{fixtures}/tokenizers/{entry['name']}/{name}"))
                line = outcome(entry["name"], target)
                if "chat_templates" in line:  # the templates are their models' own
                    line["chat_templates"] = {key: hashlib.sha256(text.encode()).hexdigest()
                                              for key, text in line["chat_templates"].items()}
                lines.append(line)
        write(f"{out}/fixture-outcomes.jsonl.gz", packed(lines))


def packed(lines):
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return gzip.compress(text.encode(), mtime=0)


if __name__ == "__main__":
    {"cases": cases, "outcomes": outcomes}[sys.argv[1]](*sys.argv[2:])

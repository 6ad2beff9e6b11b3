"""Makes golden/directories: what AutoTokenizer of transformers makes of model directories.

    python tools/golden/directories.py cases FIXTURES golden/directories
    python tools/golden/directories.py outcomes FIXTURES golden/directories
    python tools/golden/directories.py vectors FIXTURES golden/directories

Needs transformers 4.57.1 and no sentencepiece; tokenizers 0.23.3, which it has to be talked
into by its dependency_versions_table.py, decodes added tokens as the vectors do (0.22.2 gives the same ids). "cases" writes the small directories that are our own: a trained
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
        "tokenizer_config.json": {"tokenizer_class": "PreTrainedTokenizerFast",
                                  "additional_special_tokens": ["<a>", "<b>"]},
        "special_tokens_map.json": {
            "additional_special_tokens": ["<b>", {"content": "<c>", **TOKEN, "normalized": True}], "eos_token": None},
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
        "tokenizer_class": "LlamaTokenizer", "legacy": None, "add_prefix_space": None, "padding_side": "right",
        "add_bos_token": False, "add_eos_token": True}}),
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
    "t5-few": (UNIGRAM, {"tokenizer_config.json": {"tokenizer_class": "T5Tokenizer", "extra_ids": 3,
                                                   "clean_up_tokenization_spaces": True}}),
    "t5-listed": (UNIGRAM, {"tokenizer_config.json": {"tokenizer_class": "T5Tokenizer", "extra_ids": 1,
                                                      "additional_special_tokens": ["<extra_id_0>", "<y>"]}}),
    "xlm-roberta": (UNIGRAM, {"tokenizer_config.json": {
        "tokenizer_class": "XLMRobertaTokenizerFast", "mask_token": typed("<mask>", lstrip=True, normalized=True)}}),
    "albert": (UNIGRAM, {"tokenizer_config.json": {"tokenizer_class": "AlbertTokenizer"}}),
    "xlnet": (UNIGRAM, {"tokenizer_config.json": {"tokenizer_class": "XLNetTokenizerFast"}}),
    "deberta-v2": (UNIGRAM, {"tokenizer_config.json": {"tokenizer_class": "DebertaV2Tokenizer", "do_lower_case": True}}),
    "camembert": (UNIGRAM, {"tokenizer_config.json": {"tokenizer_class": "CamembertTokenizer"}}),
    "pegasus": (UNIGRAM, {"tokenizer_config.json": {"tokenizer_class": "PegasusTokenizer"}}),
    "mbart": (UNIGRAM, {"tokenizer_config.json": {"tokenizer_class": "MBartTokenizer", "src_lang": "de_DE",
                                                  "additional_special_tokens": ["<x>", "de_DE"]}}),
    "mbart50": (UNIGRAM, {"tokenizer_config.json": {"tokenizer_class": "MBart50TokenizerFast",
                                                    "additional_special_tokens": ["<x>"]}}),
    "nllb": (UNIGRAM, {"tokenizer_config.json": {"tokenizer_class": "NllbTokenizer", "mask_token": "<m>"}}),
    "nllb-legacy": (UNIGRAM, {"tokenizer_config.json": {
        "tokenizer_class": "NllbTokenizerFast", "legacy_behaviour": True, "src_lang": "<none>",
        "additional_special_tokens": ["<y>"]}}),
    "seamless": (UNIGRAM, {"tokenizer_config.json": {"tokenizer_class": "SeamlessM4TTokenizer", "src_lang": "deu",
                                                     "additional_special_tokens": ["__deu__"]}}),
    "code-llama": (PREPEND, {"tokenizer_config.json": {"tokenizer_class": "CodeLlamaTokenizer"}}),
    "llama-edges": (BYTES, {"tokenizer_config.json": {"tokenizer_class": "LlamaTokenizerFast", "add_eos_token": True,
                                                      "bos_token": "<s>", "eos_token": added("</s>", __type="AddedToken")}}),
    "distilbert": (WORDPIECE, {"tokenizer_config.json": {"tokenizer_class": "DistilBertTokenizer", "do_lower_case": False}}),
    "bloom": (BYTES, {"tokenizer_config.json": {"tokenizer_class": "BloomTokenizerFast", "add_prefix_space": True}}),
    "neox-edges": (BYTES, {"tokenizer_config.json": {"tokenizer_class": "GPTNeoXTokenizerFast", "add_bos_token": True,
                                                     "add_eos_token": True, "pad_token": "<pad>"}}),
    "longformer": (BYTES, {"tokenizer_config.json": {"tokenizer_class": "LongformerTokenizer", "trim_offsets": True}}),
    "slow-only": (UNIGRAM, {"tokenizer_config.json": {"tokenizer_class": "MarianTokenizer", "eos_token": "<eos>"}}),
    "auto-map-unknown": (BYTES, {"tokenizer_config.json": {
        "tokenizer_class": "MyOwnTokenizer", "auto_map": {"AutoTokenizer": ["x.T", None]}, "bos_token": "<s>"}}),
    "model-type-alone": (WORDPIECE, {"config.json": {"model_type": "distilbert"}}),
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


def loaded(name, directory):
    """The tokenizer of a directory, and which class was asked for it."""
    from transformers import AutoTokenizer, PreTrainedTokenizerFast

    try:
        tokenizer = AutoTokenizer.from_pretrained(directory, trust_remote_code=False)
        if hasattr(tokenizer, "backend_tokenizer"):
            return "AutoTokenizer", tokenizer
    except Exception as error:  # no class, one that is not known, or one without a fast form
        print(name, f"{type(error).__name__}: {error}"[:160])
    return "PreTrainedTokenizerFast", PreTrainedTokenizerFast.from_pretrained(directory)


def outcome(name, directory):
    line = {"name": name}
    line["by"], tokenizer = loaded(name, directory)
    tokenizer("x")  # classes with languages put theirs in the frame now
    backend = json.loads(tokenizer.backend_tokenizer.to_str())
    special = [token["content"] for token in backend["added_tokens"]][:40]
    # a text that was special once is left out when decoding, whatever a later token with that text says
    file = json.load(open(f"{directory}/tokenizer.json"))["added_tokens"]
    was = {token["content"] for token in file if token["special"]}
    for token in backend["added_tokens"]:
        token["special"] |= token["content"] in was
    line["class"] = type(tokenizer).__name__
    for stage in ("normalizer", "pre_tokenizer", "post_processor", "decoder", "added_tokens"):
        line[stage] = backend[stage]
    line["model"] = {key: value for key, value in backend["model"].items() if key not in ("vocab", "merges")}
    line["named"] = {key: [str(token), tokenizer.convert_tokens_to_ids(str(token))]
                     for key, token in tokenizer.special_tokens_map.items() if key != "additional_special_tokens"}
    line["extra"] = [[token, tokenizer.convert_tokens_to_ids(token)] for token in tokenizer.additional_special_tokens]
    line["max_length"] = tokenizer.model_max_length
    line["padding_side"] = tokenizer.padding_side
    line["truncation_side"] = tokenizer.truncation_side
    template = tokenizer.chat_template
    line["chat_templates"] = {"default": template} if isinstance(template, str) else template or {}
    rows = []
    for text in texts(special, len(name)):
        try:
            with_special = tokenizer(text, padding=False).input_ids
        except Exception as error:
            rows.append({"text": text, "error": str(error)[:120]})
            continue
        plain = tokenizer(text, add_special_tokens=False, padding=False).input_ids
        row = {"text": text, "ids": plain, "special": with_special}
        # CLIP and Whisper change the decoded text once more
        if type(tokenizer).__name__ not in ("CLIPTokenizerFast", "WhisperTokenizerFast"):
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
                target = f"{work}/{len(os.listdir(work))}"  # a name that says nothing about the class
                for name in names:
                    write(f"{target}/{name}", read(f"{fixtures}/tokenizers/{entry['name']}/{name}"))
                line = outcome(entry["name"], target)
                if "chat_templates" in line:  # the templates are their models' own
                    line["chat_templates"] = {key: hashlib.sha256(text.encode()).hexdigest()
                                              for key, text in line["chat_templates"].items()}
                lines.append(line)
        write(f"{out}/fixture-outcomes.jsonl.gz", packed(lines))


def vectors(fixtures, out):
    """Writes which vectors of the fixtures AutoTokenizer gives other ids for than tokenizer.json alone."""
    import transformers

    transformers.logging.set_verbosity_error()
    texts = {}
    for name in ("curated", "random", "documents", "giant"):
        for row in map(json.loads, read(f"{fixtures}/vectors/_texts/{name}.jsonl").decode().rstrip("\n").split("\n")):
            texts[row["id"]] = row["text"] if "text" in row else row["repeat"][0] * row["repeat"][1]
    lines = []
    with tempfile.TemporaryDirectory() as work:
        for entry in json.load(open(f"{fixtures}/MANIFEST.json"))["tokenizers"]:
            names = [file["original"] for file in entry["files"]]
            if "tokenizer.json" not in names:
                continue
            target = f"{work}/{len(os.listdir(work))}"  # a name that says nothing about the class
            for name in names:
                write(f"{target}/{name}", read(f"{fixtures}/tokenizers/{entry['name']}/{name}"))
            tokenizer = loaded(entry["name"], target)[1]
            line = {"name": entry["name"], "same": 0, "other": []}
            for row in map(json.loads, read(f"{fixtures}/vectors/{entry['name']}.jsonl").decode().rstrip("\n").split("\n")):
                if row["kind"] == "encode":
                    expected = row["enc"]["ids"] if row["enc_special"] is True else row["enc_special"]["ids"]
                    if tokenizer(texts[row["text_ref"]]).input_ids == expected:
                        line["same"] += 1
                    else:
                        line["other"].append(row["text_ref"])
            print(line["name"], line["same"], len(line["other"]))
            lines.append(line)
    write(f"{out}/vectors.jsonl.gz", packed(lines))


def packed(lines):
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return gzip.compress(text.encode(), mtime=0)


if __name__ == "__main__":
    {"cases": cases, "outcomes": outcomes, "vectors": vectors}[sys.argv[1]](*sys.argv[2:])

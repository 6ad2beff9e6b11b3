"""The models that are timed, and the files that each peer loads them from."""

import gzip
import json
import pathlib
import shutil

# name -> the fixtures that hold its tokenizer.json, its tiktoken ranks, its SentencePiece model; jtokkit's name for it.
MODELS = {
    "gpt2": {"json": "gpt2", "ranks": "r50k_base", "jtokkit": "r50k_base"},
    "cl100k": {"json": "gpt35turbo_hf", "ranks": "cl100k_base", "jtokkit": "cl100k_base"},
    "o200k": {"json": "gpt4o_hf", "ranks": "o200k_base", "jtokkit": "o200k_base"},
    "llama3": {"json": "llama3", "ranks": "llama3_ranks"},
    "qwen3": {"json": "qwen3"},
    "deepseek_v3": {"json": "deepseek_v3"},
    "gemma3": {"json": "gemma3"},
    "llama2": {"json": "llama2", "sentencepiece": "llama2_sp"},
    "mistral": {"json": "mistral_v3_hf"},
    "t5": {"json": "t5_small"},
    "bert": {"json": "bert_base_uncased"},
}

PYTHON_PEERS = ["tokenizers", "tiktoken", "sentencepiece", "gigatoken", "fastokens", "tokie"]


def unpack(source, target):
    """The file, unpacked into target when it is stored compressed. None when there is none."""
    packed = source.with_name(source.name + ".gz")
    if source.exists():
        return source
    if not packed.exists():
        return None
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(".part")
        with gzip.open(packed) as reader, open(partial, "wb") as writer:
            shutil.copyfileobj(reader, writer)
        partial.rename(target)
    return target


class Model:
    """A model with the paths of its files; `description` is what a Python worker reads."""

    def __init__(self, name, fixtures, work):
        self.name = name
        self.row = MODELS[name]
        description = {"name": name}
        for kind, file in (("json", "tokenizer.json"), ("ranks", "ranks.tiktoken"), ("sentencepiece", "tokenizer.model")):
            if kind in self.row:
                folder = self.row[kind]
                path = unpack(fixtures / "tokenizers" / folder / file, work / "models" / folder / file)
                if path is not None:
                    description[kind] = str(path)
        if "ranks" in description:
            config = manifest(fixtures)[self.row["ranks"]]["config"]
            description["pattern"] = config["pat_str"]
            description["special_tokens"] = config["special_tokens"]
        self.files = description
        self.description = work / "models" / f"{name}.json"
        self.description.parent.mkdir(parents=True, exist_ok=True)
        self.description.write_text(json.dumps(description), encoding="utf-8")

    def reference(self):
        """The peer whose ids are right by definition."""
        return "tokenizers" if "json" in self.files else "tiktoken" if "ranks" in self.files else "sentencepiece"

    def takes(self, library):
        """Whether a library can be asked for this model at all."""
        if library == "jtokkit":
            return "jtokkit" in self.row
        if library == "tiktoken":
            return "ranks" in self.files
        if library == "sentencepiece":
            return "sentencepiece" in self.files
        return "json" in self.files


def manifest(fixtures):
    path = pathlib.Path(fixtures) / "MANIFEST.json"
    return {row["name"]: row for row in json.loads(path.read_text(encoding="utf-8"))["tokenizers"]}

"""Writes the table of tokenizer classes that transformers chooses from.

    python tools/golden/transformers_classes.py > core/src/main/resources/dev/tokenwright/load/transformers.tsv

Needs transformers 4.57.1. Every fast class is made around a small tokenizer, once with its defaults and once with every
special token given as a text, and asked what became of them.
"""

import inspect
import os

import tokenizers
import transformers
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from transformers import PreTrainedTokenizerFast
from transformers.models.auto import tokenization_auto as auto

KEYS = ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"]
LANGUAGES = {"MBartTokenizerFast": "language_last", "MBart50TokenizerFast": "language_first",
             "NllbTokenizerFast": "language_nllb", "SeamlessM4TTokenizerFast": "language_seamless"}


def made(cls, **settings):
    backend = Tokenizer(models.BPE({"a": 0}, []))
    backend.normalizer = normalizers.BertNormalizer()
    backend.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.ByteLevel(add_prefix_space=False)])
    if cls.__name__ == "MarkupLMTokenizerFast":
        settings.update(vocab_file=None, merges_file=None, tags_dict={})
    return cls(tokenizer_object=backend, **settings)


def inits(cls):
    return [c.__init__ for c in cls.__mro__ if issubclass(c, PreTrainedTokenizerFast)
            and c is not PreTrainedTokenizerFast and "__init__" in c.__dict__]


def default(cls, name, otherwise):
    for init in inits(cls):
        found = inspect.signature(init).parameters.get(name)
        if found is not None:
            return found.default
    return otherwise


def effect(cls):
    source = "".join(inspect.getsource(init) for init in inits(cls))
    if "Jieba" in source or "rjieba" in source:
        return "code"
    if cls.__name__ in LANGUAGES:
        return LANGUAGES[cls.__name__]
    if "update_post_processor" in source:
        nested = "pickle" in source
        return ("bos_nested" if nested else "bos") if default(cls, "add_bos_token", False) else "no_bos"
    if "pickle" in source:
        return "nested"
    if 'get("handle_chinese_chars"' in source:
        return "bert"
    if 'get("lowercase"' in source:
        return "bert_but_chinese"
    if '"post_processor"' in source:
        return "roberta" if 'get("trim_offsets"' in source else "roberta_prefix"
    return "none"


def rules(token):
    """What a class makes of a text: l takes blanks on its left, n/r normalised or raw whatever else."""
    if isinstance(token, str):
        return None
    letters = "l" if token.lstrip else ""
    assert not token.rstrip and not token.single_word
    token.special = True
    special = token.normalized
    token.special = False
    plain = token.normalized
    return letters + ("n" if special else "" if plain else "r")


def extra(cls, tokens):
    if not tokens:
        return "given", []
    if "extra_ids" in inspect.signature(cls.__init__).parameters:
        return "numbered", []
    try:
        given = [str(t) for t in made(cls, additional_special_tokens=["<x>"]).additional_special_tokens]
    except TypeError:  # the class does not take them
        return "default", tokens
    if given == ["<x>"]:
        return "default", tokens
    if given == tokens + ["<x>"]:
        return "after", tokens
    if given == ["<x>"] + tokens:
        return "before", tokens
    return "default", tokens


def row(name, cls):
    tokens = made(cls)
    wrapped = made(cls, **{key: f"<{key}>" for key in KEYS})
    texts = {key: str(tokens._special_tokens_map[key]) for key in KEYS if tokens._special_tokens_map[key]}
    rule, extras = extra(cls, [str(t) for t in tokens.additional_special_tokens])
    wraps = {key: rules(wrapped._special_tokens_map[key]) for key in KEYS}
    prefix = default(cls, "add_prefix_space", False)
    return ["class", name, effect(cls), cls.padding_side, "file" if prefix is None else str(prefix).lower(),
            " ".join(f"{key}={text}" for key, text in texts.items()),
            " ".join(f"{key}={letters}" for key, letters in wraps.items() if letters is not None),
            rule, " ".join(extras)]


def main():
    print(f"# transformers {transformers.__version__}: tools/golden/transformers_classes.py")
    print("# model\tMODEL_TYPE\tCLASS of its tokenizer")
    print("# class\tNAME\tEFFECT\tPADDING SIDE\tadd_prefix_space\tTOKENS by default\tRULES of tokens given as texts\t"
          "RULE for additional tokens\tADDITIONAL TOKENS")
    names = {n for n in dir(transformers) if n.endswith("TokenizerFast")}
    for model, (_, fast) in sorted(auto.TOKENIZER_MAPPING_NAMES.items()):
        if fast:
            print(f"model\t{model}\t{fast.removesuffix('Fast')}")
            names.add(fast)
    plain = row("", PreTrainedTokenizerFast)
    for name in sorted(names):
        cls = auto.tokenizer_class_from_name(name)
        if cls is None or cls is PreTrainedTokenizerFast or not issubclass(cls, PreTrainedTokenizerFast):
            continue
        if effect(cls) == "code":
            print(f"class\t{name.removesuffix('Fast')}\tcode\tright\tfalse\t\t\tgiven\t")
            continue
        cells = row(name.removesuffix("Fast"), cls)
        if cells[2:] != plain[2:]:
            print("\t".join(cells))


main()

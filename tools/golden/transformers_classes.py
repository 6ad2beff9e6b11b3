"""Writes the table of tokenizer classes that transformers chooses from.

    python tools/golden/transformers_classes.py > core/src/main/resources/dev/tokenwright/load/transformers.tsv

Needs transformers 5.24.0, tokenizers 0.23.3, sentencepiece and protobuf.
"""

import importlib

import transformers
from transformers.models.auto import tokenization_auto as auto
from transformers.tokenization_utils_tokenizers import TokenizersBackend

# Names that say nothing about the class, so the file is taken as it is.
GENERIC = ("PreTrainedTokenizerFast", "PreTrainedTokenizer", "TokenizersBackend", "PythonBackend")


def kind(cls):
    if not issubclass(cls, TokenizersBackend):
        return "code"
    return "stages" if "__init__" in cls.__dict__ else "inherits"


def main():
    print(f"# transformers {transformers.__version__}: tools/golden/transformers_classes.py")
    print("# model\tMODEL_TYPE\tCLASS of its tokenizer")
    print("# misnamed\tMODEL_TYPE whose tokenizer_class is not believed")
    print("# class\tNAME\tKIND: file = the file as it is, stages = builds its own, code = no tokenizers pipeline")
    for model, name in sorted(auto.TOKENIZER_MAPPING_NAMES.items()):
        if name:
            print(f"model\t{model}\t{name.removesuffix('Fast')}")
    for model in sorted(auto.MODELS_WITH_INCORRECT_HUB_TOKENIZER_CLASS):
        print(f"misnamed\t{model}")
    names = {name.removesuffix("Fast") for name in auto.TOKENIZER_MAPPING_NAMES.values() if name}
    names |= {"ElectraTokenizer", "LayoutLMTokenizer", "LongformerTokenizer"}
    names |= {n.removesuffix("Fast") for n in dir(transformers) if n.endswith(("Tokenizer", "TokenizerFast"))}
    rows = {}
    for name in sorted(names):
        cls = auto.tokenizer_class_from_name(name) or auto.tokenizer_class_from_name(name + "Fast")
        if cls is None or not isinstance(cls, type) or cls.__name__ in GENERIC or name == "AutoTokenizer":
            continue
        found = kind(cls)
        if found == "inherits":
            own = next(c for c in cls.__mro__ if "__init__" in c.__dict__)
            found = "file" if own is TokenizersBackend else "inherits"
        alias = "" if cls.__name__ == name else "\t" + cls.__name__
        rows[name] = found + alias
    for name, row in rows.items():
        print(f"class\t{name}\t{row}")


main()

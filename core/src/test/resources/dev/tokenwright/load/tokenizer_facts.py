"""Writes tokenizer_facts.tsv: what Hugging Face tokenizers makes of each tokenizer.json of a fixture folder.

Usage: tokenizer_facts.py FIXTURES > tokenizer_facts.tsv
Columns: name, model, tokens of the model, tokens with added ones, ids of added tokens, 32-bit polynomial hash (factor 31)
over the UTF-8 of "id NUL content NUL flags" of each added token by id, and distinct merges.
"""

import glob
import gzip
import json
import os
import sys

import tokenizers

print("# tokenizers %s, tokenizer_facts.py" % tokenizers.__version__)
for folder in sorted(glob.glob(sys.argv[1] + "/tokenizers/*")):
    names = [folder + "/tokenizer.json", folder + "/tokenizer.json.gz"]
    name = next((n for n in names if os.path.exists(n)), None)
    if not name:
        continue
    with gzip.open(name) if name.endswith("gz") else open(name, "rb") as file:
        tokenizer = tokenizers.Tokenizer.from_str(file.read().decode())
    added = tokenizer.get_added_tokens_decoder()
    hash_value = 0
    for i in sorted(added):
        a = added[i]
        flags = (a.single_word, a.lstrip, a.rstrip, a.normalized, a.special)
        for byte in ("%d\0%s\0%d%d%d%d%d" % ((i, a.content) + flags)).encode():
            hash_value = (hash_value * 31 + byte) & 0xFFFFFFFF
    model = json.loads(tokenizer.to_str())["model"]
    row = [
        os.path.basename(folder),
        model["type"],
        tokenizer.get_vocab_size(False),
        tokenizer.get_vocab_size(True),
        len(added),
        "%08x" % hash_value,
        len(model.get("merges") or []),
    ]
    print("\t".join(map(str, row)))

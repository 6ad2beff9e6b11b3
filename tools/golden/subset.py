#!/usr/bin/env python3
"""Copies a small part of the fixtures into golden/, so that a fresh clone proves itself alone.

Usage: python tools/golden/subset.py FIXTURES golden

Only tokenizers that the fixtures' generator trained itself are taken ("trained by" in MANIFEST.json, class bundle-ok), and
only vectors whose texts are in the curated, random and giant lists. Of each kind of vector every n-th is kept, unchanged.
"""

import gzip
import hashlib
import json
import os
import shutil
import sys

NAMES = """synth_bpe_cont_prefix synth_bpe_eow_suffix synth_bpe_fuse_unk synth_bpe_no_fuse_unk synth_bpe_no_unk
synth_bytelevel_ignore_merges synth_bytelevel_lower_added synth_bytelevel_roberta_added synth_fixed_length
synth_metaspace_first_bf synth_metaspace_never synth_norm_bert_strip synth_norm_bytelevel_norm synth_norm_nfd_strip
synth_norm_nmt synth_prepend_replace_bf synth_punct_contiguous synth_punct_removed synth_split_merged_with_next
synth_truncpad_in_file synth_unicode_scripts synth_unigram_bytefallback synth_unigram_nfkc synth_wordlevel_chardelim
synth_wordlevel_chardelim_ctc synth_wordlevel_whitespace synth_wordpiece_max12
synth_sp_bpe_bf_digits synth_sp_char synth_sp_suffix_ws
synth_sp_unigram_bf_unk synth_sp_unigram_cf synth_sp_word synth_sp_ws_only""".split()
KEEP = {"encode": 120, "stages": 60, "encode_ids": 60, "options": 64, "decode": 60, "encode_asfile": 60}
TEXTS = ["curated", "random", "giant"]


def lines(path):
    return gzip.open(path, "rb").read().split(b"\n")[:-1]


def write_gz(path, content):
    with open(path, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, 0) as file:
        file.write(content)


def main():
    fixtures, output = sys.argv[1:3]
    manifest = {t["name"]: t for t in json.load(open(os.path.join(fixtures, "MANIFEST.json")))["tokenizers"]}
    os.makedirs(os.path.join(output, "vectors", "_texts"), exist_ok=True)
    known = set()
    for name in TEXTS:
        path = os.path.join(fixtures, "vectors", "_texts", name + ".jsonl.gz")
        shutil.copyfile(path, os.path.join(output, "vectors", "_texts", name + ".jsonl.gz"))
        known.update(json.loads(line)["id"] for line in lines(path))
    rows = []
    for name in NAMES:
        entry = manifest[name]
        if entry["class"] != "bundle-ok" or not entry["source"].startswith("trained by"):
            raise SystemExit(name + " may not be copied")
        folder = os.path.join(output, "tokenizers", name)
        os.makedirs(folder, exist_ok=True)
        for file in entry["files"]:
            shutil.copyfile(os.path.join(fixtures, "tokenizers", name, file["file"]), os.path.join(folder, file["file"]))
            os.chmod(os.path.join(folder, file["file"]), 0o644)
        kept = subset(lines(os.path.join(fixtures, "vectors", name + ".jsonl.gz")), known)
        content = b"".join(line + b"\n" for line in kept)
        write_gz(os.path.join(output, "vectors", name + ".jsonl.gz"), content)
        rows.append("| %s | %s | %d | %s |" % (
            name, entry["source"], len(kept) - 1, hashlib.sha256(content).hexdigest()[:16]))
    with open(os.path.join(output, "PROVENANCE.md"), "w") as file:
        file.write("""# Where the golden files come from

Made by `tools/golden/subset.py` from the project's fixtures; nothing here is edited by hand. The tokenizers were trained for
the fixtures and carry no other licence than the project's. The vectors are answers of the reference libraries, Hugging Face
`tokenizers` 0.23.3 and, for `synth_sp_*`, `sentencepiece` 0.2.3, as the fixtures' own script recorded them.

| tokenizer | source | vectors | SHA-256 of the vectors |
|---|---|---|---|
""" + "\n".join(rows) + "\n")


def subset(all_lines, known):
    by_kind = {}
    for line in all_lines[1:]:
        record = json.loads(line)
        if record["kind"] == "stream" or record.get("text_ref", "empty") not in known | {"empty"}:
            continue
        by_kind.setdefault(record["kind"], []).append(line)
    kept = [all_lines[0]]
    for kind, found in by_kind.items():
        limit = KEEP.get(kind, len(found))
        step = max(1, len(found) // limit) if limit else 1
        kept.extend(found[::step])
    return kept


main()

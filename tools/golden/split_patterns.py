#!/usr/bin/env python3
"""Writes golden cases for regular expressions: what the reference engines make of a pattern and a text.

    split_patterns.py OUT.jsonl [TOKENIZER_FILES_DIR]

needs the Python packages tokenizers and tiktoken. With a directory, every Split and Replace pattern of the
*/tokenizer.json(.gz) below it that is not known here ends the run with an error.

Each line is {"dialect", "name", "pattern", "cases": [{"text", "pieces", "replaced"}]} or, for a pattern that the
reference refuses, {"dialect", "name", "pattern", "error": true}. "pieces" is, for ONIGURUMA, the text cut by
Split(pattern, "isolated"); for FANCY, the matches, found by giving tiktoken a vocabulary that has every part of the
text as one token. "replaced" (ONIGURUMA only) has U+2402 in place of every match, the empty ones too.
"""
import glob
import gzip
import json
import random
import sys

import tiktoken
from tokenizers import Regex, normalizers, pre_tokenizers

CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
SPACES = r"|\s*[\r\n]+|\s+(?!\S)|\s+"
UPPER = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]"
LOWER = r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"
UPPER_NOT_HAN = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]"
LOWER_NOT_HAN = r"[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]"
LEAD = r"[^\r\n\p{L}\p{N}]?"


def words(upper, lower, tail):
    return LEAD + upper + "*" + lower + "+" + tail + "|" + LEAD + upper + "+" + lower + "*" + tail


GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
R50K = r"'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s"
CL100K = (r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$"
          r"|\s*[\r\n]|\s+(?!\S)|\s")
LLAMA3 = CONTRACTIONS + "|" + LEAD + r"\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*" + SPACES
QWEN = CONTRACTIONS + "|" + LEAD + r"\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*" + SPACES
QWEN3_6 = CONTRACTIONS + "|" + LEAD + r"[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*" + SPACES
O200K = words(UPPER, LOWER, CONTRACTIONS + "?") + r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*" + SPACES
TEKKEN = words(UPPER, LOWER, "") + r"|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*" + SPACES
KIMI = (r"[\p{Han}]+|" + words(UPPER_NOT_HAN, LOWER_NOT_HAN, CONTRACTIONS + "?")
        + r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*" + SPACES)
DEEPSEEK_3 = ("[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"
              "| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+")
CLIP = r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"

KNOWN = [
    ("ONIGURUMA", "gpt2", GPT2), ("ONIGURUMA", "llama3", LLAMA3), ("ONIGURUMA", "qwen3", QWEN),
    ("ONIGURUMA", "qwen3_6", QWEN3_6), ("ONIGURUMA", "o200k", O200K), ("ONIGURUMA", "tekken", TEKKEN),
    ("ONIGURUMA", "kimi_k2", KIMI), ("ONIGURUMA", "cl100k", CL100K), ("ONIGURUMA", "r50k", R50K),
    ("ONIGURUMA", "deepseek_v3 numbers", r"\p{N}{1,3}"),
    ("ONIGURUMA", "deepseek_v3 ideographs", "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+"),
    ("ONIGURUMA", "deepseek_v3 words", DEEPSEEK_3), ("ONIGURUMA", "clip", CLIP),
    ("ONIGURUMA", "words without space", r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"),
    ("ONIGURUMA", "falcon digits", "[0-9][0-9][0-9]"), ("ONIGURUMA", "blank runs", " {2,}"),
    ("ONIGURUMA", "space runs", r"\s+"), ("ONIGURUMA", "any", "."), ("ONIGURUMA", "delimiters", "[\\s,.;:!?-]"),
    ("FANCY", "gpt2", GPT2), ("FANCY", "r50k", R50K), ("FANCY", "cl100k", CL100K), ("FANCY", "llama3", LLAMA3),
    ("FANCY", "qwen", QWEN), ("FANCY", "qwen3_6", QWEN3_6), ("FANCY", "o200k", O200K), ("FANCY", "tekken", TEKKEN),
    ("FANCY", "kimi_k2", KIMI), ("FANCY", "whitespace", r"\w+|[^\w\s]+"),
]

# Pairs of a pattern and a text that show one trap each; both dialects run all of them.
PROBES = [
    ("a*", "baac"), ("a*", ""), ("$", ""), ("", "ab"), ("^", "a\nb\n"), ("$", "a\nb\n"), (r"\Z", "a\n\n"), (r"a\Z", "a\n a\n\n"),
    (r"\z", "a\n"), (r"\A.", "a\nb"), (".", "a\r\n\x0b\x85\u2028"), ("(?m:.)", "a\r\n\x85"), ("(?s:.)", "a\r\n\x85"),
    ("(?m)a$", "a\na\r\na"), ("(?m)^a", "a\na"), (r"\h+", "afgz 0 \t"), (r"\H+", "afgz"), (r"\b", "a b_c"),
    (r"\B", "ab c"), (r"\bfoo\b", "foo foox"), (r"\b.", "a\u00b2b\u200db c"), ("a{1,3}+", "aaaaaaa"),
    ("(?:ab){1,2}+", "abababab"), ("a{2}+", "aaaaa"), ("a{2,}+a", "aaaa"), ("a{0,2}+b", "aaab"), ("a{2,3}?", "aaaaa"),
    ("a{,2}", "aaaaa"), ("a{2}", "aaaaa"), ("a+?", "aaa"), ("a??b", "ab"), ("a?+a", "aa"), ("a*+a", "aaa"),
    ("(?>a|ab)c", "abc ac"), ("(?:a|ab)(?!c)", "abc"), ("(?<=a)b", "ab b"), ("(?<!a)b", "ab b"),
    ("(?<=a|bc)d", "ad bcd d"), ("(?<!a|bc)d", "ad bcd xd"), ("(?<=a.{0,3})b", "axxb"), ("(?<n>a)", "aa"),
    ("(?i)ab", "aBAb"), ("a(?i)b|c", "aB C aC"), ("(?i-i:a)b", "abAb"), ("(?i:k|s)", "kK\u212asS\u017f"),
    ("(?i:[^k])", "kK\u212aa"), ("(?i:[a-z]+)", "aZ\u212a\u017f\u00e9"), ("(?i:[a-z&&[^k]]+)", "akK\u212a\u017fZ"),
    ("(?i:[A-Z&&[^k]]+)", "akK\u212a\u017fZ"), ("(?i:[[^k]s])", "akK\u212a\u017fZ"), ("(?i:ss)", "ss\u00dfSS"),
    ("(?i:s)(?i:s)", "ss\u00df"), ("(?i:(?:s)(?:s))", "ss\u00df"), ("(?i:s|t)s", "ss\u00df"), ("(?i:i)", "iI\u0130\u0131"),
    (r"(?i:\p{Lu})", "aB\u00c9\u00e9"), (r"(?i:\w+)", "aB_\u00b2"), ("(?i:'s|’S)", "'S ’s"),
    (r"\w+", "a\u00b2\u00b9\u0301_\u200d\u24b6"), (r"[\w]+", "a\u00b2\u00b9\u0301_\u200d\u24b6"),
    (r"[^\w]+", "a\u00b2\u00b9\u0301_\u200d\u24b6"), (r"\s+", " \t\u0085\u00a0\u3000\u200b\ufeff"),
    (r"\d+", "09\u0660\u00b2\u00bd"), ("[[:alpha:]]+", "aZ\u00e9\u4e2d1"), ("[[:^alpha:]]+", "aZ\u00e91"),
    ("[[:punct:]]+", "!$+\u00bf\u20ac"), (r"\p{Punct}+", "!$+\u00bf\u20ac"), ("[[:space:]]+", " \u0085\u00a0"),
    (r"\p{^L}+", "a1"), (r"\P{^L}+", "a1"), (r"\P{L}+", "a1"), (r"\pL", "apL"), (r"\p{letter}", "a1"),
    (r"\p{Script=Han}", "\u4e2da"), (r"\p{IsHan}", "\u4e2da"), (r"\p{Han}", "\u4e2d\u3005a"), (r"\p{gc=L}", "a"),
    (r"\p{ L }", "a"), (r"\p{Foo}", "a"), ("[a-w&&[^c-g]z]", "abcgwz"), ("[^a-z&&b-d]", "abz"), ("[a-z&&^aeiou]", "abe"),
    ("[a&&]", "a"), ("[&&a]", "a"), ("[[a-c][x]]", "abx-"), ("[^[^a]b]", "ab"), ("[a-]", "a-b"), ("[-a]", "a-b"),
    ("[a-c-e]", "abcde-"), (r"[\w-]+", "a-b"), ("[+--]", "+,-"), ("[--/]", "-./"), ("[a-z--b]", "ab-"),
    ("[a~~b]", "a~b"), (r"[a-\d]", "a-1"), ("[z-a]", "a"), ("[]a]", "]a"), ("[a]]", "a]"), ("[]", "[]"), ("[a[b]", "a"),
    (r"[\b]", "\b"), (r"\t\r\n\f\v\a\e", "\t\r\n\f\x0b\x07\x1b"), (r"\x41\x{42}\u0043", "ABC"), (r"\xe9", "\u00e9"),
    (r"\u{41}", "A"), (r"\101", "A"), (r"\0", "\0"), (r"\cA", "\x01"), (r"(a)\1", "aa"), (r"\q", "q"), (r"\<", "<"),
    (r"\#\-\/\ \_\é", "#-/ _\u00e9"), ("{2}", "{2}"), ("a{x}", "a{x}"), ("a{1", "a{1"), ("a{3,1}", "aaaa"), ("a+*", "aa"),
    ("x{2}{3}", "xxxxxxxx"), ("^*a", "a"), ("(?=a)*b", "ab"), ("(?:|a)+", "aa"), (")", ")"), ("(", "("), ("*a", "a"),
    ("(?x) a b # c\n c", "abc"), ("(?~a)", "bba"), (r"\Ga", "aab"), (r"a\Kb", "ab"), (r"\R", "\r\n"), ("a|", "ab"),
    ("(?:(?i)a)b", "AB ab Ab"), ("((?i)a)b", "AB ab Ab"), ("(?=(?i)a)ab", "AB ab aB"), ("(?:a(?i)|b)c", "AC BC Bc"),
    ("(?:(?=a))?b", "ab"), (r"(?:\b)?b", "ab"), ("(?#c)a", "a"), ("(?P<n>a)", "a"), ("(?-:a)", "a"), (r"\Qa.\E", "a."), ("[[:Alpha:]]", "Al"),
]

TEXTS = [
    "Hello, World! It's 1234567 o'clock; we'LL SEE they'Ve gone.\r\n\r\n  Next  line\t\tend  ",
    "don\u2019t 'S'\u017f'T\u212aelvin I\u0307stanbul \u0131\u0130 na\u00efve cafe\u0301 \ufb01ne stra\u00dfe",
    "\u4e2d\u6587\u5b57\u7b26123\u3042\u30a2\ud55c\uae00 \u0645\u0631\u062d\u0628\u0627 \u0928\u092e\u0938\u094d\u0924\u0947",
    "\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467 a\u0301\u0327b \u00a0\u3000\u2003x\u0085y\u2028z \u00b2\u00bd\u2163",
    "   leading and trailing   \n\n \n\t \r\n   ", "snake_case CamelCaseHTTPServer x=1;//y/\n/z+=\u20ac5",
]
ALPHABET = list("aAbzsStTlLvVrReEmMdD'''\u2019  \t\n\n\r019.,!/_-<|>$+") + [
    "\u017f", "\u212a", "\u0130", "\u0131", "\u00a0", "\u3000", "\u0085", "\u2028", "\u0301", "\u0345", "\u0327",
    "\u4e2d", "\u6587", "\u3005", "\u3042", "\u30a2", "\u0660", "\u00b2", "\u2163", "\u01c5", "\u02b0", "\u05d0",
    "\u200d", "\U0001f600", "\U00010400", "\U0001e900", "\ufeff", "\u0378", "\r\n", "'ll", "'S"]
MARK = "\u2402"


def random_texts(seed, count):
    chance = random.Random(seed)
    return ["".join(chance.choice(ALPHABET) for _ in range(chance.randint(1, 24))) for _ in range(count)]


def oniguruma(pattern, text):
    expression = Regex(pattern)
    cut = pre_tokenizers.Split(expression, "isolated").pre_tokenize_str(text)
    return {"text": text, "pieces": [piece for piece, _ in cut],
            "replaced": normalizers.Replace(expression, MARK).normalize_str(text)}


def fancy(pattern, text):
    data = text.encode()
    parts = {bytes([byte]) for byte in range(256)}
    parts.update(data[i:j] for i in range(len(data)) for j in range(i + 2, len(data) + 1))
    ranks = {part: rank for rank, part in enumerate(sorted(parts, key=lambda part: (len(part), part)))}
    encoding = tiktoken.Encoding("probe", pat_str=pattern, mergeable_ranks=ranks, special_tokens={})
    return {"text": text, "pieces": [encoding.decode_single_token_bytes(i).decode() for i in encoding.encode_ordinary(text)]}


def line(dialect, name, pattern, texts):
    record = {"dialect": dialect, "name": name, "pattern": pattern}
    try:
        run = oniguruma if dialect == "ONIGURUMA" else fancy
        record["cases"] = [run(pattern, text) for text in texts]
    except BaseException as problem:  # the reference's panic is no Exception
        if isinstance(problem, KeyboardInterrupt):
            raise
        # tiktoken cannot encode an empty match; such a pattern is no error, but cannot be shown through it.
        if "regex" not in str(problem).lower() and "oniguruma" not in str(problem).lower() and "pars" not in str(problem).lower():
            return None
        record["error"] = True
    return record


def check_known(folder):
    known = {pattern for dialect, _, pattern in KNOWN if dialect == "ONIGURUMA"}

    def visit(node):
        if isinstance(node, dict):
            if isinstance(node.get("Regex"), str) and node["Regex"] not in known:
                sys.exit("unknown pattern: " + json.dumps(node["Regex"]))
            node = list(node.values())
        if isinstance(node, list):
            for child in node:
                visit(child)

    for path in glob.glob(folder + "/*/tokenizer.json*"):
        with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
            content = json.load(file)
        visit([content.get(key) for key in ("normalizer", "pre_tokenizer", "post_processor", "decoder")])


def main():
    if len(sys.argv) > 2:
        check_known(sys.argv[2])
    lines = [line(dialect, name, pattern, TEXTS + random_texts(seed, 8))
             for seed, (dialect, name, pattern) in enumerate(KNOWN)]
    for dialect in ("ONIGURUMA", "FANCY"):
        lines += [line(dialect, "probe", pattern, [text]) for pattern, text in PROBES]
    with open(sys.argv[1], "w", encoding="utf-8", newline="\n") as out:
        for record in lines:
            if record:
                out.write(json.dumps(record, ensure_ascii=True, sort_keys=False) + "\n")


main()

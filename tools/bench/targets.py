"""How far a result is from the targets of the project: a table for docs/benchmarks.md."""

import statistics

BYTES = ("gpt2", "cl100k", "o200k", "llama3", "qwen3", "deepseek_v3")
MARKS = ("gemma3", "llama2", "mistral")
UNIGRAM, WORDPIECE = ("t5",), ("bert",)
EVERY = BYTES + MARKS + UNIGRAM + WORDPIECE
ASCII_TEXTS, MANY_LANGUAGES, ALL_TEXTS = ("eng", "code"), ("multi",), ("eng", "code", "multi")


class Target:
    """One row: what is measured on which models and texts, and the ratio to the best of some peers that is wanted."""

    def __init__(self, what, peers, floor, aim, measure, models, where=(None,), less=False):
        self.what, self.peers, self.floor, self.aim = what, peers, floor, aim
        self.measure, self.models, self.where, self.less = measure, models, where, less

    def ratios(self, rows, ours):
        """Ours to the best peer, by model and place."""
        found = []
        for model in self.models:
            for place in self.where:
                own = self.measure(rows, ours, model, place)
                others = [self.measure(rows, peer, model, place) for peer in rows.rivals if peer.partition("@")[0] in self.peers]
                others = [other for other in others if other is not None]
                if own is not None and others:
                    found.append(own / (min(others) if self.less else max(others)))
        return found

    def met(self, ratios):
        return all(ratio <= self.floor if self.less else ratio >= self.floor for ratio in ratios)

    def wanted(self, ratio):
        return ("≤ " if self.less else "≥ ") + f"{ratio:g}×"


def bulk(speed):
    def measure(rows, peer, model, corpus):
        row = rows.one("bulk", peer=peer, model=model, corpus=corpus)
        return row[speed] if row and not row["ids"]["differing"] else None
    return measure


def latency(rows, peer, model, size):
    row = rows.one("latency", peer=peer, model=model, size=size)
    return row["cpu_us"]["p50"] if row else None


def decode(rows, peer, model, _):
    row = rows.one("decode", peer=peer, model=model)
    return row["warm_mbs"] if row else None


def load(rows, peer, model, _=None):
    """Median CPU seconds from a file to the first ids."""
    found = rows.all("load", peer=peer, model=model)
    return statistics.median(row["cpu_s"] for row in found) if found else None


def unbroken(rows, peer, model, kind):
    """Megabytes a second, at first sight, of a megabyte that has no break."""
    row = rows.one("made", peer=peer, model=model, text=kind)
    return row["bytes"] / 1e6 / row["first_s"] if row and "first_s" in row else None


WARM, FIRST = bulk("warm_mbs"), bulk("first_mbs")
FASTEST = ("gigatoken", "fastokens")
TARGETS = [
    Target("byte-level, warm, English and code (on Java 17: 0.6×, 0.9×)", ("gigatoken",), 0.8, 1.2, WARM, BYTES, ASCII_TEXTS),
    Target("byte-level, first pass, English and code", FASTEST, 1, 1.5, FIRST, BYTES, ASCII_TEXTS),
    Target("byte-level, warm, many languages", FASTEST, 1.2, 2, WARM, BYTES, MANY_LANGUAGES),
    Target("byte-level, first pass, many languages", FASTEST, 1.2, 2, FIRST, BYTES, MANY_LANGUAGES),
    Target("SentencePiece-style BPE, warm", FASTEST, 3, 8, WARM, MARKS, ALL_TEXTS),
    Target("Unigram, warm", ("sentencepiece",), 5, 10, WARM, UNIGRAM, ALL_TEXTS),
    Target("Unigram, warm", ("tokie",), 2, 4, WARM, UNIGRAM, ALL_TEXTS),
    Target("WordPiece, warm", ("tokie",), 3, 6, WARM, WORDPIECE, ALL_TEXTS),
    Target("every family, warm", ("tokenizers", "djl"), 40, 100, WARM, EVERY, ALL_TEXTS),
    Target("byte-level, warm", ("jtokkit",), 15, 30, WARM, BYTES, ALL_TEXTS),
    Target("byte-level, warm", ("tiktoken",), 10, 20, WARM, BYTES, ALL_TEXTS),
    Target("novel prompt of 200 bytes, p50", ("gigatoken",), 0.7, 0.3, latency, EVERY, (200,), less=True),
    Target("novel prompt of 4 KB, p50", ("gigatoken",), 0.7, 0.35, latency, EVERY, (4000,), less=True),
    Target("a megabyte of one letter, first sight", ("gigatoken",), 2, 5, unbroken, EVERY, ("letter",)),
    Target("load to first encode", ("tokenizers", "tiktoken", "sentencepiece", "gigatoken", "fastokens", "tokie"), 0.5, 0.2, load,
           EVERY, less=True),
    Target("decode", ("gigatoken", "tiktoken", "sentencepiece"), 4, 8, decode, EVERY),
]


def lines(rows, written):
    """The rows of the table; `written` writes a ratio."""
    result = []
    for target in TARGETS:
        cells = [target.ratios(rows, ours) for ours in rows.ours]
        if not any(cells):
            continue
        ranges = [f"{written(min(cell))} – {written(max(cell))}" if cell else "–" for cell in cells]
        result.append([target.what, ", ".join(target.peers), target.wanted(target.floor), target.wanted(target.aim), *ranges,
                       "yes" if target.met(cells[-1]) else "**no**"])
    return result

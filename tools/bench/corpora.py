"""The texts: real ones beside the checkout, and made ones that are hard to encode."""

import random

import models

SEPARATOR = "<|endoftext|>"
REAL = ["eng", "code", "multi", "chat", "advmix", "advlong"]
PROMPT_SEPARATOR = "\x1e\x1e"


def real(folder, work, name):
    """A real corpus as a plain file; None when it is not there."""
    return models.unpack(folder / f"{name}.txt", work / "corpora" / f"{name}.txt")


def prompts(source, work, size, warm, timed):
    """A file of prompts of about `size` bytes: the warm ones from the first half of a corpus, the timed from the second."""
    target = work / "corpora" / f"prompts-{size}-{warm}-{timed}.txt"
    with open(source, encoding="utf-8", newline="") as reader:
        text = reader.read().replace(SEPARATOR, "\n")
    half, chooser = len(text) // 2, random.Random(3)
    starts = [chooser.randrange(0, half - size) for _ in range(warm)]
    starts += [half + step * (half // timed) for step in range(timed)]
    with open(target, "w", encoding="utf-8", newline="") as writer:
        writer.write(PROMPT_SEPARATOR.join(clip(text[start:start + size], size) for start in starts))
    return target


def clip(text, size):
    return text.encode()[:size].decode(errors="ignore")


def warm_up(source, work, name, size):
    """The end of a corpus, which nothing else is timed on."""
    target = work / "corpora" / f"warm-{name}-{size}.txt"
    if not target.exists():
        with open(source, encoding="utf-8", newline="") as reader:
            documents = reader.read().split(SEPARATOR)
        chosen, total = [], 0
        while documents and total < size:
            chosen.append(documents.pop())
            total += len(chosen[-1].encode())
        target.write_text(SEPARATOR.join(chosen), encoding="utf-8", newline="")
    return target


MADE = {
    "letter": lambda chooser, size: "a" * size,
    "blanks": lambda chooser, size: " " * size,
    "newlines": lambda chooser, size: "\n" * size,
    "word": lambda chooser, size: "".join(chooser.choices("abcdefghijklmnopqrstuvwxyz", k=size)),
    "hex": lambda chooser, size: "".join(chooser.choices("0123456789abcdef", k=size)),
    "base64": lambda chooser, size: "".join(chooser.choices(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", k=size)),
    "emoji": lambda chooser, size: "".join(chooser.choices("😀🎉👍🏽❤️👩‍💻🇩🇪", k=size // 4)),
    "scripts": lambda chooser, size: "".join(chooser.choices("aéжقहम中語한ไ", k=size // 2)),
}


def made(work, kind, size):
    """A made text of one document without a natural break."""
    target = work / "corpora" / f"made-{kind}-{size}.txt"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(clip(MADE[kind](random.Random(11), size), size), encoding="utf-8", newline="")
    return target

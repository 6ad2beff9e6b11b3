#!/usr/bin/env python3
"""Writes the golden files of the tests of dev.tokenwright.text from the reference.

Usage: pip install tokenizers==0.23.3
       python tools/unicode/golden.py core/src/test/resources/dev/tokenwright/text

Code points are hexadecimal and separated by blanks; columns are separated by tabs.
  normalization.tsv   form, text, normalised text, per code point of it "start-end" in code points of the text
  members.tsv         pattern of one character, those of the sampled code points that it matches
  lowercase.tsv       code point, what the Lowercase step makes of it
  casefolding.tsv     code point, all code points that match it under (?i)
The first line of a file says what made it.
"""

import random
import sys

import tokenizers
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

SEED = 20260101
HANGUL = [0x1100, 0x1112, 0x1113, 0x1160, 0x1161, 0x1175, 0x1176, 0x11A7, 0x11A8, 0x11C2, 0x11C3,
          0xAC00, 0xAC01, 0xAC1C, 0xC8E0, 0xD7A3]
LATIN = [0x41, 0x61, 0x65, 0x73, 0x20, 0xC5, 0xE9, 0x1EAD, 0x1E69, 0x1E9B, 0x212B, 0xFB01, 0x3D3, 0x385, 0x1FC1, 0xBD]
MARKS = [0x300, 0x301, 0x302, 0x307, 0x308, 0x316, 0x323, 0x327, 0x328, 0x334, 0x338, 0x340, 0x344, 0x345, 0x35F,
         0x5B0, 0x5BC, 0x64B, 0x651, 0x93C, 0x94D, 0xE38, 0x1D165, 0x1D16D, 0x302A, 0x3099, 0x20D0]
OTHERS = [0x915, 0x958, 0x928, 0x929, 0x9C7, 0x9BE, 0x9D7, 0x9CB, 0xDD9, 0xDCA, 0xDCF, 0xDDD, 0x304B, 0x304C, 0x30AB,
          0xFF76, 0xFF9E, 0x5D0, 0xFB2C, 0xFDFA, 0xF73, 0xF81, 0xF71, 0xF72, 0x1D15F, 0x1D1C0, 0x11131, 0x11127,
          0x1F600, 0x2F800, 0x3392, 0x10D50, 0x1E5EE, 0x1133C, 0xAAC]
SAMPLE = sorted({0, 9, 10, 13, 0x1C, 0x20, 0x85, 0xA0, 0x1680, 0x180E, 0x200B, 0x200D, 0x2028, 0x3000, 0xFEFF}
                | set(range(0x21, 0x7F)) | set(LATIN) | set(MARKS) | set(OTHERS) | set(HANGUL)
                | {0x17F, 0x212A, 0xDF, 0x1E9E, 0x130, 0x131, 0x1C5, 0x2B0, 0x4E00, 0x30FC, 0x661, 0x2160, 0xB2, 0x203F,
                   0x2014, 0x20AC, 0xE000, 0x10FFFF, 0x378, 0x1C89, 0xA7CB, 0x1E030})
PATTERNS = (
    ["\\p{%s}" % name for name in """L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl
     Zp C Cc Cf Co Cn LC Letter Uppercase_Letter lowercase-letter Mark Number Punctuation Symbol Separator Other
     Han Hiragana Katakana Hangul Latin Latn Cyrillic Greek Arabic Hebrew Thai Devanagari Deva Bengali Garay
     Common Inherited Alphabetic Lowercase Uppercase White_Space Emoji Extended_Pictographic Ideographic Math
     ID_Start XID_Continue Any Assigned ASCII PosixPunct Alnum Space Word In_Basic_Latin""".split()]
    + ["[[:%s:]]" % name for name in """alnum alpha ascii blank cntrl digit graph lower print punct space upper word
     xdigit""".split()]
    + ["\\s", "\\w", "\\d", "\\h"])


def hexadecimal(content):
    return " ".join("%04X" % (part if isinstance(part, int) else ord(part)) for part in content)


def texts():
    generator = random.Random(SEED)
    everything = LATIN + MARKS + OTHERS + HANGUL
    for group in (LATIN + MARKS, MARKS, HANGUL + [0x301, 0x61], OTHERS + MARKS, everything):
        for _ in range(60):
            yield "".join(chr(generator.choice(group)) for _ in range(generator.randint(1, 9)))
    for cp in sorted(set(everything)):
        yield chr(cp)


def normalization():
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        tokenizer = Tokenizer(models.WordLevel({"?": 0}, unk_token="?"))
        tokenizer.normalizer = getattr(normalizers, form)()
        tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("(?m)."), "isolated")
        for content in texts():
            result = tokenizer.normalizer.normalize_str(content)
            spans = tokenizer.encode(content).offsets
            assert len(spans) == len(result), (form, hexadecimal(content))
            yield form, hexadecimal(content), hexadecimal(result), " ".join("%d-%d" % span for span in spans)


def matched(pattern, code_points):
    """The code points that a pattern of one character matches; a blank cell of the text is never asked about alone."""
    split = pre_tokenizers.Split(Regex(pattern), "removed")
    return [cp for cp in code_points if not split.pre_tokenize_str(chr(cp))]


def members():
    for pattern in PATTERNS:
        yield pattern, hexadecimal(matched(pattern, SAMPLE))


def lowercase():
    for cp in SAMPLE:
        yield hexadecimal([cp]), hexadecimal(normalizers.Lowercase().normalize_str(chr(cp)))


def casefolding():
    for cp in SAMPLE:
        found = matched("(?i:\\x{%x})" % cp, SAMPLE)
        if found != [cp]:
            yield hexadecimal([cp]), hexadecimal(found)


def main():
    for name, rows in (("normalization", normalization), ("members", members), ("lowercase", lowercase),
                       ("casefolding", casefolding)):
        with open("%s/%s.tsv" % (sys.argv[1], name), "w") as file:
            file.write("# tools/unicode/golden.py, tokenizers %s\n" % tokenizers.__version__)
            for row in rows():
                file.write("\t".join(row) + "\n")


main()

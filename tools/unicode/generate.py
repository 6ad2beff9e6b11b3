#!/usr/bin/env python3
"""Writes the pinned Unicode tables of dev.tokenwright.text.

Usage: pip install tokenizers==0.23.3
       python tools/unicode/generate.py --fixture hf_tokenizers.json.gz \
           --oniguruma unicode_property_data.c --segmentation tables.rs \
           --output core/src/main/resources/dev/tokenwright/text/unicode.bin \
           --checksums tools/unicode/CHECKSUMS [--cache probes.json]

--fixture       what the reference takes each code point to be, stage by stage
--oniguruma     src/unicode_property_data.c of Oniguruma 6.9.10; only the names of its properties are read
--segmentation  src/tables.rs of the crate unicode-segmentation; only grapheme cluster break values are read
--checksums     SHA-256 of the output, which a test compares with the resource
--cache         answers of the reference from an earlier run; asking takes a quarter of an hour

What the fixture lacks (scripts, further properties, letter case) is asked of the reference, code point by code point.

Format of the resource, all numbers as unsigned LEB128, a name as its length in bytes and its UTF-8:
  "TWUNI2"
  length of the next line's part in bytes, and of the line after it
  number of entries, then per entry: name, length of its data in bytes
  number of property names, then per name: folded name, index of the entry that it names
  the data of the entries, one after the other
Entries and property names are in order, but blocks of code points, which are seldom asked for, come last.
Data of an entry, by name:
  "Composites"        number, then per pair that composes: first less the first before, second, composite
  "Normalization"     number of runs, then per run: distance from the end of the run before, length less one, value:
                      canonical combining class, plus 0x100 if NFC changes the code point alone, 0x200 NFD, 0x400 NFKC,
                      0x800 NFKD, plus 0x1000 if it is the second of a pair that composes
  "Lowercase", "NFD", "NFKD", "Case folding"
                      number of entries, then per entry: distance from the code point before, number of code points it
                      becomes (or which match it), and these
  any other           a set: number of ranges, then per range: distance from the end of the range before, length less one
"""

import argparse
import gzip
import hashlib
import json
import re
import sys
import unicodedata

import tokenizers
from tokenizers import Regex, normalizers, pre_tokenizers

POSIX = "alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit".split()
FORMS = ["NFC", "NFD", "NFKC", "NFKD"]
SECOND_OF_PAIR = 0x1000
HANGUL = range(0xAC00, 0xD7A4)

ALL = [cp for cp in range(0x110000) if not 0xD800 <= cp < 0xE000]
TEXT = "".join(map(chr, ALL))


def ranges_of(code_points):
    ranges = []
    for cp in code_points:
        if ranges and ranges[-1][1] == cp - 1:
            ranges[-1][1] = cp
        else:
            ranges.append([cp, cp])
    return ranges


def members(ranges):
    return [cp for first, last in ranges for cp in range(first, last + 1)]


def accepted(pattern):
    try:
        Regex(pattern)
        return True
    except Exception:
        return False


def probe(pattern):
    """Ranges of the code points that a one-character pattern of the reference matches."""
    runs = pre_tokenizers.Split(Regex("(?:" + pattern + ")+"), "removed")
    matched, at = [], 0
    for _, (start, end) in runs.pre_tokenize_str(TEXT):
        matched.extend(ALL[at:start])
        at = end
    matched.extend(ALL[at:])
    return ranges_of(matched)


def properties(source):
    """Names of Oniguruma's properties, grouped: the names of a group are the same property."""
    groups = {}
    for name, index in re.findall(r"#define PROP_INDEX_(\w+) (\d+)", source):
        if accepted("\\p{%s}" % name):
            groups.setdefault(int(index), []).append(name.lower())
    return [groups[index] for index in sorted(groups)]


class Cache:
    def __init__(self, path):
        self.path = path
        try:
            self.answers = json.load(open(path)) if path else {}
        except FileNotFoundError:
            self.answers = {}

    def ask(self, key, question):
        if key not in self.answers:
            print("asking for", key, file=sys.stderr)
            self.answers[key] = question()
            if self.path:
                json.dump(self.answers, open(self.path, "w"))
        return self.answers[key]


def folded(name):
    return re.sub("[ _-]", "", name).lower()


def pattern_sets(sets, groups, cache):
    """Adds the sets of patterns and returns which folded name stands for which set."""
    known = {folded(name[len("pattern \\p{"):-1]): name for name in sets if name.startswith("pattern \\p{")}
    names = {}
    for group in groups:
        key = next((known[name] for name in group if name in known), "pattern \\p{%s}" % group[0])
        if key not in sets:
            sets[key] = cache.ask(key, lambda: probe("\\p{%s}" % group[0]))
        names.update((name, key) for name in group)
    for name in POSIX:
        key = "pattern [[:%s:]]" % name
        if key not in sets:
            sets[key] = cache.ask(key, lambda: probe("[[:%s:]]" % name))
    return names


def nonspacing_marks():
    bert = normalizers.BertNormalizer(
        clean_text=False, handle_chinese_chars=False, strip_accents=True, lowercase=False)
    return ranges_of(cp for cp in ALL if bert.normalize_str("a" + chr(cp)) == "a")


def case_folding(cache):
    """Per code point all code points that match it under (?i), where that is not the code point alone."""
    cased = set()
    for name in ("cased", "changeswhencasemapped", "changeswhencasefolded"):
        cased.update(members(cache.ask("pattern \\p{%s}" % name, lambda: probe("\\p{%s}" % name))))
    cased = sorted(cased)
    # a line feed between any two, so that no sequence of letters matches
    content = "\n".join(map(chr, cased))

    def ask():
        matches = {}
        for cp in cased:
            pieces = pre_tokenizers.Split(Regex("(?i:\\x{%x})" % cp), "isolated").pre_tokenize_str(content)
            found = [cased[start // 2] for piece, (start, _) in pieces if len(piece) == 1 and start % 2 == 0]
            if found != [cp]:
                matches["%04X" % cp] = found
        return matches

    return {int(cp, 16): found for cp, found in cache.ask("Case folding", ask).items()}


def script_groups():
    """Which code points the UnicodeScripts step takes for the same script; "any" joins every script."""
    split = pre_tokenizers.UnicodeScripts()

    def boundaries(content):
        return {start for _, (start, _) in split.pre_tokenize_str(content)}

    def differs(left, code_points):
        """The code points before which a piece starts when they follow left."""
        found = []
        for at in range(0, len(code_points), 20000):
            part = code_points[at:at + 20000]
            starts = boundaries("".join(left + chr(cp) for cp in part))
            found.extend(cp for i, cp in enumerate(part) if 2 * i + 1 in starts)
        return found

    latin, han = set(differs("a", ALL)), set(differs("\u4e00", ALL))
    groups = {"any": [cp for cp in ALL if cp not in latin and cp not in han]}
    groups["latin"] = [cp for cp in ALL if cp not in latin and cp in han]
    groups["han"] = [cp for cp in ALL if cp not in han and cp in latin]
    rest = [cp for cp in ALL if cp in latin and cp in han]
    while rest:
        head = chr(rest[0])
        other = set(differs(head, rest))
        groups["U+%04X" % rest[0]] = [cp for cp in rest if cp not in other]
        rest = [cp for cp in rest if cp in other]
    return {"UnicodeScripts: " + name: ranges_of(members) for name, members in groups.items()}


def grapheme_sets(source):
    """Grapheme cluster break values and the Indic conjunct break values of UAX #29."""
    sets = {}
    table = re.search(r"grapheme_cat_table: [^=]*= &\[(.*?)\n    \];", source, re.S).group(1)
    for first, last, value in re.findall(r"'\\u\{(\w+)\}',\s*'\\u\{(\w+)\}',\s*GC_(\w+)\)", table):
        sets.setdefault("Grapheme: " + value, []).append([int(first, 16), int(last, 16)])
    extend = re.search(r"InCB_Extend_table: [^=]*= &\[(.*?)\n    \];", source, re.S).group(1)
    sets["Grapheme: InCB_Extend"] = [
        [int(first, 16), int(last, 16)]
        for first, last in re.findall(r"'\\u\{(\w+)\}',\s*'\\u\{(\w+)\}'", extend)]
    return sets


def composites(mappings):
    """(first, second) -> composite: the decompositions that NFC undoes, one step each."""
    parts = {cp: tuple(v) for cp, v in mappings["NFD"].items() if cp not in mappings["NFC"]}
    whole = {v: cp for cp, v in parts.items()}
    return {(v[0] if len(v) == 2 else whole[v[:-1]], v[-1]): cp for cp, v in parts.items() if len(v) > 1}


def normalization_runs(data, mappings, pairs):
    """Runs of equal value; see the format. Combining classes never change, so Python's own version does not matter."""
    values = {}
    (name,) = [n for n in data["sets"] if n.startswith("NFD:")]
    for cp in members(fixture_ranges(data["sets"][name])):
        values[cp] = unicodedata.combining(chr(cp))
        if not values[cp]:
            raise SystemExit("class of U+%04X unknown" % cp)
    for index, form in enumerate(FORMS):
        changed = list(mappings[form]) + (list(HANGUL) if form in ("NFD", "NFKD") else [])
        for cp in changed:
            values[cp] = values.get(cp, 0) | 0x100 << index
    seconds = {second for _, second in pairs} | set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))
    for cp in seconds:
        values[cp] = values.get(cp, 0) | SECOND_OF_PAIR
    runs = []
    for cp in sorted(values):
        if runs and runs[-1][1] == cp - 1 and runs[-1][2] == values[cp]:
            runs[-1][1] = cp
        else:
            runs.append([cp, cp, values[cp]])
    return runs


def fixture_ranges(entries):
    return [[int(entry[0], 16), int(entry[-1], 16)] for entry in entries]


def leb(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def text(value):
    encoded = value.encode()
    return leb(len(encoded)) + encoded


def run_data(runs):
    out, end = leb(len(runs)), 0
    for first, last, *value in runs:
        out += leb(first - end) + leb(last - first) + b"".join(map(leb, value))
        end = last + 1
    return out


def mapping_data(mapping):
    out, before = leb(len(mapping)), 0
    for cp in sorted(mapping):
        out += leb(cp - before) + leb(len(mapping[cp])) + b"".join(map(leb, mapping[cp]))
        before = cp
    return out


def pair_data(pairs):
    out, before = leb(len(pairs)), 0
    for first, second in sorted(pairs):
        out += leb(first - before) + leb(second) + leb(pairs[first, second])
        before = first
    return out


def resource(entries, names):
    order = sorted(entries, key=lambda name: (name.startswith("pattern \\p{in"), name))
    directory = leb(len(order)) + b"".join(text(name) + leb(len(entries[name])) for name in order)
    aliases = leb(len(names)) + b"".join(
        text(name) + leb(order.index(names[name]))
        for name in sorted(names, key=lambda name: (name.startswith("in"), name)))
    data = b"".join(entries[name] for name in order)
    return b"TWUNI2" + leb(len(directory)) + leb(len(aliases)) + directory + aliases + data


def main():
    parser = argparse.ArgumentParser()
    for name in ("fixture", "oniguruma", "segmentation", "output", "checksums"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--cache")
    args = parser.parse_args()
    data = json.load(gzip.open(args.fixture))
    cache = Cache(args.cache)

    sets = {name: fixture_ranges(v) for name, v in data["sets"].items() if not name.startswith("NFD:")}
    names = pattern_sets(sets, properties(open(args.oniguruma, errors="replace").read()), cache)
    sets["BertNormalizer: nonspacing mark"] = cache.ask("BertNormalizer: nonspacing mark", nonspacing_marks)
    sets.update(cache.ask("UnicodeScripts", script_groups))
    sets.update(grapheme_sets(open(args.segmentation).read()))

    mappings = {
        name: {int(cp, 16): [int(part, 16) for part in v.split()] for cp, v in entries.items()}
        for name, entries in data["mappings"].items()}
    pairs = composites(mappings)
    entries = {name: run_data(ranges) for name, ranges in sets.items()}
    for name in ("Lowercase", "NFD", "NFKD"):
        entries[name] = mapping_data(mappings[name])
    entries["Case folding"] = mapping_data(case_folding(cache))
    entries["Composites"] = pair_data(pairs)
    entries["Normalization"] = run_data(normalization_runs(data, mappings, pairs))

    out = resource(entries, names)
    with open(args.output, "wb") as file:
        file.write(out)
    with open(args.checksums, "w") as file:
        file.write("%s  unicode.bin\n" % hashlib.sha256(out).hexdigest())
    print(len(entries), "entries,", len(names), "property names,", len(out), "bytes, tokenizers",
          tokenizers.__version__, file=sys.stderr)


main()

#!/usr/bin/env python3
"""Writes the pinned Unicode tables of dev.tokenwright.text.

Usage: pip install tokenizers==0.23.3
       python tools/unicode/generate.py FIXTURE SEGMENTATION OUTPUT CHECKSUMS

FIXTURE    hf_tokenizers.json.gz: what the reference takes each code point to be, stage by stage
SEGMENTATION  src/tables.rs of the crate unicode-segmentation, whose table of grapheme cluster break values is read
OUTPUT     core/src/main/resources/dev/tokenwright/text/unicode.bin
CHECKSUMS  tools/unicode/CHECKSUMS, which a test compares with the resource

Sets that the fixture lacks (scripts, further properties) are asked of the reference itself, code point by code point.

Format of the resource, all numbers as unsigned LEB128:
  "TWUNI1", number of sets, then per set: name length, name, number of ranges, and per range the distance from the end of
  the range before and the length less one; then number of mappings, and per mapping: name length, name, number of
  entries, and per entry the distance from the code point before, the number of code points it becomes, and these;
  then number of combining-class runs, and per run the distance from the end of the run before, length less one, class.
"""

import gzip
import hashlib
import json
import re
import sys
import unicodedata

import tokenizers
from tokenizers import Regex, normalizers, pre_tokenizers

SCRIPTS = """Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Bhaiksuki
Bopomofo Brahmi Braille Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham Cherokee
Chorasmian Common Coptic Cuneiform Cypriot Cypro_Minoan Cyrillic Deseret Devanagari Dives_Akuru Dogra Duployan
Egyptian_Hieroglyphs Elbasan Elymaic Ethiopic Garay Georgian Glagolitic Gothic Grantha Greek Gujarati
Gunjala_Gondi Gurmukhi Gurung_Khema Han Hangul Hanifi_Rohingya Hanunoo Hatran Hebrew Hiragana Imperial_Aramaic
Inherited Inscriptional_Pahlavi Inscriptional_Parthian Javanese Kaithi Kannada Katakana Kawi Kayah_Li
Kharoshthi Khitan_Small_Script Khmer Khojki Khudawadi Kirat_Rai Lao Latin Lepcha Limbu Linear_A Linear_B Lisu
Lycian Lydian Mahajani Makasar Malayalam Mandaic Manichaean Marchen Masaram_Gondi Medefaidrin Meetei_Mayek
Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian Mro Multani Myanmar Nabataean
Nag_Mundari Nandinagari New_Tai_Lue Newa Nko Nushu Nyiakeng_Puachue_Hmong Ogham Ol_Chiki Ol_Onal Old_Hungarian
Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_Sogdian Old_South_Arabian Old_Turkic Old_Uyghur Oriya
Osage Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa Phoenician Psalter_Pahlavi Rejang Runic Samaritan
Saurashtra Sharada Shavian Siddham SignWriting Sinhala Sogdian Sora_Sompeng Soyombo Sundanese Sunuwar
Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Takri Tamil Tangsa Tangut Telugu Thaana Thai
Tibetan Tifinagh Tirhuta Todhri Toto Tulu_Tigalari Ugaritic Vai Vithkuqi Wancho Warang_Citi Yezidi Yi
Zanabazar_Square""".split()
PROPERTIES = """Alphabetic Lowercase Uppercase White_Space ASCII_Hex_Digit Hex_Digit Emoji Emoji_Presentation
Extended_Pictographic Ideographic Math ID_Start ID_Continue XID_Start XID_Continue Dash Diacritic
Default_Ignorable_Code_Point Cs LC""".split()
POSIX = "alnum alpha blank cntrl digit graph lower print punct space upper xdigit word".split()

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


def probe(pattern):
    """Ranges of the code points that a one-character pattern matches, or None when the reference refuses it."""
    try:
        split = pre_tokenizers.Split(Regex(pattern), "isolated")
    except Exception:
        return None
    matched = []
    step = 1 << 16
    for at in range(0, len(TEXT), step):
        chunk = TEXT[at:at + step]
        # each code point between two letters that the pattern is not asked about would be slow; instead match runs
        run = pre_tokenizers.Split(Regex("(?:" + pattern + ")+"), "removed")
        kept = set()
        for _, (start, end) in run.pre_tokenize_str(chunk):
            kept.update(range(start, end))
        matched.extend(ALL[at + i] for i in range(len(chunk)) if i not in kept)
    del split
    return ranges_of(matched)


def leb(value):
    out = bytearray()
    while True:
        byte = value & 0x7F
        value >>= 7
        if value:
            out.append(byte | 0x80)
        else:
            out.append(byte)
            return bytes(out)


def text(value):
    encoded = value.encode()
    return leb(len(encoded)) + encoded


def main():
    fixture, segmentation, output, checksums = sys.argv[1:5]
    data = json.load(gzip.open(fixture))
    sets = {}
    for name, entries in data["sets"].items():
        if name.startswith("NFD:"):
            continue
        sets[name] = [[int(e[0], 16), int(e[-1], 16)] for e in entries]
    for name in SCRIPTS + PROPERTIES:
        key = "pattern \\p{%s}" % name
        if key not in sets:
            found = probe("\\p{%s}" % name)
            print(name, "refused" if found is None else len(found), file=sys.stderr)
            if found is not None:
                sets[key] = found
    for name in POSIX:
        key = "pattern [[:%s:]]" % name
        if key not in sets:
            found = probe("[[:%s:]]" % name)
            if found is not None:
                sets[key] = found
    marks = normalizers.BertNormalizer(
        clean_text=False, handle_chinese_chars=False, strip_accents=True, lowercase=False)
    sets["BertNormalizer: nonspacing mark"] = ranges_of(
        cp for cp in ALL if marks.normalize_str("a" + chr(cp)) == "a")

    sets.update(script_groups())
    sets.update(grapheme_sets(open(segmentation).read()))

    out = bytearray(b"TWUNI1")
    out += leb(len(sets))
    for name in sorted(sets):
        out += text(name) + leb(len(sets[name]))
        end = 0
        for first, last in sets[name]:
            out += leb(first - end) + leb(last - first)
            end = last + 1
    mappings = data["mappings"]
    out += leb(len(mappings))
    for name in sorted(mappings):
        entries = sorted((int(k, 16), [int(c, 16) for c in v.split()]) for k, v in mappings[name].items())
        out += text(name) + leb(len(entries))
        before = 0
        for cp, result in entries:
            out += leb(cp - before) + leb(len(result)) + b"".join(map(leb, result))
            before = cp
    classes = combining_classes(data)
    out += leb(len(classes))
    end = 0
    for first, last, value in classes:
        out += leb(first - end) + leb(last - first) + leb(value)
        end = last + 1
    with open(output, "wb") as file:
        file.write(out)
    with open(checksums, "w") as file:
        file.write("%s  unicode.bin\n" % hashlib.sha256(out).hexdigest())
    print(len(sets), "sets,", len(out), "bytes, tokenizers", tokenizers.__version__, file=sys.stderr)


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


def combining_classes(data):
    """Runs of equal canonical combining class over the code points that the reference reorders (Unicode 9.0)."""
    (name,) = [n for n in data["sets"] if n.startswith("NFD:")]
    runs = []
    for entry in data["sets"][name]:
        for cp in range(int(entry[0], 16), int(entry[-1], 16) + 1):
            value = unicodedata.combining(chr(cp))
            if not value:
                raise SystemExit("class of U+%04X unknown" % cp)
            if runs and runs[-1][1] == cp - 1 and runs[-1][2] == value:
                runs[-1][1] = cp
            else:
                runs.append([cp, cp, value])
    return runs


main()

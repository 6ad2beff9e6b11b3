"""Writes the character classes of Python's str methods, as the running Python has them (3.11: Unicode 14).

Usage: python3 python_characters.py > chat/src/main/resources/dev/tokenwright/chat/plain/python-characters.txt

Each line is a name and numbers in base 36: alternately how many code points are outside the class and how many inside.
"""

import sys
import unicodedata

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
CLASSES = {
    "alpha": str.isalpha,
    "decimal": str.isdecimal,
    "digit": str.isdigit,
    "lower": str.islower,
    "numeric": str.isnumeric,
    "printable": str.isprintable,
    "title": lambda c: unicodedata.category(c) == "Lt",
    "upper": str.isupper,
}


def base36(number):
    text = ""
    while number:
        text = DIGITS[number % 36] + text
        number //= 36
    return text or "0"


for name, holds in CLASSES.items():
    runs = []
    inside = False
    start = 0
    for code in range(sys.maxunicode + 2):
        now = code <= sys.maxunicode and holds(chr(code))
        if now != inside:
            runs.append(base36(code - start))
            start, inside = code, now
    print(name, *runs)

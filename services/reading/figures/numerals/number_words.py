"""Number words of English: their values, and what the vague ones stand for."""

from typing import Final

from tocsin.services.reading.wordlist import words

ATOMS: Final[dict[str, int]] = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "nought": 0,
    "naught": 0,
}
"""Words below a hundred; "fourty" because wires misspell it."""

MAGNITUDES: Final[dict[str, int]] = {
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
"""Words that multiply the group before them, Indian ones included."""

DOZENS: Final[dict[str, int]] = {"dozen": 12, "score": 20}

SHORT_MAGNITUDES: Final[dict[str, int]] = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mil": 10**6,
    "mln": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "b": 10**9,
    "tn": 10**12,
    "tln": 10**12,
}
"""Abbreviations written against the digits: "20k", "1.2m", "3bn"."""

FRACTION_PARTS: Final = frozenset(
    stem + ending
    for stem in words("""
half halve third quarter fourth fifth sixth seventh eighth ninth tenth twelfth  twentieth
hundredth thousandth millionth billionth trillionth
""")
    for ending in ("", "s")
)
"""What follows a number in a fraction: "two thirds", "three-quarters"."""

ORDINALS: Final = words("""
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth
fiftieth sixtieth seventieth eightieth ninetieth hundredth thousandth millionth
""")

VAGUE: Final[dict[str, int]] = {
    "tens": 20,
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2_000,
    "lakhs": 200_000,
    "millions": 2_000_000,
    "crores": 20_000_000,
    "billions": 2_000_000_000,
}
"""The least that a bare plural says: two of it, as the labelling guide reads it."""

VAGUE_SINGULAR: Final[dict[str, int]] = {
    "dozen": 12,
    "score": 20,
    "hundred": 100,
    **MAGNITUDES,
}
"""What "several", "a few" or "many" come before: "several thousand" is 2,000 or more."""

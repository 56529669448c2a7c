"""The word pieces that our languages use, of the 250,000 of a hundred languages.

Three quarters of the base's weight are vectors of pieces that our languages never show. A piece
that is left out costs little: the unigram model (Kudo 2018, "Subword Regularization") then splits
the word into shorter ones, down to letters, which are all kept.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from simplemma.strategies.dictionaries import DefaultDictionaryFactory
from tokenizers import Tokenizer
from wordfreq import get_frequency_list

LISTED = ("en", "es", "fr", "pt", "de", "ru", "uk", "ar", "tr", "id")
"""Languages whose words `wordfreq` counts."""
MOST = 8_000
"""Pieces that a language may claim, the ones that its words need most."""
_SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC")
_SPACE = "\u2581"
"""Stands at the beginning of a piece that begins a word."""
_CAPITALISED = 0.2
"""How often a word is at the head of a sentence or in a title, roughly."""
_DICTIONARY = "sw"
"""No list counts Swahili words: each form of a dictionary counts alike."""
_ONE_IN = 20
"""One form in this many is enough to count by."""


def kept(tokenizer: Tokenizer, texts: Iterable[str]) -> list[int]:
    """Return the pieces that are kept, in their order.

    Args:
        tokenizer: the base's.
        texts: labelled passages: all pieces of them are kept.
    """
    found = {tokenizer.token_to_id(mark) for mark in ("<s>", "<pad>", "</s>", "<unk>")}
    for one in tokenizer.encode_batch(list(texts), add_special_tokens=False):
        found.update(one.ids)
    found.update(at for piece, at in tokenizer.get_vocab().items() if _is_always_kept(piece))
    for language in LISTED:
        found.update(_claimed(tokenizer, _listed(language)))
    found.update(_claimed(tokenizer, _in_dictionary(_DICTIONARY)))
    return sorted(found)


def _is_always_kept(piece: str) -> bool:
    """Whether a piece is a letter of our scripts, or of figures and marks alone."""
    letters = piece.removeprefix(_SPACE)
    if letters.isascii() and not any(one.isalpha() for one in letters):
        return True
    return len(letters) <= 1 and unicodedata.name(letters, "").startswith((*_SCRIPTS, "EXTENDED"))


def _claimed(tokenizer: Tokenizer, words: Iterator[tuple[str, float]]) -> list[int]:
    """Return the pieces that a language's words need most."""
    weights: Counter[int] = Counter()
    known = list(words)
    forms = [word for word, _ in known] + [word.capitalize() for word, _ in known]
    encoded = tokenizer.encode_batch(forms, add_special_tokens=False)
    for at, one in enumerate(encoded):
        weight = known[at % len(known)][1] * (1.0 if at < len(known) else _CAPITALISED)
        for piece in one.ids:
            weights[piece] += weight
    return sorted(weights, key=lambda piece: (-weights[piece], piece))[:MOST]


def _listed(language: str) -> Iterator[tuple[str, float]]:
    for hundredths, words in enumerate(get_frequency_list(language, "small")):
        for word in words:
            yield word, 10 ** (-hundredths / 100)


def _in_dictionary(language: str) -> Iterator[tuple[str, float]]:
    forms = DefaultDictionaryFactory().get_dictionary(language)
    for word in islice(forms, 0, None, _ONE_IN):
        yield word, 1.0

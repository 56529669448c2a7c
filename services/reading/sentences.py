"""Sentences of a cleaned text, with their offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sentencex import segment  # type: ignore[attr-defined]  # a compiled module without stubs

from tocsin.services.reading.lexicon.english.sentences import EnglishSentences
from tocsin.services.reading.lexicon.load import english

_WORDS: Final = english(EnglishSentences)
_ABBREVIATION_END: Final = re.compile(
    r"(?:^|[\s(\"'])(?:(?P<word>[A-Za-z]{2,6})|[A-Z]|(?:[A-Za-z]\.){1,4}[A-Za-z])\.\s*$"
)
_FIRST_LETTER: Final = re.compile(r"\s*[\"'(]?([^\W\d_])")
_FIRST_WORD: Final = re.compile(r"\s*[\"'(]?([A-Za-z]+)")
_LINE: Final = re.compile(r"\n(?:\s*\n)*")
_TERMINAL: Final = tuple(".!?:;\"')]")
_WRAPPED: Final = 50
"""A line at least this long that ends in mid-sentence was wrapped by a mailer or a wire."""
_LONGEST: Final = 1_000
_STRETCH: Final = 8_000
"""Characters of one line that are divided at a time: what that costs grows with their square."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its words and their offsets in the text, `end` exclusive."""

    start: int
    end: int
    text: str

    def moved(self, by: int) -> "Sentence":
        """Return it with its offsets counted from another place of the text."""
        return Sentence(self.start + by, self.end + by, self.text)


def split_sentences(text: str, language: str = "en") -> tuple[Sentence, ...]:
    """Return the sentences of a cleaned text in order, without the space around them.

    A line break ends a sentence (headlines and list items have no full stop) unless the text is
    wrapped there.
    Abbreviations (Gen., No., initials) do not. No sentence is longer than 1,000 characters.
    """
    sentences: list[Sentence] = []
    start = 0
    for line in _LINE.finditer(text):
        if _is_wrap(text, start, line):
            continue
        sentences.extend(_in_line(text, start, line.start(), language))
        start = line.end()
    sentences.extend(_in_line(text, start, len(text), language))
    return tuple(sentences)


def _is_wrap(text: str, start: int, line: re.Match[str]) -> bool:
    """Whether a line break is within a sentence, as in wrapped text."""
    if line.group().count("\n") > 1:
        return False
    before = text[max(start, line.start() - 200) : line.start()].rstrip()
    after = text[line.end() : line.end() + 1]
    if not before or before.endswith(_TERMINAL):
        return False
    width = line.start() - (text.rfind("\n", start, line.start()) + 1)
    return after.islower() or (width >= _WRAPPED and after.isalnum() and width <= 2 * _WRAPPED)


def _in_line(text: str, start: int, end: int, language: str) -> list[Sentence]:
    line = text[start:end]
    if not line.strip():
        return []
    pieces: list[tuple[int, int]] = []
    at = 0
    for part in _divided(line, language):
        piece = (at, at + len(part))
        at = piece[1]
        if pieces and _continues(line[slice(*pieces[-1])], line[slice(*piece)]):
            piece = (pieces.pop()[0], piece[1])
        pieces.append(piece)
    return [part for low, high in pieces for part in _bounded(text, start + low, start + high)]


def _divided(line: str, language: str) -> Iterator[str]:
    """Yield the parts that a line's full stops divide it into; together they are the line."""
    at = 0
    while at < len(line):
        parts = segment(language, line[at : at + _STRETCH])
        if at + _STRETCH < len(line) and len(parts) > 1:
            parts.pop()  # it may continue: the next stretch begins with it
        for part in parts:
            at += len(part)
            yield part


def _continues(before: str, after: str) -> bool:
    """Whether the break between two pieces only followed an abbreviation."""
    letter = _FIRST_LETTER.match(after)
    if letter is not None and letter[1].islower() and before.rstrip()[-1:] not in '?!"':
        return True
    match = _ABBREVIATION_END.search(before[-12:])
    if match is None:
        return False
    if match["word"] is not None:
        return match["word"].lower() in _WORDS.abbreviations
    first = _FIRST_WORD.match(after)
    opens = first is not None and first[1].lower() in _WORDS.starters
    return not opens


def _bounded(text: str, start: int, end: int) -> list[Sentence]:
    """Trim the space; cut what is far longer than any sentence at a space."""
    sentences = []
    while start < end:
        stop = min(end, start + _LONGEST)
        if stop < end:
            space = text.rfind(" ", start, stop)
            stop = space if space > start else stop
        piece = text[start:stop]
        lead = len(piece) - len(piece.lstrip())
        piece = piece.strip()
        if piece:
            sentences.append(Sentence(start + lead, start + lead + len(piece), piece))
        start = stop
    return sentences

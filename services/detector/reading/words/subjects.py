"""The phrase before a verb: its subject, read from right to left."""

from dataclasses import dataclass
from typing import Final

from services.detector.reading.figures.figure import Figure
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import Tokens
from services.detector.reading.words.phrases import (
    LIMIT,
    LINKS,
    OUTSIDE,
    PARTS,
    STATES,
    Phrase,
    Wanted,
    is_name,
    is_part,
    part_of,
    starts_single,
)
from services.detector.reading.words.referents import names_crowd
from services.detector.reading.words.tokens import NUMBER
from services.detector.reading.words.verb_forms import Form
from services.detector.reading.words.wordlist import words

_TRANSPARENT: Final = {"and", "or", ",", '"', "'s", "'"} | grammar.RELATIVES
_MILD_SUBORDINATORS: Final = words("that where so than since before after until")
_ASIDE_OPENERS: Final = (
    PARTS | grammar.RELATIVES | OUTSIDE | words("all at two according one three his a the out")
)
_DASHES: Final = frozenset({",", "\u2014", "\u2013"})
_SUBJECT_PRONOUNS: Final = words("he she it they we i you")
_BODIES: Final = frozenset({"bodies", "corpses"})
"""Counted for themselves: "288 bodies, and 850 people were treated"."""
_AND: Final = words("and or then but")
_OTHER_CLAUSE: Final = grammar.SEPARATORS | (grammar.SUBORDINATORS - {"so", "than", "that"})
_BEFORE_NOUN: Final = grammar.DETERMINERS | OUTSIDE | {"of", NUMBER, "'s"}
_BEFORE_PARTICIPLE: Final = grammar.DETERMINERS | {NUMBER, "of"}
_ITEM_ENDS: Final = grammar.SEPARATORS | LINKS | grammar.AUXILIARIES | STATES
_BARE_VERBS: Final = grammar.common_with(Form.ING | Form.PARTICIPLE)
_VERBS: Final = grammar.common_with(Form.FINITE | Form.PARTICIPLE | Form.ING)
_PASTS: Final = grammar.common_with(Form.PAST)
_VERB_REACH: Final = 24
_ITEM_REACH: Final = 9


@dataclass(slots=True)
class _Scan:
    """How far a scan to the left has come."""

    index: int
    low: int
    empty: bool = True
    """Whether no word of the head was met yet (or only a prepositional phrase behind it)."""
    other: bool = False
    """Whether the head so far is a count of something else: "and 300 cattle"."""


def subject(tokens: Tokens, before: int, wanted: Wanted) -> Phrase | None:
    """Return the phrase that ends before token `before`: the subject of the verb group there.

    The nearest count that is `wanted` and no part of something else makes the phrase; without
    one, the words up to the clause's beginning do.
    """
    shared = _shared_subject(tokens, before)
    if shared is not None:
        return subject(tokens, shared, wanted)
    scan = _Scan(before - 1, before)
    floor = max(0, before - LIMIT)
    while scan.index >= floor:
        counted = _counted(tokens, scan, before, wanted)
        if counted is not None:
            return counted
        if scan.empty and tokens[scan.index].lower in _SUBJECT_PRONOUNS:
            return Phrase(scan.index, before)
        jump = _over_aside(tokens, scan)
        if jump is not None:
            scan.index = jump
            continue
        if _ends(tokens, scan):
            break
        word = tokens[scan.index].lower
        scan.other = scan.other or (word == NUMBER and not is_part(tokens, scan.index))
        if word in OUTSIDE or word == "of":
            scan.empty = True
        elif word not in _TRANSPARENT:
            scan.empty = False
            scan.low = scan.index
        scan.index -= 1
    return Phrase(scan.low, before) if scan.low < before else None


def _shared_subject(tokens: Tokens, before: int) -> int | None:
    """Return where the verb before an "and" begins: "deserted and crossed" share a subject."""
    if before < 2 or tokens[before - 1].lower not in _AND:  # noqa: PLR2004 - a verb and its "and"
        return None
    for at in range(before - 2, max(0, before - _VERB_REACH), -1):
        word = tokens[at].lower
        if word in _OTHER_CLAUSE:
            return None
        if _is_past(tokens, at):
            begin = at
            while begin > 0 and (
                tokens[begin - 1].lower in grammar.AUXILIARIES
                or grammar.is_adverb(tokens[begin - 1].lower)
            ):
                begin -= 1
            return begin
    return None


def _is_past(tokens: Tokens, at: int) -> bool:
    """Whether a word is a verb in the past that can share its subject with the next one."""
    word = tokens[at].lower
    if tokens[at].capital or _describes(tokens, at):
        return False
    past = word in _PASTS if word in grammar.COMMON else word.endswith("ed")
    follows = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    return past and follows != "by"


def _counted(tokens: Tokens, scan: _Scan, before: int, wanted: Wanted) -> Phrase | None:
    """Return the phrase of a count at the scan's place, or of a list that ends in "a major"."""
    index = scan.index
    figure = tokens[index].figure
    if figure is not None and wanted(figure) and not _is_adjunct(tokens, index, before):
        part = part_of(tokens, index, before)
        if part is not None:
            return _with_list(tokens, part, before, wanted)
        return _with_list(tokens, index, before, wanted)
    if tokens[index].lower == "and" and starts_single(tokens, index + 1):
        item = _list_item(tokens, index, wanted)
        if item is not None and index + 1 == scan.low:
            listed = _with_list(tokens, item, before, wanted)
            return Phrase(listed.start, before, listed.figures, listed.singles + 1)
    return None


def _is_adjunct(tokens: Tokens, index: int, before: int) -> bool:
    """Whether the count at `index` is inside a phrase beside the subject."""
    if not is_part(tokens, index):
        return False
    if all(token.lower in grammar.RELATIVES for token in tokens[index + 1 : before]):
        return False  # "including 25 who took part"
    if tokens[index - 1].lower != "with":
        return True
    # "with 20 people killed": an absolute phrase, whose participle has no auxiliary
    absolute = before < len(tokens) and tokens[before].lower not in grammar.AUXILIARIES
    return not absolute


def _over_aside(tokens: Tokens, scan: _Scan) -> int | None:
    """At the closing comma of an aside ("20 people, including 5 children, were"), jump over it."""
    word = tokens[scan.index].lower
    floor = max(-1, scan.index - LIMIT)
    if word == ")":
        return next(
            (at - 1 for at in range(scan.index - 1, floor, -1) if tokens[at].text == "("), None
        )
    if word not in _DASHES or not scan.empty:
        return None
    for at in range(scan.index - 1, floor, -1):
        if tokens[at].lower == word and at + 1 < scan.index and _opens_aside(tokens, at + 1):
            return at - 1
    return None


def _opens_aside(tokens: Tokens, index: int) -> bool:
    word = tokens[index].lower
    if word in _ASIDE_OPENERS:
        return True
    if word == NUMBER:
        return index + 2 < len(tokens) and tokens[index + 1].lower == "of"
    return word in _BARE_VERBS or tokens[index].capital


def _ends(tokens: Tokens, scan: _Scan) -> bool:
    """Whether the clause of the subject begins right of the scan's place."""
    index = scan.index
    word = tokens[index].lower
    if word in grammar.SEPARATORS and word != '"':
        return True
    if word in grammar.SUBORDINATORS:
        return word not in _MILD_SUBORDINATORS or (
            not scan.empty and word in {"after", "before", "since", "until"}
        )
    if word in {",", "and"} and (scan.other or _joins(tokens, scan)):
        return False
    if word in {",", "and", "but", "or"}:
        return not scan.empty or word == "but"
    if word in grammar.RELATIVES or not grammar.is_finite(word):
        return False
    return not is_name(tokens, index) and _is_main_verb(tokens, index)


def _joins(tokens: Tokens, scan: _Scan) -> bool:
    """Whether a comma or "and" joins names or plural nouns, and ends no clause.

    "a village in Cotabato, Philippines", "residents of Luke, Showa, and Bukombo", "students and
    protesters".
    """
    at = scan.index - 1
    if at > 0 and tokens[at].lower == ",":
        at -= 1
    if at < 0 or scan.low >= len(tokens):
        return False
    if scan.empty:
        return tokens[scan.index].lower == "," and tokens[scan.index + 1].lower == "and"
    first, second = tokens[at], tokens[scan.low]
    if first.capital and second.capital and scan.low - scan.index <= 2:  # noqa: PLR2004 - next to it
        return True
    return names_crowd([first.lower]) and names_crowd([second.lower])


def _is_main_verb(tokens: Tokens, index: int) -> bool:
    """Whether a word that can be a finite verb is one, and not in a relative clause or a noun."""
    word = tokens[index].lower
    before = tokens[index - 1].lower if index else ""
    if word == "'s" or before in _BEFORE_NOUN:
        return False
    entry = grammar.COMMON.get(word)
    if entry is not None and Form.PARTICIPLE in entry[1] and before not in grammar.AUXILIARIES:
        if _describes(tokens, index):
            return False
        after = tokens[index + 1].lower if index + 1 < len(tokens) else ""
        return not (after in grammar.PREPOSITIONS or after == "to")
    for at in range(index - 1, max(-1, index - 5), -1):
        if tokens[at].lower in grammar.RELATIVES:
            return False
        if not (tokens[at].lower in grammar.AUXILIARIES or grammar.is_adverb(tokens[at].lower)):
            break
    bare = entry is not None and Form.BASE in entry[1]
    return not (bare and index and not before.endswith("s"))


def _describes(tokens: Tokens, index: int) -> bool:
    """As in "65,036 forcibly displaced persons": a participle between a count and its noun."""
    at = index - 1
    while at > 0 and grammar.is_adverb(tokens[at].lower):
        at -= 1
    return at >= 0 and tokens[at].lower in _BEFORE_PARTICIPLE


def _with_list(tokens: Tokens, index: int, before: int, wanted: Wanted) -> Phrase:
    """Take in the counts that a list puts before this one: "20 soldiers and 9 police"."""
    first = tokens[index].figure
    figures: list[Figure] = [first] if first else []
    start, singles = index, 0
    at = index - 1
    while at >= 0 and tokens[at].lower in LINKS:
        item = _list_item(tokens, at, wanted)
        if item is not None:
            if is_part(tokens, item):
                return Phrase(index, before, tuple(figures[-1:]))
            figure = tokens[item].figure
            singles += figure is None
            if figure is not None:
                figures.insert(0, figure)
            start, at = item, item
        elif not (at and tokens[at - 1].lower in LINKS):
            break
        at -= 1
    return Phrase(start, before, tuple(figures), singles)


def _is_whole(tokens: Tokens, at: int) -> bool:
    """As in "of the 120 people on board, 47 died": those of whom the next are a part."""
    before = [token.lower for token in tokens[max(0, at - 2) : at]]
    return at <= 2 and before[:1] == ["of"]  # noqa: PLR2004 - "of the" opens the sentence


def _list_item(tokens: Tokens, link: int, wanted: Wanted) -> int | None:
    """Return where the list item that ends at `link` begins: its count, or its "a"."""
    for at in range(link - 1, max(-1, link - _ITEM_REACH), -1):
        token = tokens[at]
        if token.figure is not None:
            if _is_whole(tokens, at):
                return None
            named = token.figure.noun is not None and token.figure.noun not in STATES | _BODIES
            return at if named and wanted(token.figure) else None
        if starts_single(tokens, at) and (at == 0 or tokens[at - 1].lower in {",", "and"}):
            return at
        word = token.lower
        if word in _ITEM_ENDS:
            return None
        if word.endswith("ed") and names_crowd([tokens[at - 1].lower]):
            return None  # a verb that no list knows: "three people drowned and"
        if word in _VERBS and not is_name(tokens, at):
            return None
    return None

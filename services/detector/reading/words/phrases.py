"""What the phrases beside a verb have in common: counts, lists of counts, parts of a whole."""

from collections.abc import Callable
from typing import Final, NamedTuple

from services.detector.reading.figures.figure import Figure
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import Tokens
from services.detector.reading.words.verb_forms import Form
from services.detector.reading.words.wordlist import words

Wanted = Callable[[Figure], bool]
"""Whether a count can be the figure that is looked for: of people, of places."""

PARTS: Final = words(
    "including among mostly mainly most many some half both chiefly notably especially also with "
    "plus excluding aged"
)
"""What opens a phrase about a part of those just named: "20 people, including 5 children"."""

OUTSIDE: Final = words(
    "in at on from by with near for than into onto to over under through across along between "
    "against during till per amid inside outside behind within despite via including excluding "
    "besides ago among"
)
"""Prepositions whose object is not what the phrase is about."""

LINKS: Final = words("and , as well plus along together &")
"""What joins the items of a list: "20 soldiers, as well as 9 police"."""

STATES: Final = words(
    "dead missing injured wounded killed hurt displaced homeless arrested detained abducted "
    "kidnapped captured evacuated rescued hospitalized hospitalised injuries arrests deaths"
)
"""What people are or were made; behind a count it begins a clause of its own."""

_VERBS: Final = grammar.common_with(Form.FINITE | Form.ING)
_WHOLE: Final = words("the its their our his these those remaining last other some")
_PART_REACH: Final = 4

LIMIT: Final = 40
"""So many tokens are looked at on either side of a verb."""


class Phrase(NamedTuple):
    """A noun phrase: tokens `start` to `end` (exclusive), and the counts that stand in it.

    `singles` are the further ones that a list names without a number: "12 soldiers and a major".
    """

    start: int
    end: int
    figures: tuple[Figure, ...] = ()
    singles: int = 0


def is_part(tokens: Tokens, index: int) -> bool:
    """Whether the number at `index` is no head: "in 12 villages", "five of them"."""
    after = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    beyond = tokens[index + 2].lower if index + 2 < len(tokens) else ""
    if after == "of" and beyond in {"them", "whom", "those", "which"}:
        return True
    before = tokens[index - 1].lower if index else ""
    if before in {
        "number",
        "no",
        "ranked",
        "ranking",
        "rank",
        "page",
        "room",
        "move",
        "chapter",
        "verse",
    }:
        return True
    if before in {"is", "was", "aged"}:
        figure = tokens[index].figure
        return figure is not None and figure.noun is None  # "he was 101 and died"
    if before == "at" and index > 1 and tokens[index - 2].lower in {"estimated", "put", "placed"}:
        return False
    if before == "the" and index > 2 and tokens[index - 2].lower in {"on", "upon"}:  # noqa: PLR2004 - "called on the"
        return not tokens[index - 3].lower.startswith("call")
    if before in {"other", "another", "the", "these", "those", "all"} and index > 1:
        beyond = tokens[index - 2].lower
        before = beyond if beyond in OUTSIDE else before
    return before in OUTSIDE


def part_of(tokens: Tokens, index: int, before: int) -> int | None:
    """Return the count of a part of those at `index`: "1,100 of the remaining 2,000 will leave".

    What a relative clause or a participle says ("three of the 12 who are missing") it says of all.
    """
    at = index - 1
    main = before < len(tokens) and tokens[before].lower in grammar.AUXILIARIES
    if main and not any(one.lower in grammar.RELATIVES for one in tokens[index + 1 : before]):
        while at > 1 and index - at < _PART_REACH and tokens[at].lower in _WHOLE:
            at -= 1
    return at - 1 if at > 0 and tokens[at].lower == "of" and tokens[at - 1].figure else None


def is_verb(tokens: Tokens, index: int) -> bool:
    """Whether the word there can be a verb of its own."""
    if not 0 <= index < len(tokens):
        return False
    return tokens[index].lower in _VERBS


def starts_single(tokens: Tokens, index: int) -> bool:
    """Whether a list item there is one of its kind without a count: "a major"."""
    return (
        index + 1 < len(tokens)
        and tokens[index].lower in {"a", "an"}
        and tokens[index].figure is None
        and tokens[index + 1].lower.isalpha()
        and tokens[index + 1].lower not in grammar.PREPOSITIONS
    )


def is_name(tokens: Tokens, index: int) -> bool:
    """Whether a word is part of a name: capitalised beside another capital ("Armed Forces")."""
    if not tokens[index].capital or index == 0:
        return False
    follows = tokens[index + 1] if index + 1 < len(tokens) else None
    return tokens[index - 1].capital or (follows is not None and follows.capital)

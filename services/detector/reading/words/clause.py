"""The verb group around a word: voice, auxiliaries, negation, and where the group begins."""

from enum import Enum, auto
from typing import Final, NamedTuple

from services.detector.reading.figures.lexicon import PLURALS
from services.detector.reading.words import grammar
from services.detector.reading.words.tokens import NUMBER, Token
from services.detector.reading.words.verb_forms import Form
from services.detector.reading.words.wordlist import words

Tokens = tuple[Token, ...]


class Voice(Enum):
    """How a verb stands to the words around it."""

    ACTIVE = auto()
    """Its object follows: "killed 20 people"."""
    PASSIVE = auto()
    """What it is done to comes before: "20 were killed", "20 killed in"."""
    GERUND = auto()
    """"killing 20 people": the object follows, no subject of its own."""
    INFINITIVE = auto()
    """"to flee": somebody else's verb governs it."""


class VerbGroup(NamedTuple):
    """A verb with its auxiliaries; `start` is the group's first token, `at` the verb itself."""

    start: int
    at: int
    voice: Voice
    modal: str | None = None
    negated: bool = False
    perfect: bool = False
    infinitive: bool = False
    subjunctive: bool = False
    """As in "requests that he be detained"."""
    subject_before: int = 0
    """The subject ends before this token: before "are expected" in "20 are expected to die"."""


_LINKING: Final = words(
    "feared believed presumed confirmed reported found declared pronounced listed thought said "
    "known rendered made remain remains remained remaining goes went gone go still estimated left "
    "considered"
)
"""What may stand between an auxiliary and the word: "were reported missing"."""

_LINKING_ALONE: Final = words(
    "remain remains remained remaining feared presumed reported found rendered"
)

_RAISING: Final = words(
    "forced compelled likely unlikely set due ready able about unable willing poised"
)

_GOVERNING: Final = (
    grammar.common_with(Form.FINITE | Form.PARTICIPLE | Form.ING) | _RAISING | grammar.BE
)
_PASTS: Final = grammar.common_with(Form.PAST)
_HELPERS: Final = grammar.HAVE | grammar.MODALS | grammar.DO
_BEFORE_NOUN: Final = (grammar.DETERMINERS - {"all", "both", "that"}) | {NUMBER}
TIME_NOUNS: Final = words(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today overnight tonight "
    "tomorrow earlier late early last this next daily here there january february march april june "
    "july august september october november december each every"
)
_OBJECT_STARTERS: Final = words(
    "the a an this these those its their his her our my several many some dozens hundreds "
    "thousands him them it us me scores multiple numerous hostages"
)


def verb_group(
    tokens: Tokens, at: int, form: Form, *, end: int | None = None, intransitive: bool = False
) -> VerbGroup:
    """Return the verb group of the verb at `at`, whose word can be `form`.

    `end` is behind its last word where it has several ("called up").

    `intransitive` verbs ("flee", "die") need no object: with nothing behind them they are
    active, where "killed" would be passive.
    """
    start = _group_start(tokens, at)
    last = at if end is None else end - 1
    words = [token.lower for token in tokens[start:at]]
    if words[:1] == ["to"] and start and tokens[start - 1].lower in grammar.HAVE:
        # "will have to be evacuated": a modal of two words, and no infinitive
        must = _group_start(tokens, start - 1)
        words = [token.lower for token in tokens[must : start - 1]] + words[1:]
        start = must
    shared = _coordinated(tokens, start) if not words or grammar.is_adverb(words[0]) else None
    borrowed = words
    if shared is not None and (tokens[shared].lower == "to" or not has_object(tokens, last)):
        borrowed = [token.lower for token in tokens[shared:start]]
    infinitive = "to" in borrowed
    if shared is not None and infinitive and borrowed is not words:
        start = shared
    return VerbGroup(
        start=start,
        at=at,
        voice=_voice(tokens, (at, last), form, borrowed, intransitive=intransitive),
        modal=next((word for word in borrowed if word in grammar.MODALS), None),
        negated=any(word in grammar.NOT or word.endswith("n't") for word in words),
        perfect=any(word in grammar.HAVE for word in words),
        infinitive=infinitive,
        subjunctive=bool(borrowed) and borrowed[0] == "be",
        subject_before=_raised(tokens, start)
        if infinitive
        else (start if shared is None else shared),
    )


def _coordinated(tokens: Tokens, start: int) -> int | None:
    """Return where the group of the verb before an "and" begins: "were shot and wounded"."""
    at = start - 2
    if at < 0 or tokens[start - 1].lower not in {"and", "or", "then"}:
        return None
    entry = grammar.COMMON.get(tokens[at].lower)
    if entry is None or not entry[1] & (Form.PARTICIPLE | Form.PAST | Form.BASE):
        return None
    begin = _group_start(tokens, at)
    if begin == at or (Form.BASE in entry[1] and tokens[begin].lower != "to"):
        return None
    return begin


def _raised(tokens: Tokens, to: int) -> int:
    """Return where the governor of an infinitive begins, if the subject stands before it.

    "20 are expected to die", "the army began to withdraw"; not "forced 20 people to flee".
    """
    at = to - 1
    while at > 0 and grammar.is_adverb(tokens[at].lower):
        at -= 1
    if at < 0:
        return to
    word = tokens[at].lower
    if word in _GOVERNING:
        return _group_start(tokens, at)
    return to


def _group_start(tokens: Tokens, at: int) -> int:
    start = at
    while start > 0:
        word = tokens[start - 1].lower
        possessive = word == "'s" and not (
            start > 1 and tokens[start - 2].lower in grammar.PRONOUNS
        )
        if possessive:
            break
        part = (
            word in grammar.AUXILIARIES
            or word.endswith("n't")
            or word in grammar.NOT
            or grammar.is_adverb(word)
        )
        if word in _LINKING and start > 1:
            part = part or tokens[start - 2].lower in grammar.AUXILIARIES or word in _LINKING_ALONE
        if not part and word != "to":
            break
        start -= 1
        if word == "to":
            break
    return start


def _voice(
    tokens: Tokens, verb: tuple[int, int], form: Form, words: list[str], *, intransitive: bool
) -> Voice:
    be = any(word in grammar.BE for word in words)
    if Form.ING in form:
        return Voice.ACTIVE if be and words[-1] != "being" else Voice.GERUND
    if Form.PARTICIPLE in form and (be or (words and words[-1] in _LINKING)):
        return Voice.PASSIVE
    if "to" in words:
        return Voice.INFINITIVE
    if any(word in _HELPERS for word in words):
        return Voice.ACTIVE
    if Form.PARTICIPLE in form and _stands_before_noun(tokens, verb[0]):
        return Voice.PASSIVE
    if Form.PARTICIPLE in form and not intransitive:
        return Voice.ACTIVE if has_object(tokens, verb[1]) else Voice.PASSIVE
    return Voice.ACTIVE


def _stands_before_noun(tokens: Tokens, at: int) -> bool:
    """As in "40 forcibly displaced persons", "the arrested men"."""
    start = at
    while start > 0 and grammar.is_adverb(tokens[start - 1].lower):
        start -= 1
    if start == 0 or at + 1 >= len(tokens) or not tokens[at + 1].text.isalpha():
        return False
    before = tokens[start - 1].lower
    return before in _BEFORE_NOUN and tokens[at + 1].lower in PLURALS


def has_object(tokens: Tokens, at: int) -> bool:
    """Whether what follows a verb looks like its object."""
    index = at + 1
    while index < len(tokens) and grammar.is_adverb(tokens[index].lower):
        index += 1
    if index >= len(tokens):
        return False
    token = tokens[index]
    word = token.lower
    if word in {"every", "each"} and index + 1 < len(tokens):
        return tokens[index + 1].lower in {"man", "soldier", "male", "reservist", "one", "citizen"}
    if word in TIME_NOUNS:
        return False
    if word in {"and", "or"} and _is_past_verb(tokens, index + 1):
        return has_object(tokens, index + 1)  # "rounded up and took 60 villagers"
    if word == NUMBER:
        return not _counts_time(tokens, index)
    if word in _OBJECT_STARTERS:
        return True
    return not (
        word in grammar.PREPOSITIONS
        or word in grammar.SUBORDINATORS
        or word in grammar.RELATIVES
        or word in {"and", "or", "but", ",", "to", '"', "'"}
        or word in grammar.SEPARATORS
        or word in grammar.AUXILIARIES
    )


def _is_past_verb(tokens: Tokens, at: int) -> bool:
    return at < len(tokens) and tokens[at].lower in _PASTS


def _counts_time(tokens: Tokens, index: int) -> bool:
    figure = tokens[index].figure
    return figure is not None and figure.noun in {
        "days",
        "hours",
        "weeks",
        "months",
        "years",
        "times",
    }

"""All triggers, and the cues that they find in a sentence."""

from dataclasses import dataclass, replace
from typing import Final

from services.detector.reading.triggers import (
    custody,
    flight,
    force,
    ground,
    harm,
    protest,
    transport,
)
from services.detector.reading.triggers.cue import Bearer, Cue
from services.detector.reading.triggers.trigger import Trigger
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import Tokens
from services.detector.reading.words.tokens import NUMBER
from services.detector.reading.words.word_class import reads_as_noun
from services.detector.reading.words.wordlist import words

TRIGGERS: Final[tuple[Trigger, ...]] = (
    *harm.TRIGGERS,
    *custody.TRIGGERS,
    *flight.TRIGGERS,
    *force.TRIGGERS,
    *ground.TRIGGERS,
    *protest.TRIGGERS,
    *transport.TRIGGERS,
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """The triggers of one word: alone, and by the first of the words that must follow."""

    alone: tuple[Trigger, ...]
    tailed: dict[str, tuple[Trigger, ...]]
    reach: int
    """How many words may stand between at most."""


def _entries() -> dict[str, _Entry]:
    by_word: dict[str, list[Trigger]] = {}
    for trigger in TRIGGERS:
        by_word.setdefault(trigger.word, []).append(trigger)
    return {word: _entry(_told_apart(triggers)) for word, triggers in by_word.items()}


def _entry(triggers: list[Trigger]) -> _Entry:
    tailed: dict[str, list[Trigger]] = {}
    for trigger in triggers:
        if trigger.tail:
            tailed.setdefault(trigger.tail[0], []).append(trigger)
    return _Entry(
        tuple(one for one in triggers if not one.tail),
        {first: tuple(some) for first, some in tailed.items()},
        max(one.gap for one in triggers),
    )


_ALSO_NOUNS: Final = words(
    "station stations conscripts conscript recruits recruit draft drafts desert deserts reinforce "
    "summons flies "
    "camp "
    "camps patrol patrols ring rings position positions second contact calls call quarter quarters "
    "hold holds control controls free clear "
    "ship ships bus buses ferry ferries truck trucks coach coaches shelter shelters host hosts "
    "house houses transport transports lift lifts drive drives lead leads move moves convoy "
    "convoys escort escorts transfer transfers guide guides clear empty blockade blockades block "
    "blocks extract extracts"
)
"""Verbs whose forms are also nouns that no trigger is made of."""


def _told_apart(triggers: list[Trigger]) -> list[Trigger]:
    """Mark the triggers of one word that are a noun here and a verb there."""
    plain = [one for one in triggers if not one.tail]
    verbs = [one.form for one in plain if one.form]
    nouns = any(one.bearer is Bearer.NOUN for one in plain)
    if not verbs or not (nouns or triggers[0].word in _ALSO_NOUNS):
        return triggers
    return [one if one.tail else replace(one, alike=verbs[0]) for one in triggers]


_BY_WORD: Final = _entries()


def find_cues(tokens: Tokens) -> tuple[Cue, ...]:
    """Return the cues of a sentence in order.

    Of two triggers of a type the longer one comes first: the shorter one counts only where
    the longer one means nothing. Of a noun and a verb that are written alike, the one counts
    that the words around speak for.
    """
    cues: list[Cue] = []
    for at, token in enumerate(tokens):
        entry = _BY_WORD.get(token.lower)
        if entry is not None:
            found = [(one, at + 1) for one in entry.alone if _is_class_of(tokens, at, one)]
            if entry.tailed:
                found = [*_with_tails(tokens, at, entry), *found]
            cues.extend(_cue(trigger, at, end) for trigger, end in found)
    return tuple(cues)


def _with_tails(tokens: Tokens, at: int, entry: _Entry) -> list[tuple[Trigger, int]]:
    """Return the triggers whose further words follow, the longest first, each with its end."""
    found: dict[int, tuple[Trigger, int]] = {}
    for start in range(at + 1, min(len(tokens), at + 2 + entry.reach)):
        for trigger in entry.tailed.get(tokens[start].lower, ()):
            near = start - at - 1 <= trigger.gap
            if near and id(trigger) not in found and _follows(tokens, start, trigger.tail):
                end = start + len(trigger.tail) if start == at + 1 else at + 1
                found[id(trigger)] = (trigger, end)
        if _breaks(tokens, start):
            break
    return sorted(found.values(), key=lambda one: -len(one[0].tail))


def _follows(tokens: Tokens, start: int, tail: tuple[str, ...]) -> bool:
    if start + len(tail) > len(tokens):
        return False
    return all(tokens[start + offset].lower == word for offset, word in enumerate(tail))


def _cue(trigger: Trigger, at: int, end: int) -> Cue:
    return Cue(
        at,
        end,
        trigger.event_type,
        trigger.subtype,
        trigger.bearer,
        trigger.lemma,
        trigger.form,
    )


def _is_class_of(tokens: Tokens, at: int, trigger: Trigger) -> bool:
    """Whether a word is the noun or the verb of its trigger, where it can be both."""
    if not trigger.alike:
        return True
    noun = reads_as_noun(tokens, at, trigger.alike)
    return noun if trigger.bearer in {Bearer.NOUN, Bearer.STATE} else not noun


def _breaks(tokens: Tokens, at: int) -> bool:
    """Whether a clause ends or begins there: what follows is no tail of a verb before it."""
    token = tokens[at]
    if token.lower == ",":
        near = tokens[at - 1 : at + 2]
        return not any(one.capital for one in near)  # "in Quy Nhon, Vietnam, to leave"
    before = tokens[at - 1].lower
    return token.lower in {";", "."} or (
        grammar.is_finite(token.lower) and before not in _BEFORE_NOUN and not token.capital
    )


_BEFORE_NOUN: Final = grammar.DETERMINERS | grammar.PREPOSITIONS | {NUMBER}

"""All triggers, and the cues that they find in a sentence."""

from dataclasses import replace
from typing import Final

from services.detector.reading.triggers import (
    custody,
    flight,
    force,
    ground,
    harm,
    protest,
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
)


def _by_word() -> dict[str, tuple[Trigger, ...]]:
    found: dict[str, list[Trigger]] = {}
    for trigger in TRIGGERS:
        found.setdefault(trigger.word, []).append(trigger)
    return {
        word: tuple(sorted(_told_apart(triggers), key=lambda one: -len(one.tail)))
        for word, triggers in found.items()
    }


_ALSO_NOUNS: Final = words(
    "conscripts conscript recruits recruit draft drafts desert deserts reinforce summons flies"
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


_BY_WORD: Final = _by_word()


def find_cues(tokens: Tokens) -> tuple[Cue, ...]:
    """Return the cues of a sentence in order.

    Of two triggers of a type the longer one comes first: the shorter one counts only where
    the longer one means nothing. Of a noun and a verb that are written alike, the one counts
    that the words around speak for.
    """
    cues: list[Cue] = []
    for at, token in enumerate(tokens):
        for trigger in _BY_WORD.get(token.lower, ()):
            if trigger.alike and not _is_class_of(tokens, at, trigger):
                continue
            end = _matched(tokens, at, trigger)
            if end is not None:
                cues.append(_cue(trigger, at, end))
    return tuple(cues)


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
    noun = reads_as_noun(tokens, at, trigger.alike)
    return noun if trigger.bearer is Bearer.NOUN else not noun


def _matched(tokens: Tokens, at: int, trigger: Trigger) -> int | None:
    """Return the end of the cue; None where the words behind are not the trigger's."""
    if not trigger.tail:
        return at + 1
    size = len(trigger.tail)
    for start in range(at + 1, min(len(tokens) - size, at + 1 + trigger.gap) + 1):
        if all(tokens[start + offset].lower == word for offset, word in enumerate(trigger.tail)):
            return start + size if start == at + 1 else at + 1
        if _breaks(tokens, start):
            break
    return None


def _breaks(tokens: Tokens, at: int) -> bool:
    """Whether a clause ends or begins there: what follows is no tail of a verb before it."""
    token = tokens[at]
    if token.lower == ",":
        near = tokens[at - 1 : at + 2]
        return not any(one.capital for one in near)  # "in Quy Nhon, Vietnam, to leave"
    before = tokens[at - 1].lower
    nominal = before in grammar.DETERMINERS | grammar.PREPOSITIONS or before == NUMBER
    return token.lower in {";", "."} or (
        grammar.is_finite(token.lower) and not nominal and not token.capital
    )

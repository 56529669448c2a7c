"""All triggers, and the cues that they find in a sentence."""

from typing import Final

from services.detector.reading import (
    triggers_custody,
    triggers_flight,
    triggers_force,
    triggers_ground,
    triggers_harm,
    triggers_protest,
)
from services.detector.reading.clause import Tokens
from services.detector.reading.cue import Cue
from services.detector.reading.trigger import Trigger

TRIGGERS: Final[tuple[Trigger, ...]] = (
    *triggers_harm.TRIGGERS,
    *triggers_custody.TRIGGERS,
    *triggers_flight.TRIGGERS,
    *triggers_force.TRIGGERS,
    *triggers_ground.TRIGGERS,
    *triggers_protest.TRIGGERS,
)


def _by_word() -> dict[str, tuple[Trigger, ...]]:
    found: dict[str, list[Trigger]] = {}
    for trigger in TRIGGERS:
        found.setdefault(trigger.word, []).append(trigger)
    return {
        word: tuple(sorted(triggers, key=lambda one: -len(one.tail)))
        for word, triggers in found.items()
    }


_BY_WORD: Final = _by_word()


def find_cues(tokens: Tokens) -> tuple[Cue, ...]:
    """Return the cues of a sentence in order; of two triggers of a type the longer one counts."""
    cues: list[Cue] = []
    for at, token in enumerate(tokens):
        taken = set()
        for trigger in _BY_WORD.get(token.lower, ()):
            kind = (trigger.event_type, trigger.subtype)
            if kind in taken:
                continue
            end = _matched(tokens, at, trigger)
            if end is None:
                continue
            taken.add(kind)
            cues.append(
                Cue(
                    at,
                    end,
                    trigger.event_type,
                    trigger.subtype,
                    trigger.bearer,
                    trigger.lemma,
                    trigger.form,
                )
            )
    return tuple(cues)


def _matched(tokens: Tokens, at: int, trigger: Trigger) -> int | None:
    """Return the end of the cue; None where the words behind are not the trigger's."""
    if not trigger.tail:
        return at + 1
    size = len(trigger.tail)
    for start in range(at + 1, min(len(tokens) - size, at + 1 + trigger.gap) + 1):
        if all(tokens[start + offset].lower == word for offset, word in enumerate(trigger.tail)):
            return start + size if start == at + 1 else at + 1
        if tokens[start].lower in {",", ";", "."}:
            break
    return None

"""What a cue means where it stands: is it the event that its trigger can tell of?"""

from collections.abc import Callable
from typing import Final

from schemas.vocabulary import EventType
from services.detector.reading.meaning.compounds import is_modifier
from services.detector.reading.meaning.crossing import is_crossing
from services.detector.reading.meaning.crowd import is_protest
from services.detector.reading.meaning.custody import is_detention
from services.detector.reading.meaning.fiction import counts_others, is_fiction
from services.detector.reading.meaning.flight import is_displacement, is_evacuation
from services.detector.reading.meaning.ground import is_capture
from services.detector.reading.meaning.harm import is_harm
from services.detector.reading.meaning.mobilization import is_mobilization
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.meaning.surrender import is_surrender
from services.detector.reading.meaning.transport import TRANSPORT, is_taken
from services.detector.reading.meaning.withdrawal import is_withdrawal
from services.detector.reading.triggers.cue import Bearer

MEANINGS: Final[dict[EventType, Callable[[Situation], bool]]] = {
    EventType.CASUALTIES: is_harm,
    EventType.DETENTION: is_detention,
    EventType.BORDER_CROSSING: is_crossing,
    EventType.DISPLACEMENT: is_displacement,
    EventType.EVACUATION: is_evacuation,
    EventType.MOBILIZATION: is_mobilization,
    EventType.WITHDRAWAL: is_withdrawal,
    EventType.SURRENDER: is_surrender,
    EventType.TERRITORIAL_CAPTURE: is_capture,
    EventType.PROTEST: is_protest,
}


_OF_PEOPLE: Final = frozenset(
    {
        EventType.DETENTION,
        EventType.DISPLACEMENT,
        EventType.EVACUATION,
        EventType.PROTEST,
    }
)


def means_event(situation: Situation) -> bool:
    """Whether the cue of a situation tells of an event of its type."""
    if situation.cue.bearer is Bearer.LABEL:
        return bool(situation.figures())
    if _is_in_scare_quotes(situation) or is_fiction(situation):
        return False
    if situation.cue.event_type in _OF_PEOPLE and counts_others(situation):
        return False
    if situation.cue.bearer is Bearer.NOUN and is_modifier(situation):
        return False
    moved = situation.cue.event_type in {EventType.EVACUATION, EventType.DISPLACEMENT}
    if moved and situation.cue.lemma in TRANSPORT:
        return is_taken(situation)
    return MEANINGS[situation.cue.event_type](situation)


def _is_in_scare_quotes(situation: Situation) -> bool:
    """As in 'two hotels were "evacuated" in the exercise': a word that is not meant."""
    cue, tokens = situation.cue, situation.tokens
    if cue.end - cue.start != 1 or cue.start == 0 or cue.end >= len(tokens):
        return False
    return {tokens[cue.start - 1].lower, tokens[cue.end].lower} <= {'"', "'"}

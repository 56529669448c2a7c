"""Nouns of harm: deaths, bodies that are found, a toll; not "toll roads", not "a life of Bach"."""

from typing import Final

from services.detector.reading.meaning.situation import Situation
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.words import grammar
from services.detector.reading.words.referents import names_people
from services.detector.reading.words.tokens import NUMBER
from services.detector.reading.words.wordlist import words

_BODIES_FOUND: Final = words(
    "found discovered recovered retrieve retrieves retrieved pulled buried exhumed unearthed "
    "counted find discover recover recovers discovers finds uncovered washed pull exhume bury dug "
    "hauled lifted brought fished dragged taken removed located identified extracted plucked "
    "uncover uncovers unearth unearths dumped containing "
    "received receive receives delivered arrived arrive admitted morgue morgues mortuary mortuaries"
)
_CAUSED: Final = words(
    "cause caused causes causing lead leads led leading result results resulted resulting reported "
    "reports report inflict inflicting inflicted inflicts suffer suffered suffering suffers left "
    "leaving leaves with took taking bring bringing despite claim claimed claims treated recorded "
    "sustained sustain"
)


def counts_dead(situation: Situation) -> bool:
    """Whether a noun of harm is told of as an event, and not in passing."""
    lemma = situation.cue.lemma
    around = {token.lower for token in situation.tokens}
    if situation.cue.bearer is Bearer.TOLL:
        return _is_toll(situation)
    if lemma in {"bodies", "corpses"}:
        found = bool(around & _BODIES_FOUND)
        people = names_people(situation.words(situation.theme))
        return found and (bool(situation.figures()) or (lemma == "bodies" and people))
    if lemma in {"lives", "life"}:
        before = set(situation.before(6))
        return bool(situation.figures()) and bool(
            before
            & {"claimed", "claims", "claiming", "claim", "cost", "lost", "took", "taken", "killed"}
        )
    if situation.figures():
        return True
    if lemma in {"assassination", "murder", "killing"}:
        theme = situation.words(situation.theme)
        return names_people(theme) or situation.has_name(situation.theme)
    if lemma in {"deaths", "injuries", "casualties", "fatalities"}:
        preceding = situation.before(4)
        if preceding[-2:] == ["number", "of"]:
            return True
        return bool(set(preceding) & _CAUSED) and NUMBER not in preceding[-2:]
    return False


def _is_toll(situation: Situation) -> bool:
    """Whether "toll" is one of people and a number is told: not "toll roads"."""
    if not situation.figures():
        return False
    if situation.cue.lemma != "toll":
        return True
    after = situation.after(1)
    return bool(after) and (
        after[0] in grammar.PREPOSITIONS
        or after[0] in grammar.AUXILIARIES
        or after[0] in grammar.COMMON
    )

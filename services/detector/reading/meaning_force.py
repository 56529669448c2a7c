"""Armed force, or not: called up, sent, pulled out, given up."""

from typing import Final

from schemas.vocabulary import Subtype, Unit
from services.detector.reading.cue import Bearer
from services.detector.reading.referents import names_force
from services.detector.reading.situation import Situation
from services.detector.reading.wordlist import words

_FORCE_UNITS: Final = frozenset({Unit.TROOPS, Unit.POLICE, Unit.RESERVISTS, Unit.SHIPS})
_CIVIC: Final = words(
    "voters voter support supporters resources funds funding aid money volunteers public opinion "
    "people community international donors students fans donations communities society masses "
    "capital base football soccer electorate opposition investment finance financing firefighters "
    "workers ambulances rescuers teams doctors delegation humanitarian envoy"
)
_TREATY: Final = words(
    "agreement treaty accord accords pact convention deal organization organisation race election "
    "elections tournament contest competition talks negotiations nomination candidacy bid case "
    "lawsuit charges coalition partnership statute protocol membership summit conference court "
    "bloc party championship consideration festival season list application council programme "
    "program alliance ecowas nato who unesco icc support statement bill proposal resolution appeal "
    "games cup eurovision game match team union cash money funds licence license accreditation "
    "ambassador offer exchange series committee framework complaint funding government cabinet"
)
_CALLUP_PEOPLE: Final = words(
    "reservists reservist conscripts conscript reserves reserve recruits men guardsmen guard"
)
_FORCE_NAMES: Final = words(
    "army forces troops military israel russia ukraine hamas hezbollah m23 rsf idf taliban saf "
    "militants rebels fighters u.s rwanda monusco turkey france uae saudi al-shabaab wagner "
    "soldiers army's marines national guard peacekeepers police separatists"
)


def _figure_is_force(situation: Situation) -> bool:
    return bool(situation.figures()) and situation.figures()[0].unit in _FORCE_UNITS


def is_mobilization(situation: Situation) -> bool:  # noqa: PLR0911 - one return a reading
    """Whether force is raised, sent or massed."""
    cue = situation.cue
    theme = situation.words(situation.theme)
    if situation.figures() and situation.figures()[0].unit in {Unit.PLACES, Unit.HOUSEHOLDS}:
        return False
    if cue.subtype is Subtype.CALLUP:
        return _is_callup(situation, theme)
    if _figure_is_force(situation):
        return "prison" not in theme
    if (
        situation.figures()
        and situation.figures()[0].unit is not Unit.PEOPLE
        and situation.figures()[0].noun not in {None, "more", "units", "aircraft"}
    ):
        return False
    if cue.lemma in {
        "deployment",
        "deployments",
        "buildup",
        "build-up",
        "massing",
        "deploy",
        "mass",
        "amass",
        "redeployment",
    }:
        return (names_force(theme) and "missiles" not in theme) or "military" in situation.before(2)
    if cue.lemma == "reinforcements":
        return "military" in situation.before(2) or names_force(situation.before(4))
    if cue.lemma in {
        "order",
        "move",
        "position",
        "station",
        "activate",
        "rush",
        "reinforce",
        "airlift",
    }:
        return _figure_is_force(situation) or (cue.lemma == "activate" and "guard" in theme)
    if cue.lemma.startswith(("arrive", "march", "set sail", "sail")):
        return names_force(theme) and (_figure_is_force(situation) or cue.lemma.startswith("march"))
    return names_force(theme)


def _is_callup(situation: Situation, theme: list[str]) -> bool:
    cue = situation.cue
    before = situation.before(4)
    if "popular" in before[-1:] or "pre-draft" in before:
        return False
    if cue.bearer is Bearer.NOUN:
        if any(word in _CIVIC for word in before[-2:] + situation.after(4)):
            return False
        return (
            bool({"general", "partial", "military", "full", "mass", "army"} & set(before))
            or names_force(theme)
            or _figure_is_force(situation)
            or cue.lemma in {"conscription", "call-up", "call-ups"}
        )
    if any(word in _CALLUP_PEOPLE for word in theme) or _figure_is_force(situation):
        return True
    if cue.lemma in {"draft", "recall", "summon", "put on alert", "place on alert"}:
        return False
    if any(word in _CIVIC for word in theme) and not names_force(theme):
        return cue.lemma == "conscript"
    return names_force(theme) or (cue.lemma == "conscript" and bool(theme))


def is_withdrawal(situation: Situation) -> bool:
    """Whether forces leave where they stood."""
    cue = situation.cue
    theme = situation.words(situation.theme)
    agent = situation.words(situation.agent)
    after = situation.after(9)
    if any(word in _TREATY for word in after + theme):
        return False
    if situation.figures() and situation.figures()[0].unit is Unit.SHIPS:
        return True
    if cue.lemma in {"evacuate", "remove", "bring home", "abandon", "quit"}:
        return _figure_is_force(situation) or (
            cue.lemma in {"abandon", "quit"} and "positions" in after and names_force(theme)
        )
    if _figure_is_force(situation) or names_force(theme) or names_force(agent):
        return not (
            situation.figures()
            and situation.figures()[0].unit is None
            and situation.figures()[0].noun
        )
    from_place = any(word in {"from", "of"} for word in after) and _place_behind(situation)
    if cue.bearer is Bearer.NOUN:
        return from_place or names_force(situation.before(4))
    return from_place and any(word in _FORCE_NAMES for word in theme + agent)


def _place_behind(situation: Situation) -> bool:
    end = situation.tokens[situation.cue.end - 1].end
    return any(
        end <= place.start < end + 80 and place.place is not None for place in situation.places
    )


def is_surrender(situation: Situation) -> bool:
    """Whether fighters give up, desert or change sides."""
    theme = situation.words(situation.theme)
    if situation.figures() and situation.figures()[0].unit not in _FORCE_UNITS | {
        Unit.PEOPLE,
        None,
    }:
        return False
    if situation.cue.lemma == "give up" and "arms" not in situation.after(4):
        return False
    if situation.cue.bearer is Bearer.NOUN:
        return (
            names_force(theme)
            or names_force(situation.before(5))
            or situation.cue.lemma in {"deserters", "desertions"}
        )
    after = situation.after(3)
    if any(
        word in {"points", "lead", "goals", "passport", "licence", "license", "sovereignty"}
        for word in after
    ):
        return False
    return names_force(theme) or _figure_is_force(situation)

"""People on the move, or not: across a border, out of home, out of danger."""

from typing import Final

from schemas.vocabulary import Unit
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.places.mention import MentionKind
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.words.referents import counts_people, names_crowd, names_people
from services.detector.reading.words.wordlist import words

_BORDER: Final = words("border borders frontier abroad neighbouring neighboring")
_BARRIERS: Final = words(
    "barrier fence river bridge crossing checkpoint frontier reeds wire strait"
)
_NO_BORDERS: Final = words(
    "street road floor line finish stage aisle picket room hall lawn paths mind threshold avenue "
    "highway tracks intersection divide lines"
)
_FLOWS: Final = frozenset(
    {
        "pour into",
        "pour across",
        "pour over",
        "stream into",
        "stream across",
        "flood into",
        "flood across",
        "spill into",
        "spill across",
        "slip across",
        "slip into",
        "walk into",
        "walk across",
        "come across",
        "come over",
        "come through",
        "get across",
        "stray into",
        "wade across",
        "surge across",
        "surge into",
        "roll across",
        "roll into",
        "march into",
        "march across",
        "drive across",
        "swim across",
        "make it across",
        "travel into",
    }
)
_ARRIVES: Final = frozenset(
    {"arrive in", "arrive at", "arrive from", "reach", "land on", "land in", "land at"}
)
_MIGRANTS: Final = words("migrants refugees asylum seekers returnees deportees")
_COUNTED_AT: Final = words(
    "registered recorded counted logged registers shore irregular illegal migrant migrants refugee"
)
_NO_FLIGHT: Final = words(
    "scene prison jail custody arrest police vehicle car prosecution captivity court justice "
    "sanctions investigation detention hostages officers embassy consulate train"
)
_TOLD_TO_GO: Final = frozenset(
    {
        "order to leave",
        "tell to leave",
        "tell to go",
        "advise to leave",
        "urge to leave",
        "ask to leave",
    }
)
_ADJACENT: Final = 2
"""So few words stand between "entered" and the country entered."""

_SHELTERED: Final = frozenset(
    {
        "lodge in",
        "house in",
        "camp in",
        "sleep in",
        "bed down in",
        "live in",
        "stay in",
        "accommodate in",
        "shelter in",
    }
)
_SHELTERS: Final = words(
    "tents tent camp camps shelter shelters schools school dormitories kindergartens halls mosques "
    "churches stadium stadiums gymnasiums gym centers centres church mosque barns sheds"
)
_ANIMALS: Final = words(
    "animals cattle livestock pets dogs cats horses birds sheep elephants paintings artefacts"
)
_HUNTED: Final = words(
    "attackers attacker gunmen suspects suspect assailants thieves robbers perpetrators inmates "
    "prisoners driver militants insurgents gang killers bandits president minister leader drivers "
    "troops soldiers"
)


def _crowd(situation: Situation) -> bool:
    figures = situation.figures()
    if figures:
        figure = figures[0]
        return counts_people(figure) and (figure.quantity.figure or 0) > 1
    return names_crowd(situation.words(situation.theme))


def is_crossing(situation: Situation) -> bool:
    """Whether a counted group of people crosses an international border."""
    figures = situation.figures()
    if not figures or not _crowd(situation) or _no_travellers(situation):
        return False
    after = situation.after(12)
    lemma = situation.cue.lemma
    if lemma == "enter" and after[:2] == ["the", "country"]:
        return True
    if situation.cue.bearer is Bearer.NOUN:
        return _counts_entries(situation, after)
    if lemma == "cross":
        return not _NO_BORDERS & set(after[:5])
    if _BORDER & set(after[:9]):
        return True
    if lemma in _FLOWS:
        return _goes_abroad(situation) or bool(_BARRIERS & set(after[:4]))
    return _goes_abroad(situation) or (
        _MIGRANTS & set(situation.words(situation.theme)) != set() and lemma in _ARRIVES
    )


def _counts_entries(situation: Situation, after: list[str]) -> bool:
    """As in "19,400 entries at the border", "640 arrivals from the Turkish shore"."""
    around = {*situation.before(8), *after}
    return bool(around & (_BORDER | _MIGRANTS | _COUNTED_AT)) or "from" in after


def _no_travellers(situation: Situation) -> bool:
    """As in "the bodies of 757 soldiers returned", "people suspected of entering"."""
    start = situation.theme.start if situation.theme is not None else situation.cue.start
    before = {token.lower for token in situation.tokens[max(0, start - 3) : start]}
    return bool(before & {"bodies", "remains", "corpses"}) or bool(
        {"suspected", "accused", "charged"} & set(situation.before(3))
    )


def _goes_abroad(situation: Situation) -> bool:
    """Whether the first place behind the cue is a country, reached by into, to or directly."""
    end = situation.tokens[situation.cue.end - 1].end
    stop = end + 90
    for place in situation.places:
        if place.start < end or place.start > stop or place.how is not MentionKind.COUNTRY:
            continue
        between = [token.lower for token in situation.tokens if end <= token.start < place.start]
        if any(word in {",", "after", "and", "as", "from", "in"} for word in between[:-1]):
            return False
        if situation.cue.lemma in {
            "enter",
            "arrive in",
            "seek refuge in",
            "take refuge in",
            "reach",
            "return to",
        }:
            return len(between) <= _ADJACENT
        return bool(between) and any(
            word in {"to", "into", "across", "for", "in"} for word in between
        )
    return False


def is_displacement(situation: Situation) -> bool:
    """Whether people are driven from home."""
    cue = situation.cue
    theme = situation.words(situation.theme)
    if situation.figures() and not counts_people(situation.figures()[0]):
        return False
    if cue.lemma in _SHELTERED:
        return bool(situation.figures()) and bool(_SHELTERS & set(situation.after(6)))
    if cue.bearer is Bearer.TOLL or situation.is_attributive():
        return bool(situation.figures())
    if cue.bearer is Bearer.NOUN:
        return bool(situation.figures()) or names_people(theme) or cue.lemma == "exodus"
    if cue.bearer is Bearer.STATE:
        return bool(situation.figures()) or (_is_predicate(situation) and names_crowd(theme))
    return _is_driven_out(situation, theme)


def _is_driven_out(situation: Situation, theme: list[str]) -> bool:
    after = situation.after(6)
    lemma = situation.cue.lemma
    if lemma == "flee":
        hunted = _NO_FLIGHT & set(after[:4]) or _HUNTED & set(theme)
        return not hunted and _crowd(situation) and not is_crossing(situation)
    if lemma in {"drive from", "force from", "drive out of", "force out of"}:
        return bool({"homes", "home", "houses", "villages"} & set(after)) and _crowd(situation)
    return _crowd(situation)


def _is_predicate(situation: Situation) -> bool:
    return situation.group is not None and situation.group.start != situation.group.at


def is_evacuation(situation: Situation) -> bool:
    """Whether people are moved out, or told to go."""
    if situation.is_attributive():
        return False
    cue = situation.cue
    if _ANIMALS & set(situation.words(situation.theme)):
        return False
    figures = situation.figures()
    theme = situation.words(situation.theme)
    if figures and figures[0].unit in {Unit.SHIPS, Unit.TROOPS}:
        return False
    if figures and not counts_people(figures[0]):
        return figures[0].unit is Unit.PLACES
    if cue.lemma in _TOLD_TO_GO and not _crowd(situation):
        return False
    if cue.lemma in {"airlift", "relocate", "move to safety", "bring to safety", "take to safety"}:
        return bool(figures) and not {"asylum", "refugees", "migrants"} & set(theme)
    return not (
        cue.bearer is Bearer.NOUN
        and situation.after(1)[:1]
        in (
            ["flight"],
            ["flights"],
            ["centre"],
            ["center"],
            ["plan"],
            ["plans"],
            ["route"],
            ["routes"],
            ["centres"],
            ["centers"],
        )
    )

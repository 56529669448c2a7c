"""People on the move across a border, or not: a finishing line, a car park, a province."""

from typing import Final

from services.detector.reading.meaning.situation import Situation
from services.detector.reading.places.mention import MentionKind
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.words.referents import counts_people, names_crowd
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
        "row across",
        "trek across",
        "trek over",
        "stream over",
        "walk over",
        "walk to",
        "roll over",
        "wade over",
        "flow into",
        "flow across",
        "stagger across",
        "trudge across",
        "sneak across",
        "sneak into",
        "escape across",
        "trickle into",
        "ford",
    }
)
_ARRIVES: Final = frozenset(
    {"arrive in", "arrive at", "arrive from", "reach", "land on", "land in", "land at"}
)
_MIGRANTS: Final = words("migrants refugees asylum seekers returnees deportees")
_COUNTED_AT: Final = words(
    "registered recorded counted logged registers shore irregular illegal migrant migrants refugee"
)
_ADJACENT: Final = 2
"""So few words stand between "entered" and the country entered."""


def is_crowd(situation: Situation) -> bool:
    figures = situation.figures()
    if figures:
        figure = figures[0]
        return counts_people(figure) and (figure.quantity.figure or 0) > 1
    return names_crowd(situation.words(situation.theme))


def is_crossing(situation: Situation) -> bool:
    """Whether a counted group of people crosses an international border."""
    figures = situation.figures()
    if not figures or not is_crowd(situation) or _no_travellers(situation):
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
    return bool(around & (_BORDER | _MIGRANTS | _COUNTED_AT)) or bool({"from", "at"} & set(after))


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
            "make it to",
            "turn up in",
            "seek safety in",
            "come over from",
        }:
            return len(between) <= _ADJACENT
        return bool(between) and any(
            word in {"to", "into", "across", "for", "in"} for word in between
        )
    return False

"""People on the move across a border, or not: a finishing line, a car park, a province."""

from typing import Final

from services.detector.reading.meaning.force import figure_is_force
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.places.mention import Mention, MentionKind
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.flight import (
    ARRIVALS,
    BARE,
    BEYOND,
    FLOWS,
    INROADS,
    LET_IN,
    PASSAGES,
    REFUGE,
    TAKEN_OVER,
)
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import Voice, has_object
from services.detector.reading.words.referents import counts_people, names_crowd
from services.detector.reading.words.wordlist import words

_BORDER: Final = words("border borders frontier abroad neighbouring neighboring")
_BARRIERS: Final = words(
    "barrier fence river bridge crossing checkpoint frontier reeds wire strait lake desert "
    "mountains channel pass line enclave"
)
_BORDER_POSTS: Final = words("crossing crossings border frontier checkpoint fence")
_BARE: Final = frozenset(BARE.split("|"))
_NO_BORDERS: Final = words(
    "street road floor line finish stage aisle picket room hall lawn paths mind threshold avenue "
    "highway tracks intersection divide lines icefall glacier plain snowfield summit park campus "
    "plaza pitch savannah steppe ice"
)
_FLOWS: Final = frozenset(FLOWS.split("|")) | words("ford") | {"go across", "go over", "walk to"}
_ARRIVES: Final = frozenset(ARRIVALS.split("|"))
_DIRECT: Final = (
    frozenset(REFUGE.split("|"))
    | frozenset({"arrive in", "arrive into", "turn up in", "return to", "make it to", "go to"})
    | frozenset({"enter", "re-enter", "reach", "come over from", "go back to", "land in"})
)
"""Behind these the country itself stands: "entered Chad", "sought refuge in Chad"."""
_MIGRANTS: Final = words("migrants refugees asylum seekers returnees deportees")
TRAVELLERS: Final = words(
    "tourists tourist visitors fans holidaymakers delegates athletes passengers supporters guests "
    "participants leaders ministers journalists travellers travelers commuters shoppers students "
    "pilgrims dignitaries diplomats observers inspectors players "
    "mountaineers climbers hikers "
    "trekkers cyclists swimmers runners singers musicians dancers"
)
"""Groups that enter a country every day."""
_OUTINGS: Final = words(
    "tourism tourist festival holiday holidays shopping concert pilgrimage match picnic outing"
)
"""What takes people over a border and back the same day."""
_COUNTED_AT: Final = words(
    "registered recorded counted logged registers shore irregular illegal migrant migrants refugee"
)
_REGISTERS: Final = words("register record count log receive screen process") | {
    "biometrically register"
}
_ARRIVED: Final = _MIGRANTS | words("arrivals crossings entries newcomers")
_LATELY: Final = words(
    "since week day days hours month yesterday overnight today between weekend monday tuesday "
    "wednesday thursday friday saturday sunday midnight"
)
_GUARDS: Final = words("guard guards police officials service authorities patrol")
_SOIL: Final = words("side soil territory enclave bank shore shores")
_ADJACENT: Final = 2
"""So few words stand between "entered" and the country entered."""
_RIVERS: Final = words(
    "panj pyanj naf oubangui ubangi evros maritsa maritza tumen yalu prut tisza moei rusizi ruzizi "
    "suchiate baro setit pasvik semliki kagera drina dniester amu khabur bidasoa neisse "
    "mekong grande"
)
"""Rivers that are borders for most of their length."""
_CARRIED: Final = frozenset(TAKEN_OVER.split("|"))
_LET_IN: Final = frozenset(LET_IN.split("|"))
_BEYOND: Final = frozenset(BEYOND.split("|"))
_INROADS: Final = frozenset(INROADS.split("|"))
_PASSAGES: Final = frozenset(PASSAGES.split("|"))
_WAYS: Final = words("to into across for over through towards")
_SAFETY: Final = words("refuge safety shelter asylum sanctuary protection camps exile north south")
_TURNS: Final = words(", after and as in when while")
"""Behind these a clause goes on to something else."""


def is_crowd(situation: Situation) -> bool:
    """Whether the theme is two or more people, by count or by a plural."""
    figures = situation.figures()
    if figures:
        figure = figures[0]
        return counts_people(figure) and (figure.quantity.figure or 0) > 1
    return names_crowd(situation.words(situation.theme))


def is_crossing(situation: Situation) -> bool:
    """Whether a counted group of people crosses an international border."""
    if not situation.figures() or not is_crowd(situation) or _no_travellers(situation):
        return False
    lemma = situation.cue.lemma
    if situation.cue.bearer is Bearer.NOUN:
        if lemma in _INROADS | _PASSAGES:
            return _leads_abroad(situation)
        return _counts_entries(situation, situation.after(12))
    if "asylum" in lemma or (lemma in {"come in", "get in"} and _home(situation) is not None):
        return True
    if lemma in _REGISTERS:
        return _is_registered(situation)
    if lemma in _BEYOND | _LET_IN:
        return lemma in _BEYOND or _is_let_in(situation)
    if lemma in _BARE:
        return _passes_border(situation)
    return _moves_over(situation, lemma)


def _is_let_in(situation: Situation) -> bool:
    """As in "let in 1,037 Afghan soldiers": people of another country, or migrants."""
    migrants = _MIGRANTS & set(situation.words(situation.theme))
    return bool(migrants) or _home(situation) is not None


def _is_registered(situation: Situation) -> bool:
    """As in "18,420 new refugees have been registered since Monday": who came, and when."""
    theme = set(situation.words(situation.theme))
    around = {token.lower for token in situation.tokens}
    newly = bool({"new", "newly"} & theme) or bool(_LATELY & around)
    guards = _BORDER & around and bool(_GUARDS & set(situation.words(situation.agent)))
    return bool(_ARRIVED & theme and newly) or bool(guards)


def _moves_over(situation: Situation, lemma: str) -> bool:
    """Whether a verb of motion leads over a border or into another country."""
    after = situation.after(12)
    if lemma in {"enter", "re-enter"} and after[:2] == ["the", "country"]:
        return True
    if lemma == "cross":
        return not _NO_BORDERS & set(after[:5])
    if lemma in _ARRIVES and figure_is_force(situation):
        return False  # a deployment
    flows = lemma in _FLOWS and bool((_BARRIERS | _RIVERS) & set(after[:4]))
    flows = flows or (lemma in _CARRIED and bool(_RIVERS & set(after)))
    if flows or _BORDER & set(after[:9]) or _goes_abroad(situation):
        return True
    migrants = _MIGRANTS & set(situation.words(situation.theme))
    return bool(migrants) and lemma in _ARRIVES


def _passes_border(situation: Situation) -> bool:
    """As in "went home through the Bab al-Hawa crossing", "waded the river into Texas"."""
    group = situation.group
    if group is None or group.voice is Voice.PASSIVE:
        return False
    after = situation.after(9)
    through = {"through", "over", "at", "via", "across"} & set(after[:5])
    return bool(through and _BORDER_POSTS & set(after)) or (
        not has_object(situation.tokens, situation.cue.end - 1) and _goes_abroad(situation)
    )


def _leads_abroad(situation: Situation) -> bool:
    """As in "an incursion by 60 men into Benin", "the arrival of 3,000 refugees in Chad"."""
    lemma = situation.cue.lemma
    entered = _next_country(situation)
    if entered is None:
        return False
    if lemma in _INROADS:
        return True
    home = _home(situation)
    migrants = bool(_MIGRANTS & set(situation.words(situation.theme)))
    abroad = home is not None and home != entered
    return (migrants or abroad or lemma == "exodus") and not figure_is_force(situation)


def _next_country(situation: Situation) -> str | None:
    """Return the country that "into", "to" or "in" leads to behind the cue."""
    end = situation.tokens[situation.cue.end - 1].end
    for place in situation.places:
        if place.start < end or place.place is None or place.how is not MentionKind.COUNTRY:
            continue
        way = [one.lower for one in situation.tokens if end <= one.start < place.start]
        if {"into", "to", "in", "across"} & set(way[-2:]):
            return place.country
    return None


def _counts_entries(situation: Situation, after: list[str]) -> bool:
    """As in "19,400 entries at the border", "640 arrivals from the Turkish shore"."""
    around = {*situation.before(8), *after}
    if {"idp", "idps"} & around:
        return False  # they come from within the country
    if ":" in situation.words(situation.theme):
        return True  # a line of a table
    if situation.figures()[0].noun in {"crossings", "entries"}:
        told = _next_country(situation) is not None or bool(around & _BORDER)
        return told and bool(around & _COUNTED_AT)  # posts that are closed are crossings too
    counted = around & (_BORDER | _MIGRANTS | _COUNTED_AT) or {"from", "at"} & set(after)
    abroad = _next_country(situation) is not None or _home(situation) is not None
    return bool(counted) or abroad


def _no_travellers(situation: Situation) -> bool:
    """As in "the bodies of 757 soldiers returned", "people suspected of entering", tourists."""
    start = situation.theme.start if situation.theme is not None else situation.cue.start
    before = {token.lower for token in situation.tokens[max(0, start - 3) : start]}
    theme = set(situation.words(situation.theme))
    counted = "number" in situation.before(10)  # "the number of those who crossed rose to 1,214"
    behind = situation.cue.bearer is Bearer.SUBJECT and start > situation.cue.start and not counted
    return behind or bool(
        before & {"bodies", "remains", "corpses"}
        or {"suspected", "accused", "charged"} & set(situation.before(3))
        or {"waters", "airspace"} & set(situation.after(5))
        or (_OUTINGS & set(situation.after(14)) and not _MIGRANTS & theme)
        or (TRAVELLERS & theme and not _MIGRANTS & theme)
    )


def _goes_abroad(situation: Situation) -> bool:
    """Whether the first place behind the cue is abroad, reached by into, to or directly."""
    end = situation.tokens[situation.cue.end - 1].end
    stop = end + 90
    home = _home(situation)
    for place in situation.places:
        abroad = (
            place.how is MentionKind.COUNTRY
            or (home is not None and place.place is not None and place.country != home)
            or _is_soil(situation, place, end)
        )
        if place.start < end or place.start > stop or not abroad:
            continue
        migrants = _MIGRANTS & set(situation.words(situation.theme))
        through = situation.cue.lemma in _FLOWS and home is None and not migrants
        if through and _is_apposed(situation, place):
            return False  # "marched through Lima, Peru"
        between = [token.lower for token in situation.tokens if end <= token.start < place.start]
        if between[-1:] == ["from"]:
            continue
        if any(word in _TURNS for word in between[:-1]):
            return False
        return _leads_there(between, situation.cue.lemma)
    return False


def _is_apposed(situation: Situation, country: Mention) -> bool:
    """Whether a country only says where the place before it lies: "Lima, Peru"."""
    return any(
        one.place is not None
        and one.country == country.country
        and one.how is not MentionKind.COUNTRY
        and 0 < country.start - one.end <= len(", ")
        for one in situation.places
    )


def _is_soil(situation: Situation, place: Mention, end: int) -> bool:
    """As in "onto Spanish soil", "over the Tajik border"; "up to the border" leads nowhere."""
    behind = next((one.lower for one in situation.tokens if one.start >= place.end), "")
    if behind in _SOIL:
        return True
    over = {one.lower for one in situation.tokens if end <= one.start < place.start}
    over |= set(situation.cue.lemma.split())
    return behind in {"border", "frontier"} and bool({"over", "across"} & over)


def _leads_there(between: list[str], lemma: str) -> bool:
    """Whether the words between a verb of motion and a place make the place its goal."""
    if lemma in _DIRECT:
        return len(between) <= _ADJACENT
    ways = [at for at, word in enumerate(between) if word in grammar.PREPOSITIONS or word == "to"]
    if not ways:
        return " " in lemma and len(between) <= _ADJACENT
    last = ways[-1]
    if between[last] == "in":
        return last > 0 and between[last - 1] in _SAFETY
    return between[last] in _WAYS and len(between) - last <= _ADJACENT + 1


def _home(situation: Situation) -> str | None:
    """Return the country that the people are of by name: "2,800 Hungarians"."""
    theme = situation.theme
    if theme is None or theme.start >= theme.end:
        return None
    low, high = situation.tokens[theme.start].start, situation.tokens[theme.end - 1].end
    return next(
        (one.country for one in situation.places if one.place is None and low <= one.start < high),
        None,
    )

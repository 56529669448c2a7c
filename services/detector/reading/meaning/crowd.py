"""A crowd that protests, or not: "struck a deal", an air strike, March, a verbal protest."""

from typing import Final

from services.detector.reading.meaning.situation import Situation
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.protest import DRAWN, GATHERS
from services.detector.reading.words.clause import Voice
from services.detector.reading.words.referents import counts_people, names_crowd, names_people
from services.detector.reading.words.wordlist import words

_LABOUR: Final = words(
    "workers worker teachers doctors nurses union unions labour labor drivers pilots staff "
    "employees general nationwide national 24-hour 48-hour railway rail transport truckers walkout "
    "wages pay industrial rolling students farmers miners airport crew strikers work work-to-rule "
    "sector garbage postal indefinite one-day two-day three-day writers actors dockworkers port"
)
_AIR: Final = words(
    "air drone missile missiles rocket airstrike israeli russian u.s military lightning killed "
    "kills kill killing bomb targeted preemptive retaliatory nuclear precision overnight ukrainian "
    "hit group artillery surgical deadly american turkish saudi planned double-tap drones jets "
    "carrier"
)
_MEETINGS: Final = words(
    "demonstrate protest protests demonstration demonstrations rally rallies march marches sit-in "
    "protesting strike"
)
_GATHERS: Final = frozenset(GATHERS.split("|"))
_DRAWN: Final = frozenset(DRAWN.split("|"))
_LEFT_IN_PROTEST: Final = words("class classes work talks school schools job jobs parliament")
_SHOUTS: Final = frozenset(
    {"chant slogans", "shout slogans", "throw stones", "throw rocks", "throw bottles", "boo",
     "hurl bottles", "hurl stones", "pelt police", "jeer", "heckle", "stop traffic"}
)  # fmt: skip
_HOSTILE: Final = frozenset(
    {"besiege", "storm", "blockade", "encircle", "surround", "clash with", "occupy", "block"}
)
"""What a crowd does in anger, whatever else its sentence says."""
_ANGRY_CROWD: Final = words(
    "youths youth residents villagers students workers supporters farmers women people locals "
    "loyalists opponents activists townspeople inhabitants relatives taxi truckers miners teachers "
    "demonstrators protesters crowd"
)
_ANGER: Final = _MEETINGS | words(
    "demand demanding demands demanded chanting chanted slogans anti-government resignation angry "
    "banners placards protesters demonstrators condemn condemning denounce denouncing reject "
    "protested vigil outrage anger furious parliament rallied marched against calling"
)
_CALM: Final = words(
    "concert festival funeral pilgrims pilgrimage match game mass pope parade fair fans exhibition "
    "wedding shoppers market beach beaches prayers prayer coronation carnival marathon conference "
    "worshippers mourners service church tourists skiers restaurants bars troops soldiers army "
    "forces militia fighters rebels launch"
)
_RACES: Final = words(
    "race car cars motor dakar cycling driver gp wrc stage stages championship stock stocks market "
    "shares prices markets monte rallying rally1 dollar bitcoin"
)
_MARCHERS: Final = words(
    "troops soldiers army militants rebels forces penguins police policemen cadets bands veterans"
)
_TIMES: Final = words("in since until on of by last late early this next mid from through")
_POLITICAL: Final = words(
    "protest opposition anti-government mass pro-palestinian protesters peaceful rights pride "
    "climate solidarity anti-war against violent women's pro-democracy"
)
_VERBAL: Final = words("formal diplomatic official written strong verbal formally note notes")
_UNREST: Final = words("civil amid violent political social mass")
_FESTIVE: Final = words("celebrate celebrating celebrated celebration celebrations parade polls")
_THINGS: Final = words(
    "numbers others papers orders powers lists twists computers rivers waters letters matters "
    "towers servers engines doctors' factors sectors motors tractors"
)
"""Plurals with the ending of people's trades."""
_RIOT_GEAR: Final = words("police gear act shields control squad games")


def is_protest(situation: Situation) -> bool:
    """Whether a crowd demonstrates, strikes or riots."""
    cue = situation.cue
    if cue.bearer is Bearer.NOUN:
        return _of_noun(situation)
    if _FESTIVE & set(situation.after(8)) or "right" in situation.before(2):
        return False  # the right to strike
    if cue.bearer is Bearer.OBJECT:
        return _is_drawn(situation)
    theme = situation.words(situation.theme)
    if cue.lemma in _GATHERS or cue.lemma in _SHOUTS:
        hostile = _is_hostile(situation, theme)
        calm = cue.lemma in _GATHERS and not hostile and not _is_angry(situation, theme)
        return _is_counted(situation) and not calm
    if cue.lemma == "strike":
        around = {*theme, *situation.after(6)}
        return names_crowd(theme) and bool(_LABOUR & set(theme)) and not _AIR & around
    if cue.lemma == "walk out" and situation.after(1) == ["of"]:
        return bool(_LEFT_IN_PROTEST & set(situation.after(5))) and not _MARCHERS & set(theme)
    marching = cue.lemma in {"march", "rally", "walk out"} and (
        _MARCHERS & set(theme) or situation.after(1) in (["off"], ["away"])
    )
    if marching or (cue.lemma == "rally" and _racing(situation)):
        return False
    return bool(situation.figures()) or names_crowd(theme) or _is_of_a_trade(theme)


def _is_hostile(situation: Situation, theme: list[str]) -> bool:
    """As in "youths besieged the base"; not "the events surrounding two people"."""
    gerund = situation.group is not None and situation.group.voice is Voice.GERUND
    return situation.cue.lemma in _HOSTILE and bool(_ANGRY_CROWD & set(theme)) and not gerund


def _is_of_a_trade(theme: list[str]) -> bool:
    """As in "coca growers marched": a plural of people that no list holds."""
    return bool(theme) and theme[-1].endswith(("ers", "ors", "ists")) and theme[-1] not in _THINGS


def _is_drawn(situation: Situation) -> bool:
    """As in "the march drew 15,000", "called out 40,000 workers on strike"."""
    figures = situation.figures()
    agent = situation.words(situation.agent)
    called = bool(_MEETINGS & set(agent)) and not _CALM & {*agent, *situation.after(6)}
    striking = situation.cue.lemma.endswith(("out", "strike")) and bool(
        {"strike", "walkout"} & set(situation.after(12))
    )
    return bool(figures) and (called or striking) and counts_people(figures[0])


def _is_counted(situation: Situation) -> bool:
    """Whether several are told to do it: not done to, as in "surrounded by protesters"."""
    figures, group = situation.figures(), situation.group
    several = bool(figures) and (figures[0].quantity.figure or 0) > 1
    return several and (group is None or group.voice is not Voice.PASSIVE)


def _is_angry(situation: Situation, theme: list[str]) -> bool:
    """Whether a gathering is a protest, by the words of its sentence."""
    around = {token.lower for token in situation.tokens}
    if situation.cue.lemma in {"take part in", "participate in", "join", "attend"}:
        return bool(set(situation.after(16)) & _MEETINGS)
    return bool(around & _ANGER) and not _CALM & {*theme, *situation.after(10)}


def _of_noun(situation: Situation) -> bool:  # noqa: PLR0911 - each return is one reading
    lemma = situation.cue.lemma
    if any(figure.quantity.figure == 1 for figure in situation.figures()):
        return False  # "a protester" is no crowd
    before, after = situation.before(4), situation.after(4)
    counted = bool(situation.figures())
    if lemma in {"march", "marches"}:
        return not _is_month(situation, before, after) and (
            counted or bool(_POLITICAL & {*before, *after})
        )
    if lemma in {"strike", "strikes"}:
        around = {*before, *after}
        if before[-1:] == ["on"] and lemma == "strike":
            words = {token.lower for token in situation.tokens}
            return not _AIR & set(after) and (bool(_LABOUR & words) or names_crowd(words))
        by_people = after[:1] == ["by"] and counted
        return (by_people or bool(_LABOUR & around)) and not _AIR & around
    if lemma == "riot" and after[:1] and after[0] in _RIOT_GEAR:
        return False
    if lemma == "protest" and (before[-1:] in (["in"], ["under"]) or _VERBAL & set(before)):
        return counted or names_people(situation.words(situation.theme))
    if lemma in {"rally", "rallies"}:
        return not _racing(situation) and (counted or bool(_POLITICAL & {*before, *after}))
    if lemma == "demonstration" and not counted:
        return after[:1] != ["of"] and _is_political(situation)
    if lemma == "unrest":
        return not before or after[:1] == ["in"] or bool(_UNREST & set(before))
    return lemma != "mutiny" or counted


def _is_political(situation: Situation) -> bool:
    """Whether people, a place or a cause stand beside "demonstration": not one of a product."""
    words = {token.lower for token in situation.tokens}
    return bool(situation.places) or bool((_ANGER - _MEETINGS | _POLITICAL) & words)


def _racing(situation: Situation) -> bool:
    return any(token.lower in _RACES for token in situation.tokens)


def _is_month(situation: Situation, before: list[str], after: list[str]) -> bool:
    """Whether "March" is the month."""
    if not situation.tokens[situation.cue.start].capital:
        return False
    number = not after or not after[0].isalpha()
    return number or bool(before[-1:] and before[-1] in _TIMES)

"""A crowd that protests, or not: "struck a deal", an air strike, March, a verbal protest."""

from collections.abc import Callable
from typing import Final

from services.detector.reading.meaning.situation import Situation
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.protest import DRAWN, GATHERS, MOBS
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
_FILLS_STREETS: Final = tuple(
    f"{verb} the streets" for verb in words("pack jam crowd clog choke fill throng flood")
)
_MOB: Final = words(
    "mob mobs crowd crowds rioters protesters protestors demonstrators youths looters hooligans"
)
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
    "demonstrators protesters crowd drivers dockers nurses doctors hauliers pensioners staff "
    "employees people"
)
_ANGER: Final = _MEETINGS | words(
    "demand demanding demands demanded chanting chanted slogans anti-government resignation angry "
    "banners placards protesters demonstrators condemn condemning denounce denouncing reject "
    "decry decrying decried oppose opposing rail railing resign chant shouted shouting "
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
_BANNED: Final = words("ban bans banned banning forbid forbids forbidden outlaw outlaws outlawed")
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
    particular = _PARTICULAR.get(cue.lemma)
    if particular is not None:
        return particular(situation, theme)
    return bool(situation.figures()) or names_crowd(theme) or _is_of_a_trade(theme)


def _strikes(situation: Situation, theme: list[str]) -> bool:
    around = {*theme, *situation.after(6)}
    return names_crowd(theme) and bool(_LABOUR & set(theme)) and not _AIR & around


def _is_on_strike(situation: Situation, _theme: list[str]) -> bool:
    """As in "20,000 dockers are on strike"; not "three staff on strike notice"."""
    after = situation.after(4)
    return bool(situation.figures()) and not _AIR & set(after) and after[:1] != ["notice"]


def _is_mob(situation: Situation, theme: list[str]) -> bool:
    """As in "a mob of 300 torched the church"; not "300 soldiers attacked the base"."""
    start = situation.theme.start if situation.theme is not None else 0
    before = {token.lower for token in situation.tokens[max(0, start - 2) : start]}
    return _is_counted(situation) and bool(_MOB & {*theme, *before})


def _fills_streets(situation: Situation, theme: list[str]) -> bool:
    """As in "two million packed the streets"; not where it is for a parade or a saint."""
    if (_CALM | _FESTIVE) & {one.lower for one in situation.tokens}:
        return False
    return bool(situation.figures()) or names_crowd(theme)


def _gathers(situation: Situation, theme: list[str]) -> bool:
    calm = not _is_hostile(situation, theme) and not _is_angry(situation, theme)
    return _is_counted(situation) and not calm


def _shouts(situation: Situation, _theme: list[str]) -> bool:
    return _is_counted(situation)


def _marches(situation: Situation, theme: list[str]) -> bool:
    """As in "20,000 marched"; not soldiers, not "marched off", not a rally of cars."""
    lemma = situation.cue.lemma
    if lemma == "walk out" and situation.after(1) == ["of"]:
        return bool(_LEFT_IN_PROTEST & set(situation.after(5))) and not _MARCHERS & set(theme)
    if _MARCHERS & set(theme) or situation.after(1) in (["off"], ["away"]):
        return False
    if lemma == "rally" and _racing(situation):
        return False
    return bool(situation.figures()) or names_crowd(theme) or _is_of_a_trade(theme)


_PARTICULAR: Final[dict[str, Callable[[Situation, list[str]], bool]]] = {
    **dict.fromkeys(GATHERS.split("|"), _gathers),
    **dict.fromkeys(_SHOUTS, _shouts),
    **dict.fromkeys(MOBS.split("|"), _is_mob),
    **dict.fromkeys(_FILLS_STREETS, _fills_streets),
    **dict.fromkeys(("on strike", "on hunger strike"), _is_on_strike),
    **dict.fromkeys(("march", "rally", "walk out"), _marches),
    "strike": _strikes,
}
"""Verbs that say so little of protest that each asks its own evidence."""


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
    banned = not counted and _BANNED & set(situation.before(2))  # "bans demonstrations"
    if banned or (lemma == "riot" and after[:1] and after[0] in _RIOT_GEAR):
        return False
    if lemma in {"march", "marches"}:
        return _is_march(situation, before, after)
    if lemma in {"strike", "strikes"}:
        return _is_strike(situation, before, after)
    if lemma == "protest" and (before[-1:] in (["in"], ["under"]) or _VERBAL & set(before)):
        return counted or names_people(situation.words(situation.theme))
    if lemma in {"rally", "rallies"}:
        return not _racing(situation) and (counted or bool(_POLITICAL & {*before, *after}))
    if lemma == "demonstration" and not counted:
        return after[:1] != ["of"] and _is_political(situation)
    if lemma == "unrest":
        return not before or after[:1] == ["in"] or bool(_UNREST & set(before))
    return lemma != "mutiny" or counted


def _is_march(situation: Situation, before: list[str], after: list[str]) -> bool:
    """Whether "march" is one of protesters: not the month, not 500 soldiers on parade."""
    counted = bool(situation.figures())
    if counted and _MARCHERS & set(situation.words(situation.theme)):
        return False
    political = bool(_POLITICAL & {*before, *after})
    return not _is_month(situation, before, after) and (counted or political)


def _is_strike(situation: Situation, before: list[str], after: list[str]) -> bool:
    """Whether "strike" is one of workers, and not one from the air."""
    around = {*before, *after}
    if before[-1:] == ["on"] and situation.cue.lemma == "strike":
        words = {token.lower for token in situation.tokens}
        return not _AIR & set(after) and (bool(_LABOUR & words) or names_crowd(words))
    by_people = after[:1] == ["by"] and bool(situation.figures())
    return (by_people or bool(_LABOUR & around)) and not _AIR & around


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

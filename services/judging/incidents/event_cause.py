"""Why people died or fled: what the reading found, else what the words of the sources say.

Closer kinds come first: a suicide bomber is not just an attack. A vehicle counts only if it
crashed or sank; a bomb in a bus is not a road accident.
"""

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from tocsin.schemas.event_types.profiles import PROFILES
from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import VIOLENCE, Cause

_CRASH: Final = (
    r"(?:crash|collid|collision|plung|overturn|veer|skid|derail|accident|wreck|left the r|fell )"
)

_WORDS: Final[tuple[tuple[Cause, str], ...]] = (
    (Cause.SUICIDE, r"\bsuicide (?:bomb|attack|car|truck|vest)"),
    (Cause.EXPLOSIVES, r"\b(?:bombings?|bombers?|bombs?|grenades?|landmines?)\b"),
    (
        Cause.AIRSTRIKE,
        (
            r"\b(?:air ?strikes?|air raids?|drone (?:strikes?|attacks?)|warplanes?)\b"
            r"|\bstrikes? (?:have )?kill"
        ),
    ),
    (Cause.SHELLING, r"\b(?:shelling|shelled|artillery|mortars?|rockets?|missiles?)\b"),
    (Cause.EXECUTE, r"\b(?:executions?|executed|beheaded)\b"),
    (Cause.FIREARMS, r"\b(?:gunm[ae]n|shootings?|shooter|opened fire|gunfire|shot dead)\b"),
    (Cause.PRIMITIVE, r"\b(?:stabb\w+|knifem[ae]n|knife attacks?|machetes?)\b"),
    (Cause.RIOT, r"\b(?:riots?|rioting)\b"),
    (
        Cause.WATER,
        (
            r"\bshipwrecks?\b|\b(?:boats?|ferr(?:y|ies)|ships?|vessels?|canoes?|dinghy|dinghies)\b"
            r".{0,60}\b(?:sank|sinks?|sunk|sinking|capsiz\w+|overturn\w*|disaster)\b"
            r"|\b(?:capsiz\w+|sinking)\b.{0,40}\b(?:boats?|ferry|ships?|vessels?|canoes?)\b"
        ),
    ),
    (
        Cause.RAIL,
        (
            rf"\b(?:trains?|trams?|railway|funicular)\b.{{0,60}}\b{_CRASH}"
            rf"|\b{_CRASH}\w*\b.{{0,30}}\b(?:trains?|trams?)\b"
        ),
    ),
    (
        Cause.AIR,
        (
            r"\b(?:planes?|aircraft|airliners?|helicopters?|jets?)\b.{0,40}"
            r"\b(?:crash|plung|went down)"
            r"|\bcrash\w*\b.{0,20}\b(?:planes?|airliners?|helicopters?)\b"
        ),
    ),
    (
        Cause.ROAD,
        (
            r"\b(?:road|traffic|highway) (?:accident|crash)"
            rf"|\b(?:bus(?:es)?|minibus|coach|trucks?|lorr(?:y|ies)|cars?|vans?|vehicles?)\b.{{0,60}}\b{_CRASH}"
            rf"|\b{_CRASH}\w*\b.{{0,30}}\b(?:bus(?:es)?|minibus|trucks?|lorr(?:y|ies)|cars?)\b"
        ),
    ),
    (Cause.TSUNAMI, r"\btsunamis?\b"),
    (Cause.EARTHQUAKE, r"\b(?:earthquakes?|quakes?|aftershocks?)\b"),
    (Cause.VOLCANO, r"\bvolcan\w+\b"),
    (Cause.CYCLONE, r"\b(?:hurricanes?|typhoons?|cyclones?)\b"),
    (Cause.TORNADO, r"\btornado\w*\b"),
    (Cause.AVALANCHE, r"\bavalanches?\b"),
    (Cause.FLOOD, r"\bflood(?:s|ed|ing|waters?)?\b"),
    (Cause.LANDSLIDE, r"\b(?:land|mud|rock)slides?\b"),
    (Cause.WILDFIRE, r"\b(?:wild|bush|forest )fires?\b"),
    (Cause.STORM, r"\b(?:(?:dust|hail|sand|snow|thunder)?storms?|blizzards?)\b"),
    (Cause.HEAT_WAVE, r"\bheat ?waves?\b"),
    (Cause.COLD_WAVE, r"\bcold (?:waves?|snap)\b"),
    (Cause.FAMINE, r"\b(?:famine|starv\w+)\b"),
    (Cause.DROUGHT, r"\bdroughts?\b"),
    (Cause.EPIDEMIC, r"\b(?:cholera|ebola|measles|dengue|epidemic|outbreak of|virus outbreak)\b"),
    (Cause.MINE, r"\b(?:(?:coal|gold) mines?|mine (?:collapse|explosion|accident|shaft)|miners)\b"),
    (Cause.CRUSH, r"\b(?:stampedes?|crowd crush|crush at)\b"),
    (
        Cause.COLLAPSE,
        (
            r"\b(?:building|bridge|roof|wall|stand|school|house|tower)\w*\b.{0,30}\bcollaps"
            r"|\bcollapse of\b.{0,30}\b(?:building|bridge|roof|wall|stand|school|house|tower)"
        ),
    ),
    (Cause.BLAST, r"\b(?:explosions?|exploded|blasts?)\b"),
    (
        Cause.FIRE,
        (
            r"\b(?:blazes?|inferno|(?:a|the|in|by) (?:\w+ )?fire|fire (?:at|in|broke)"
            r"|(?:catch(?:es)?|caught) fire)\b"
        ),
    ),
    (Cause.FIGHTING, r"\b(?:fighting|clashes|battles?|offensive)\b"),
    (Cause.ATTACK, r"\b(?:attack\w*|raids?|raiders|ambush\w*|massacre\w*)\b"),
)
_PATTERNS: Final = tuple((cause, re.compile(words, re.IGNORECASE)) for cause, words in _WORDS)

_PATTERN: Final = dict(_PATTERNS)

_MISTAKEN: Final = {
    Cause.FIREARMS: (
        Cause.FIRE,
        re.compile(r"\b(?:blazes?|inferno|(?:catch(?:es)?|caught|on) fire)\b", re.IGNORECASE),
    ),
    Cause.CYCLONE: (Cause.STORM, _PATTERN[Cause.STORM]),
}
"""Causes that the reading takes for others: a boat that "catches fire" is no shooting."""


def cause_of(lead: Report, reports: tuple[Report, ...]) -> Cause:
    """Return the cause that the leading report names, else the one that most others name.

    Violence is a charge: if some sources name it and others do not, most of them decide.
    """
    named = Counter(cause for one in reports if (cause := cause_named(one)) is not Cause.UNKNOWN)
    mine = cause_named(lead)
    most = max(named, key=lambda one: (named[one], one is mine), default=mine)
    is_charge = mine in VIOLENCE or most in VIOLENCE
    return most if is_charge or mine is Cause.UNKNOWN else mine


def common_cause(reports: tuple[Report, ...]) -> Cause:
    """Return the cause of several events: the one that all share, or unknown."""
    causes = {cause_named(one) for one in reports}
    return causes.pop() if len(causes) == 1 else Cause.UNKNOWN


def cause_named(report: Report) -> Cause:
    """Return the cause that a report names, in its field or in its words."""
    if report.cause is not Cause.UNKNOWN:
        return _as_the_words_say(report)
    if not PROFILES[report.event_type].has_cause:
        # an attack in the words may be the answer to a protest, not its reason
        return Cause.UNKNOWN
    told = _named(report.evidence.sentence)
    return _named(report.title or "") if told is Cause.UNKNOWN else told


def _as_the_words_say(report: Report) -> Cause:
    """Return the cause found, or what it is easily mistaken for if the words say only that."""
    if report.cause not in _MISTAKEN:
        return report.cause
    told = f"{report.title or ''} {report.evidence.sentence}"
    other, words = _MISTAKEN[report.cause]
    says_other = words.search(told) and not _PATTERN[report.cause].search(told)
    return other if says_other else report.cause


@lru_cache(maxsize=4096)
def _named(text: str) -> Cause:
    return next((cause for cause, words in _PATTERNS if words.search(text)), Cause.UNKNOWN)

"""What a cause is called in a title, as closely as the words of a source say it."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from tocsin.schemas.vocabulary import Cause

_NAMES: Final = {
    Cause.EARTHQUAKE: "Earthquake",
    Cause.TSUNAMI: "Tsunami",
    Cause.FLOOD: "Flood",
    Cause.CYCLONE: "Cyclone",
    Cause.STORM: "Storm",
    Cause.TORNADO: "Tornado",
    Cause.VOLCANO: "Volcanic eruption",
    Cause.WILDFIRE: "Wildfire",
    Cause.LANDSLIDE: "Landslide",
    Cause.AVALANCHE: "Avalanche",
    Cause.COLD_WAVE: "Cold wave",
    Cause.HEAT_WAVE: "Heat wave",
    Cause.DROUGHT: "Drought",
    Cause.EPIDEMIC: "Outbreak",
    Cause.FAMINE: "Famine",
    Cause.FIRE: "Fire",
    Cause.ROAD: "Road crash",
    Cause.RAIL: "Train crash",
    Cause.AIR: "Air crash",
    Cause.WATER: "Accident on the water",
    Cause.MINE: "Mine accident",
    Cause.COLLAPSE: "Collapse",
    Cause.BLAST: "Explosion",
    Cause.CRUSH: "Crowd crush",
    Cause.POISON: "Poisoning",
    Cause.ACCIDENT: "Accident",
    Cause.FIREARMS: "Shooting",
    Cause.EXPLOSIVES: "Bombing",
    Cause.SUICIDE: "Suicide attack",
    Cause.AIRSTRIKE: "Air strike",
    Cause.SHELLING: "Shelling",
    Cause.FIGHTING: "Fighting",
    Cause.PRIMITIVE: "Attack",
    Cause.EXECUTE: "Execution",
    Cause.RIOT: "Unrest",
    Cause.ATTACK: "Attack",
}

_DISEASES: Final = (
    "cholera",
    "ebola",
    "marburg",
    "measles",
    "dengue",
    "mpox",
    "polio",
    "meningitis",
    "diphtheria",
    "lassa fever",
    "yellow fever",
    "rift valley fever",
)
_FIRE_AT: Final = (
    r"(?:fires?|blazes?) (?:breaks? out |broke out |erupts? |erupted )?"
    r"(?:at|in|inside|inside of|on|aboard|engulfs|destroys) (?:[\w'-]+ ){1,5}?"
)
_BURNT: Final = (
    ("Care home fire", r"(?:retirement|nursing|care) homes?"),
    ("Bus fire", r"(?:mini)?bus(?:es)?|coach"),
    ("Factory fire", r"factor(?:y|ies)|workshops?|mills?"),
    ("Hospital fire", r"hospitals?|clinics?"),
    ("Hotel fire", r"hotels?|hostels?"),
    ("Market fire", r"markets?"),
    ("Mall fire", r"malls?|shopping cent(?:re|er)s?"),
    ("Nightclub fire", r"nightclubs?|discos?"),
)
_VEHICLE: Final = r"(?:cars?|vehicles?|vans?|trucks?|lorr(?:y|ies))"
_VEHICLE_ATTACK: Final = (
    rf"ramm(?:ed|ing)|plough\w*|plow\w*|{_VEHICLE} (?:is |was )?driven (?:into|through|at)"
    rf"|(?:drives?|drove) an? (?:\w+ )?{_VEHICLE}"
)
_PRISON_RIOT: Final = (
    r"(?:prison|jail) (?:riots?|clash(?:es)?|fights?|unrest|mutiny)|inmates?"
    r"|riots? (?:at|in|inside) (?:[\w'-]+ ){0,5}(?:prison|jail)"
)

_CLOSER: Final[dict[Cause, tuple[tuple[str, str], ...]]] = {
    Cause.CYCLONE: (("Typhoon", r"typhoons?"), ("Hurricane", r"hurricanes?")),
    Cause.EPIDEMIC: tuple((f"{name.capitalize()} outbreak", name) for name in _DISEASES),
    Cause.FIRE: tuple(
        (name, rf"{_FIRE_AT}(?:{place})|(?:{place}) (?:catches|caught|on) fire")
        for name, place in _BURNT
    ),
    Cause.ROAD: (
        ("Bus crash", r"(?:mini)?bus(?:es)?|coach"),
        ("Tanker crash", r"(?:oil |fuel |petrol )?tankers?"),
        ("Truck crash", r"trucks?|lorr(?:y|ies)"),
    ),
    Cause.RAIL: (("Funicular accident", r"funiculars?"), ("Tram crash", r"trams?|streetcars?")),
    Cause.AIR: (
        ("Balloon accident", r"balloons?"),
        ("Helicopter crash", r"helicopters?"),
        ("Plane crash", r"planes?|airliners?|airplanes?|aircraft|jets?"),
    ),
    Cause.WATER: (
        ("Ferry accident", r"ferry|ferries"),
        ("Boat accident", r"boats?|canoes?|dinghy|dinghies"),
        ("Shipwreck", r"ships?|shipwrecks?|vessels?"),
    ),
    Cause.COLLAPSE: (
        ("Bridge collapse", r"bridges?"),
        ("Roof collapse", r"roofs?|ceilings?"),
        ("Building collapse", r"buildings?|houses?|school|tower|block"),
    ),
    Cause.AIRSTRIKE: (("Drone strike", r"drones?"),),
    Cause.PRIMITIVE: (
        ("Stabbing", r"stabb\w+|kni(?:fe|ves|feman|femen)|machetes?"),
        ("Vehicle attack", _VEHICLE_ATTACK),
    ),
    Cause.RIOT: (("Prison riot", _PRISON_RIOT), ("Riot", r"riot(?:s|ing|ers?)?")),
}
"""What a cause is called if the words of a source say it more closely."""


def cause_name(cause: Cause, texts: Iterable[str]) -> str:
    """Return what a cause is called: "Bus crash", by the first text that says it closely."""
    for text in texts:
        for name, words in _closer(cause):
            if words.search(text):
                return name
    return _NAMES[cause]


@cache
def _closer(cause: Cause) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
        for name, words in _CLOSER.get(cause, ())
    )

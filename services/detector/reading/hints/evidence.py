"""What must stand around a count for it to hint at an event: two kinds of words, never one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from schemas.vocabulary import EventType, Subtype, Unit
from services.detector.reading.figures.figure import Figure
from services.detector.reading.figures.lexicon import IRREGULARS
from services.detector.reading.meaning.wanted import FORMATIONS
from services.detector.reading.words.verb_forms import forms
from services.detector.reading.words.wordlist import words

_FORCE: Final = frozenset({Unit.TROOPS, Unit.POLICE, Unit.SHIPS, Unit.RESERVISTS})
_PEOPLE: Final = frozenset({Unit.PEOPLE, Unit.HOUSEHOLDS})
_FIGHTERS: Final = (
    IRREGULARS - words("member members man men commander commanders loyalist loyalists")
    | FORMATIONS
)
_OTHERS: Final = words(
    "tourists visitors fans holidaymakers delegates athletes passengers guests participants "
    "leaders "
    "ministers journalists commuters shoppers officials members doctors nurses lawmakers deputies "
    "employees customers readers voters students children players arrests deaths victims "
    "prisoners hostages detainees inmates captives musicians violinists singers dancers actors"
)
"""Groups that come and go every day, or are what has its own triggers."""


def _is_civil(figure: Figure) -> bool:
    return figure.unit in _PEOPLE and figure.noun not in _OTHERS | IRREGULARS


def _is_force(figure: Figure) -> bool:
    return figure.unit in _FORCE or figure.noun in _FIGHTERS


def _is_place(figure: Figure) -> bool:
    return figure.unit is Unit.PLACES


def _is_anyone(figure: Figure) -> bool:
    return _is_civil(figure) or _is_force(figure)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Who must be counted, and which words of two kinds must stand near."""

    event_type: EventType
    subtype: Subtype | None
    counts: Callable[[Figure], bool]
    setting: frozenset[str]
    deeds: frozenset[str]


def _deeds(verbs: str, others: str = "") -> frozenset[str]:
    return frozenset(form for verb in verbs.split() for form in forms(verb)) | words(others)


EVIDENCE: Final = (
    Evidence(
        EventType.SURRENDER,
        None,
        _is_force,
        words("arms weapons rifles guns white amnesty captivity ranks"),
        _deeds("surrender lay throw drop yield capitulate desert defect bring", "hands raised"),
    ),
    Evidence(
        EventType.MOBILIZATION,
        Subtype.CALLUP,
        _is_anyone,
        words(
            "reserve reserves reservists mobilisation mobilization conscription conscripts draft "
            "commissariat call-up barracks service uniform colours"
        ),
        _deeds("call summon enlist draft recruit contact conscript enrol mobilise mobilize"),
    ),
    Evidence(
        EventType.TERRITORIAL_CAPTURE,
        None,
        _is_place,
        words(
            "troops army rebels forces fighters militia insurgents soldiers jihadists separatists "
            "militants brigade paramilitaries front enemy"
        ),
        _deeds("take hold lose free clear retake regain seize capture fall overrun occupy restore"),
    ),
    Evidence(
        EventType.BORDER_CROSSING,
        None,
        _is_anyone,
        words("border frontier crossing asylum dinghy dinghies boats smugglers checkpoint"),
        _deeds(
            "cross flee reach enter wade swim land register record disembark pour stream",
            "through across over ashore inside",
        ),
    ),
    Evidence(
        EventType.PROTEST,
        None,
        _is_civil,
        words(
            "banner banners placard placards slogans protest protested strike rally square picket "
            "barricades pots demonstration demonstrators sit-in gates flags"
        ),
        _deeds("stand chant shout block wave bang boo demand protest refuse burn rally march sit"),
    ),
    Evidence(
        EventType.DETENTION,
        Subtype.ARREST,
        _is_civil,
        words("police gendarmes gunmen jail cells cell custody handcuffs prison van vans masked"),
        _deeds("hold drag bundle haul grab snatch scoop seize net nab abduct jail detain arrest"),
    ),
    Evidence(
        EventType.DISPLACEMENT,
        None,
        _is_civil,
        words(
            "homes houses shelter shelters tents roof camp camps mosque church relatives forest "
            "huts villages belongings"
        ),
        _deeds("flee abandon hide sleep crowd huddle drive force lose run uproot"),
    ),
    Evidence(
        EventType.WITHDRAWAL,
        None,
        _is_force,
        words("home homeward away out off gone last remaining base barracks post camp garrison"),
        _deeds("leave depart pull withdraw retreat retire quit vacate pack go sail roll"),
    ),
    Evidence(
        EventType.MOBILIZATION,
        Subtype.DEPLOYMENT,
        _is_force,
        words(
            "border frontier front capital streets coast island line bridge airport square river "
            "province region city town reinforcements ships convoy trucks shore canvas"
        ),
        _deeds(
            "send deploy bring post station moor place rush add fly ship land reach patrol mass "
            "gather ring string reinforce dispatch arrive camp sleep",
            "aboard",
        ),
    ),
)
"""In the order in which they are asked: what says more by itself comes first."""

"""The closed word lists that contracts share.

Event types are in `event_types`, with all that is known of them. Alert words are those of the
Common Alerting Protocol, CAP 1.2 (OASIS, 2010), section 3.2.
"""

from typing import Final

from tocsin.schemas.event_types.profiles import EventType, Subtype
from tocsin.schemas.fields.unit import Unit
from tocsin.schemas.fields.word import Word

__all__ = [
    "FROM_MILD_TO_WORST",
    "FROM_VAGUE_TO_SURE",
    "NOT_REAL",
    "VIOLENCE",
    "Bound",
    "Category",
    "Cause",
    "Certainty",
    "DatedBy",
    "EventType",
    "Modality",
    "MsgType",
    "Resolution",
    "Scope",
    "Severity",
    "Status",
    "Subtype",
    "Unit",
    "Urgency",
    "certainty_rank",
    "severity_rank",
]


class DatedBy(Word):
    """Where an article's publication date comes from."""

    FEED = "feed"
    PAGE = "page"
    LOOK = "look"
    """Nobody says: the moment at which the feeder first saw it."""


class Bound(Word):
    """How a text bounds its figure: "more than 40" is a min, "nearly 90" is approx."""

    EXACT = "exact"
    MIN = "min"
    MAX = "max"
    APPROX = "approx"
    RANGE = "range"
    VAGUE = "vague"
    NONE = "none"


class Modality(Word):
    """Whether the text says that it happened."""

    OCCURRED = "occurred"
    ANNOUNCED = "announced"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    HISTORICAL = "historical"


class Scope(Word):
    """What a figure is a figure of."""

    EVENT = "event"
    """Of this one event, also the newest count of an ongoing disaster."""
    TOTAL = "total"
    """A running total, or the statistic of a period or of several events."""
    STOCK = "stock"
    """How many there are at a time."""


class Cause(Word):
    """Why people died, fled or were moved.

    Natural hazards by their GLIDE codes (glidenumber.net), accidents by what failed, violence
    after the modes of PLOVER's ASSAULT (github.com/openeventdata/PLOVER).
    """

    UNKNOWN = "unknown"
    EARTHQUAKE = "EQ"
    TSUNAMI = "TS"
    FLOOD = "FL"
    CYCLONE = "TC"
    STORM = "ST"
    TORNADO = "TO"
    VOLCANO = "VO"
    WILDFIRE = "WF"
    LANDSLIDE = "LS"
    AVALANCHE = "AV"
    COLD_WAVE = "CW"
    HEAT_WAVE = "HT"
    DROUGHT = "DR"
    EPIDEMIC = "EP"
    FAMINE = "FA"
    FIRE = "FR"
    ROAD = "road"
    RAIL = "rail"
    AIR = "air"
    WATER = "water"
    MINE = "mine"
    COLLAPSE = "collapse"
    BLAST = "blast"
    CRUSH = "crush"
    POISON = "poison"
    ACCIDENT = "AC"
    FIREARMS = "firearms"
    EXPLOSIVES = "explosives"
    SUICIDE = "suicide"
    AIRSTRIKE = "airstrike"
    SHELLING = "shelling"
    FIGHTING = "fighting"
    PRIMITIVE = "primitive"
    EXECUTE = "execute"
    RIOT = "riot"
    ATTACK = "attack"


VIOLENCE: Final = frozenset(
    {
        Cause.FIREARMS,
        Cause.EXPLOSIVES,
        Cause.SUICIDE,
        Cause.AIRSTRIKE,
        Cause.SHELLING,
        Cause.FIGHTING,
        Cause.PRIMITIVE,
        Cause.EXECUTE,
        Cause.RIOT,
        Cause.ATTACK,
    }
)
"""Causes that somebody brings about on purpose."""


class Resolution(Word):
    """How exactly a place is known."""

    COUNTRY = "country"
    REGION = "region"
    CITY = "city"


class Category(Word):
    """CAP 1.2 category, as far as we use it."""

    GEO = "Geo"
    MET = "Met"
    FIRE = "Fire"
    HEALTH = "Health"
    TRANSPORT = "Transport"
    SECURITY = "Security"
    SAFETY = "Safety"
    RESCUE = "Rescue"
    OTHER = "Other"


class Urgency(Word):
    """CAP 1.2 urgency."""

    IMMEDIATE = "Immediate"
    EXPECTED = "Expected"
    FUTURE = "Future"
    PAST = "Past"
    UNKNOWN = "Unknown"


class Severity(Word):
    """CAP 1.2 severity."""

    EXTREME = "Extreme"
    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"
    UNKNOWN = "Unknown"


class Certainty(Word):
    """CAP 1.2 certainty."""

    OBSERVED = "Observed"
    LIKELY = "Likely"
    POSSIBLE = "Possible"
    UNLIKELY = "Unlikely"
    UNKNOWN = "Unknown"


class Status(Word):
    """CAP 1.2 status, as far as we use it."""

    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    TEST = "Test"


NOT_REAL: Final = frozenset({Status.EXERCISE, Status.TEST})
"""What is sent to try the way, and describes nothing in the world."""


class MsgType(Word):
    """CAP 1.2 msgType, as far as we use it."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"


FROM_MILD_TO_WORST: Final = (
    Severity.UNKNOWN,
    Severity.MINOR,
    Severity.MODERATE,
    Severity.SEVERE,
    Severity.EXTREME,
)
FROM_VAGUE_TO_SURE: Final = (
    Certainty.UNKNOWN,
    Certainty.UNLIKELY,
    Certainty.POSSIBLE,
    Certainty.LIKELY,
    Certainty.OBSERVED,
)


def severity_rank(severity: Severity) -> int:
    """Return how bad it is: more is worse. A newer version's word keeps no alert from anybody."""
    return len(FROM_MILD_TO_WORST) if severity.is_newer else FROM_MILD_TO_WORST.index(severity)


def certainty_rank(certainty: Certainty) -> int:
    """Return how sure it is: more is surer. A newer version's word keeps no alert from anybody."""
    return len(FROM_VAGUE_TO_SURE) if certainty.is_newer else FROM_VAGUE_TO_SURE.index(certainty)

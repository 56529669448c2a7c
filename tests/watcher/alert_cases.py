"""Alerts for the tests of watching."""

from datetime import UTC, datetime

from tocsin.schemas.alert import Alert, AlertKind, Change, SourceReport
from tocsin.schemas.article import Identifier
from tocsin.schemas.report import Evidence, Place, Quantity
from tocsin.schemas.vocabulary import (
    Bound,
    Category,
    Certainty,
    EventType,
    Modality,
    MsgType,
    Resolution,
    Severity,
    Unit,
    Urgency,
)

MORE_THAN_1000 = Quantity(low=1000, bound=Bound.MIN)
SENTENCE = "More than 1,000 soldiers crossed the Moei river into Thailand at seven points."


def source(number: int = 1, **changes: object) -> SourceReport:
    """Return what one article says; its sentence marks "More than 1,000"."""
    given: dict[str, object] = {
        "report_id": f"report-{number}",
        "article_id": f"article-{number}",
        "source": "River Gazette",
        "title": "Soldiers flee over the river",
        "url": f"https://gazette.example/{number}",
        "published_at": datetime(2024, 4, 11, 6, 30, tzinfo=UTC),
        "quantity": MORE_THAN_1000,
        "evidence": Evidence(sentence=SENTENCE, start=0, end=len(SENTENCE), figure=(0, 15)),
    }
    return SourceReport.model_validate({**given, **changes})


def alert(identifier: Identifier = "a1b2c3", **changes: object) -> Alert:
    """Return a severe crossing from Myanmar into Thailand, with some changes."""
    given: dict[str, object] = {
        "id": identifier,
        "revision": 1,
        "kind": AlertKind.INITIAL,
        "change": Change.FIRST_REPORT,
        "rule_id": "troops-cross-a-border",
        "rule_version": 1,
        "title": "Border crossing: at least 1,000 troops, from Myanmar into Thailand",
        "summary": "Border crossing reported as having happened.",
        "why": "Soldiers cross a border: 1,000 or more is Severe (rule troops-cross-a-border).",
        "event_type": EventType.BORDER_CROSSING,
        "plover": "SANCTION/expel",
        "modality": Modality.OCCURRED,
        "quantity": MORE_THAN_1000,
        "unit": Unit.TROOPS,
        "actor": "soldiers",
        "country": "THA",
        "from_country": "MMR",
        "place": Place(
            name="Mae Sot",
            country="THA",
            resolution=Resolution.CITY,
            latitude=16.7,
            longitude=98.6,
        ),
        "category": Category.SECURITY,
        "urgency": Urgency.IMMEDIATE,
        "severity": Severity.SEVERE,
        "certainty": Certainty.LIKELY,
        "msg_type": MsgType.ALERT,
        "first_published_at": datetime(2024, 4, 11, 6, 30, tzinfo=UTC),
        "last_published_at": datetime(2024, 4, 11, 6, 30, tzinfo=UTC),
        "detected_at": datetime(2024, 4, 11, 6, 31, tzinfo=UTC),
        "sources": (source(),),
    }
    return Alert.model_validate({**given, **changes})

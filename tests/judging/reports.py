"""Reports to judge, with what a test cares about spelled out and the rest plausible."""

from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from tocsin.schemas.control import Silence
from tocsin.schemas.fields.duration import in_words
from tocsin.schemas.report import Evidence, Place, Quantity, Report
from tocsin.schemas.rule import RULE, Rule
from tocsin.schemas.vocabulary import Bound, EventType, Modality, Resolution, Subtype, Unit
from tocsin.services.judging.state.slot_state import HeldReport

TUESDAY = datetime(2026, 3, 3, 9, 40, tzinfo=UTC)
CASES = {"fire": ["x"], "silent": ["y"]}


def exactly(figure: int) -> Quantity:
    return Quantity(low=figure, high=figure, bound=Bound.EXACT)


def held(*reports: Report) -> tuple[HeldReport, ...]:
    """Return the reports as a state holds them that saw each as the newest when it came."""
    return tuple(
        HeldReport(report=report, arrived=report.published_at or TUESDAY) for report in reports
    )


def rule(kind: str, **given: Any) -> Rule:  # noqa: ANN401 - any field
    """Return a rule of a kind; soldiers who cross ring from 100 and are severe from 1,000."""
    head = {"kind": kind, "id": f"{kind}-rule", "version": 3, "title": "Soldiers cross a border"}
    when = {"event_type": "border_crossing", "units": ["troops"]}
    bands = [{"at_least": 100, "severity": "Moderate"}, {"at_least": 1000, "severity": "Severe"}]
    usual = {"why": "A hundred is a unit.", "cases": CASES}
    if kind != "sequence":
        usual |= {"when": when, "bands": bands}
    return RULE.validate_python({**head, **usual, **given})


def place(name: str, latitude: float, longitude: float, country: str = "SDN") -> Place:
    return Place(
        name=name,
        country=country,
        resolution=Resolution.CITY,
        latitude=latitude,
        longitude=longitude,
    )


def crossing(
    outlet: str,
    figure: int | Quantity,
    after: timedelta = timedelta(),
    **given: Any,  # noqa: ANN401 - any field
) -> Report:
    """Return a report of soldiers who crossed into Sudan, published so long after Tuesday."""
    quantity = exactly(figure) if isinstance(figure, int) else figure
    sentence = f"{quantity.in_words()} soldiers crossed, {outlet} says after {in_words(after)}."
    values: dict[str, Any] = {
        "source": outlet,
        "published_at": TUESDAY + after,
        "event_type": EventType.BORDER_CROSSING,
        "quantity": quantity,
        "unit": Unit.TROOPS,
        "modality": Modality.OCCURRED,
        "country": "SDN",
        "evidence": Evidence(sentence=sentence, start=0, end=len(sentence)),
        **given,
    }
    identity = blake2b(repr(sorted(values.items(), key=str)).encode(), digest_size=8).hexdigest()
    return Report(**{"id": identity, "article_id": f"article-{identity}", **values})


def killed(
    outlet: str,
    figure: int,
    after: timedelta,
    sentence: str,
    **given: Any,  # noqa: ANN401 - any field
) -> Report:
    """Return a report of people killed in Nepal."""
    usual: dict[str, Any] = {
        "event_type": EventType.CASUALTIES,
        "subtype": Subtype.KILLED,
        "unit": Unit.PEOPLE,
        "country": "NPL",
        "evidence": Evidence(sentence=sentence, start=0, end=len(sentence)),
    }
    return crossing(outlet, figure, after, **{**usual, **given})


def quiet(story_id: str | None) -> Silence:
    """Return a silence of a story that lasts nine hours from Tuesday on."""
    return Silence(
        id="quiet",
        since=TUESDAY,
        until=TUESDAY + timedelta(hours=9),
        author="desk",
        story_id=story_id,
    )

"""Why the reports behind an alert are one event: each says which it joined, and why."""

from judging.reports import crossing, killed, place, rule
from judging.timeline import span

from tocsin.schemas.alert import SourceReport
from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import Cause
from tocsin.services.judging.in_memory import InMemoryJudge

CASUALTIES = rule(
    "threshold",
    when={"event_type": "casualties", "subtypes": ["killed"]},
    bands=[{"at_least": 10, "severity": "Moderate"}],
    min_interval="1s",
)
CRASH = "A bus fell into a gorge near Pokhara, killing {} people."
NAMES = ("pokhara", "gorge", "shrestha", "prithvi")


def crash(outlet: str, figure: int, after: str, **changes: object) -> Report:
    report = killed(outlet, figure, span(after), CRASH.format(figure))
    given: dict[str, object] = {"names": NAMES, "cause": Cause.ROAD}
    return report.model_copy(update={**given, **changes})


def sources(*reports: Report) -> tuple[SourceReport, ...]:
    """Return the sources of the last revision that these reports bring about."""
    judge = InMemoryJudge((CASUALTIES,))
    return [alert for report in reports for alert in judge.push(report)][-1].sources


def test_the_first_report_joined_nothing_and_the_second_says_whom_and_why() -> None:
    first, second = sources(crash("A", 21, "0h"), crash("B", 30, "3h"))

    assert (first.joined_with, first.joined_because) == (None, None)
    assert second.joined_with == first.report_id
    assert second.joined_because is not None
    assert "shared names (Gorge, Pokhara, Prithvi)" in second.joined_because
    assert "same cause" in second.joined_because


def test_places_near_each_other_are_given_with_their_distance() -> None:
    pokhara, lekhnath = (
        place("Pokhara", 28.21, 83.99, "NPL"),
        place("Lekhnath", 28.14, 84.08, "NPL"),
    )

    _, second = sources(crash("A", 21, "0h", place=pokhara), crash("B", 30, "3h", place=lekhnath))

    assert second.joined_because is not None
    assert "places 12 km apart" in second.joined_because


def test_one_place_is_named() -> None:
    pokhara = place("Pokhara", 28.21, 83.99, "NPL")

    _, second = sources(crash("A", 21, "0h", place=pokhara), crash("B", 30, "3h", place=pokhara))

    assert second.joined_because is not None
    assert "same place (Pokhara)" in second.joined_because


def test_the_reasons_are_the_same_whatever_the_order_of_arrival() -> None:
    first, second, third = crash("A", 21, "0h"), crash("B", 30, "3h"), crash("C", 45, "5h")
    last = crash("D", 80, "9h")

    told = sources(first, second, third, last)

    assert len(told) == 4
    assert told == sources(third, first, second, last)


def test_what_several_incidents_come_to_together_is_not_called_one() -> None:
    judge = InMemoryJudge((rule("total", window="7d"),))
    alerts = [
        *judge.push(crossing("A", 60, from_country="ETH")),
        *judge.push(crossing("B", 70, span("1d"), from_country="TCD")),
    ]

    assert [one.joined_because for one in alerts[-1].sources] == [None, None]

"""A denial belongs to an event only where it says so: by a figure, a place or who did it."""

from typing import Any

import pytest
from judging.reports import crossing, place, rule
from judging.timeline import Timeline, span

from tocsin.schemas.alert import Alert
from tocsin.schemas.report import Evidence, Quantity
from tocsin.schemas.vocabulary import Bound, Modality

RULE = rule("threshold", quiet="3d")
GENEINA, PORT = place("Geneina", 13.4, 22.4), place("Port Sudan", 19.6, 37.2)
NO_FIGURE = Quantity()
THOUSANDS = Quantity(low=1000, bound=Bound.VAGUE)


def after_denial(event: dict[str, Any], **denial: Any) -> Alert:  # noqa: ANN401 - any field
    """Return what is known of an event in the end, after a denial."""
    story = Timeline(RULE)
    story.push(crossing("Border Wire", 1037, **event))
    figure = denial.pop("figure", NO_FIGURE)
    words = denial.pop("words", "The ministry denies that anybody crossed.")
    said = Evidence(sentence=words, start=0, end=len(words))
    outlet = denial.pop("outlet", "Harbour Post")
    story.push(
        crossing(outlet, figure, span("6h"), modality=Modality.NEGATED, evidence=said, **denial)
    )
    story.pass_time()
    return story.rest()[-1]


def is_denied(alert: Alert) -> bool:
    return any(source.denies for source in alert.sources)


@pytest.mark.parametrize(
    ("event", "denial"),
    [
        pytest.param({}, {"figure": 1037}, id="the figure"),
        pytest.param({}, {"figure": 1000}, id="the figure, rounded"),
        pytest.param({"place": GENEINA}, {"place": GENEINA}, id="the place"),
        pytest.param(
            {"actor": "Rapid Support fighters"},
            {"actor": "fighters of the Rapid Support Forces"},
            id="who did it",
        ),
    ],
)
def test_a_denial_that_means_the_event_is_shown_with_it(
    event: dict[str, Any], denial: dict[str, Any]
) -> None:
    assert is_denied(after_denial(event, **denial))


@pytest.mark.parametrize(
    ("event", "denial"),
    [
        pytest.param({}, {}, id="nothing named"),
        pytest.param({}, {"figure": THOUSANDS}, id="a vague figure"),
        pytest.param({}, {"figure": 600}, id="another figure"),
        pytest.param({"place": GENEINA}, {}, id="no place"),
        pytest.param({"place": GENEINA}, {"figure": 1037, "place": PORT}, id="another place"),
        pytest.param({"actor": "soldiers"}, {"actor": "soldiers"}, id="anybody's soldiers"),
        pytest.param(
            {"actor": "Sudan's army"}, {"actor": "army of Sudan"}, id="the country's own name"
        ),
        pytest.param(
            {"actor": "Sudanese army"}, {"actor": "Sudanese army"}, id="the country's adjective"
        ),
        pytest.param(
            {"place": GENEINA},
            {"place": GENEINA, "words": "GENEINA, March 3 - The army denies any crossing."},
            id="only written there",
        ),
    ],
)
def test_a_denial_of_something_else_is_not(event: dict[str, Any], denial: dict[str, Any]) -> None:
    assert not is_denied(after_denial(event, **denial))


def test_an_outlet_that_takes_back_its_own_report_means_that_report() -> None:
    words = "Correction: our earlier report that soldiers crossed was wrong."

    assert is_denied(after_denial({}, outlet="Border Wire", words=words))
    assert not is_denied(after_denial({}, outlet="Harbour Post", words=words))

"""How an alert looks; what it should look like lies in `golden/`.

After a wanted change: `pytest tests/watcher --rewrite-golden`, then read the difference.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from watcher.alert_cases import MORE_THAN_1000, alert, source

from tocsin.schemas.alert import Alert, AlertKind, Before, Change
from tocsin.schemas.report import Evidence, Quantity
from tocsin.schemas.vocabulary import Bound, Certainty, MsgType, Severity, Status
from tocsin.services.plain_text import plain
from tocsin.services.watcher.rendering import render

GOLDEN = Path(__file__).parent / "golden"
HOSTILE = "\x1b]0;owned\x07\x1b[2J[bold red]soldiers[/]\r\n\u202egnorw\u202c \x9b31m:bomb:\x00"


@dataclass(frozen=True)
class Case:
    name: str
    alert: Alert
    width: int = 80
    colour: bool = False


UPDATE = alert(
    revision=3,
    kind=AlertKind.UPDATE,
    change=Change.FIGURE_UP,
    msg_type=MsgType.UPDATE,
    severity=Severity.EXTREME,
    certainty=Certainty.OBSERVED,
    title="Border crossing: 3,000 to 4,000 troops, from Myanmar into Thailand",
    quantity=Quantity(low=3000, high=4000, bound=Bound.RANGE),
    low=1000,
    high=4000,
    before=Before(quantity=MORE_THAN_1000, severity=Severity.SEVERE, certainty=Certainty.POSSIBLE),
    independent_sources=4,
    last_published_at=datetime(2024, 4, 12, 18, 5, tzinfo=UTC),
    sources=(
        source(1),
        source(2, source="Morning Post"),
        source(3, source="Border Radio"),
        source(4, source="Morning Post"),
        source(
            5,
            source="Daily Herald",
            title="Crossing grows",
            quantity=Quantity(low=3000, high=4000, bound=Bound.RANGE),
            evidence=Evidence(
                sentence="By Friday between 3,000 and 4,000 had come over, the governor said.",
                start=0,
                end=67,
                figure=(10, 33),
            ),
        ),
        source(6, source="Night Wire"),
    ),
)
BARE = alert(
    severity=Severity.UNKNOWN,
    title="Protest: thousands, country unknown",
    quantity=Quantity(low=2000, bound=Bound.VAGUE),
    country=None,
    from_country=None,
    place=None,
    sources=(
        source(
            source=None,
            title=None,
            url=None,
            evidence=Evidence(sentence="Thousands marched.", start=0, end=18),
        ),
    ),
)
HOSTILE_ALERT = alert(
    title=f"Border crossing {HOSTILE}",
    why=HOSTILE,
    sources=(
        source(
            source=HOSTILE,
            title=HOSTILE,
            url=f"https://x.example/{HOSTILE}",
            evidence=Evidence(
                sentence=f"{HOSTILE}1,000{HOSTILE}",
                start=0,
                end=9,
                figure=(len(HOSTILE), len(HOSTILE) + 5),
            ),
        ),
    ),
)
CASES = [
    Case("severe", alert()),
    Case("severe-in-colour", alert(), colour=True),
    Case("severe-narrow", alert(), width=40),
    Case("update-of-many-outlets", UPDATE),
    Case("expired", alert(kind=AlertKind.EXPIRED, change=Change.QUIET, revision=4)),
    Case("denied", alert(sources=(source(1), source(2, source="Army Post", denies=True)))),
    Case("nothing-known", BARE),
    Case("exercise", alert(status=Status.EXERCISE, severity=Severity.MINOR)),
    Case(
        "cancelled",
        alert(
            kind=AlertKind.RETRACTION,
            change=Change.TAKEN_BACK,
            msg_type=MsgType.CANCEL,
            severity=Severity.MODERATE,
        ),
    ),
    Case("hostile-in-colour", HOSTILE_ALERT, colour=True),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_alert_looks_as_written_down(case: Case, request: pytest.FixtureRequest) -> None:
    shown = render(case.alert, case.width, colour=case.colour).replace("\x1b", "␛")
    path = GOLDEN / f"{case.name}.txt"
    if request.config.getoption("--rewrite-golden"):
        path.write_text(shown)

    assert shown == path.read_text()


def test_severity_is_a_word_also_without_colour() -> None:
    for severity in Severity:
        assert severity.upper() in render(alert(severity=severity), 80, colour=False)


def test_without_colour_there_is_no_escape_sequence() -> None:
    assert "\x1b" not in render(HOSTILE_ALERT, 80, colour=False)


def test_hostile_text_brings_no_escape_sequence_of_its_own() -> None:
    # what may stand between the escape characters that colour needs is ours: "[1m" and such
    shown = render(HOSTILE_ALERT, 400, colour=True)

    assert "owned" in shown
    for sequence in shown.split("\x1b")[1:]:
        assert sequence.partition("m")[0].strip("[0123456789;") == ""
    for acting in "\x07\x00\r\x9b\u202e":
        assert acting not in shown
    assert "[bold red]soldiers[/]" in shown


@given(st.text(), st.integers(20, 200), st.booleans())
def test_every_text_fits_the_width_and_cannot_act(text: str, width: int, colour: bool) -> None:  # noqa: FBT001 - a property of the terminal
    hostile = alert(title=text, why=text, sources=(source(source=text, title=text),))

    shown = render(hostile, width, colour=colour)

    if not colour:
        assert all(cell_len(line) <= width for line in shown.splitlines())
        assert all(character.isprintable() or character == "\n" for character in shown)


@given(st.text(), st.integers(-5, 50), st.integers(-5, 50))
def test_a_figure_that_stands_nowhere_breaks_nothing(text: str, start: int, end: int) -> None:
    evidence = Evidence(sentence=text, start=0, end=0, figure=(start, end))

    shown = render(alert(sources=(source(evidence=evidence),)), 80, colour=False)

    assert "SEVERE" in shown


@given(st.text())
def test_plain_text_is_one_line_that_stays_as_it_is(text: str) -> None:
    once = plain(text)

    assert plain(once) == once
    assert once.splitlines() in ([], [once])


def test_letters_of_every_script_are_kept() -> None:
    assert plain("Донбас  غزة 東京 मुंबई") == "Донбас غزة 東京 मुंबई"


def test_the_sentence_shown_is_that_of_the_newest_source_with_the_alerts_figure() -> None:
    other = Evidence(sentence="Only dozens came.", start=0, end=17)
    shown = render(
        alert(
            quantity=MORE_THAN_1000,
            sources=(source(1), source(2, quantity=Quantity(low=24), evidence=other)),
        ),
        80,
        colour=False,
    )

    assert "*More than 1,000*" in shown
    assert "dozens" not in shown

"""The fullest state still fits into a message, and what a state lets go takes no memory."""

import gc
from datetime import UTC, datetime, timedelta

from judging.reports import crossing, rule
from shipped_network import shipped

from tocsin.schemas.article import Article
from tocsin.schemas.topics import LARGEST_MESSAGE
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.judging.retention import MOST_REPORTS
from tocsin.services.judging.state.slot_state import HeldReport, SlotState
from tocsin.services.reading.article.reports import reports_of

_WIDE = "\N{ROCKET}"
"""Four bytes in UTF-8."""


def test_a_state_full_of_the_longest_reports_fits_into_a_message() -> None:
    moment = datetime(2026, 3, 3, tzinfo=UTC)
    sentence = "1,037 soldiers crossed the border into Kenya on Monday, officials said"
    article = Article(
        id=_WIDE * 500,
        source=_WIDE * 200,
        title=_WIDE * 1_000,
        url="https://a.example/" + "x" * 2_000,
        published_at=moment,
        text=f"{sentence}{', and so on' * 40_000}.",
        language="en",
    )
    (report,) = reports_of(article, shipped())
    held = HeldReport(report=report, arrived=moment)

    state = SlotState(reports=(held,) * MOST_REPORTS)

    assert len(state.write()) < LARGEST_MESSAGE


def test_what_is_let_go_is_free_at_once_and_waits_for_no_search_for_garbage() -> None:
    world = InMemoryJudge([rule("threshold")])
    gc.collect()
    gc.disable()
    try:
        for number in range(60):
            world.push(crossing(f"Outlet {number}", 100 + number, timedelta(hours=5 * number)))
        world.finish()
        assert gc.collect() == 0
    finally:
        gc.enable()

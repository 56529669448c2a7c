"""An alert says when it happened: from the earliest to the latest that its sources name."""

from datetime import timedelta

from judging.reports import TUESDAY, crossing, rule

from tocsin.schemas.report import Period
from tocsin.services.judging.in_memory import InMemoryJudge

DAY = timedelta(days=1)
MIDNIGHT = TUESDAY.replace(hour=0, minute=0)
MONDAY = Period(earliest=MIDNIGHT - DAY, latest=MIDNIGHT)
SUNDAY = Period(earliest=MIDNIGHT - 2 * DAY, latest=MIDNIGHT - DAY)


def test_the_days_that_sources_name_span_the_time_of_the_alert() -> None:
    world = InMemoryJudge([rule("threshold", min_interval="0h")])

    (first,) = world.push(crossing("Border Wire", 400, happened=MONDAY))
    (grown,) = world.push(crossing("Harbour Post", 520, timedelta(hours=2), happened=SUNDAY))

    assert first.happened == MONDAY
    assert grown.happened == Period(earliest=SUNDAY.earliest, latest=MONDAY.latest)


def test_where_no_source_names_a_day_the_alert_names_none() -> None:
    (alert,) = InMemoryJudge([rule("threshold")]).push(crossing("Border Wire", 400))

    assert alert.happened is None

"""When a source is asked again."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.services.feeder.live.schedule import Bounds, PollingHints, max_age, retry_after, wait

BOUNDS = Bounds(usual=900, least=300, most=21_600)
NOW = datetime(2024, 5, 1, 10, tzinfo=UTC)
EARLIEST = 0.0


@pytest.mark.parametrize(
    ("told", "said", "failures", "seconds"),
    [
        (None, PollingHints(), 0, 900),
        (None, PollingHints(60), 0, 300),
        (None, PollingHints(3_600), 0, 3_600),
        (None, PollingHints(31_536_000), 0, 21_600),
        (60, PollingHints(3_600), 0, 60),
        (None, PollingHints(), 1, 1_800),
        (None, PollingHints(), 3, 7_200),
        (None, PollingHints(), 40, 21_600),
        (None, PollingHints(retry_after=5_000), 1, 5_000),
        (None, PollingHints(retry_after=10_000_000), 1, 21_600),
        (86_400, PollingHints(), 9, 86_400),
    ],
)
def test_a_source_is_asked_as_it_says_within_bounds(
    told: float | None, said: PollingHints, failures: int, seconds: float
) -> None:
    assert wait(BOUNDS, told, said, failures, EARLIEST) == seconds


@given(st.integers(0, 100), st.floats(0, 1), st.floats(0, 1e9))
def test_jitter_only_ever_comes_later(failures: int, chance: float, asked_for: float) -> None:
    seconds = wait(BOUNDS, None, PollingHints(retry_after=asked_for), failures, chance)
    assert seconds >= min(asked_for, BOUNDS.most)
    assert BOUNDS.least <= seconds <= 1.1 * BOUNDS.most


def test_what_the_headers_say_is_read() -> None:
    assert max_age({"Cache-Control": "public, max-age=600"}) == 600
    assert max_age({"Cache-Control": "no-store"}) is None
    assert retry_after({"Retry-After": "120"}, NOW) == 120
    later = format_datetime(NOW + timedelta(minutes=5), usegmt=True)
    assert retry_after({"Retry-After": later}, NOW) == 300
    assert retry_after({"Retry-After": format_datetime(NOW - timedelta(days=1))}, NOW) == 0
    assert retry_after({"Retry-After": "soon"}, NOW) == 0

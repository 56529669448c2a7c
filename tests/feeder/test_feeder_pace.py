"""Even pacing over a clock that the test holds."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.services.feeder.pace import SLACK_SECONDS, Pace


def test_the_first_article_leaves_at_once_and_the_next_ones_evenly() -> None:
    pace, now, left = Pace(per_second=4), 100.0, []

    for _ in range(5):
        now += pace.delay(now)
        left.append(now)

    assert left == [100.0, 100.25, 100.5, 100.75, 101.0]


def test_after_a_long_silence_there_is_no_burst() -> None:
    pace = Pace(per_second=10)
    pace.delay(0.0)
    now, left = 60.0, []

    for _ in range(4):
        now += pace.delay(now)
        left.append(now)

    assert left[0] == 60.0
    assert left[-1] - left[0] >= 3 / 10 - SLACK_SECONDS


def test_a_late_wake_up_is_caught_up() -> None:
    pace = Pace(per_second=100)
    pace.delay(0.0)

    waits = [pace.delay(0.035) for _ in range(4)]

    assert waits[:3] == [0, 0, 0]
    assert 0 < waits[3] <= 0.01


@given(
    st.floats(min_value=0.5, max_value=5_000),
    st.lists(st.floats(min_value=0, max_value=0.5), min_size=2, max_size=60),
)
def test_the_rate_is_never_exceeded_but_for_the_slack(rate: float, works: list[float]) -> None:
    pace, now, left = Pace(per_second=rate), 0.0, []

    for work in works:
        now += pace.delay(now)
        left.append(now)
        now += work

    span = left[-1] - left[0]
    assert span >= (len(left) - 1) / rate - SLACK_SECONDS - 1e-6

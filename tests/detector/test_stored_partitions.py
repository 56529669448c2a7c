"""Fetches are judged as a whole: killed at any write and judged again, the alerts are the same."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import cache

import pytest
from detector.test_stored_states import Killed, Table
from judging.reports import TUESDAY, crossing, killed, rule

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.control import Retraction, Silence
from tocsin.schemas.report import Report
from tocsin.services.detector.messages.laid_controls import Heard
from tocsin.services.detector.state.partitions import StoredPartitions
from tocsin.services.judging.state.slot_state import JudgedPosition

RULES = (
    rule("threshold", min_interval="6h"),
    rule("total", id="total-rule", window="2d"),
    rule(
        "threshold",
        id="toll",
        when={"event_type": "casualties"},
        bands=[{"at_least": 10, "severity": "Severe"}],
    ),
)
PARTITION = 3
ENOUGH = 10**6


def after(hours: float) -> timedelta:
    return timedelta(hours=hours)


def reports() -> list[Report]:
    """Return growing figures of three countries and two types, a silence of days among them."""
    found = []
    for number in range(24):
        at = after(5 * number + (200 if number > 11 else 0))
        country = ("SDN", "TCD", "NPL")[number % 3]
        found.append(crossing(f"Outlet {number % 4}", 90 + 40 * number, at, country=country))
        toll = 8 + 5 * number
        sentence = f"The flood in the valley has killed {toll} people, officials said."
        found.append(killed("Border Wire", toll, at + after(1), sentence, country=country))
    return found


@cache
def story() -> tuple[Report | Heard, ...]:
    """Return the reports with controls laid among them."""
    told: list[Report | Heard] = list(reports())
    first = next(iter(alerts_of(judge_of(Table(ENOUGH)), enumerate(told))))
    silence = Silence(
        id="silence-1",
        since=TUESDAY,
        author="Ada",
        comment="known",
        until=TUESDAY + after(60),
        country="TCD",
    )
    taken_back = Retraction(
        id=first.id,
        at=TUESDAY + after(90),
        author="Ada",
        comment="wrong",
        country=first.country,
    )
    told.insert(9, Heard(silence, 0))
    told.insert(20, Heard(taken_back, 1))
    return tuple(told)


def judge_of(table: Table) -> StoredPartitions:
    return StoredPartitions(table, RULES, lambda: 0)


def alerts_of(
    judge: StoredPartitions, records: Iterable[tuple[int, Report | Heard]], topic: str = "first"
) -> list[Alert]:
    alerts = []
    for offset, record in records:
        place = JudgedPosition(topic=topic, offset=offset)
        taken = TUESDAY + timedelta(hours=2 * offset)
        looks = (
            judge.obey(PARTITION, record, taken, place)
            if isinstance(record, Heard)
            else judge.process(PARTITION, record, taken, place)
        )
        alerts.extend(alert for look in looks for alert in look.judgement.alerts)
    return alerts


def judged(table: Table, begin: int, ends: Sequence[int]) -> list[bytes]:
    """Judge the story from `begin` on in fetches that end there; return what was published."""
    return judged_by(judge_of(table), story(), begin, ends)


def judged_by(
    judge: StoredPartitions, records: Sequence[Report | Heard], begin: int, ends: Sequence[int]
) -> list[bytes]:
    """Judge from `begin` on in fetches that end there; return what was published until killed."""
    published: list[bytes] = []
    numbered = list(enumerate(records))
    try:
        for end in ends:
            published += [one.write() for one in alerts_of(judge, numbered[begin:end])]
            judge.write()
            begin = end
    except Killed:
        pass
    return published


def assert_no_contradiction(published: Iterable[bytes]) -> None:
    seen: dict[tuple[str, int], set[bytes]] = defaultdict(set)
    for payload in published:
        alert = Alert.read(payload)
        seen[alert.id, alert.revision].add(payload)
    assert [one for one, payloads in seen.items() if len(payloads) > 1] == []


@pytest.mark.parametrize("ends", [(50,), (3, 9, 10, 27, 50), tuple(range(1, 51))])
def test_how_fetches_divide_the_reports_changes_no_alert_and_no_state(ends: Sequence[int]) -> None:
    once, often = Table(ENOUGH), Table(ENOUGH)

    assert judged(once, 0, (50,)) == judged(often, 0, ends)
    assert dict(once) == dict(often)


def test_a_fetch_killed_at_any_write_and_judged_again_gives_the_same_bytes() -> None:
    undisturbed = Table(ENOUGH)
    expected = judged(undisturbed, 0, (50,))
    assert len(expected) > 40  # else the story proves nothing
    for writes in range(ENOUGH):
        table = Table(ENOUGH)
        published = judged(table, 0, (8,))
        table.left = writes
        published += judged(table, 8, (42,))
        whole = table.left > 0
        table.left = ENOUGH
        published += judged(table, 8, (15, 50))

        assert set(published) == set(expected), f"killed at write {writes}"
        assert_no_contradiction(published)
        assert dict(table) == dict(undisturbed), f"killed at write {writes}"
        if whole:
            assert writes > 30  # else it was killed nowhere
            return


def test_a_state_that_many_reports_touch_is_written_once_for_all_of_them() -> None:
    one_by_one, at_once = Table(ENOUGH), Table(ENOUGH)

    judged(one_by_one, 0, tuple(range(1, 51)))
    judged(at_once, 0, (50,))

    assert ENOUGH - at_once.left < (ENOUGH - one_by_one.left) / 3


def test_what_is_discarded_leaves_no_trace() -> None:
    table = Table(ENOUGH)
    judge = judge_of(table)
    alerts_of(judge, list(enumerate(story()))[:30])

    judge.discard()
    again = alerts_of(judge, enumerate(story()))
    judge.write()

    assert [one.write() for one in again] == judged(Table(ENOUGH), 0, (50,))


def flood(count: int) -> list[Report]:
    """Return different crossings of one country, one an hour, each an incident of its own."""
    return [
        crossing(f"Outlet {number}", 100 + 37 * number, after(number / 10), from_country=origin)
        for number in range(count)
        for origin in [("TCD", "SSD", "ETH", "ERI", "EGY", "LBY", "CAF")[number % 7]]
    ]


def bytes_of(alerts: Iterable[Alert]) -> list[bytes]:
    return [alert.write() for alert in alerts]


def test_whatever_was_judged_is_known_again_however_much_of_one_country_it_is() -> None:
    table = Table(ENOUGH)
    story = list(enumerate(flood(1_000)))
    judge = judge_of(table)
    first = alerts_of(judge, story)
    judge.write()
    stored = dict(table)
    assert len(first) > 100  # else the story proves nothing

    again = judge_of(table)  # as after a kill: the state is written, the fetch not acknowledged
    repeated = alerts_of(again, story)
    again.write()

    assert repeated == []
    assert dict(table) == stored


def test_a_flood_killed_at_any_write_gives_no_alert_that_was_not_due() -> None:
    story = list(enumerate(flood(500)))
    undisturbed = Table(ENOUGH)
    judge = judge_of(undisturbed)
    expected = bytes_of(alerts_of(judge, story))
    judge.write()
    whole = ENOUGH - undisturbed.left
    for writes in (*range(0, whole, 300), *range(whole - 5, whole)):
        table = Table(ENOUGH)
        judge = judge_of(table)
        published = bytes_of(alerts_of(judge, story))
        table.left = writes
        with pytest.raises(Killed):
            judge.write()
        table.left = ENOUGH
        again = judge_of(table)
        published += bytes_of(alerts_of(again, story))
        again.write()

        assert set(published) == set(expected), f"killed at write {writes}"
        assert dict(table) == dict(undisturbed), f"killed at write {writes}"


def test_reports_that_the_reading_sent_again_are_known_though_they_lie_elsewhere() -> None:
    story = flood(1_000)
    judge = judge_of(Table(ENOUGH))
    alerts_of(judge, enumerate(story))
    judge.write()

    assert alerts_of(judge, enumerate(story, start=1_000)) == []


def test_a_topic_that_was_made_again_is_judged_from_its_beginning() -> None:
    table = Table(ENOUGH)
    judge = judge_of(table)
    alerts_of(judge, enumerate(flood(300)))
    judge.write()
    news = [crossing("Late Wire", 5_000, after(200), country="TCD")]

    alerts = alerts_of(judge, enumerate(news), topic="second")

    assert [one.kind for one in alerts if one.country == "TCD"] == [AlertKind.INITIAL]
    judge.write()
    assert alerts_of(judge_of(table), enumerate(news), topic="second") == []


JUNK = (
    b"",
    b"\xff\x00",
    b"[]",
    b'{"newest": "never", "reports": 5, "offset": -1, "heard": -1}',
    b"null",
)


@pytest.mark.parametrize("junk", JUNK)
def test_one_bad_entry_of_the_memory_costs_itself_and_no_other(junk: bytes) -> None:
    whole = Table(ENOUGH)
    judged(whole, 0, (30,))
    for key in list(whole):
        table = Table(ENOUGH)
        table.update(whole)
        table[key] = junk
        told: set[bytes] = set()
        judge = StoredPartitions(table, RULES, lambda: 0, lambda key, _, told=told: told.add(key))

        alerts = alerts_of(judge, list(enumerate(story()))[30:])
        judge.write()

        assert alerts, key
        assert told <= {key}
        assert key in told or key.count(b"/") > 2, key  # a report is read when it is wanted


def test_a_broken_head_is_made_again_from_its_entries_and_nothing_rings_twice() -> None:
    table = Table(ENOUGH)
    judge = judge_of(table)
    before = {(one.id, one.revision) for one in alerts_of(judge, list(enumerate(story()))[:30])}
    judge.write()
    for key in [key for key in table if key.count(b"/") == 2]:
        table[key] = b"junk"

    alerts = alerts_of(judge_of(table), list(enumerate(story()))[30:])

    assert before.isdisjoint((one.id, one.revision) for one in alerts)


def test_a_state_of_a_type_that_a_newer_version_knows_is_kept_for_it() -> None:
    table = Table(ENOUGH)
    newer = {b"3/SDN/eruption": b'{"reports":["a"]}', b"3/SDN/eruption/a": b"{}"}
    table.update(newer)

    assert judged(table, 0, (50,)) == judged(Table(ENOUGH), 0, (50,))
    assert newer.items() <= dict(table).items()

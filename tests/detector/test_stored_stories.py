"""Stories of several event types: killed at any write and judged again, the alerts are the same."""

import random
from collections.abc import Sequence

import pytest
from detector.test_stored_partitions import (
    ENOUGH,
    PARTITION,
    after,
    alerts_of,
    assert_no_contradiction,
    judged_by,
)
from detector.test_stored_states import Table
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from judging.reports import TUESDAY, killed, rule

from tocsin.schemas.alert import Alert
from tocsin.schemas.control import Retraction
from tocsin.schemas.report import Evidence, Report
from tocsin.schemas.vocabulary import Cause, EventType
from tocsin.services.detector.messages.laid_controls import Heard
from tocsin.services.detector.state.partitions import StoredPartitions
from tocsin.services.detector.state.states import StoredStates
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.judging.state.slot_state import JudgedPosition, SlotState

TYPES = (EventType.CASUALTIES, EventType.DISPLACEMENT, EventType.EVACUATION)
RULES = tuple(
    rule(
        "threshold",
        id=name,
        when={"event_type": name},
        bands=[{"at_least": 20, "severity": "Moderate"}, {"at_least": 900, "severity": "Severe"}],
        min_interval="3h",
        quiet="1d",
    )
    for name in TYPES
)
CAUSES = (Cause.FLOOD, Cause.FLOOD, Cause.EARTHQUAKE)


def story(number: int, count: int = 40) -> list[Report]:
    """Return articles that tell of one type or of several, in one sentence or the next."""
    draw = random.Random(number)  # noqa: S311 - the same story every time
    found: list[Report] = []
    at = 0.0
    while len(found) < count:
        at += draw.choice((0.2, 1, 2, 9, 9, 30, 900))
        article, start = f"article-{len(found)}", 0
        cause, country = draw.choice(CAUSES), draw.choice(("NPL", "NPL", "KEN"))
        for event_type in draw.sample(TYPES, draw.choice((1, 2, 2, 3))):
            figure = draw.choice((12, 25, 31, 60, 1_200))
            sentence = f"Of the {cause} in the valley: {figure} {event_type}."
            report = killed(
                f"Outlet {draw.randrange(4)}",
                figure,
                after(at),
                sentence,
                article_id=article,
                country=country,
                event_type=event_type,
                subtype="killed" if event_type is EventType.CASUALTIES else None,
                cause=cause,
                evidence=Evidence(sentence=sentence, start=start, end=start + len(sentence)),
            )
            found.append(report)
            start += draw.choice((0, len(sentence) + 1, len(sentence) + 90))
    return found[:count]


class Recording(Table):
    """A table that knows in which order it was written."""

    def __init__(self, writes: int) -> None:
        super().__init__(writes)
        self.log: list[tuple[bytes, bytes | None]] = []

    def __setitem__(self, key: bytes, value: bytes) -> None:
        super().__setitem__(key, value)
        self.log.append((key, value))

    def __delitem__(self, key: bytes) -> None:
        super().__delitem__(key)
        self.log.append((key, None))


def judge_of(table: Table) -> StoredPartitions:
    return StoredPartitions(table, RULES, lambda: 0)


def with_retraction(reports: list[Report]) -> list[Report | Heard]:
    """Return the reports, and among them a person who takes the first story's alert back."""
    told: list[Report | Heard] = list(reports)
    first = next(iter(alerts_of(judge_of(Table(ENOUGH)), enumerate(told))))
    said = Retraction(id=first.id, at=TUESDAY, author="Ada", comment="wrong", country=first.country)
    told.insert(len(told) * 2 // 3, Heard(said, 0))
    return told


def judged(
    table: Table, records: Sequence[Report | Heard], begin: int, ends: Sequence[int]
) -> list[bytes]:
    """Judge from `begin` on in fetches that end there; return what was published."""
    return judged_by(judge_of(table), records, begin, ends)


def joined(alerts: Sequence[bytes]) -> int:
    """Return how many revisions are of a story with alerts of another type."""
    told = [Alert.read(one) for one in alerts]
    types = {one.id: one.event_type for one in told}
    return sum(any(types[other] != one.event_type for other in one.related) for one in told)


def test_a_fetch_killed_at_any_write_and_judged_again_gives_the_same_stories() -> None:
    records = with_retraction(story(3))
    undisturbed, count = Table(ENOUGH), len(records)
    expected = judged(undisturbed, records, 0, (count,))
    assert joined(expected) > 10  # else the story proves nothing
    for writes in range(ENOUGH):
        table = Table(ENOUGH)
        published = judged(table, records, 0, (8,))
        table.left = writes
        published += judged(table, records, 8, (34,))
        whole = table.left > 0
        table.left = ENOUGH
        published += judged(table, records, 8, (15, count))

        assert set(published) == set(expected), f"killed at write {writes}"
        assert_no_contradiction(published)
        assert dict(table) == dict(undisturbed), f"killed at write {writes}"
        if whole:
            assert writes > 30  # else it was killed nowhere
            return


@settings(max_examples=examples(12), deadline=None)
@given(number=st.integers(0, 10_000), data=st.data())
def test_whichever_states_were_written_when_a_judge_died_the_alerts_are_the_same(
    number: int, data: st.DataObject
) -> None:
    records = with_retraction(story(number))
    count = len(records)
    undisturbed = Table(ENOUGH)
    expected = judged(undisturbed, records, 0, (count,))
    begin = data.draw(st.integers(0, count - 1))
    end = data.draw(st.integers(begin + 1, count))
    table, ahead = Table(ENOUGH), Recording(ENOUGH)
    published = judged(table, records, 0, (begin,))
    judged(ahead, records, 0, (begin,))
    ahead.log.clear()
    published += judged(ahead, records, begin, (end,))

    # the notes are written first; of the states any may have been written, in any order
    states = sorted({b"/".join(key.split(b"/")[:3]) for key, _ in ahead.log if key.count(b"/") > 1})
    some = data.draw(st.lists(st.sampled_from(states), unique=True)) if states else []
    table.update({key: value for key, value in ahead.log if b"/story:" in key and value})
    for key, value in ahead.log:
        if key.count(b"/") > 1 and b"/".join(key.split(b"/")[:3]) in some:
            if value is None:
                del table[key]
            else:
                table[key] = value
    published += judged(table, records, begin, (count,))

    assert set(published) == set(expected)
    assert_no_contradiction(published)
    assert dict(table) == dict(undisturbed)


@pytest.mark.parametrize("number", range(3))
def test_how_fetches_divide_the_reports_changes_no_story_and_no_note(number: int) -> None:
    records = with_retraction(story(number))
    once, often = Table(ENOUGH), Table(ENOUGH)

    at_once = judged(once, records, 0, (len(records),))

    assert at_once == judged(often, records, 0, range(1, len(records) + 1))
    assert dict(once) == dict(often)


def test_the_stored_judge_and_the_one_in_memory_tell_the_same_stories() -> None:
    reports = story(5)
    world = InMemoryJudge(RULES)

    stored = [one.write() for one in alerts_of(judge_of(Table(ENOUGH)), enumerate(reports))]

    assert stored == [alert.write() for report in reports for alert in world.push(report)]
    assert joined(stored) > 10


def test_a_note_that_cannot_be_read_costs_itself_and_no_other() -> None:
    records, table = story(3), Table(ENOUGH)
    judged(table, records, 0, (30,))
    notes = [key for key in table if b"/story:" in key]
    table[notes[0]] = b'{"story_id": 5}'
    told: list[bytes] = []

    judge = StoredPartitions(table, RULES, lambda: 0, lambda key, _: told.append(key))

    assert alerts_of(judge, list(enumerate(records))[30:])
    assert told == [notes[0]]


def test_a_state_of_an_earlier_version_has_no_notes_and_is_judged_on() -> None:
    records, table = story(3), Table(ENOUGH)
    judged(table, records, 0, (30,))
    for key in [key for key in table if b"/story:" in key]:
        del table[key]

    alerts = alerts_of(judge_of(table), list(enumerate(records))[30:])

    assert [one.revision for one in alerts if one.revision > 1]


def test_a_topic_that_was_made_again_comes_behind_all_notes() -> None:
    table = Table(ENOUGH)
    judge = judge_of(table)
    flood, fled = (
        killed(
            "A",
            60,
            after(hours),
            "Of the flood: 60 dead, 60 fled.",
            article_id="one",
            cause=Cause.FLOOD,
            event_type=event_type,
            subtype="killed" if event_type is EventType.CASUALTIES else None,
        )
        for hours, event_type in ((0, EventType.CASUALTIES), (1, EventType.DISPLACEMENT))
    )
    place = JudgedPosition(topic="first", offset=700)
    (first,) = [
        alert
        for change in judge.process(PARTITION, flood, TUESDAY, place)
        for alert in change.judgement.alerts
    ]
    judge.write()

    (second,) = alerts_of(judge_of(table), [(0, fled)], topic="second")

    assert second.story_id == first.story_id
    assert isinstance(StoredStates(table).load(b"3/NPL/casualties"), SlotState)

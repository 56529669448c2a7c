"""When a lane sends what: timelines over a fake clock."""

from datetime import UTC, datetime, time, timedelta

from watcher.alert_cases import alert

from tocsin.schemas.vocabulary import Severity
from tocsin.services.notifier.pacing import SendPlan, SentNotification, Waiting, plan
from tocsin.services.notifier.routes import Limit, Route
from tocsin.services.notifier.schedule.duty import QuietHours

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
PLAIN = Route(name="desk", targets=("mail",))


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def told_in(found: SendPlan) -> list[list[str]]:
    return [[one.id for one in message] for message in found.messages]


def waits(identifier: str, minutes: float = 0, **changes: object) -> Waiting:
    return Waiting(alert(identifier, **changes), at(minutes))


def test_without_pacing_each_alert_is_sent_at_once_and_alone() -> None:
    assert told_in(plan(PLAIN, [waits("a"), waits("b")], [], at(0))) == [["a"], ["b"]]


def test_a_group_waits_for_others_and_is_one_message() -> None:
    route = PLAIN.model_copy(update={"group_by": ("country",), "group_wait": timedelta(minutes=5)})
    waiting = [waits("a", 0), waits("b", 4), waits("other", 4, country="TCD")]

    early = plan(route, waiting, [], at(4))
    due = plan(route, waiting, [], at(5))

    assert told_in(early) == []
    assert early.again == at(5)
    assert told_in(due) == [["a", "b"]]
    assert due.again == at(9)


def test_revisions_of_one_alert_keep_their_distance() -> None:
    route = PLAIN.model_copy(update={"min_interval": timedelta(hours=1)})
    before = [SentNotification(at(-10), frozenset({"a"}))]

    assert plan(route, [waits("a")], before, at(0)) == SendPlan((), at(50))
    assert told_in(plan(route, [waits("a"), waits("new")], before, at(0))) == [["new"]]
    assert told_in(plan(route, [waits("a")], before, at(50))) == [["a"]]


def test_quiet_hours_hold_all_but_the_worst_and_end_with_one_summary() -> None:
    night = QuietHours(begin=time(22), end=time(7), zone="Africa/Nairobi")
    route = PLAIN.model_copy(update={"quiet_hours": (night,)})
    # 22:00 in Nairobi is 19:00 UTC, 07:00 is 04:00
    evening, small_hours, morning = at(8 * 60), at(14 * 60), at(16 * 60)
    waiting = [
        Waiting(alert("a"), evening),
        Waiting(alert("b"), small_hours),
        Waiting(alert("worst", severity=Severity.EXTREME), small_hours),
    ]

    assert told_in(plan(route, waiting, [], small_hours)) == [["worst"]]
    assert plan(route, waiting[:2], [], small_hours) == SendPlan((), morning)
    assert told_in(plan(route, waiting[:2], [], morning)) == [["a", "b"]]


def test_quiet_hours_within_one_day_are_over_the_same_day() -> None:
    lunch = QuietHours(begin=time(12), end=time(13))
    route = PLAIN.model_copy(update={"quiet_hours": (lunch,)})

    assert plan(route, [waits("a")], [], at(10)) == SendPlan((), at(60))
    assert told_in(plan(route, [waits("a", -30)], [], at(-20))) == [["a"]]


def test_beyond_the_limit_alerts_wait_and_come_as_one_summary() -> None:
    route = PLAIN.model_copy(update={"limit": Limit(count=2, per=timedelta(hours=1))})
    before = [
        SentNotification(at(-40), frozenset({"x"})),
        SentNotification(at(-20), frozenset({"y"})),
    ]
    waiting = [waits("a"), waits("b"), waits("c")]

    assert plan(route, waiting, before, at(0)) == SendPlan((), at(20))
    assert told_in(plan(route, waiting, before, at(20.1))) == [["a", "b", "c"]]


def test_a_flood_that_would_pass_the_limit_is_a_summary_from_the_start() -> None:
    route = PLAIN.model_copy(update={"limit": Limit(count=3)})
    flood = [waits(f"a{number}") for number in range(10)]

    (message,) = plan(route, flood, [], at(0)).messages

    assert len(message) == len(flood)


def test_nothing_waiting_asks_for_no_look() -> None:
    assert plan(PLAIN, [], [], at(0)) == SendPlan((), None)

"""Who is told when nobody acknowledges: nights over a fake clock, with real receivers."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from notifier.duty_desk import DutyDesk, duty_desk
from watcher.alert_cases import alert

from tocsin.schemas.alert import Alert, AlertKind, Change
from tocsin.schemas.control import Acknowledgement
from tocsin.schemas.report import Quantity
from tocsin.schemas.vocabulary import Bound, MsgType, Severity, Status
from tocsin.services.controls.saying import acknowledgement

MONDAY_NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)

LADDER = """\
- target: duty
- target: second
- target: head
routes:
  - name: desk
    match: {severity: Severe}
    targets: [duty]
    escalate:
      - {after: 10m, targets: [second]}
      - {after: 20m, targets: [head]}
"""
NIGHT = LADDER.replace(
    "    escalate:",
    '    quiet_hours: {begin: "22:00", end: "07:00", zone: Africa/Nairobi}\n    escalate:',
)
EVENING = MONDAY_NOON + timedelta(hours=6, minutes=55)  # 21:55 in Nairobi


def grown(low: int = 5000, **changes: object) -> Alert:
    given = {"revision": 2, "kind": AlertKind.UPDATE, "change": Change.FIGURE_UP, **changes}
    return alert("a1", quantity=Quantity(low=low, bound=Bound.MIN), **given)


def seen(desk: DutyDesk, one: Alert, *, taken_back: bool = False) -> Acknowledgement:
    return acknowledgement(one, "Ann", desk.now, taken_back=taken_back)


async def test_the_next_and_then_the_one_after_are_notified_while_nobody_acknowledges(
    tmp_path: Path,
) -> None:
    async with duty_desk(tmp_path, LADDER, MONDAY_NOON) as desk:
        await desk.at(0, alert("a1"))
        await desk.at(120)

        assert desk.who == [(0, "duty"), (10, "second"), (30, "head")]
        body = json.loads(desk.receivers["head"].bodies[0])
        assert body["escalation"] == {"route": "desk", "step": 2, "after": "20m"}
        headers = desk.receivers["head"].headers[0]
        assert headers["webhook-id"] == "a1.1.desk+2.head"
        value = desk.metrics.registry.get_sample_value
        assert value("tocsin_escalations_total", {"route": "desk", "step": "2"}) == 1
        assert value("tocsin_escalations_open", {"route": "desk"}) == 1


async def test_nobody_else_is_notified_of_an_acknowledged_alert(tmp_path: Path) -> None:
    async with duty_desk(tmp_path, LADDER, MONDAY_NOON) as desk:
        await desk.at(0, alert("a1"), alert("a2"))
        await desk.at(9, seen(desk, alert("a1")))
        await desk.at(120)

        assert [one[1:3] for one in desk.told if one[1] != "duty"] == [
            ("second", "a2"),
            ("head", "a2"),
        ]


async def test_what_was_acknowledged_before_it_came_here_never_escalates(tmp_path: Path) -> None:
    async with duty_desk(tmp_path, LADDER, MONDAY_NOON) as desk:
        await desk.at(0, seen(desk, alert("a1")))
        await desk.at(1, alert("a1"))
        await desk.at(120)

        assert desk.who == [(1, "duty")]


async def test_an_alert_that_grew_is_open_again_and_escalates_from_the_begin(
    tmp_path: Path,
) -> None:
    async with duty_desk(tmp_path, LADDER, MONDAY_NOON) as desk:
        await desk.at(0, alert("a1"))
        await desk.at(12, seen(desk, alert("a1")))
        await desk.at(60, grown(1100))  # not notably more
        await desk.at(100, grown(5000, revision=3))
        await desk.at(200)

        assert desk.who == [
            *[(0, "duty"), (10, "second")],
            *[(60, "duty"), (100, "duty"), (110, "second"), (130, "head")],
        ]


async def test_who_was_told_hears_how_it_goes_on_until_somebody_acknowledges_it(
    tmp_path: Path,
) -> None:
    async with duty_desk(tmp_path, LADDER, MONDAY_NOON) as desk:
        await desk.at(0, alert("a1"))
        await desk.at(15, grown())
        await desk.at(16, seen(desk, grown()))
        await desk.at(20, grown(5100, revision=3))
        back = {"kind": AlertKind.RETRACTION, "msg_type": MsgType.CANCEL}
        await desk.at(40, grown(5100, revision=4, **back))
        await desk.at(120)

        assert [one for one in desk.told if one[1] != "duty"] == [
            (10, "second", "a1", 1),
            (15, "second", "a1", 2),
            (40, "second", "a1", 4),
        ]


async def test_an_acknowledgement_that_is_taken_back_gives_the_next_their_time_anew(
    tmp_path: Path,
) -> None:
    async with duty_desk(tmp_path, LADDER, MONDAY_NOON) as desk:
        await desk.at(0, alert("a1"))
        await desk.at(12, seen(desk, alert("a1")))
        await desk.at(60, seen(desk, alert("a1"), taken_back=True))
        await desk.at(200)

        assert desk.who == [(0, "duty"), (10, "second"), (80, "head")]


async def test_what_ended_was_taken_back_is_silenced_or_a_drill_escalates_no_more(
    tmp_path: Path,
) -> None:
    async with duty_desk(tmp_path, LADDER, MONDAY_NOON) as desk:
        ends: tuple[dict[str, object], ...] = (
            {"kind": AlertKind.EXPIRED},
            {"kind": AlertKind.RETRACTION, "msg_type": MsgType.CANCEL},
            {"kind": AlertKind.UPDATE, "silenced_by": "s"},
            {"kind": AlertKind.UPDATE, "status": Status.EXERCISE},
        )
        for number in range(len(ends)):
            await desk.at(0, alert(f"a{number}"))
        for number, change in enumerate(ends):
            await desk.at(5, alert(f"a{number}", revision=2, **change))
        await desk.at(120)

        assert {target for _, target in desk.who} == {"duty"}


async def test_an_older_revision_that_kafka_repeats_changes_nothing(tmp_path: Path) -> None:
    async with duty_desk(tmp_path, LADDER, MONDAY_NOON) as desk:
        await desk.at(0, alert("a1"))
        await desk.at(3, grown(5000, revision=3))
        await desk.at(5, alert("a1", revision=2, kind=AlertKind.EXPIRED))
        await desk.at(12)

        assert [one for one in desk.told if one[1] == "second"] == [(10, "second", "a1", 3)]


async def test_quiet_hours_hold_a_step_and_an_acknowledgement_takes_it_out_of_them(
    tmp_path: Path,
) -> None:
    async with duty_desk(tmp_path, NIGHT, EVENING) as desk:
        await desk.at(0, alert("a1"), alert("a2"))
        await desk.at(60, seen(desk, alert("a1")))
        await desk.at(11 * 60)

        # 07:00 in Nairobi is 545 minutes after 21:55; from then on the next have their time
        assert [one[:3] for one in desk.told] == [
            *[(0, "duty", "a1"), (0, "duty", "a2")],
            *[(545, "second", "a2"), (565, "head", "a2")],
        ]


async def test_the_clock_of_the_next_begins_when_quiet_hours_let_the_first_be_told(
    tmp_path: Path,
) -> None:
    async with duty_desk(tmp_path, NIGHT, EVENING) as desk:
        await desk.at(10, alert("a1"))
        await desk.at(11 * 60)

        assert desk.who == [(545, "duty"), (555, "second"), (575, "head")]


async def test_the_worst_breaks_quiet_hours_at_every_step(tmp_path: Path) -> None:
    async with duty_desk(tmp_path, NIGHT, EVENING) as desk:
        await desk.at(10, alert("a1", severity=Severity.EXTREME))
        await desk.at(120)

        assert desk.who == [(10, "duty"), (20, "second"), (40, "head")]


async def test_a_step_may_be_told_at_any_hour(tmp_path: Path) -> None:
    routes = NIGHT.replace("targets: [second]}", "targets: [second], any_hour: true}")
    async with duty_desk(tmp_path, routes, EVENING) as desk:
        await desk.at(0, alert("a1"))
        await desk.at(60)

        assert desk.who == [(0, "duty"), (10, "second")]


ON_CALL = """\
- target: ann
- target: bo
- target: weekend
- target: head
on_call:
  - name: desk
    zone: Africa/Nairobi
    shifts:
      - {targets: [ann], days: [mon, tue, wed, thu, fri], begin: "07:00", end: "19:00"}
      - {targets: [bo], days: [mon, tue, wed, thu], begin: "19:00", end: "07:00"}
    otherwise: [weekend]
routes:
  - name: all
    targets: [desk]
    escalate: [{after: 30m, targets: [desk, head]}]
"""


async def test_whose_shift_it_is_when_they_are_notified_is_notified(tmp_path: Path) -> None:
    shift_ends = datetime(2026, 3, 9, 16, tzinfo=UTC)  # Monday 19:00 in Nairobi
    async with duty_desk(tmp_path, ON_CALL, shift_ends - timedelta(minutes=10)) as desk:
        await desk.at(0, alert("a1"))
        await desk.at(60)
        assert sorted(desk.who) == [(0, "ann"), (30, "bo"), (30, "head")]

        friday_night = 4 * 24 * 60 + 4 * 60
        await desk.at(friday_night, alert("a2"))
        assert desk.who[-1] == (friday_night, "weekend")


async def test_a_new_notifier_goes_on_where_the_last_one_was_and_repeats_nothing(
    tmp_path: Path,
) -> None:
    async with duty_desk(tmp_path, LADDER, MONDAY_NOON) as desk:
        await desk.at(0, alert("a1"), alert("a2"))
        await desk.at(12)
        await desk.stop()
        desk.now += timedelta(hours=5)
        await desk.start()
        desk.notifier.has_heard_all = False
        await desk.look()
        assert [one for one in desk.told if one[1] == "head"] == []  # they may be acknowledged
        await desk.at(313, acknowledgement(alert("a1"), "Ann", MONDAY_NOON))
        desk.notifier.has_heard_all = True
        await desk.at(400)

        assert [one[1:3] for one in desk.told] == [
            *[("duty", "a1"), ("duty", "a2"), ("second", "a1"), ("second", "a2")],
            ("head", "a2"),
        ]


async def test_a_clock_that_was_a_day_ahead_holds_no_step_back_for_long(tmp_path: Path) -> None:
    async with duty_desk(tmp_path, LADDER, MONDAY_NOON + timedelta(days=1)) as desk:
        await desk.at(0, alert("a1"))
        desk.now = desk.begin = MONDAY_NOON
        await desk.at(40)

        assert desk.who == [(0, "duty"), (11, "second"), (31, "head")]


async def test_routes_that_changed_meanwhile_leave_nothing_hanging(tmp_path: Path) -> None:
    async with duty_desk(tmp_path, NIGHT, EVENING) as desk:
        await desk.at(0, alert("a1"))
        await desk.at(30)  # the second waits for the end of the quiet hours
        await desk.stop()
        (route,) = desk.routes.routes
        first, last = route.escalate
        steps = (first.model_copy(update={"targets": ("head",)}), last)
        loud = route.model_copy(update={"escalate": steps, "quiet_hours": ()})
        others = tuple(one for one in desk.routes.targets if one.name != "second")
        desk.routes = desk.routes.model_copy(update={"routes": (loud,), "targets": others})
        await desk.start()
        await desk.at(120)

        assert desk.who == [(0, "duty"), (51, "head")]

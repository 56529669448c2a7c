"""A story is told once: a further measure of it is an update and no fresh alarm."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from notifier.duty_desk import DutyDesk, duty_desk
from stories.alerts_of_a_story import injured, killed, missing, taken_back

from tocsin.schemas.alert import Alert, AlertKind, Change
from tocsin.schemas.vocabulary import Severity
from tocsin.services.notifier.lane import Lane
from tocsin.services.notifier.messages.message import Writer
from tocsin.services.notifier.pacing import SendPlan, SentNotification, Waiting, plan
from tocsin.services.notifier.routes import Limit, Route
from tocsin.services.notifier.store.database import NotifierStore
from tocsin.services.notifier.store.so_far import SoFar

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
LINK = "https://board.example/alerts/{id}"
DESK = Lane("desk", "mail")
PLAIN = Route(name="desk", targets=("mail",))
HOURLY = PLAIN.model_copy(update={"min_interval": timedelta(hours=1)})
TOLD = SentNotification(NOON, frozenset({"killed"}), {"crash": 3})
ROUTES = """
- target: hub
routes:
  - {name: desk, targets: [hub], min_interval: 10m}
"""


def after(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def told_in(found: SendPlan) -> list[list[str]]:
    return [[one.id for one in message] for message in found.messages]


def test_the_measures_that_wait_together_are_one_message() -> None:
    waiting = [
        Waiting(one, NOON) for one in (killed(), injured(), killed(identifier="x", story="y"))
    ]

    assert told_in(plan(PLAIN, waiting, [], NOON)) == [["injured", "killed"], ["x"]]


def test_a_further_measure_keeps_the_distance_of_a_revision() -> None:
    waiting = [Waiting(injured(), after(5))]

    assert plan(HOURLY, waiting, [TOLD], after(5)) == SendPlan((), after(60))
    assert told_in(plan(HOURLY, waiting, [TOLD], after(60))) == [["injured"]]


def test_a_measure_that_is_worse_than_what_was_told_does_not_wait() -> None:
    waiting = [Waiting(injured(severity=Severity.EXTREME), after(5))]

    assert told_in(plan(HOURLY, waiting, [TOLD], after(5))) == [["injured"]]


def test_the_measures_of_a_story_count_once_against_the_limit() -> None:
    route = PLAIN.model_copy(update={"limit": Limit(count=1)})
    waiting = [Waiting(one, NOON) for one in (killed(), injured(), missing())]

    assert len(plan(route, waiting, [], NOON).messages) == 1


def test_a_message_names_all_measures_under_one_title() -> None:
    told = Writer(LINK).write([killed(), injured()])

    assert told.title == "Severe: Bus crash, Minya, Egypt: 21 killed, 164 injured"
    assert told.body.startswith("Bus crash, Minya, Egypt: 21 killed, 164 injured\n")
    assert told.body.endswith("https://board.example/alerts/killed")


def test_a_further_measure_is_reported_as_an_update_of_the_story() -> None:
    so_far = SoFar(known=("crash",), others=(killed(),))

    told = Writer(LINK).write([injured()], so_far=so_far)

    assert told.title == "Update, Severe: Bus crash, Minya, Egypt: 21 killed, 164 injured"
    assert "News of a story that you know: 164 injured." in told.body
    assert told.body.endswith("https://board.example/alerts/injured")


def test_a_grown_measure_says_which_figure_rose_in_the_story() -> None:
    grown = killed(30, revision=2, kind=AlertKind.UPDATE, change=Change.FIGURE_UP)

    told = Writer(LINK).write([grown], so_far=SoFar(known=("crash",), others=(injured(),)))

    assert told.title == "Severe: Bus crash, Minya, Egypt: 30 killed, 164 injured"
    assert "30 killed: The figure rose." in told.body


def test_a_withdrawal_says_what_was_withdrawn() -> None:
    told = Writer(LINK).write(
        [taken_back(injured())], so_far=SoFar(known=("crash",), others=(killed(),))
    )

    assert told.title == "Moderate: Bus crash, Minya, Egypt: 164 injured"
    assert "Withdrawn." in told.body


def test_a_summary_has_a_line_for_each_story() -> None:
    told = Writer(LINK).write([killed(), injured(), killed(identifier="x", story="y")])

    assert told.title == "2 stories"
    assert told.body.count("Bus crash") == 2


def stored(folder: Path, *alerts: Alert) -> NotifierStore:
    store = NotifierStore(folder / "notifier.sqlite")
    for number, one in enumerate(alerts):
        store.take(one, [DESK], ("alerts", 0, number), NOON)
    return store


def test_what_a_message_says_of_its_story_is_the_same_after_a_crash(tmp_path: Path) -> None:
    store = stored(tmp_path, killed(), injured())
    so_far = store.stories.so_far(DESK, [injured()])
    store.set_out(DESK, "m1", [injured()], NOON, so_far=so_far)
    store.take(killed(40, revision=2), [DESK], ("alerts", 0, 9), NOON)
    store.close()

    again = NotifierStore(tmp_path / "notifier.sqlite")

    assert again.stories.of(DESK, "m1") == so_far
    assert [one.quantity.figure for one in so_far.others] == [21]
    again.tell(DESK, "m1", NOON)
    assert again.stories.of(DESK, "m1") == SoFar()


def test_a_story_is_known_to_the_lane_that_was_told_of_it(tmp_path: Path) -> None:
    store = stored(tmp_path, killed(), injured())
    assert store.stories.so_far(DESK, [injured()]).known == ()

    store.set_out(DESK, "m1", [killed()], NOON)
    store.tell(DESK, "m1", NOON)

    assert store.stories.so_far(DESK, [injured()]).known == ("crash",)
    assert store.stories.so_far(Lane("desk", "phone"), [injured()]).known == ()
    assert store.told(DESK, NOON) == [TOLD]


def test_an_alert_that_moved_to_another_story_is_sent_with_that_one(tmp_path: Path) -> None:
    alone = injured(story="alone")
    store = stored(tmp_path, killed(), alone)
    store.set_out(DESK, "m1", [killed()], NOON)
    store.tell(DESK, "m1", NOON)
    assert store.stories.so_far(DESK, [alone]) == SoFar()

    moved = injured(revision=2)
    store.take(moved, [DESK], ("alerts", 0, 9), NOON)

    so_far = store.stories.so_far(DESK, [moved])
    assert so_far.known == ("crash",)
    assert [one.id for one in so_far.others] == ["killed"]


def test_silenced_and_withdrawn_measures_are_not_told_beside_others(tmp_path: Path) -> None:
    store = stored(tmp_path, killed(), injured(silenced_by="quiet"), taken_back(missing()))

    assert store.stories.so_far(DESK, [killed()]).others == ()


def test_the_file_of_an_earlier_version_goes_on(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "notifier.sqlite")
    old.execute(
        "create table told (lane text, alert text, revision integer not null, at real not null, "
        "message text not null, primary key (lane, alert, revision))"
    )
    old.execute("insert into told values (?, 'a', 1, ?, 'm')", (str(DESK), NOON.timestamp()))
    old.commit()
    old.close()

    store = NotifierStore(tmp_path / "notifier.sqlite")

    assert store.told(DESK, NOON) == [SentNotification(NOON, frozenset({"a"}))]
    assert store.take(killed(), [DESK], ("alerts", 0, 0), NOON) == 1


def heard(desk: DutyDesk) -> list[tuple[list[str], list[object]]]:
    """Return the alerts of each message, and what it says of their stories."""
    bodies = [json.loads(body) for body in desk.receivers["hub"].bodies]
    return [([one["id"] for one in body["data"]], body.get("stories", [])) for body in bodies]


async def test_a_story_is_reported_once_and_then_extended(tmp_path: Path) -> None:
    async with duty_desk(tmp_path, ROUTES, NOON) as desk:
        await desk.at(0, killed())
        await desk.at(3, injured())
        await desk.at(5, missing())
        await desk.at(20)

    first, second = heard(desk)
    assert first == (["killed"], [])
    assert second[0] == ["injured", "missing"]
    assert second[1] == [
        {
            "id": "crash",
            "title": "Bus crash, Minya, Egypt: 21 killed, 164 injured, 3 missing",
            "severity": "Severe",
            "alerts": ["killed", "injured", "missing"],
            "told_before": True,
        }
    ]


async def test_a_notifier_that_starts_again_knows_the_stories_that_it_told(tmp_path: Path) -> None:
    async with duty_desk(tmp_path, ROUTES, NOON) as desk:
        await desk.at(0, killed())
        await desk.stop()
        await desk.start()
        await desk.at(1, injured())
        await desk.at(9)
        assert len(heard(desk)) == 1
        await desk.at(11)

    assert [alerts for alerts, _ in heard(desk)] == [["killed"], ["injured"]]

"""What the notifier remembers, across a crash too."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from watcher.alert_cases import alert

from tocsin.schemas.alert import Alert
from tocsin.services.notifier.lane import Lane
from tocsin.services.notifier.store.database import NotifierStore
from tocsin.services.problem import Problem

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
DESK = Lane("desk", "mail")


def waiting(store: NotifierStore) -> list[tuple[str, int]]:
    return [(one.alert.id, one.alert.revision) for one in store.waiting(DESK)]


def tell(store: NotifierStore, *alerts: Alert) -> None:
    store.set_out(DESK, "m1", alerts, NOW)
    store.tell(DESK, "m1", NOW)


def test_a_revision_waits_until_it_is_sent_and_is_never_sent_again(tmp_path: Path) -> None:
    store = NotifierStore(tmp_path / "notifier.sqlite")

    assert store.take(alert(), [DESK], ("alerts", 0, 7), NOW) == 1
    assert waiting(store) == [("a1b2c3", 1)]
    tell(store, alert())
    assert waiting(store) == []
    assert store.take(alert(), [DESK], ("alerts", 0, 8), NOW) == 0
    assert store.take(alert(revision=2), [DESK], ("alerts", 0, 9), NOW) == 1


def test_a_newer_revision_takes_the_place_of_one_that_waits(tmp_path: Path) -> None:
    store = NotifierStore(tmp_path / "notifier.sqlite")

    store.take(alert(), [DESK], ("alerts", 0, 0), NOW)
    store.take(alert(revision=2), [DESK], ("alerts", 0, 1), NOW + timedelta(minutes=1))
    store.take(alert(), [DESK], ("alerts", 0, 2), NOW)

    assert waiting(store) == [("a1b2c3", 2)]
    assert store.waiting(DESK)[0].since == NOW


def test_what_came_in_while_an_older_revision_was_being_told_still_waits(tmp_path: Path) -> None:
    store = NotifierStore(tmp_path / "notifier.sqlite")
    store.take(alert(), [DESK], ("alerts", 0, 0), NOW)
    store.take(alert(revision=2), [DESK], ("alerts", 0, 1), NOW)

    tell(store, alert())

    assert waiting(store) == [("a1b2c3", 2)]


def test_a_clock_that_was_a_day_ahead_holds_nothing_back_when_it_is_right_again(
    tmp_path: Path,
) -> None:
    store = NotifierStore(tmp_path / "notifier.sqlite")
    ahead = NOW + timedelta(days=1)
    store.take(alert(), [DESK], ("alerts", 0, 0), ahead)
    store.set_out(DESK, "m1", [alert()], ahead)
    store.tell(DESK, "m1", ahead)
    store.take(alert(revision=2), [DESK], ("alerts", 0, 1), ahead)

    store.leave_no_future(NOW)

    assert [one.since for one in store.waiting(DESK)] == [NOW]
    assert [one.at for one in store.told(DESK, NOW - timedelta(days=1))] == [NOW]


def test_a_message_that_set_out_is_the_same_after_a_crash_whatever_came_meanwhile(
    tmp_path: Path,
) -> None:
    store = NotifierStore(tmp_path / "notifier.sqlite")
    store.take(alert("b"), [DESK], ("alerts", 0, 0), NOW)
    store.take(alert("a"), [DESK], ("alerts", 0, 1), NOW)
    store.set_out(DESK, "m1", [alert("b"), alert("a")], NOW)
    store.take(alert("a", revision=2), [DESK], ("alerts", 0, 2), NOW)
    store.take(alert("b"), [DESK], ("alerts", 0, 3), NOW)
    store.close()

    again = NotifierStore(tmp_path / "notifier.sqlite")

    assert again.under_way(DESK) == {"m1": (alert("b"), alert("a"))}
    assert waiting(again) == [("a", 2)]
    assert again.held() == {DESK: 3}
    again.tell(DESK, "m1", NOW)
    assert again.under_way(DESK) == {}
    assert again.held() == {DESK: 1}


def test_a_lane_that_is_gone_is_forgotten_whole(tmp_path: Path) -> None:
    store = NotifierStore(tmp_path / "notifier.sqlite")
    store.take(alert("a"), [DESK], ("alerts", 0, 0), NOW)
    store.set_out(DESK, "m1", [alert("b")], NOW)

    store.drop_lane(DESK, NOW)

    assert store.held() == {}


def test_offsets_and_what_waits_survive_a_restart_together(tmp_path: Path) -> None:
    store = NotifierStore(tmp_path / "notifier.sqlite")
    store.begin_at({("alerts", 0): 5, ("alerts", 1): 0}, {"alerts": "first"})
    store.take(alert(), [DESK], ("alerts", 0, 5), NOW)
    store.close()

    again = NotifierStore(tmp_path / "notifier.sqlite")

    assert again.offsets() == {("alerts", 0): 6, ("alerts", 1): 0}
    assert waiting(again) == [("a1b2c3", 1)]


def test_two_notifiers_can_not_share_a_file(tmp_path: Path) -> None:
    store = NotifierStore(tmp_path / "notifier.sqlite")

    with pytest.raises(Problem, match="one notifier"):
        NotifierStore(tmp_path / "notifier.sqlite")
    store.close()


def test_what_was_told_long_ago_is_forgotten(tmp_path: Path) -> None:
    store = NotifierStore(tmp_path / "notifier.sqlite")
    tell(store, alert())

    store.forget(NOW + timedelta(seconds=1))

    assert store.told(DESK, NOW - timedelta(days=1)) == []

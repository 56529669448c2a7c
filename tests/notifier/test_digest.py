"""Digests: nights and weeks over a fake clock, with a real receiver and a real mail server."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from notifier.duty_desk import LINK, DutyDesk, duty_desk
from notifier.mailbox import mailbox
from pydantic import SecretStr, ValidationError
from stories.alerts_of_a_story import injured, killed, missing
from watcher.alert_cases import alert

from tocsin.schemas.alert import Alert, AlertKind, Change
from tocsin.schemas.report import Quantity
from tocsin.schemas.vocabulary import Bound, Severity
from tocsin.services.controls.saying import acknowledgement
from tocsin.services.notifier.digest import Digest, State, by_story, digest, entry
from tocsin.services.notifier.lane import Lane
from tocsin.services.notifier.messages.roundup import RoundupWriter
from tocsin.services.notifier.routes import AppriseTarget, Route
from tocsin.services.notifier.schedule.digest_times import DigestTimes, last_due
from tocsin.services.notifier.store.database import NotifierStore
from tocsin.services.notifier.targets.sending import AppriseSender, Parcel

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)  # a Monday
SEVEN = 19 * 60
"""Minutes from noon to the next 07:00."""

DAILY = """\
- target: hub
routes:
  - name: morning
    match: {severity: Moderate}
    targets: [hub]
    digest: {every: day, at: "07:00"}
"""


def revised(identifier: str, low: int = 1000, **changes: object) -> Alert:
    given = {"revision": 2, "kind": AlertKind.UPDATE, "change": Change.FIGURE_UP, **changes}
    return alert(identifier, quantity=Quantity(low=low, bound=Bound.MIN), **given)


def bodies(desk: DutyDesk) -> list[dict[str, Any]]:
    return [json.loads(body) for body in desk.receivers["hub"].bodies]


def states(body: dict[str, Any]) -> dict[str, str]:
    return {one["id"]: one["state"] for one in body["digest"]["entries"]}


async def test_a_digest_tells_what_is_new_grew_changed_ended_and_goes_on(tmp_path: Path) -> None:
    async with duty_desk(tmp_path, DAILY, NOON) as desk:
        await desk.at(0, *(alert(name) for name in ("grows", "falls", "ends", "stays")))
        await desk.at(5, alert("mild", severity=Severity.MINOR))
        assert bodies(desk) == []  # nobody is told before its time

        await desk.at(SEVEN)
        (first,) = bodies(desk)
        assert states(first) == dict.fromkeys(("grows", "falls", "ends", "stays"), "new")

        await desk.at(SEVEN + 60, revised("grows", 5000, severity=Severity.EXTREME))
        # what falls below the route is told all the same: the reader saw it as it was
        await desk.at(SEVEN + 61, revised("falls", 10, severity=Severity.MINOR))
        await desk.at(SEVEN + 62, revised("ends", kind=AlertKind.EXPIRED, change=Change.QUIET))
        await desk.at(SEVEN + 63, alert("fresh"))
        await desk.at(SEVEN + 64, acknowledgement(alert("stays"), "Ann", desk.now))
        await desk.at(SEVEN + 24 * 60)

        second = bodies(desk)[1]
        assert second["type"] == "digest"
        assert second["digest"]["counts"] == {
            "new": 1, "grew": 1, "changed": 1, "open": 1, "ended": 1
        }  # fmt: skip
        assert states(second) == {
            "grows": "grew", "fresh": "new", "stays": "open", "falls": "changed", "ends": "ended"
        }  # fmt: skip
        assert list(states(second)) == ["grows", "fresh", "stays", "falls", "ends"]
        by_id = {one["id"]: one for one in second["digest"]["entries"]}
        assert by_id["grows"]["before"] == {"revision": 1, "severity": "Severe", "figure": 1000}
        assert by_id["stays"]["acknowledged_by"] == "Ann"
        assert [one["id"] for one in second["data"]] == list(states(second))
        assert desk.receivers["hub"].headers[1]["webhook-id"] == (
            "digest.20260311T070000Z.morning.hub"
        )

        await desk.at(SEVEN + 2 * 24 * 60)
        assert "ends" not in states(bodies(desk)[2])


async def test_a_quiet_day_is_reported_too(tmp_path: Path) -> None:
    async with duty_desk(tmp_path, DAILY, NOON) as desk:
        await desk.at(SEVEN)

        (body,) = bodies(desk)
        assert (body["data"], body["digest"]["counts"]) == ([], {})


async def test_what_was_silenced_meanwhile_is_left_out(tmp_path: Path) -> None:
    async with duty_desk(tmp_path, DAILY, NOON) as desk:
        await desk.at(0, alert("a1"), alert("a2"))
        await desk.at(1, revised("a1", silenced_by="s"))
        await desk.at(SEVEN)

        assert states(bodies(desk)[0]) == {"a2": "new"}


async def test_days_that_were_missed_are_sent_at_once_and_together(
    tmp_path: Path,
) -> None:
    async with duty_desk(tmp_path, DAILY, NOON) as desk:
        await desk.at(0, alert("a1"))
        await desk.stop()
        desk.now = NOON + timedelta(days=3)
        await desk.start()
        await desk.look()
        await desk.at(3 * 24 * 60 + SEVEN)

        late, next_one = bodies(desk)
        assert states(late) == {"a1": "new"}
        assert late["digest"]["until"] == next_one["digest"]["since"] == "2026-03-12T12:00:00Z"
        assert states(next_one) == {"a1": "open"}


def test_a_digest_that_set_out_is_the_same_after_a_crash_whatever_came_meanwhile(
    tmp_path: Path,
) -> None:
    lane, file = Lane("morning", "hub"), tmp_path / "notifier.sqlite"
    store = NotifierStore(file)
    store.begin_digest("morning", NOON)
    store.take(alert("a1"), [], ("alerts", 0, 0), NOON, ["morning"])
    told = store.set_digest_out("morning", [lane], NOON + timedelta(hours=19))
    store.close()  # killed before the target answered

    again = NotifierStore(file)
    again.take(revised("a1", 9000), [], ("alerts", 0, 1), NOON, ["morning"])
    again.take(alert("a2"), [], ("alerts", 0, 2), NOON, ["morning"])

    ((found, message),) = again.digests.under_way()
    assert found == lane
    assert again.digests.written(lane, message) == told
    again.digests.tell(lane, message)
    assert again.digests.under_way() == []
    later = again.set_digest_out("morning", [lane], NOON + timedelta(hours=43))
    assert {one.alert.id: one.state for one in later.entries} == {
        "a1": State.GREW,
        "a2": State.NEW,
    }


AUCKLAND = {"every": "day", "at": "00:30", "zone": "Pacific/Auckland"}
BERLIN = {"every": "day", "at": "02:30", "zone": "Europe/Berlin"}


@pytest.mark.parametrize(
    ("times", "now", "due"),
    [
        ({"every": "day"}, "2026-03-09T06:59", "2026-03-08T07:00"),
        ({"every": "day"}, "2026-03-09T07:00", "2026-03-09T07:00"),
        ({"every": "day", "zone": "Africa/Nairobi"}, "2026-03-09T05:00", "2026-03-09T04:00"),
        (AUCKLAND, "2026-03-09T12:00", "2026-03-09T11:30"),
        ({"every": "week"}, "2026-03-15T12:00", "2026-03-09T07:00"),
        ({"every": "week", "day": "SUN"}, "2026-03-15T12:00", "2026-03-15T07:00"),
        # the day on which Berlin's clocks go on an hour
        (BERLIN, "2026-03-29T12:00", "2026-03-29T01:30"),
    ],
)  # fmt: skip
def test_a_digest_is_due_by_the_clocks_of_its_zone(
    times: dict[str, object], now: str, due: str
) -> None:
    def at(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)

    assert last_due(DigestTimes.model_validate(times), at(now)) == at(due)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"digest": {"every": "month"}}, "'day' or 'week'"),
        ({"digest": {"every": "day", "at": 420}}, "a time in quotes"),
        ({"digest": {"every": "day"}, "min_interval": "1h"}, "min_interval would change nothing"),
        ({"digest": {"every": "day", "zone": "Nairobi"}}, "unknown time zone"),
    ],
)
def test_a_wrong_digest_is_answered_with_what_would_be_right(
    given: dict[str, object], named: str
) -> None:
    with pytest.raises(ValidationError, match=named):
        Route.model_validate({"name": "morning", "targets": ["hub"], **given})


HOSTILE = "Flood: 40 people <script>alert(1)</script> <img src=//t.example/p.gif> @everyone\nBcc: x"


def told(count: int = 1) -> Digest:
    grew = revised("a0", 5000, severity=Severity.EXTREME, title=HOSTILE)
    entries = [entry(grew, alert("a0"), changed=True, acknowledged_by="Ann <b>")]
    entries += [
        entry(alert(f"a{number}"), None, changed=True, acknowledged_by=None)
        for number in range(1, count)
    ]
    return digest("morning", NOON, NOON + timedelta(days=1), entries)


async def test_a_mail_has_a_layout_and_the_same_as_text(tmp_path: Path) -> None:
    del tmp_path
    message = RoundupWriter(LINK).write(told(), DigestTimes.model_validate({"every": "day"}))
    with mailbox() as box:
        for form in ("html", "text"):
            target = AppriseTarget(
                kind="apprise", name="mail", url=SecretStr(f"{box.url}&format={form}")
            )
            await AppriseSender(target, 20).send(Parcel("m", message, told().alerts))

    laid_out, plain = box.mails
    parts = {
        part.get_content_type(): part.get_payload(decode=True).decode()  # type: ignore[union-attr]
        for part in laid_out.walk()
        if not part.is_multipart()
    }
    assert set(parts) == {"text/plain", "text/html"}
    for text in (parts["text/plain"], plain.get_payload(decode=True).decode()):  # type: ignore[union-attr]
        assert "Daily digest of morning" in text
        assert "Grew from 1,000 to 5,000, was Severe" in text
        assert "Acknowledged by Ann" in text
    assert "https://board.example/alerts/a0" in plain.get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert 'href="https://board.example/alerts/a0"' in parts["text/html"]
    assert "<script" not in parts["text/html"]
    assert "<img" not in parts["text/html"]
    assert "\nBcc:" not in parts["text/plain"]


def test_a_mail_is_never_so_long_that_it_is_cut_in_the_middle() -> None:
    message = RoundupWriter(LINK).write(told(400), DigestTimes.model_validate({"every": "week"}))

    assert message.title.startswith("Weekly digest: ")
    assert message.html is not None
    assert len(message.html) < 32_768
    assert message.html.endswith("</html>")
    assert "and 340 more" in message.body


def test_a_digest_has_a_line_for_each_story_and_says_what_came_of_which_measure() -> None:
    grown = killed(30, revision=2, kind=AlertKind.UPDATE, change=Change.FIGURE_UP)
    entries = [
        entry(grown, killed(), changed=True, acknowledged_by="Ann"),
        entry(injured(), None, changed=True, acknowledged_by=None),
        entry(missing(), missing(), changed=False, acknowledged_by=None),
        entry(alert("other"), None, changed=True, acknowledged_by=None),
    ]

    message = RoundupWriter(LINK).write(
        digest("morning", NOON, NOON + timedelta(days=1), entries),
        DigestTimes.model_validate({"every": "day"}),
    )

    assert message.title == "Daily digest: 2 new"
    assert message.body.count("Bus crash") == 1
    assert (
        "- 30 killed: grew from 21 to 30, 164 injured: new: "
        "Bus crash, Minya, Egypt: 30 killed, 164 injured, 3 missing"
    ) in message.body


def test_a_story_ends_in_a_digest_when_all_of_it_has() -> None:
    over = {"revision": 2, "kind": AlertKind.EXPIRED, "change": Change.QUIET}
    entries = [
        entry(killed(**over), killed(), changed=True, acknowledged_by=None),
        entry(injured(), injured(), changed=False, acknowledged_by=None),
    ]
    (going,) = by_story(entries)
    (gone,) = by_story(
        [entries[0], entry(injured(**over), None, changed=True, acknowledged_by=None)]
    )

    assert going.state is State.OPEN
    assert gone.state is State.ENDED

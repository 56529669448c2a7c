"""Alerts and verdicts from a real Kafka in a real PostgreSQL."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from archive.archive_process import Pages, archive_process, archiving
from archive.conftest import Ask, ring, send, wait_for
from detector_process import eventually
from postgres_server import PostgresServer
from stories.alerts_of_a_story import injured, killed, missing, taken_back
from watcher.alert_cases import alert, source

from tocsin.schemas.alert import AlertKind, Change
from tocsin.schemas.control import Retraction, Verdict, VerdictFinding
from tocsin.schemas.report import Quantity
from tocsin.schemas.topics import Topic
from tocsin.schemas.vocabulary import Bound, Severity, Status
from tocsin.services.archive.database import Database
from tocsin.services.archive.store import ArchiveStore
from tocsin.services.settings import Settings
from tocsin.services.topics.waiting import broker_admin

pytestmark = pytest.mark.kafka


def wait_until_read(pages: Pages) -> None:
    pages.wait_ready()
    eventually(lambda: pages.metric("tocsin_archive_lag") == 0 or None, 60, "all is read")


def verdict(
    alert_id: str, finding: VerdictFinding, author: str = "ana", minute: int = 0
) -> Verdict:
    return Verdict(
        id=f"{alert_id}-{author}",
        alert_id=alert_id,
        rule_id="troops-cross-a-border",
        finding=finding,
        at=datetime(2024, 4, 12, 8, minute, tzinfo=UTC),
        author=author,
    )


def test_an_alert_is_kept_with_all_revisions_and_shown_by_its_newest(
    archived: Settings, ask: Ask
) -> None:
    first = alert("a")
    grown = alert(
        "a",
        revision=2,
        kind=AlertKind.UPDATE,
        change=Change.FIGURE_UP,
        quantity=Quantity(low=1_300, high=1_300, bound=Bound.EXACT),
        low=1_000,
        high=1_300,
        sources=(source(1), source(2, source="Border Wire", denies=True)),
    )
    ring(archived, first, grown, first, alert("b", country="SDN", place=None))

    with archiving(archived):
        wait_for(ask, 3)

    assert ask(
        "SELECT id, revision, figure, bound, low, high, unit, country, from_country, place_name, "
        "latitude, longitude, severity, certainty, status, event_type, first_published_at "
        "FROM current_alerts ORDER BY id"
    ) == [
        (
            *("a", 2, 1300, "exact", 1000, 1300, "troops", "THA", "MMR", "Mae Sot", 16.7, 98.6),
            *("Severe", "Likely", "Actual", "border_crossing"),
            datetime(2024, 4, 11, 6, 30, tzinfo=UTC),
        ),
        (
            *("b", 1, 1000, "min", None, None, "troops", "SDN", "MMR", None, None, None),
            *("Severe", "Likely", "Actual", "border_crossing"),
            datetime(2024, 4, 11, 6, 30, tzinfo=UTC),
        ),
    ]
    assert ask("SELECT payload FROM alert_revisions WHERE id = 'a' AND revision = 2") == [
        (grown.model_dump(mode="json"),)
    ]
    assert ask(
        "SELECT alert_id, number, outlet, figure, denies FROM alert_sources ORDER BY 1, 2"
    ) == [
        ("a", 1, "River Gazette", 1000, False),
        ("a", 2, "Border Wire", 1000, True),
        ("b", 1, "River Gazette", 1000, False),
    ]


def test_the_alerts_of_a_story_are_one_row_with_what_was_counted(
    archived: Settings, ask: Ask
) -> None:
    ring(archived, killed(), injured(), taken_back(missing()), alert("alone"))

    with archiving(archived):
        wait_for(ask, 4)

    assert ask("SELECT id, story_id FROM current_alerts ORDER BY id") == [
        ("alone", None),
        ("injured", "crash"),
        ("killed", "crash"),
        ("missing", "crash"),
    ]
    assert ask(
        "SELECT story_id, lead_id, severity, alerts, measures, is_open, country FROM stories"
    ) == [("crash", "killed", "Severe", 2, "killed 21, injured 164", True, "EGY")]


def test_days_count_what_is_real(archived: Settings, ask: Ask) -> None:
    later = datetime(2024, 4, 12, 23, 59, tzinfo=UTC)
    ring(
        archived,
        alert("a"),
        alert("b", severity=Severity.EXTREME),
        alert("c", first_published_at=later),
        alert("exercise", status=Status.EXERCISE),
        alert("wrong", kind=AlertKind.RETRACTION),
    )

    with archiving(archived):
        wait_for(ask, 5)

    counted = ask(
        "SELECT day::text, country, alerts, extreme, severe FROM alerts_per_day ORDER BY day"
    )
    assert counted == [("2024-04-11", "THA", 2, 1, 1), ("2024-04-12", "THA", 1, 0, 1)]


def test_precision_is_reported_by_rule_from_the_newest_verdict_on_each_alert(
    archived: Settings, ask: Ask
) -> None:
    said = [
        verdict("a", VerdictFinding.TRUE),
        verdict("b", VerdictFinding.FALSE),
        verdict("b", VerdictFinding.TRUE, author="bo", minute=5),
        verdict("c", VerdictFinding.FALSE, minute=7),
        verdict("c", VerdictFinding.TRUE, minute=1),  # an older word of the same person
        verdict("d", VerdictFinding.DUPLICATE),
        Retraction(id="d", at=datetime(2024, 4, 12, tzinfo=UTC), author="ana"),
    ]
    send(archived, Topic.CONTROLS, *(one.write() for one in said))

    with archiving(archived) as pages:
        wait_for(ask, 5, "verdicts")
        assert pages.metric('tocsin_archive_skipped_total{reason="not_kept"}') == 1

    (told,) = ask(
        "SELECT rule_id, right_alerts, wrong_alerts, duplicates, round(precision::numeric, 3), "
        "round(precision_low::numeric, 3), round(precision_high::numeric, 3) FROM rule_precision"
    )
    # Wilson's interval for 2 of 3
    assert [str(one) for one in told] == [
        *("troops-cross-a-border", "2", "1", "1", "0.667", "0.208", "0.939")
    ]


def test_what_cannot_be_kept_is_counted_and_holds_up_nothing(
    archived: Settings, ask: Ask, tmp_path: Path
) -> None:
    nul = alert("nul", title="A \0 in a title", actor="\\u0000 in letters")
    endless = alert("endless", quantity=Quantity(low=10**30, bound=Bound.MIN))
    long_key = alert("long" * 100)
    values = [b"junk", None, *(one.write() for one in (nul, endless, long_key, alert("last")))]
    send(archived, Topic.ALERTS, *values)

    with archive_process(archived, tmp_path) as process:
        wait_for(ask, 3)
        skipped = {
            reason: process.pages.metric(f'tocsin_archive_skipped_total{{reason="{reason}"}}')
            for reason in ("malformed", "refused", "deleted")
        }
        log = process.log

    assert skipped == {"malformed": 1, "refused": 1, "deleted": 1}
    words = ("malformed", "row_refused")
    told = [line for line in log.splitlines() if any(word in line for word in words)]
    assert len(told) == 2
    assert f"{archived.topic(Topic.ALERTS)}[" in told[0]
    assert "endless" in told[1]
    assert ask("SELECT title, actor, payload ->> 'title', payload ->> 'actor' FROM current_alerts "
               "WHERE id = 'nul'") == [
        ("A \ufffd in a title", "\\u0000 in letters", "A \ufffd in a title", "\\u0000 in letters")
    ]  # fmt: skip


def test_it_goes_on_where_it_stopped_and_does_not_read_again(archived: Settings, ask: Ask) -> None:
    ring(archived, *(alert(f"alert-{number}") for number in range(50)))
    with archiving(archived):
        wait_for(ask, 50)
    ask("TRUNCATE alert_revisions")  # what is read again would be seen

    ring(archived, alert("new"))
    with archiving(archived):
        wait_for(ask, 1)

    assert ask("SELECT id FROM alert_revisions") == [("new",)]
    assert ask("SELECT sum(next_offset)::int FROM kafka_offsets") == [(51,)]


def test_of_a_topic_made_anew_all_is_read(archived: Settings, ask: Ask) -> None:
    ring(archived, *(alert(f"former-{number}") for number in range(5)))
    with archiving(archived):
        wait_for(ask, 5)
    with broker_admin(archived) as admin:
        ids = {one["topic_id"] for one in admin.describe_topics([archived.topic(Topic.ALERTS)])}
    ask("UPDATE kafka_offsets SET topic_id = 'of a topic that was deleted'")
    ask("TRUNCATE alert_revisions")

    with archiving(archived):
        wait_for(ask, 5)

    assert ask("SELECT DISTINCT topic_id FROM kafka_offsets") == [(str(one),) for one in ids]


def refused(pages: Pages) -> str | None:
    status, body = pages.get("/ready")
    return body if status == 503 else None


def test_a_database_that_is_away_loses_nothing_and_is_reported_once(
    archived: Settings, ask: Ask, postgres: PostgresServer, tmp_path: Path
) -> None:
    ring(archived, *(alert(f"before-{number}") for number in range(20)))
    with archive_process(archived, tmp_path) as process:
        wait_for(ask, 20)
        postgres.stop()
        try:
            ring(archived, *(alert(f"meanwhile-{number}") for number in range(20)))
            body = eventually(
                lambda: refused(process.pages),
                60,
                "/ready says that the database is away",
            )
            tried = process.pages.metric("tocsin_archive_retries_total")
            eventually(
                lambda: process.pages.metric("tocsin_archive_retries_total") > tried + 1 or None,
                60,
                "it tries again",
            )
        finally:
            postgres.start()
        wait_for(ask, 40)
        process.pages.wait_ready()
        log = process.log
        assert process.end() == 0

    assert "PostgreSQL has not answered" in body
    assert log.count("database_away") == 1
    assert log.count("database_back") == 1


def test_alerts_without_news_are_deleted_whole_and_the_others_stay(
    archived: Settings, ask: Ask
) -> None:
    now = datetime.now(UTC)
    ring(
        archived,
        alert("old"),
        alert("old", revision=2),
        alert("alive"),
        alert("alive", revision=2, detected_at=now),
    )
    send(archived, Topic.CONTROLS, verdict("old", VerdictFinding.TRUE).write())
    with archiving(archived):
        wait_for(ask, 4)
        wait_for(ask, 1, "verdicts")

    with archiving(archived.model_copy(update={"archive_retention": 30})) as pages:
        wait_for(ask, 2)
        eventually(lambda: pages.metric("tocsin_archive_deleted_total") == 2 or None, 30, "counted")

    assert ask("SELECT id, revision FROM alert_revisions ORDER BY 2") == [
        ("alive", 1),
        ("alive", 2),
    ]
    assert ask("SELECT count(*) FROM verdicts") == [(0,)]


def test_two_archives_on_one_database_keep_each_revision_once(archived: Settings, ask: Ask) -> None:
    with archiving(archived) as one, archiving(archived) as other:
        one.wait_ready()
        other.wait_ready()
        ring(archived, *(alert(f"alert-{number}") for number in range(300)))
        wait_for(ask, 300)  # a lag of 0 may still be that of before the alerts came
        for pages in (one, other):
            wait_until_read(pages)

    assert sum(ArchiveStore(Database(archived)).offsets().values()) == 300

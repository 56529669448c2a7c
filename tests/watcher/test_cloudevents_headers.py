"""What the headers say of a message before anybody parses it (CloudEvents 1.0, binary mode)."""

from datetime import datetime, timedelta, timezone

from watcher.alert_cases import alert

from tocsin.schemas.article import Article
from tocsin.schemas.cloudevents import alert_headers, article_headers, report_headers
from tocsin.schemas.report import Evidence, Quantity, Report
from tocsin.schemas.vocabulary import EventType, Modality


def test_two_revisions_of_an_alert_are_two_events_and_a_repeat_is_the_same_one() -> None:
    first, second = alert("a"), alert("a", revision=2)

    assert dict(alert_headers(first))["ce_id"] == b"a/1"
    assert dict(alert_headers(second))["ce_id"] == b"a/2"
    assert alert_headers(first) == alert_headers(alert("a"))


def test_the_time_is_reported_in_utc_whatever_the_zone_was() -> None:
    moment = datetime(2024, 5, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    article = Article(id="é", text="Rain.", published_at=moment, source="Gazette")

    headers = dict(article_headers(article))

    assert headers["ce_time"] == b"2024-04-30T23:30:00Z"
    assert headers["ce_id"] == "é".encode()


def test_a_report_of_an_undated_article_has_no_time() -> None:
    report = Report(
        id="r",
        article_id="a",
        event_type=EventType.PROTEST,
        quantity=Quantity(),
        modality=Modality.OCCURRED,
        evidence=Evidence(sentence="People marched.", start=0, end=15),
    )

    headers = dict(report_headers(report))

    assert "ce_time" not in headers
    assert headers["ce_type"] == b"io.tocsin.report.v1"
    assert headers["ce_source"] == b"/tocsin/detector"

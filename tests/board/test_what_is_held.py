"""The alerts that the board holds: order, revisions, memory, and what fits a query."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from board.many_alerts import many_alerts
from watcher.alert_cases import alert, source

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.control import Retraction, Silence, Verdict, VerdictFinding
from tocsin.schemas.report import Evidence
from tocsin.schemas.vocabulary import EventType, MsgType, Resolution, Severity, Status
from tocsin.services.board.asking.overview import overview
from tocsin.services.board.asking.query import Query
from tocsin.services.board.asking.selecting import Wanted, cursor_of, page, read_cursor
from tocsin.services.board.board import Board, Removed, Revised, Unreadable
from tocsin.services.board.metrics import BoardMetrics
from tocsin.services.board.state.answers import Answers
from tocsin.services.board.state.book import REVISIONS_KEPT, AlertBook
from tocsin.services.problem import Problem
from tocsin.services.runtime.messages import Malformed

NOW = datetime(2024, 4, 12, 12, 0, tzinfo=UTC)
PLENTY = 1 << 30


def book(*alerts: Alert, most_bytes: int = PLENTY) -> AlertBook:
    held = AlertBook(most_bytes)
    for one in alerts:
        held.take(one, one.write(), NOW)
    return held


def at(hours: float) -> datetime:
    return NOW - timedelta(hours=hours)


def ids(held: AlertBook, query: Query | None = None) -> list[str]:
    return [one.alert.id for one in page(held, Wanted(query or Query(), NOW), None, 1000).held]


def test_the_newest_publication_comes_first() -> None:
    held = book(
        alert("old", last_published_at=at(9)),
        alert("new", last_published_at=at(1)),
        alert("mid", last_published_at=at(5)),
    )

    assert ids(held) == ["new", "mid", "old"]


def test_an_update_moves_an_alert_and_a_repeat_or_an_older_revision_does_not() -> None:
    held = book(alert("a", last_published_at=at(9)), alert("b", last_published_at=at(5)))
    update = alert("a", revision=2, last_published_at=at(1))

    assert held.take(update, update.write(), NOW)
    assert not held.take(update, update.write(), NOW)
    assert not held.take(alert("a"), alert("a").write(), NOW)

    assert ids(held) == ["a", "b"]
    entry = held.get("a")
    assert entry is not None
    assert [one.number for one in entry.revisions] == [1, 2]


def test_revisions_of_the_last_week_are_kept_and_the_newest_forever() -> None:
    held = AlertBook(PLENTY)
    for number, days in ((1, 20), (2, 6), (3, 0)):
        one = alert("a", revision=number)
        held.take(one, one.write(), NOW - timedelta(days=days))
    entry = held.get("a")
    assert entry is not None
    assert [one.number for one in entry.revisions] == [2, 3]

    held.forget_old_revisions(NOW + REVISIONS_KEPT + timedelta(seconds=1))

    assert [one.number for one in entry.revisions] == [3]
    assert held.size == len(entry.revisions[0].payload)


def test_memory_is_bounded_and_the_oldest_publications_make_room() -> None:
    size = len(alert("a-0").write())
    held = book(
        *(alert(f"a-{hours}", last_published_at=at(hours)) for hours in range(9)),
        most_bytes=4 * size + 10,
    )

    assert ids(held) == ["a-0", "a-1", "a-2", "a-3"]
    assert held.size <= 4 * size + 10
    assert held.let_go == 5


def test_pages_follow_each_other_without_gap_or_repeat() -> None:
    held = book(*many_alerts(130, NOW))
    wanted = Wanted(Query(), NOW)
    seen: list[str] = []
    after = None
    while True:
        found = page(held, wanted, after, 50)
        seen += [one.alert.id for one in found.held]
        if found.next is None:
            break
        after = read_cursor(found.next)

    assert seen == ids(held)
    assert len(seen) == 130


def test_a_cursor_reads_back_and_nonsense_is_refused() -> None:
    place = (NOW, "some_id_with_lines")

    assert read_cursor(cursor_of(place)) == place
    for nonsense in ("", "yesterday", "2024-01-01T00:00:00_x", f"{NOW.isoformat()}_"):
        with pytest.raises(Problem, match="next"):
            read_cursor(nonsense)


CASES = (
    alert("crossing", last_published_at=at(1)),
    alert(
        "protest",
        event_type=EventType.PROTEST,
        country="SRB",
        from_country=None,
        place=None,
        severity=Severity.MODERATE,
        last_published_at=at(30),
    ),
    alert(
        "toll",
        event_type=EventType.CASUALTIES,
        severity=Severity.EXTREME,
        sources=(source(evidence=Evidence(sentence="Über 90 died in Çorum.", start=0, end=22)),),
        last_published_at=at(60),
    ),
)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ([], ["crossing", "protest", "toll"]),
        ([("type", "protest")], ["protest"]),
        ([("type", "protest"), ("type", "casualties")], ["protest", "toll"]),
        ([("country", "Serbia")], ["protest"]),
        ([("country", "MMR")], ["crossing", "toll"]),
        ([("severity", "severe")], ["crossing", "toll"]),
        ([("severity", "Extreme")], ["toll"]),
        ([("since", "24h")], ["crossing"]),
        ([("since", "2024-04-11"), ("until", "2024-04-12")], ["protest"]),
        ([("q", "ÇORUM über")], ["toll"]),
        ([("q", "river nothing-like-it")], []),
        ([("q", ""), ("country", "")], ["crossing", "protest", "toll"]),
    ],
)
def test_filters_find_what_they_say(asked: list[tuple[str, str]], found: list[str]) -> None:
    assert ids(book(*CASES), Query.parse(asked)) == found


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ([("kind", "x")], "no such filter; there are q, type"),
        ([("type", "x")], "type: "),
        ([("country", "Sudn")], "SDN \\(Sudan\\)"),
        ([("severity", "awful")], "severity: "),
        ([("q", "x" * 300)], "q: "),
    ],
)
def test_a_wrong_filter_is_reported_with_what_would_be_right(
    asked: list[tuple[str, str]], named: str
) -> None:
    with pytest.raises(Problem, match=named):
        Query.parse(asked)


def test_an_address_reads_back_as_the_query_that_it_was_made_from() -> None:
    query = Query.parse([("type", "protest"), ("country", "SDN"), ("q", "a&b=c"), ("since", "7d")])
    pairs = [tuple(part.split("=", 1)) for part in query.address.split("&")]

    assert query.address == "q=a%26b%3Dc&type=protest&country=SDN&since=7d"
    assert Query.parse([("q", "a&b=c"), *pairs[1:]]) == query  # type: ignore[list-item]
    assert Query().address == ""


def counted(held: AlertBook, query: Query) -> dict[str, object]:
    told = overview(held.newest_first(), Wanted(query, NOW), NOW)
    return {
        "shown": told.shown,
        "unreal": told.unreal,
        "severities": dict(told.severities),
        "types": dict(told.types),
        "countries": dict(told.countries),
        "spots": [(spot.name, spot.count, spot.severity) for spot in told.spots],
        "today": dict(told.days[NOW.date()]),
    }


def test_counts_beside_a_filter_leave_that_filter_out() -> None:
    told = counted(book(*CASES), Query.parse([("severity", "Extreme")]))

    assert told["shown"] == 1
    assert told["severities"] == {"Severe": 1, "Moderate": 1, "Extreme": 1}
    assert told["types"] == {"casualties": 1}
    assert told["spots"] == [("Mae Sot", 1, "Extreme")]


def test_drills_and_what_was_taken_back_are_shown_and_never_counted() -> None:
    held = book(
        alert("drill", status=Status.EXERCISE, severity=Severity.EXTREME),
        alert("gone", msg_type=MsgType.CANCEL, severity=Severity.EXTREME),
        alert("real", last_published_at=NOW),
    )

    told = counted(held, Query())

    assert (told["shown"], told["unreal"]) == (3, 2)
    assert told["severities"] == {"Severe": 1}
    assert told["spots"] == [("Mae Sot", 1, "Severe")]
    assert told["today"] == Counter({Severity.SEVERE: 1})


def pages(held: AlertBook, query: Query, now: datetime = NOW) -> list[str]:
    wanted = Wanted(query, now, is_page=True)
    return [one.alert.id for one in page(held, wanted, None, 1000).held]


def test_a_page_shows_what_is_open_or_of_the_last_week_unless_a_time_is_asked() -> None:
    held = book(
        alert("new", last_published_at=at(1)),
        alert("ended", kind=AlertKind.EXPIRED, last_published_at=at(24 * 6)),
        alert("old-and-open", last_published_at=at(24 * 90)),
        alert("old-and-ended", kind=AlertKind.EXPIRED, last_published_at=at(24 * 8)),
    )

    assert pages(held, Query()) == ["new", "ended", "old-and-open"]
    assert pages(held, Query(since="any")) == ["new", "ended", "old-and-ended", "old-and-open"]
    assert pages(held, Query(since="9d")) == ["new", "ended", "old-and-ended"]
    assert ids(held, Query()) == ["new", "ended", "old-and-ended", "old-and-open"]  # programs
    told = overview(held.newest_first(), Wanted(Query(), NOW, is_page=True), NOW)
    assert (told.shown, told.older) == (3, 1)
    assert sum(count.total() for count in told.days.values()) == 3


def test_drills_and_what_was_taken_back_fold_away_when_they_are_over() -> None:
    held = book(
        alert("drill", status=Status.EXERCISE),
        alert("ended-drill", status=Status.EXERCISE, kind=AlertKind.EXPIRED),
        alert("gone", msg_type=MsgType.CANCEL, kind=AlertKind.RETRACTION),
        alert("real", kind=AlertKind.EXPIRED),
    )
    later = NOW + timedelta(hours=2)

    assert sorted(pages(held, Query())) == ["drill", "gone", "real"]
    assert sorted(pages(held, Query(), later)) == ["real"]
    assert len(pages(held, Query(over=True), later)) == 4
    assert len(ids(held, Query())) == 4  # programs get all
    told = overview(held.newest_first(), Wanted(Query(), later, is_page=True), later)
    assert (told.shown, told.folded, told.unreal) == (1, 3, 0)


def test_an_area_is_a_filter_and_tells_where_only_the_country_is_known() -> None:
    board = Board(PLENTY, BoardMetrics(), lambda: NOW)
    board.take(
        [
            Revised(one, one.write(), NOW)
            for one in (
                alert("there"),
                alert("somewhere", place=None, last_published_at=at(60)),
                alert("elsewhere", country="SDN", from_country=None, place=None),
            )
        ]
    )

    def found(query: Query) -> list[str]:
        return [one.alert.id for one in page(board.book, board.wanted(query), None, 9).held]

    around = Query(area=("circle:16.71,98.57,50",))
    assert found(around) == ["there", "somewhere"]
    assert found(around.but(country_only="out")) == ["there"]
    assert found(Query(area=("south-eastern asia",))) == ["there", "somewhere"]
    assert len(found(Query(area=("Sudan", "Thailand")))) == 3
    marks = board.wanted(around).marks
    assert marks(alert("x", place=None)) == "may lie outside circle:16.71,98.57,50"
    assert marks(alert("x")) == ""
    with pytest.raises(Problem, match="near it: Sahel"):
        board.wanted(Query(area=("Sahell",)))
    with pytest.raises(Problem, match="no such area"):  # no file is read for a reader
        board.wanted(Query(area=("/etc/passwd.json",)))


def test_what_is_open_is_counted_by_region_whatever_country_is_asked() -> None:
    held = book(
        alert("thailand", from_country=None),
        alert("sudan", country="SDN", from_country=None, place=None, severity=Severity.EXTREME),
        alert("egypt", country="EGY", from_country=None, place=None, severity=Severity.MINOR),
        alert("ended", kind=AlertKind.EXPIRED),
    )

    told = overview(held.newest_first(), Wanted(Query(country=("THA",)), NOW), NOW)

    assert {one.name: (one.count, one.severity) for one in told.regions.values()} == {
        "South-eastern Asia": (1, Severity.SEVERE),
        "Northern Africa": (2, Severity.EXTREME),
    }


def test_the_newest_that_is_open_and_grave_is_named() -> None:
    held = book(
        alert("mild", severity=Severity.MODERATE, last_published_at=at(1)),
        alert("ended", kind=AlertKind.EXPIRED, last_published_at=at(2)),
        alert("grave", last_published_at=at(3)),
        alert("older", severity=Severity.EXTREME, last_published_at=at(4)),
    )

    told = overview(held.newest_first(), Wanted(Query(), NOW), NOW)

    assert told.newest_grave is not None
    assert told.newest_grave.id == "grave"


def test_where_only_the_country_is_known_the_map_says_so() -> None:
    place = alert().place
    assert place is not None
    middle = place.model_copy(update={"resolution": Resolution.COUNTRY})
    held = book(alert("there"), alert("somewhere", place=middle))

    told = overview(held.newest_first(), Wanted(Query(), NOW), NOW)

    assert sorted((spot.is_country, spot.count) for spot in told.spots) == [(False, 1), (True, 1)]


def test_old_alerts_have_their_own_days_in_the_timeline() -> None:
    told = overview(book(*CASES).newest_first(), Wanted(Query(), NOW), NOW + timedelta(days=300))

    assert max(told.days) == at(1).date()
    assert sum(count.total() for count in told.days.values()) == 3


def test_what_comes_from_kafka_is_taken_and_what_is_unreadable_is_counted() -> None:
    metrics = BoardMetrics()
    board = Board(PLENTY, metrics, lambda: NOW)
    one = alert("a")
    board.take([Revised(one, one.write(), NOW), Unreadable("here", Malformed("nonsense"))])
    board.heard(behind=0)
    mark = board.live.mark

    board.take([Removed("a"), Removed("never-there")])

    assert board.live.since(mark) == ["a"]
    assert len(board.book) == 0
    assert metrics.registry.get_sample_value("tocsin_board_unreadable_total") == 1


def test_readers_hear_of_changes_once_each_and_of_too_many_as_unknown() -> None:
    board = Board(PLENTY, BoardMetrics(), lambda: NOW)
    board.heard(behind=0)
    mark = board.live.mark
    board.live.tell(["a", "b", "a"])

    assert board.live.since(mark) == ["a", "b"]
    assert board.live.since(board.live.mark) == []
    assert board.live.since("another-run.5") is None
    assert board.live.since("nonsense") is None

    board.live.tell(str(number) for number in range(5_000))
    assert board.live.since(mark) is None


def test_the_board_says_when_it_may_not_be_the_present() -> None:
    clock = [NOW]
    board = Board(PLENTY, BoardMetrics(), lambda: clock[0])

    assert "still reading" in (board.trouble(10) or "")
    board.heard(behind=0)
    assert board.trouble(10) is None
    clock[0] += timedelta(seconds=30)
    board.heard(behind=None)
    assert board.trouble(10) == "Kafka has not answered for 30 s"


def test_the_newest_answer_of_each_author_counts() -> None:
    answers = Answers()
    given = {"alert_id": "a", "rule_id": "r"}
    answers.take(
        Verdict(id="1", finding=VerdictFinding.TRUE, author="Ann", at=at(2), **given)  # type: ignore[arg-type]
    )
    answers.take(Verdict(id="2", finding=VerdictFinding.FALSE, author="Bo", at=at(1), **given))  # type: ignore[arg-type]
    answers.take(Verdict(id="1", finding=VerdictFinding.DUPLICATE, author="Ann", at=at(0), **given))  # type: ignore[arg-type]
    answers.take(Retraction(id="a", at=NOW, author="Ann"))
    answers.take(Silence(id="s", country="SDN", since=at(3), until=at(-1), author="Ann"))
    answers.take(Silence(id="t", country="TCD", since=at(3), until=at(1), author="Ann"))

    assert [one.finding for one in answers.verdicts("a")] == [
        VerdictFinding.FALSE,
        VerdictFinding.DUPLICATE,
    ]
    assert answers.retraction("a") is not None
    assert [one.id for one in answers.silences(NOW)] == ["s"]

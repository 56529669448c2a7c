"""A story is one line of the list, with all that was counted of it."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from board.board_process import BoardProcess, ring, town
from board.conftest import BOUND_MS, StartBoard
from playwright.sync_api import Browser, Page, expect
from stories.alerts_of_a_story import BEGUN, displaced, injured, killed, missing, taken_back
from watcher.alert_cases import alert

from tocsin.schemas.alert import Alert
from tocsin.schemas.control import Acknowledgement
from tocsin.schemas.vocabulary import MsgType, Severity
from tocsin.services.board.asking.overview import overview
from tocsin.services.board.asking.query import Query
from tocsin.services.board.asking.selecting import Wanted, read_cursor
from tocsin.services.board.asking.stories import newest_first, story_page, wanted_story
from tocsin.services.board.board import Board, Revised
from tocsin.services.board.metrics import BoardMetrics
from tocsin.services.board.showing.row import DisplayStatus, handled_of, story_row
from tocsin.services.board.state.book import AlertBook
from tocsin.services.board.state.desk import Desk
from tocsin.services.controls.handling import Handling
from tocsin.services.stories.story import assemble

NOW = BEGUN + timedelta(days=1)


def book(*alerts: Alert) -> AlertBook:
    held = AlertBook(1 << 30)
    for one in alerts:
        held.take(one, one.write(), NOW)
    return held


def listed(held: AlertBook, now: datetime = NOW, **filters: object) -> list[tuple[str, list[str]]]:
    """Return the stories of the list: its id, and the alerts told in it."""
    wanted = Wanted(Query.model_validate(filters), now, is_page=True)
    found = story_page(held, wanted, None, 100).stories
    return [(one.id, sorted(part.alert.id for part in one.alerts)) for one in found]


def test_the_alerts_of_a_story_are_one_line_at_the_place_of_the_newest() -> None:
    held = book(killed(), alert("other", last_published_at=BEGUN + timedelta(hours=1)))
    assert listed(held) == [("other", ["other"]), ("crash", ["killed"])]

    held = book(killed(), alert("other", last_published_at=BEGUN), injured(hours=2))
    assert listed(held) == [("crash", ["injured", "killed"]), ("other", ["other"])]


def test_a_story_is_on_one_page_only() -> None:
    held = book(
        *(killed(identifier=f"k{n}", story=f"s{n}", hours=n) for n in range(7)),
        *(injured(identifier=f"i{n}", story=f"s{n}", hours=12 - n) for n in range(7)),
    )
    wanted, after, found = Wanted(Query(), NOW, is_page=True), None, []
    while True:
        part = story_page(held, wanted, after, 2)
        found += [one.id for one in part.stories]
        if part.next is None:
            break
        after = read_cursor(part.next)

    assert sorted(found) == [f"s{n}" for n in range(7)]


def test_a_filter_that_fits_one_alert_shows_the_whole_story() -> None:
    held = book(killed(severity=Severity.SEVERE), injured(severity=Severity.MINOR))

    assert listed(held, severity="Severe") == [("crash", ["injured", "killed"])]
    assert listed(held, q="injured") == [("crash", ["injured", "killed"])]
    assert listed(held, severity="Extreme") == []


def test_a_story_of_several_types_is_found_and_counted_by_each_of_them() -> None:
    held = book(killed(severity=Severity.MINOR), displaced(severity=Severity.SEVERE))
    whole = [("crash", ["displaced", "killed"])]
    wanted = Wanted(Query(), NOW)
    counted = overview((one.one for one in newest_first(held, wanted)), wanted, NOW)

    assert listed(held, type=["casualties"]) == listed(held, type=["displacement"]) == whole
    assert listed(held, type=["protest"]) == []
    assert dict(counted.types) == {"casualties": 1, "displacement": 1}
    assert counted.shown == 1


def test_what_is_silenced_is_no_part_of_a_story_unless_asked() -> None:
    held = book(killed(), injured(silenced_by="quiet"))

    assert listed(held) == [("crash", ["killed"])]
    assert listed(held, silenced=True) == [("crash", ["injured", "killed"])]


def test_counts_and_the_map_count_a_story_once_by_its_worst() -> None:
    held = book(killed(severity=Severity.SEVERE), injured(), missing(), alert("other"))
    wanted = Wanted(Query(), NOW)
    counted = overview((one.one for one in newest_first(held, wanted)), wanted, NOW)

    assert counted.shown == 2
    assert dict(counted.severities) == {"Severe": 2}
    assert [(one.name, one.count) for one in counted.spots] == [("Mae Sot", 1), ("Minya", 1)]


def test_silenced_parts_of_a_story_are_counted_as_silenced() -> None:
    held = book(killed(), injured(silenced_by="quiet"))
    wanted = Wanted(Query(), NOW)

    told = overview((one.one for one in newest_first(held, wanted)), wanted, NOW)

    assert (told.shown, told.silenced) == (1, 1)


def test_a_line_tells_the_worst_figure_and_the_others_beside_it() -> None:
    told = story_row(assemble([killed(), injured(), missing()]), NOW)

    assert (told.id, told.event, told.where) == ("crash", "Bus crash", "Minya, Egypt")
    assert (told.figure.number, told.figure.unit) == ("21", "killed")
    assert [one.words for one in told.measures] == ["164 injured", "3 missing"]


def test_a_measure_that_was_taken_back_is_shown_until_it_folds_away() -> None:
    held = book(killed(), taken_back(injured()))
    assert listed(held) == [("crash", ["injured", "killed"])]
    assert listed(held, NOW + timedelta(hours=2)) == [("crash", ["killed"])]

    told = story_row(assemble([killed(), taken_back(injured())]), NOW)
    assert (told.measures, told.note) == ((), "taken back: 164 injured")
    assert told.standing is DisplayStatus.LIVE


def test_a_story_that_was_taken_back_as_a_whole_says_so() -> None:
    told = story_row(assemble([taken_back(killed()), taken_back(injured())]), NOW)

    assert told.standing is DisplayStatus.RETRACTED
    assert told.alert.msg_type is MsgType.CANCEL


def test_a_story_waits_while_one_of_its_alerts_waits() -> None:
    desk = Desk()
    seen = killed()
    desk.take(
        Acknowledgement(
            id="ack", at=NOW, author="Ann", alert_id=seen.id, revision=1, severity=seen.severity
        )
    )

    told = handled_of([desk.handled(seen), desk.handled(injured())])

    assert told.handling is Handling.OPEN
    assert handled_of([desk.handled(seen)]).handling is Handling.ACKNOWLEDGED


def test_an_alert_that_moves_to_another_story_leaves_the_line_of_the_first() -> None:
    held = book(killed(), injured(story="alone", identifier="alone"))
    assert {one for one, _ in listed(held)} == {"crash", "alone"}

    moved = injured(identifier="alone", revision=2)
    held.take(moved, moved.write(), NOW)

    assert listed(held) == [("crash", ["alone", "killed"])]
    assert wanted_story(held, Wanted(Query(), NOW), "alone") is None


def test_readers_hear_of_the_story_that_an_alert_left() -> None:
    board = Board(1 << 30, BoardMetrics(), lambda: NOW)
    board.heard(0)
    first, moved = injured(story="alone"), injured(revision=2)
    board.take([Revised(first, first.write(), NOW)])
    mark = board.live.mark
    board.take([Revised(moved, moved.write(), NOW)])

    assert board.live.since(mark) == ["injured", "alone"]


@pytest.fixture(scope="module")
def board(kafka: str, start_board: StartBoard) -> BoardProcess:
    settings = town(kafka, f"stories-{uuid.uuid4().hex[:8]}")
    ring(settings, [of_now(killed(identifier="k0", story="s0"))])
    return start_board(settings)


@pytest.fixture
def page(browser: Browser, board: BoardProcess) -> Iterator[Page]:
    page = browser.new_page()
    page.set_default_timeout(BOUND_MS)
    page.goto(board.address)
    expect(page.locator("#status")).to_have_attribute("data-state", "live")
    yield page
    page.close()


def of_now(one: Alert, minutes: float = 60) -> Alert:
    moment = datetime.now(UTC) - timedelta(minutes=minutes)
    times = ("first_published_at", "last_published_at", "detected_at")
    return one.model_copy(update=dict.fromkeys(times, moment))


@pytest.mark.kafka
def test_a_further_measure_joins_the_line_that_is_shown(page: Page, board: BoardProcess) -> None:
    line = page.locator('#rows [data-id="s0"]')
    expect(line).to_contain_text("21")
    page.evaluate("""() => {
      localStorage.setItem("tocsin-ring", "on");
      window.rang = [];
      document.addEventListener("tocsin:rang", (event) => window.rang.push(event.detail));
    }""")

    ring(board.settings, [of_now(injured(identifier="i0", story="s0"))])

    expect(line).to_have_count(1)
    expect(line.locator(".measure")).to_have_text("164 injured")
    expect(line.locator(".headline")).to_contain_text("Bus crash")
    expect(page.locator("#found")).to_have_text("1 story")
    assert page.evaluate("window.rang") == []  # it is no new event

    line.locator(".measure").click()
    expect(page).to_have_url(f"{board.address}/alerts/i0")
    expect(page.locator(".measures-of-all")).to_contain_text(
        "One story Bus crash, Minya, Egypt: 21 killed 164 injured"
    )
    expect(page.locator(".measures-of-all [aria-current]")).to_have_text("164 injured")


@pytest.mark.kafka
def test_the_page_of_an_alert_follows_the_other_measures_of_its_story(
    page: Page, board: BoardProcess
) -> None:
    ring(board.settings, [of_now(killed(identifier="k2", story="s2"))])
    page.goto(f"{board.address}/alerts/k2")
    expect(page.locator("#status")).to_have_attribute("data-state", "live")
    expect(page.locator(".measures-of-all")).to_have_count(0)

    ring(board.settings, [of_now(missing(identifier="m2", story="s2"))])

    expect(page.locator(".measures-of-all")).to_contain_text("3 missing")
    expect(page.locator("#story .rows")).to_contain_text("People missing")


@pytest.mark.kafka
def test_a_line_whose_alert_went_to_another_story_goes(page: Page, board: BoardProcess) -> None:
    first = of_now(injured(identifier="i3", story="i3"))
    ring(board.settings, [of_now(killed(identifier="k3", story="k3")), first])
    expect(page.locator('#rows [data-id="i3"]')).to_be_visible()

    ring(board.settings, [first.model_copy(update={"revision": 2, "story_id": "k3"})])

    expect(page.locator('#rows [data-id="i3"]')).to_have_count(0)
    expect(page.locator('#rows [data-id="k3"] .measure')).to_have_text("164 injured")


@pytest.mark.kafka
def test_everybody_can_use_the_lines_and_pages_of_stories(page: Page, board: BoardProcess) -> None:
    ring(board.settings, [of_now(killed(identifier="k4", story="s4"))])
    ring(board.settings, [of_now(injured(identifier="i4", story="s4"))])

    for path, shown in (("/", '[data-id="s4"] .measure'), ("/alerts/k4", "a.measure")):
        page.goto(f"{board.address}{path}")
        link = page.locator(shown).first
        expect(link).to_have_text("164 injured")
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 24
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []

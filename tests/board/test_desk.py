"""Who deals with an alert, on the board: from programs, from forms, and in a browser."""

import json
import re
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from board.board_process import WRITE_TOKEN, BoardProcess, ring, town
from board.conftest import BOUND_MS, StartBoard
from detector_process import eventually
from playwright.sync_api import Browser, Page, expect
from watcher.alert_cases import alert

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.report import Quantity
from tocsin.schemas.vocabulary import Bound, Severity

pytestmark = pytest.mark.kafka

HEADERS = {"Authorization": f"Bearer {WRITE_TOKEN}", "Content-Type": "application/json"}
HOSTILE = "<img src=x onerror=alert(1)>\u202eevil"


@pytest.fixture(scope="module")
def board(kafka: str, start_board: StartBoard) -> BoardProcess:
    settings = town(kafka, f"desk-{uuid.uuid4().hex[:8]}", board_write_token=WRITE_TOKEN)
    ring(settings, [alert("warm")])
    return start_board(settings)


@pytest.fixture
def ringing(board: BoardProcess) -> str:
    """Ring a new alert and give its id."""
    identifier = f"a-{uuid.uuid4().hex[:8]}"
    show(board, alert(identifier, last_published_at=datetime.now(UTC)))
    return identifier


def show(board: BoardProcess, one: Alert) -> None:
    """Ring, and return when the board shows that revision."""
    ring(board.settings, [one])

    def shown() -> bool | None:
        answer = board.ask(f"/api/alerts/{one.id}")
        return (
            answer.status == 200 and json.loads(answer.body)["alert"]["revision"] == one.revision
        ) or None

    eventually(shown, 30, f"revision {one.revision} of {one.id}")


def grow(board: BoardProcess, identifier: str, low: int, **changes: object) -> None:
    given = {"revision": 2, "kind": AlertKind.UPDATE, **changes}
    quantity = Quantity(low=low, bound=Bound.MIN)
    now = datetime.now(UTC)
    show(board, alert(identifier, quantity=quantity, last_published_at=now, **given))


def say(board: BoardProcess, path: str, status: int = 202, **given: object) -> dict[str, Any]:
    answer = board.ask(f"/api/alerts/{path}", json.dumps(given).encode(), HEADERS)
    assert answer.status == status, answer.text
    return json.loads(answer.body)


def stands(board: BoardProcess, identifier: str) -> str:
    return json.loads(board.ask(f"/api/alerts/{identifier}").body)["handling"]


def unacknowledged(board: BoardProcess) -> set[str]:
    told = json.loads(board.ask("/api/alerts?unacknowledged=true&limit=500").body)
    return {one["id"] for one in told["alerts"]}


def test_an_acknowledged_alert_waits_no_more_and_one_that_grew_waits_again(
    board: BoardProcess, ringing: str
) -> None:
    assert stands(board, ringing) == "open"
    assert ringing in unacknowledged(board)

    said = say(board, f"{ringing}/acknowledgement", author="Ann", comment="On it.")
    assert (said["revision"], said["severity"], said["figure"]) == (1, "Severe", 1000)
    assert stands(board, ringing) == "acknowledged"
    assert ringing not in unacknowledged(board)

    grow(board, ringing, 1100)
    assert stands(board, ringing) == "acknowledged"
    grow(board, ringing, 1100, revision=3, severity=Severity.EXTREME)
    assert stands(board, ringing) == "reopened"
    assert ringing in unacknowledged(board)


def test_who_acknowledges_what_they_saw_does_not_acknowledge_what_came_meanwhile(
    board: BoardProcess, ringing: str
) -> None:
    grow(board, ringing, 9000)

    say(board, f"{ringing}/acknowledgement", author="Ann", revision=1)
    assert stands(board, ringing) == "reopened"
    wrong = say(board, f"{ringing}/acknowledgement", 400, author="Ann", revision=7)
    assert "7 is not held; the alert is at 2 now" in wrong["detail"]
    say(board, f"{ringing}/acknowledgement", author="Ann", revision=2)
    assert stands(board, ringing) == "acknowledged"
    say(board, f"{ringing}/acknowledgement", author="Ann", taken_back=True)
    assert stands(board, ringing) == "open"


@pytest.mark.parametrize(
    ("path", "given", "named"),
    [
        ("acknowledgement", {}, "author"),
        ("acknowledgement", {"author": "Ann", "revision": 0}, "revision"),
        ("assignment", {"assignee": "x" * 201, "author": "Ann"}, "assignee"),
        ("comments", {"author": "Ann"}, "text"),
        ("comments", {"author": "Ann", "text": "x" * 2001}, "text"),
    ],
)
def test_a_wrong_word_is_refused_with_what_is_wrong(
    board: BoardProcess, path: str, given: dict[str, object], named: str
) -> None:
    assert f"{named}: " in say(board, f"warm/{path}", 400, **given)["detail"]


@pytest.mark.parametrize("path", ["acknowledgement", "assignment", "comments"])
def test_who_may_not_answer_deals_with_nothing(board: BoardProcess, path: str) -> None:
    body = json.dumps({"author": "Mallory", "text": "x"}).encode()
    json_only = {"Content-Type": "application/json"}

    assert board.ask(f"/api/alerts/warm/{path}", body, json_only).status == 401
    assert board.ask(f"/alerts/warm/{path}", body, json_only).status == 403
    assert board.ask(f"/api/alerts/nowhere/{path}", body, HEADERS).status == 404


def metric(board: BoardProcess, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", board.ask("/metrics").text, re.MULTILINE)
    assert found is not None, name
    return float(found[1])


def test_metrics_tell_how_many_wait_and_how_long_it_took(board: BoardProcess) -> None:
    identifier = f"m-{uuid.uuid4().hex[:8]}"
    waiting = 'tocsin_alerts_unacknowledged{severity="Minor"}'
    took = 'tocsin_acknowledgement_seconds_count{severity="Minor"}'
    assert metric(board, took) == 0
    show(board, alert(identifier, severity=Severity.MINOR))
    eventually(lambda: metric(board, waiting) == 1 or None, 30, "one waits")

    say(board, f"{identifier}/acknowledgement", author="Ann")
    say(board, f"{identifier}/acknowledgement", author="Bo")  # nobody waited for this one

    eventually(lambda: metric(board, waiting) == 0 or None, 30, "none waits")
    assert metric(board, took) == 1
    assert metric(board, 'tocsin_acknowledgement_seconds_sum{severity="Minor"}') < 60


def test_a_restart_knows_what_was_said_and_measures_it_only_once(
    board: BoardProcess, ringing: str, start_board: StartBoard
) -> None:
    say(board, f"{ringing}/acknowledgement", author="Ann")
    say(board, f"{ringing}/assignment", author="Ann", assignee="Bo")

    again = start_board(board.settings)

    assert stands(again, ringing) == "acknowledged"
    assert "Acknowledged by Ann" in again.ask("/").text
    assert metric(again, 'tocsin_acknowledgement_seconds_count{severity="Severe"}') == 0


def sign_in(page: Page, board: BoardProcess, onwards: str) -> None:
    page.set_default_timeout(BOUND_MS)
    page.goto(f"{board.address}/sign-in?next={onwards}")
    page.fill("[name=author]", "Ann Archer")
    page.fill("[name=token]", WRITE_TOKEN)
    page.locator("main button").click()
    page.wait_for_url(re.compile(f"{re.escape(onwards)}$"))


def test_people_acknowledge_assign_and_comment_on_an_alerts_page(
    browser: Browser, board: BoardProcess, ringing: str
) -> None:
    context = browser.new_context()
    page, other = context.new_page(), context.new_page()
    other.goto(board.address)
    sign_in(page, board, f"/alerts/{ringing}")

    page.get_by_role("button", name="Acknowledge", exact=True).click()
    expect(page.locator(".handled").first).to_contain_text("Acknowledged by Ann Archer")
    # a list that is open somewhere else shows it by itself
    row = other.locator(f'[data-id="{ringing}"]')
    expect(row.locator(".handling").first).to_have_text("Acknowledged by Ann Archer")
    page.get_by_label("Assign to").fill("Bo")
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page.locator(".handled").nth(1)).to_contain_text("Assigned to Bo")
    page.get_by_label("Comment", exact=True).fill(HOSTILE)
    page.get_by_role("button", name="Comment", exact=True).click()
    said = page.locator(".desk-log li").last
    expect(said).to_contain_text("Ann Archer commented")
    expect(said).to_contain_text("<img src=x onerror=alert(1)>evil")
    grow(board, ringing, 7000)
    expect(page.locator(".handled").first).to_contain_text("Open again")
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
    page.get_by_role("button", name="Acknowledge", exact=True).click()
    page.get_by_role("button", name="Withdraw acknowledgement").click()
    expect(page.locator(".handled").first).to_contain_text("nobody has acknowledged it")
    context.close()


def test_the_list_of_what_waits_is_one_click_away_and_loses_what_is_acknowledged(
    browser: Browser, board: BoardProcess, ringing: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(BOUND_MS)
    page.goto(board.address)
    page.locator("#unacknowledged").click()
    page.wait_for_url(re.compile("unacknowledged=True"))
    row = page.locator(f'[data-id="{ringing}"]')
    expect(row).to_be_visible()

    say(board, f"{ringing}/acknowledgement", author="Ann")

    expect(row).to_have_count(0)
    context.close()

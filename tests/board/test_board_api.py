"""The board over HTTP, as programs have it, on a real Kafka."""

import json
import re
import socket
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from board.board_process import WRITE_TOKEN, BoardProcess, ring, town
from board.conftest import StartBoard
from board.many_alerts import many_alerts
from detector_process import eventually
from jsonschema import Draft202012Validator
from kafka_records import consume_until
from watcher.alert_cases import alert

from tocsin.schemas.alert import Alert
from tocsin.schemas.control import CONTROL, Retraction, Silence, Verdict
from tocsin.schemas.topics import Topic
from tocsin.services.board.web.openapi import openapi_document
from tocsin.services.settings import Settings

pytestmark = pytest.mark.kafka

READ_TOKEN = "a-read-token-for-tests"  # noqa: S105 - opens nothing but a test's own board
BEARER = {"Authorization": f"Bearer {WRITE_TOKEN}"}
JSON = {"Content-Type": "application/json"}
HELD = [*many_alerts(60, datetime.now(UTC) - timedelta(minutes=1)), alert("crossing")]


@pytest.fixture(scope="module")
def settings(kafka: str) -> Settings:
    made = town(kafka, f"board-{uuid.uuid4().hex[:8]}", board_write_token=WRITE_TOKEN)
    ring(made, HELD)
    return made


@pytest.fixture(scope="module")
def board(settings: Settings, start_board: StartBoard) -> BoardProcess:
    return start_board(settings)


@pytest.fixture(scope="module")
def closed(settings: Settings, start_board: StartBoard) -> BoardProcess:
    return start_board(
        settings.model_copy(update={"board_read_token": _secret(READ_TOKEN)}),
    )


def _secret(text: str) -> object:
    return Settings.load(board_read_token=text).board_read_token


def get(board: BoardProcess, path: str) -> Any:  # noqa: ANN401 - any JSON
    answer = board.ask(path)
    assert answer.status == 200, answer.text
    return json.loads(answer.body)


def test_alerts_come_by_their_schema_newest_first_and_page_by_page(board: BoardProcess) -> None:
    seen: list[Alert] = []
    path = "/api/alerts?limit=25"
    while path:
        told = get(board, path)
        seen += [Alert.model_validate(one) for one in told["alerts"]]
        path = told["next"] and f"/api/alerts?limit=25&after={told['next'].replace('+', '%2B')}"

    assert sorted(one.id for one in seen) == sorted(one.id for one in HELD)
    times = [one.last_published_at for one in seen]
    assert times == sorted(times, reverse=True)


def test_an_alert_comes_with_its_revisions_and_an_unknown_one_is_404(board: BoardProcess) -> None:
    told = get(board, "/api/alerts/crossing")

    assert told["alert"]["id"] == "crossing"
    assert [one["revision"] for one in told["revisions"]] == [1]
    missing = board.ask("/api/alerts/nowhere")
    assert missing.status == 404
    assert missing.headers["Content-Type"] == "application/problem+json"
    assert json.loads(missing.body)["detail"] == "No such alert"


def test_counts_agree_with_the_list(board: BoardProcess) -> None:
    told = get(board, "/api/overview?severity=severe")
    listed = get(board, "/api/alerts?severity=severe&limit=500")["alerts"]

    assert told["shown"] == len(listed)
    assert told["held"] == len(HELD)


def test_areas_choose_alerts_and_feeds_and_say_what_may_lie_elsewhere(
    settings: Settings, board: BoardProcess
) -> None:
    name = uuid.uuid4().hex[:8]
    there = alert(f"there-{name}", title=name)
    somewhere = alert(f"somewhere-{name}", title=name, place=None)
    nowhere = {"country": "LAO", "from_country": None, "place": None}
    ring(settings, [there, somewhere, alert(f"elsewhere-{name}", title=name, **nowhere)])
    eventually(lambda: board.ask(f"/alerts/elsewhere-{name}").status == 200 or None, 60, "all")
    asked = f"area=circle:16.71,98.57,50&q={name}"

    told = get(board, f"/api/alerts?{asked}")
    assert {one["id"] for one in told["alerts"]} >= {there.id, somewhere.id}
    assert told["unsure"] == [somewhere.id]
    sure = get(board, f"/api/alerts?{asked}&country_only=out")
    assert somewhere.id not in {one["id"] for one in sure["alerts"]}
    features = get(board, f"/alerts.geojson?{asked}")["features"]
    assert [one["id"] for one in features if "area_unsure" in one["properties"]] == [somewhere.id]
    feed = board.ask(f"/alerts.atom?{asked}").text
    assert feed.count('term="area-unsure"') == 1
    # the feed leads to the CAP message of each alert in the area
    links = re.findall(r'type="application/cap\+xml" href="([^"]+)"', feed)
    assert f"{board.settings.board_url}/alerts/{there.id}/cap" in links
    bundle = board.ask(f"/alerts.edxl?{asked}").text
    assert f"<identifier>{there.id}.1</identifier>" in bundle
    assert f"elsewhere-{name}" not in bundle
    table = board.ask(f"/alerts.csv?{asked}&since=any")
    assert table.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in table.headers["Content-Disposition"]
    assert table.text.count("may lie outside circle:16.71,98.57,50") == 1


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/api/alerts?typ=protest", "no such filter"),
        ("/api/alerts?country=Sudn", "Sudan"),
        ("/api/alerts?limit=0", "1 to 500"),
        ("/api/alerts?after=x", "next"),
        ("/api/alerts?since=yesterday", "2h"),
        ("/api/stream?severity=awful", "severity"),
        ("/api/stream?area=Sahell", "near it: Sahel"),
        ("/api/alerts?area=circle:1,2", "three numbers"),
        ("/api/alerts?area=/etc/hosts.json", "no such area"),
        ("/api/alerts?country_only=perhaps", "country_only"),
    ],
)
def test_a_wrong_question_is_answered_with_what_would_be_right(
    board: BoardProcess, path: str, named: str
) -> None:
    answer = board.ask(path)

    assert answer.status == 400
    assert named in json.loads(answer.body)["detail"]


def test_the_description_names_every_address_and_the_answers_fit_it(board: BoardProcess) -> None:
    document = get(board, "/api/openapi.json")
    schemas = document["components"]["schemas"]

    def fits(name: str, value: object) -> None:
        schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
        Draft202012Validator(schema).validate(value)

    fits("AlertPage", get(board, "/api/alerts?limit=3"))
    fits("AlertStory", get(board, "/api/alerts/crossing"))
    fits("Overview", get(board, "/api/overview"))
    fits("Silences", get(board, "/api/silences"))
    fits("Problem", json.loads(board.ask("/api/alerts?x=1").body))
    assert document == json.loads(
        json.dumps(openapi_document(board.settings.board_url)),
    )
    references = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(document)))
    assert references <= set(schemas)


def test_alerts_come_in_the_formats_of_others_with_public_links(board: BoardProcess) -> None:
    feed = board.ask("/alerts.atom?country=THA")
    points = json.loads(board.ask("/alerts.geojson?country=THA&limit=2000").body)
    message = board.ask("/alerts/crossing/cap")

    assert feed.headers["Content-Type"].startswith("application/atom+xml")
    root = ET.fromstring(feed.text)  # noqa: S314 - our own answer
    links = {link.get("href") for link in root.iter("{http://www.w3.org/2005/Atom}link")}
    assert f"{board.settings.board_url}/alerts.atom?country=THA" in links
    assert f"{board.settings.board_url}/alerts/crossing" in links
    assert {one["properties"]["country"] for one in points["features"]} == {"THA"}
    assert message.headers["Content-Type"].startswith("application/cap+xml")
    assert f"<web>{board.settings.board_url}/alerts/crossing</web>" in message.text
    assert json.loads(board.ask("/alerts/crossing/geojson").body)["features"][0]["id"] == "crossing"
    assert board.ask("/alerts/nowhere/cap").status == 404


def lines(board: BoardProcess, path: str, last_event: str | None = None) -> Iterator[str]:
    """Read a stream line by line."""
    host, port = board.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        more = f"Last-Event-ID: {last_event}\r\n" if last_event else ""
        connection.sendall(f"GET {path} HTTP/1.0\r\nHost: {host}:{port}\r\n{more}\r\n".encode())
        with connection.makefile("r", encoding="utf-8", newline="\n") as stream:
            for line in stream:
                yield line.rstrip("\r\n")


def events(board: BoardProcess, path: str, last_event: str | None = None) -> Iterator[list[str]]:
    """Read a stream event by event, the answer's head left out."""
    event: list[str] = []
    for line in lines(board, path, last_event):
        if line:
            event.append(line)
        elif event:
            yield event
            event = []


def test_a_stream_brings_what_fits_from_a_mark_on_and_says_where_to_go_on(
    board: BoardProcess,
) -> None:
    mark = get(board, "/api/alerts?limit=1")["mark"]
    ring(board.settings, [alert("other", country="SDN", from_country=None, place=None)])
    ring(board.settings, [alert("streamed")])
    found: dict[str, str] = {}
    for event in events(board, f"/api/stream?country=THA&mark={mark}"):
        if event[0] == "event: alert":
            found["alert"] = json.loads(event[1].removeprefix("data: "))["id"]
        if event[0].startswith("id: "):
            found["mark"] = event[0].removeprefix("id: ")
            if "alert" in found:
                break
    assert found["alert"] == "streamed"

    for event in events(board, "/api/stream?country=THA", last_event=mark):
        if event[0] == "event: alert":  # the same again, for who lost the connection
            assert json.loads(event[1].removeprefix("data: "))["id"] == "streamed"
            break
    told = (event[0] for event in events(board, "/api/stream", last_event="an-old-run.7"))
    names = islice((name for name in told if name.startswith("event: ")), 2)
    assert list(names) == ["event: state", "event: refresh"]


def test_every_answer_keeps_to_itself(board: BoardProcess) -> None:
    for path in ("/", "/alerts/crossing", "/api/alerts", "/nowhere", "/sign-in", "/metrics"):
        headers = board.ask(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"


def test_static_files_are_kept_by_browsers_and_nothing_else_is_served(board: BoardProcess) -> None:
    page = board.ask("/").text
    (style,) = re.findall(r'href="(/static/[^"]+/board.css)"', page)

    assert "immutable" in board.ask(style).headers["Cache-Control"]
    version = style.split("/")[2]
    for outside in ("../templates/row.html", "..%2f..%2frun.py", "%2e%2e/web/app.py", "nothing.js"):
        assert board.ask(f"/static/{version}/{outside}").status == 404


def test_metrics_and_health_are_served(board: BoardProcess) -> None:
    held = re.search(r"^tocsin_board_alerts (\d+)", board.ask("/metrics").text, re.MULTILINE)

    assert held is not None
    assert int(held[1]) >= len(HELD)
    assert json.loads(board.ask("/live").body) == {"status": "live"}
    assert "process_resident_memory_bytes" in board.ask("/metrics").text


def test_a_name_of_another_site_that_leads_here_is_refused(board: BoardProcess) -> None:
    def asked(path: str, host: str) -> int:
        return board.ask(path, headers={"Host": host}).status

    for path in ("/", "/api/alerts", "/changes", "/alerts.atom", "/sign-in"):
        assert asked(path, "evil.example") == 421
    told = json.loads(board.ask("/api/alerts", headers={"Host": "evil.example"}).body)
    assert "TOCSIN_BOARD_HOSTS" in told["detail"]
    assert asked("/", "localhost") == asked("/", "127.0.0.1:6067") == 200
    # Prometheus asks for a service by its name
    assert asked("/metrics", "board:6067") == asked("/live", "board:6067") == 200


def controls(settings: Settings, count: int) -> list[Verdict | Silence | Retraction]:
    topic = settings.topic(Topic.CONTROLS)
    records = consume_until(settings.bootstrap_servers, topic, lambda read: len(read) >= count)
    return [CONTROL.validate_json(record.value) for record in records]


def post(
    board: BoardProcess, path: str, given: dict[str, object], headers: dict[str, str]
) -> tuple[int, dict[str, Any]]:
    answer = board.ask(path, json.dumps(given).encode(), {**JSON, **headers})
    return answer.status, json.loads(answer.body)


def test_answers_go_onto_the_controls_topic_and_show_at_once(board: BoardProcess) -> None:
    before = len(get(board, "/api/silences")["silences"])
    verdict = {"finding": "false", "author": "Ann", "comment": "A drill."}
    status, said = post(board, "/api/alerts/crossing/verdict", verdict, BEARER)
    assert status == 202, said
    until = (datetime.now(UTC) + timedelta(hours=2)).isoformat()
    silence = {"country": "SDN", "until": until, "author": "Ann"}
    status, silenced = post(board, "/api/silences", silence, BEARER)
    assert status == 202, silenced
    assert len(get(board, "/api/silences")["silences"]) == before + 1
    status, _ = post(board, f"/api/silences/{silenced['id']}/end", {}, BEARER)
    assert status == 202
    assert len(get(board, "/api/silences")["silences"]) == before
    retraction = {"author": "Ann", "comment": "It was a drill."}
    status, _ = post(board, "/api/alerts/crossing/retraction", retraction, BEARER)
    assert status == 202

    told = get(board, "/api/alerts/crossing")
    assert [one["finding"] for one in told["verdicts"]] == ["false"]
    assert told["retraction"]["comment"] == "It was a drill."
    kinds = [one.kind for one in controls(board.settings, 4)]
    assert kinds == ["verdict", "silence", "silence", "retraction"]


def test_a_silence_can_be_looked_at_before_it_is_said(board: BoardProcess) -> None:
    before = get(board, "/api/silences")["silences"]
    silence = {"area": "circle:16.71,98.57,50", "severity": "Severe", "hours": 2, "author": "Ann"}
    status, told = post(board, "/api/silences/preview", silence, {})

    assert status == 200, told
    assert "crossing" in told["week"]
    assert get(board, "/api/silences")["silences"] == before
    status, told = post(board, "/api/silences/preview", {**silence, "area": "Sahell"}, {})
    assert status == 400
    of_story = {"story_id": "crossing", "hours": 2, "author": "Ann"}
    status, told = post(board, "/api/silences/preview", of_story, {})
    assert told["week"] == ["crossing"]


@pytest.mark.parametrize(
    ("path", "given", "named"),
    [
        ("/api/alerts/crossing/verdict", {"finding": "maybe", "author": "Ann"}, "finding"),
        ("/api/alerts/crossing/verdict", {"finding": "true"}, "author"),
        ("/api/alerts/crossing/retraction", {"author": "Ann"}, "comment"),
        ("/api/silences", {"author": "Ann", "hours": 3}, "would silence all"),
        ("/api/silences", {"author": "Ann", "hours": 3, "rule_id": "protestt"}, "near it: protest"),
        (
            "/api/silences",
            {"author": "Ann", "hours": 3, "event_type": "protst"},
            "near it: protest",
        ),
        ("/api/silences", {"author": "Ann", "country": "SDN"}, "until"),
        ("/api/silences", {"author": "Ann", "country": "SDN", "until": "2020-01-01"}, "until"),
        ("/api/silences", {"author": "Ann", "country": "SDN", "hours": 9e9}, "hours"),
    ],
)
def test_a_wrong_answer_is_refused_with_what_is_wrong(
    board: BoardProcess, path: str, given: dict[str, object], named: str
) -> None:
    status, told = post(board, path, given, BEARER)

    assert status == 400
    assert named in told["detail"]


VERDICT = json.dumps({"finding": "true", "author": "Mallory"}).encode()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (JSON, 401),
        ({**JSON, "Authorization": "Bearer wrong-wrong-wrong"}, 403),
        ({**JSON, **BEARER, "Origin": "https://evil.example"}, 403),
        ({**JSON, **BEARER, "Sec-Fetch-Site": "cross-site"}, 403),
        ({**BEARER, "Content-Type": "text/plain"}, 415),
    ],
)
def test_who_may_not_answer_is_refused(
    board: BoardProcess, headers: dict[str, str], status: int
) -> None:
    assert board.ask("/api/alerts/crossing/verdict", VERDICT, headers).status == status


def sign_in(board: BoardProcess, token: str = WRITE_TOKEN) -> tuple[int, str]:
    form = f"author=Ann&token={token}&next=//evil.example".encode()
    answer = board.ask("/sign-in", form, {"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.headers.get("Location", "/") == "/"  # never to another site
    cookie = answer.headers.get("Set-Cookie", "")
    if cookie:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
    return answer.status, cookie.split(";")[0]


def test_a_form_needs_the_session_and_its_secret(board: BoardProcess) -> None:
    assert sign_in(board, "wrong-wrong-wrong-wrong")[0] == 403
    status, cookie = sign_in(board)
    assert status == 303
    identifier = HELD[0].id
    page = board.ask(f"/alerts/{identifier}", headers={"Cookie": cookie}).text
    (secret,) = set(re.findall(r'name="csrf" value="([^"]+)"', page))

    def send(body: str, **headers: str) -> int:
        given = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        return board.ask(f"/alerts/{identifier}/verdict", body.encode(), given).status

    assert send("finding=true") == 403
    assert send("finding=true", Cookie=cookie) == 403
    assert send("finding=true&csrf=guessed", Cookie=cookie) == 403
    assert send(f"finding=true&csrf={secret}") == 403
    assert send(f"finding=true&csrf={secret}", Cookie=cookie, Origin="https://evil.example") == 403
    assert send(f"finding=true&csrf={secret}", Cookie=cookie, Origin=board.address) == 303
    # the API wants the token itself: a cookie that the browser adds by itself opens nothing
    api = board.ask(f"/api/alerts/{identifier}/verdict", VERDICT, {**JSON, "Cookie": cookie})
    assert api.status == 401


def test_a_closed_board_shows_nothing_without_a_token(closed: BoardProcess) -> None:
    for path in ("/", "/alerts/crossing", "/silences"):
        answer = closed.ask(path)
        assert (answer.status, answer.headers["Location"][:8]) == (303, "/sign-in")
    for path in ("/api/alerts", "/api/stream", "/changes", "/api/openapi.json"):
        assert closed.ask(path).status == 401
    reader = {"Authorization": f"Bearer {READ_TOKEN}"}
    assert closed.ask("/api/alerts", headers=reader).status == 200
    assert closed.ask("/", headers={"Cookie": sign_in(closed, READ_TOKEN)[1]}).status == 200
    assert closed.ask("/ready").status == 200
    refused = closed.ask("/api/alerts/crossing/verdict", VERDICT, {**JSON, **reader})
    assert refused.status == 403


def test_without_a_write_token_nobody_answers(settings: Settings, start_board: StartBoard) -> None:
    board = start_board(settings.model_copy(update={"board_write_token": None}))

    assert board.ask("/api/alerts/crossing/verdict", VERDICT, {**JSON, **BEARER}).status == 403
    assert "Sign in" not in board.ask("/").text


def test_a_restart_holds_the_same_and_sigterm_ends_it_well(
    settings: Settings, start_board: StartBoard, board: BoardProcess
) -> None:
    again = start_board(settings)
    eventually(
        lambda: (
            len(get(again, "/api/alerts?limit=500")["alerts"])
            == len(get(board, "/api/alerts?limit=500")["alerts"])
            or None
        ),
        20,
        "both boards hold the same",
    )
    assert get(again, "/api/alerts/crossing")["verdicts"]
    began = time.monotonic()

    assert again.end() == 0
    assert time.monotonic() - began < 15

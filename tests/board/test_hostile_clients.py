"""What a client does to the board: it gets one clear answer, and others are served."""

import gzip
import json
import re
import socket
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import pytest
from board.board_process import WRITE_TOKEN, BoardProcess, ring, town
from board.conftest import StartBoard
from detector_process import eventually
from watcher.alert_cases import alert

from tocsin.services.settings import Settings

pytestmark = pytest.mark.kafka

READ_TOKEN = "a-read-token-for-tests"  # noqa: S105 - opens nothing but a test's own board
GET = b"GET /api/alerts HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture(scope="module")
def settings(kafka: str) -> Settings:
    made = town(
        kafka,
        f"hostile-{uuid.uuid4().hex[:8]}",
        board_write_token=WRITE_TOKEN,
        board_read_token=READ_TOKEN,
    )
    ring(made, [alert("a1")])
    return made


@pytest.fixture
def board(settings: Settings, start_board: StartBoard) -> BoardProcess:
    """A board of its own: a client that guessed stays shut out for a while."""
    return start_board(settings)


@contextmanager
def connected(board: BoardProcess, first: bytes = b"") -> Iterator[socket.socket]:
    port = int(board.address.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(first)
        yield client


def say(board: BoardProcess, request: bytes) -> int:
    """Send bytes as they are; return the status of the answer."""
    with connected(board, request) as client:
        answer = client.recv(4_096)
    found = re.match(rb"HTTP/1\.\d (\d{3}) ", answer)
    assert found, answer
    return int(found.group(1))


def ask(path: str, *lines: bytes, token: str = READ_TOKEN) -> bytes:
    head = [f"GET {path} HTTP/1.1".encode(), b"Host: localhost", *lines]
    return b"\r\n".join([*head, f"Authorization: Bearer {token}".encode(), b"", b""])


def post(path: str, body: bytes, *lines: bytes) -> bytes:
    head = [f"POST {path} HTTP/1.1".encode(), b"Host: localhost", *lines]
    head += [f"Authorization: Bearer {WRITE_TOKEN}".encode(), b"Content-Length: %d" % len(body)]
    return b"\r\n".join([*head, b"", b""]) + body


JSON = b"Content-Type: application/json"
FORM = b"Content-Type: application/x-www-form-urlencoded"
STRANGE = {
    "a header that is not UTF-8": ask("/api/alerts", b"X: \xff\xfe"),
    "a cookie that is not UTF-8": ask("/api/alerts", b"Cookie: tocsin_session=\xff"),
    "an address that is not UTF-8": b"GET /api/alerts?q=\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a host that is not UTF-8": b"GET / HTTP/1.1\r\nHost: \xff\r\n\r\n",
    "a token that is not UTF-8": b"GET / HTTP/1.1\r\nAuthorization: Bearer \xff\r\n\r\n",
    "a token with a NUL": GET + b"Authorization: Bearer hush-hush-hush-hush\x00\r\n\r\n",
    "a limit of 5,000 digits": ask("/api/alerts?limit=" + "9" * 5_000),
    "a time of 5,000 digits": ask("/api/alerts?since=" + "9" * 5_000 + "h"),
    "a cursor of 5,000 digits": ask("/api/alerts?after=" + "9" * 5_000),
    "an unknown charset": post("/api/silences", b"{}", JSON + b"; charset=klingon"),
    "a charset that is no text": post("/api/silences", b"{}", JSON + b"; charset=base64"),
    "broken gzip": post("/api/silences", b"not gzip", JSON, b"Content-Encoding: gzip"),
    "gzip": post("/api/silences", gzip.compress(b"{}"), JSON, b"Content-Encoding: gzip"),
    "JSON that is not UTF-8": post("/api/silences", b'{"a": "\xff"}', JSON),
    "JSON nested deeply": post("/api/silences", b"[" * 60_000, JSON),
    "a number of 5,000 digits": post("/api/silences", b"1" * 5_000, JSON),
    "a form of another charset": post("/sign-in", b"author=a", FORM + b"; charset=klingon"),
    "a form that is not UTF-8": post("/sign-in", b"author=%ff&token=%ff", FORM),
    "a form without its boundary": post(
        "/sign-in", b"--x\r\n\r\n", b"Content-Type: multipart/form-data"
    ),
    "a form that breaks off": post(
        "/sign-in", b"--x\r\nContent-Disp", b"Content-Type: multipart/form-data; boundary=x"
    ),
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    "a bad chunk": b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
    + FORM
    + b"\r\n\r\nzz\r\n",
}


def test_what_cannot_be_read_is_the_clients_fault_and_no_traceback(board: BoardProcess) -> None:
    statuses = {name: say(board, request) for name, request in STRANGE.items()}

    assert {name: status for name, status in statuses.items() if not 400 <= status < 500} == {}
    assert "Traceback" not in board.log
    assert "hush" not in board.log
    assert say(board, ask("/api/alerts")) == 200


def test_guesses_are_logged_and_their_client_has_to_wait(board: BoardProcess) -> None:
    wrong = [board.ask("/api/alerts", headers={"Authorization": f"Bearer guess-{number}"})
             for number in range(12)]  # fmt: skip
    right = board.ask("/api/alerts", headers={"Authorization": f"Bearer {READ_TOKEN}"})

    assert [one.status for one in wrong] == [401] * 10 + [429] * 2
    assert right.status == 429  # or the answer would tell which guess was right
    assert 0 < int(right.headers["Retry-After"]) <= 60
    assert board.ask("/sign-in", b"author=a&token=b").status == 429
    assert "wrong_token" in board.log
    assert "guess-" not in board.log
    assert board.ask("/ready").status == 200


def test_thousands_of_unfinished_requests_keep_nobody_out(board: BoardProcess) -> None:
    with ExitStack() as open_ones:
        for _ in range(600):
            open_ones.enter_context(connected(board, GET))
        assert say(board, ask("/api/alerts")) == 200
        kept = len(json.dumps(board.log))
        began = time.monotonic()
        first = open_ones.enter_context(connected(board, GET))
        ended(first)
        assert 5 < time.monotonic() - began < 20
        assert say(board, ask("/api/alerts")) == 200
    assert kept < 100_000
    assert 'tocsin_http_connections_refused_total{reason="of_a_client"}' in metrics(board)


@pytest.fixture(scope="module", autouse=True)
def drops(settings: Settings, start_board: StartBoard) -> "Iterator[Future[float]]":
    """Send a body by drops to a board of its own while the other tests run: it takes a while."""
    board = start_board(settings)

    def send() -> float:
        head = post("/sign-in", b"", FORM).replace(b"Content-Length: 0", b"Content-Length: 50")
        with connected(board, head) as client:
            began = time.monotonic()
            ended(client, drip=True)
            return time.monotonic() - began

    with ThreadPoolExecutor(1) as alone:
        yield alone.submit(send)


def test_one_client_does_not_take_all_streams(board: BoardProcess) -> None:
    with ExitStack() as open_ones:
        answers = []
        for _ in range(110):
            client = open_ones.enter_context(connected(board, ask("/api/stream")))
            answers.append(client.recv(100))
        assert sum(b" 200 " in one for one in answers) == 100
        assert sum(b" 429 " in one for one in answers) == 10
        assert say(board, ask("/api/alerts")) == 200
    eventually(lambda: "tocsin_board_readers 0.0" in metrics(board) or None, 30, "no readers")
    assert say(board, ask("/api/stream")) == 200


def test_a_body_by_drops_is_given_up(drops: "Future[float]") -> None:
    assert drops.result(timeout=120) < 80


def metrics(board: BoardProcess) -> str:
    return board.ask("/metrics").text


def ended(client: socket.socket, *, drip: bool = False) -> None:
    """Wait until the other side closes."""
    client.settimeout(1 if drip else 30)
    while True:
        try:
            if not client.recv(4_096):
                return
        except TimeoutError:
            if not drip:
                raise
        except ConnectionResetError:
            return
        if drip:
            try:
                client.sendall(b"a")
            except OSError:
                return

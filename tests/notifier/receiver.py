"""A program of somebody's that takes webhooks, and does as badly as it is told."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Receiver:
    """What came, and how the next requests are answered."""

    url: str = ""
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    """Statuses of the next answers; then 204 for ever."""
    stall: float = 0.0

    @property
    def revisions(self) -> list[tuple[str, int]]:
        """Return the revisions that were taken, in order."""
        return [
            (one["id"], one["revision"]) for body in self.bodies for one in json.loads(body)["data"]
        ]


@contextmanager
def receiver() -> Iterator[Receiver]:
    """Serve on a free port while the block runs."""
    state = Receiver()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            with lock:
                status = state.answers.pop(0) if state.answers else 204
                if status < 300:
                    state.bodies.append(body)
                    state.headers.append(
                        {key.lower(): value for key, value in self.headers.items()}
                    )
            time.sleep(state.stall)
            self.send_response(status)
            if status == 307:
                self.send_header("location", "/elsewhere")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()

"""200 feeds on hosts of their own, looked at again and again: memory, politeness, what arrived.

Each feed gets a new story every few seconds, as a busy day has them in a few minutes. The
server's own log tells whether the feeder was polite.
"""

import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from web_server import WebServer, rss, rss_item, web_server

from services.broker.embedded import EmbeddedKafka
from services.settings import Settings
from services.topics import ensure_topics

FEEDS = 200
SECONDS = 90
STEP = 5
KEPT = 20
PAUSE = 0.2


def publish(server: WebServer, stories: int) -> None:
    """Show the newest stories of each feed."""
    for feed in range(FEEDS):
        links = [f"http://wire.example/{feed}/{n}" for n in range(max(0, stories - KEPT), stories)]
        server.page(f"/{feed}", rss(*(rss_item(link, link, "Rain fell. " * 50) for link in links)))


def memory(process: int) -> float:
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def polite(server: WebServer) -> tuple[int, float]:
    """Return the most requests to one host at a time, and the least pause between two."""
    by_host: dict[str, list[tuple[float, float]]] = {}
    for one in server.log:
        by_host.setdefault(one.host, []).append((one.at, one.done_at))
    gaps = [
        later[0] - earlier[1]
        for times in by_host.values()
        for earlier, later in itertools.pairwise(sorted(times))
    ]
    return (1 if min(gaps) >= 0 else 2), min(gaps)


def main() -> None:
    cache = Settings.load().cache_dir
    with (
        tempfile.TemporaryDirectory() as folder,
        web_server("0.0.0.0") as server,  # noqa: S104 - loopback has many hosts
        EmbeddedKafka(Path(folder) / "kafka", cache_dir=cache) as broker,
    ):
        settings = Settings.load(
            bootstrap_servers=broker.bootstrap_servers,
            seen_file=Path(folder) / "seen.sqlite",
            allowed_networks="127.0.0.0/8",
            host_pause=PAUSE,
            feed_interval=STEP,
            feed_interval_least=STEP,
            feeder_port=0,
        )
        ensure_topics(settings)
        sources = [
            {
                "name": f"feed {n}",
                "url": server.address(f"/{n}", f"127.0.1.{n + 1}"),
                "text": "feed",
            }
            for n in range(FEEDS)
        ]
        file = Path(folder) / "sources.yaml"
        file.write_text(json.dumps({"sources": sources}))
        publish(server, 3)
        process = subprocess.Popen(
            [sys.executable, "-m", "services.cli", "feed", "--sources", str(file)],
            env={**os.environ, **settings.as_environment()},
            stderr=subprocess.DEVNULL,
        )
        measured(server, process)
    sys.stdout.flush()


def measured(server: WebServer, process: "subprocess.Popen[bytes]") -> None:
    marks = []
    try:
        for step in range(SECONDS // STEP):
            time.sleep(STEP)
            publish(server, 4 + step)
            marks.append(memory(process.pid))
    finally:
        process.terminate()
        process.wait(30)
    at_once, gap = polite(server)
    told = ", ".join(f"{mark:.0f}" for mark in marks[:: max(1, len(marks) // 9)])
    print(f"{FEEDS} feeds, {len(server.log):,} requests in {SECONDS} s; memory in MB: {told}")
    print(f"at one host at most {at_once} at a time, the least pause {gap:.2f} s (told: {PAUSE})")


if __name__ == "__main__":
    main()

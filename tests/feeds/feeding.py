"""A feeder in this process, whose clock goes only when it is told to."""

from dataclasses import dataclass, field

from feeds.feeder_process import articles
from web_server import WebServer

from tocsin.schemas.article import Article
from tocsin.services.feeder.live.clock import SystemClock
from tocsin.services.feeder.live.polling.context import PollerContext
from tocsin.services.feeder.live.polling.poller import Poller
from tocsin.services.feeder.live.seen.store import ItemOutcome
from tocsin.services.feeder.live.sources.source import Source
from tocsin.services.feeder.live.web.answers import Trouble
from tocsin.services.settings import Settings


class SetClock(SystemClock):
    """A clock that goes only when it is told to."""

    def __init__(self) -> None:
        self.at = 1_714_557_600.0

    def now(self) -> float:
        return self.at


@dataclass
class Feeding:
    """A feeder in this process, and the world that it looks at."""

    live: Settings
    server: WebServer
    context: PollerContext
    clock: SetClock
    told: dict[str, str] = field(default_factory=dict)

    def feed(self, guid: str, path: str, title: str, text: str = "", name: str = "/feed") -> None:
        """Let a feed have one item."""
        self.server.page(
            name,
            f"<rss><channel><title>W</title><item><title>{title}</title><guid>{guid}</guid>"
            f"<link>{self.server.address(path)}</link><description>{text}</description>"
            "<pubDate>Wed, 01 May 2024 09:00:00 GMT</pubDate></item></channel></rss>",
        )

    async def look(self, name: str = "/feed", after: float = 0.0) -> list[ItemOutcome]:
        """Look at a feed some time later, as a feeder does that was started anew."""
        self.clock.at += after
        before = self.context.seen.ledger()
        await Poller(Source(name=name, url=self.server.address(name)), self.context).look()
        return [
            outcome
            for (source, outcome), count in self.context.seen.ledger().items()
            for _ in range(count - before.get((source, outcome), 0))
        ]

    def articles(self, least: int) -> list[Article]:
        return articles(self.live, least)

    def troubles(self, source: str, trouble: Trouble) -> float:
        """Return how often a source had this trouble, as its metrics say."""
        labels = {"source": source, "reason": trouble.value}
        registry = self.context.metrics.registry
        return registry.get_sample_value("tocsin_source_errors_total", labels) or 0.0

"""A notifier over a clock that a test sets: real routes, a real store, real receivers."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from kafka.consumer.fetcher import ConsumerRecord
from notifier.notify_process import SECRET
from notifier.receiver import Receiver, receiver

from tocsin.schemas.alert import Alert
from tocsin.schemas.control import AnyControl
from tocsin.services.notifier.dead_letters import DeadLetters
from tocsin.services.notifier.delivering import Means
from tocsin.services.notifier.messages.message import Writer
from tocsin.services.notifier.messages.roundup import RoundupWriter
from tocsin.services.notifier.metrics import NotifierMetrics
from tocsin.services.notifier.notifier import Notifier
from tocsin.services.notifier.routes import Routes
from tocsin.services.notifier.routes_file import load_routes
from tocsin.services.notifier.store.database import NotifierStore
from tocsin.services.notifier.targets.sending import sender
from tocsin.services.notifier.targets.session import webhook_session
from tocsin.services.settings import Settings

LINK = "https://board.example/alerts/{id}"
CONTROLS = "controls"


def record(topic: str, offset: int, value: bytes) -> ConsumerRecord:
    """Return a record as kafka-python gives it."""
    given = dict.fromkeys(ConsumerRecord._fields)
    return ConsumerRecord(
        **{**given, "topic": topic, "partition": 0, "offset": offset, "value": value}
    )


@dataclass
class DutyDesk:
    """What happens at which time, and who was told of what when."""

    folder: Path
    routes: Routes
    begin: datetime
    receivers: dict[str, Receiver]
    told: list[tuple[float, str, str, int]] = field(default_factory=list)
    """Minute, target, alert and revision."""
    now: datetime = field(init=False)
    metrics: NotifierMetrics = field(init=False)
    notifier: Notifier = field(init=False)
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)
    _offset: int = 0
    _seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.now = self.begin

    async def start(self) -> None:
        """Run a notifier; another one, later, goes on from its file."""
        self.metrics = NotifierMetrics()
        store = NotifierStore(self.folder / "notifier.sqlite")
        self._open.callback(store.close)
        session = await self._open.enter_async_context(webhook_session(()))
        means = Means(
            {one.name: sender(one, session, 5) for one in self.routes.targets},
            Writer(LINK),
            RoundupWriter(LINK),
            DeadLetters(Settings.load()),
            tries=1,
            controls=CONTROLS,
            clock=lambda: self.now,
        )
        self.notifier = Notifier(self.routes, store, means, self.metrics)
        self.notifier.has_heard_all = self.notifier.has_caught_up = True

    async def stop(self) -> None:
        """End the notifier between two messages."""
        await self.notifier.sent()
        await self._open.aclose()

    async def at(self, minutes: float, *came: Alert | AnyControl) -> None:
        """Let time pass until then, minute by minute; then let this come, and be told."""
        moment = self.begin + timedelta(minutes=minutes)
        while self.now < moment:
            self.now = min(moment, self.now + timedelta(minutes=1))
            await self.look()
        for one in came:
            topic = "alerts" if isinstance(one, Alert) else CONTROLS
            self.notifier.take([record(topic, self._offset, one.write())], self.now)
            self._offset += 1
        await self.look()

    async def look(self) -> None:
        """Send what is due, and note who got it."""
        self.notifier.tidy(self.now)
        self.notifier.send_due(self.now)
        await self.notifier.sent()
        minute = (self.now - self.begin) / timedelta(minutes=1)
        for name, one in self.receivers.items():
            new = one.revisions[self._seen.get(name, 0) :]
            self._seen[name] = len(one.revisions)
            self.told += [(minute, name, alert, revision) for alert, revision in new]

    @property
    def who(self) -> list[tuple[float, str]]:
        """Return minute and target of all that was told, in order."""
        return [(minute, target) for minute, target, _, _ in self.told]


@asynccontextmanager
async def duty_desk(folder: Path, routes: str, begin: datetime) -> AsyncIterator[DutyDesk]:
    """Give a desk whose targets, named `{name}` in the routes, are receivers of their own."""
    names = [line.split(":")[1].strip() for line in routes.splitlines() if "- target:" in line]
    with ExitStack() as stack:
        receivers = {name: stack.enter_context(receiver()) for name in names}
        listed = "\n".join(
            f'  - {{kind: webhook, name: {name}, url: "{one.url}", secret: "{SECRET}"}}'
            for name, one in receivers.items()
        )
        rest = "\n".join(line for line in routes.splitlines() if "- target:" not in line)
        file = folder / "routes.yaml"
        file.write_text(f"targets:\n{listed}\n{rest}")
        desk = DutyDesk(folder, load_routes(file), begin, receivers)
        await desk.start()
        try:
            yield desk
        finally:
            await desk.stop()

"""What all pollers share."""

from dataclasses import dataclass

from tocsin.services.feeder.live.clock import SystemClock
from tocsin.services.feeder.live.fetching.pages import PageFetcher
from tocsin.services.feeder.live.intake import Intake
from tocsin.services.feeder.live.metrics import SourceMetrics
from tocsin.services.feeder.live.push.websub import Subscriptions
from tocsin.services.feeder.live.schedule import Bounds
from tocsin.services.feeder.live.seen.store import Seen
from tocsin.services.feeder.live.web.client import Web


@dataclass(frozen=True, slots=True)
class PollerContext:
    """What all pollers share."""

    web: Web
    pages: PageFetcher
    seen: Seen
    intake: Intake
    metrics: SourceMetrics
    bounds: Bounds
    clock: SystemClock
    hubs: Subscriptions | None = None
    """Where changes can be subscribed to; None if hubs cannot reach us."""

"""What all pollers share."""

from dataclasses import dataclass

from services.feeder.live.clock import Clock
from services.feeder.live.intake import Intake
from services.feeder.live.metrics import SourceMetrics
from services.feeder.live.pages import Pages
from services.feeder.live.schedule import Bounds
from services.feeder.live.seen import Seen
from services.feeder.live.web import Web
from services.feeder.live.websub import Subscriptions


@dataclass(frozen=True, slots=True)
class Desk:
    """What all pollers share."""

    web: Web
    pages: Pages
    seen: Seen
    intake: Intake
    metrics: SourceMetrics
    bounds: Bounds
    clock: Clock
    hubs: Subscriptions | None = None
    """Where changes can be subscribed to; None where hubs cannot reach us."""

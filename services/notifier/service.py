"""The notifier as a process: wired, with metrics and health, until SIGTERM."""

import asyncio
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import structlog

from tocsin.schemas.topics import Topic
from tocsin.services.feeder.live.web.networks import allowed_networks
from tocsin.services.monitoring.http import monitoring_app
from tocsin.services.notifier.dead_letters import DeadLetters
from tocsin.services.notifier.delivering import Means
from tocsin.services.notifier.lane import Lane
from tocsin.services.notifier.messages.message import Notification, Writer
from tocsin.services.notifier.messages.roundup import RoundupWriter
from tocsin.services.notifier.metrics import NotifierMetrics
from tocsin.services.notifier.notifier import Notifier, run
from tocsin.services.notifier.routes import Route, Routes
from tocsin.services.notifier.routes_file import routes_of_settings
from tocsin.services.notifier.schedule.duty import EscalationStep
from tocsin.services.notifier.schedule.on_call import told_at
from tocsin.services.notifier.store.database import NotifierStore
from tocsin.services.notifier.targets.sending import NotToldError, Parcel, sender
from tocsin.services.notifier.targets.session import webhook_session
from tocsin.services.plain_text import counted
from tocsin.services.problem import Problem
from tocsin.services.runtime.http import http_bind, http_open
from tocsin.services.runtime.lifecycle import log_kafka, run_service
from tocsin.services.settings import Settings
from tocsin.services.subscription.records import TopicRecords
from tocsin.services.subscription.start import FromNow, FromOffsets

log = structlog.get_logger(__name__)

_STOP_SECONDS: Final = 8.0


def notify(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT.

    Raises:
        Problem: routes that are not right, no Kafka, a file or a port that cannot be had.
    """
    run_service(settings, lambda stop: _serve(settings, stop))


async def _serve(settings: Settings, stop: asyncio.Event) -> None:
    routes = routes_of_settings(settings)
    link = settings.notifier_link or f"{settings.board_url}/alerts/{{id}}"
    own = settings.notifier_templates
    writers = (Writer(link, own), RoundupWriter(link, own))
    metrics = NotifierMetrics()
    health = _Health(settings.ready_patience)
    app = monitoring_app(metrics.registry, health.not_ready)
    bind = http_bind(settings, settings.notifier_port, "TOCSIN_NOTIFIER_PORT")
    networks = allowed_networks(settings.allowed_networks or "")
    with closing(NotifierStore(settings.notifier_state)) as store:
        async with http_open(app, bind, metrics.registry), webhook_session(networks) as session:
            records = await _records(settings, store)
            senders = {
                target.name: sender(target, session, settings.notifier_patience)
                for target in routes.targets
            }
            controls = settings.topic(Topic.CONTROLS)
            means = Means(
                senders, *writers, DeadLetters(settings), settings.notifier_tries, controls
            )
            notifier = Notifier(routes, store, means, metrics)
            health.records = records
            log.info("notifier_started", routes=len(routes.routes), targets=len(routes.targets))
            await run(notifier, records, controls, stop)
            await notifier.finish(_STOP_SECONDS)


async def _records(settings: Settings, store: NotifierStore) -> TopicRecords:
    """Go on where the store says; at the first start from now on, and note where that was.

    What people said is read from its beginning: they may have acknowledged what is sent later.
    """
    known, ids = store.offsets(), store.topic_ids()
    if not known and not ids:
        first = await asyncio.to_thread(
            TopicRecords, settings, [Topic.ALERTS], FromNow(), log_kafka
        )
        known, ids = first.positions(), first.topic_ids()
        first.close()
    records = await asyncio.to_thread(
        TopicRecords, settings, [Topic.ALERTS, Topic.CONTROLS], FromOffsets(known, ids), log_kafka
    )
    store.begin_at(records.positions(), records.topic_ids())
    return records


@dataclass(slots=True)
class _Health:
    """Whether all that comes is heard."""

    patience: float
    records: TopicRecords | None = None

    def not_ready(self) -> str | None:
        if self.records is None:
            return "waiting for Kafka"
        return self.records.trouble(self.patience)


def _step(route: Route, number: int) -> EscalationStep:
    if number > len(route.escalate):
        message = f"route {route.name} has {counted(len(route.escalate), 'step')}"
        raise Problem(message)
    return route.escalate[number - 1]


async def tell_a_test(
    routes: Routes, route_name: str, settings: Settings, step: int = 0
) -> list[str]:
    """Send a marked test on a route; return a line for each target, with what went wrong.

    Args:
        routes: all of the file.
        route_name: the route.
        settings: for how long a target may take.
        step: of its escalation; 0 for the route's own targets.

    Raises:
        Problem: no such route or step.
    """
    networks = allowed_networks(settings.allowed_networks or "")
    route = next((one for one in routes.routes if one.name == route_name), None)
    if route is None:
        there = ", ".join(one.name for one in routes.routes)
        message = f"no route {route_name}; there are {there}"
        raise Problem(message)
    now = datetime.now(UTC)
    on_call = {roster.name: roster for roster in routes.on_call}
    names = route.targets if step == 0 else _step(route, step).targets
    told = told_at(names, on_call, now)
    words = Notification("[Test] Tocsin", "A test of this route, not real. Nothing happened.")
    lines = []
    async with webhook_session(networks) as session:
        for target in routes.targets:
            if target.name in told:
                lane = Lane(route.name, target.name, step)
                parcel = Parcel(f"test.{now:%Y%m%dT%H%M%S}.{lane.way}.{lane.target}", words, ())
                try:
                    await sender(target, session, settings.notifier_patience).send(parcel)
                except NotToldError as error:
                    lines.append(f"{target.name}: not sent: {error}")
                else:
                    lines.append(f"{target.name}: sent")
    return lines

"""Run the detector in this process.

It shares logs, port and exit statuses with the other services (`services/runtime`), but not
`run_service`: Faust's worker brings its own event loop, signal handlers and end of the process,
and stops its parts in an order that keeps acknowledgements behind what they confirm.
"""

import asyncio
import sys
from pathlib import Path

import structlog
from aiokafka.errors import InvalidTimestampError

from tocsin.schemas.topics import Topic
from tocsin.services.acl.checking import check_rights
from tocsin.services.acl.rights import Service
from tocsin.services.detector.app import create_detector
from tocsin.services.detector.health import Health
from tocsin.services.detector.input_topics import InputTopics
from tocsin.services.detector.metrics import DetectorMetrics
from tocsin.services.detector.punctuality import PunctualWorker
from tocsin.services.detector.rule_watch import RuleWatch
from tocsin.services.detector.standby import Twins
from tocsin.services.detector.warm_up import warming_up
from tocsin.services.private_files import private_folder
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.runtime.http import http_bind
from tocsin.services.runtime.lifecycle import log_kafka, start_logs
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

log = structlog.get_logger(__name__)


def run(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT, then end the process with status 0.

    Raises:
        Problem: a wrong rule or encoder, a broker or topics that cannot be had, a taken port.
    """
    start_logs(settings)
    rules = load_rules(settings.rules)
    encoder = warming_up(settings.networks)
    # a broker that is not there when Faust starts ends it at once: wait for it first
    ensure_topics(settings, tell=log_kafka)
    check_rights(settings, Service.DETECTOR)
    _make(settings.state_dir / settings.application_id)
    metrics = DetectorMetrics()
    loop = _event_loop()
    inputs = InputTopics(
        settings, [settings.topic(one) for one in (Topic.ARTICLES, Topic.REPORTS, Topic.STEPS)]
    )
    twins = Twins(settings)
    detector = create_detector(settings, rules, encoder, metrics, inputs.id_of, twins)
    app = detector.app
    health = Health(
        app,
        metrics,
        http_bind(settings, settings.http_port),
        settings.ready_patience,
    )
    health.also_asks(twins.not_ready)
    health.also_asks(detector.controls.not_ready)
    health.also_asks(inputs.not_ready)
    health.also_asks(lambda: None if encoder.done() else "the encoder is being loaded")
    watch = RuleWatch(settings.rules, detector.take, metrics)
    log.info(
        "detector_starting",
        rules=len(rules),
        encoder=settings.reader,
        brokers=settings.bootstrap_servers,
    )
    worker = PunctualWorker(
        health,
        app,
        detector.controls,
        watch,
        inputs,
        loop=loop,
        quiet=True,
        override_logging=False,
        redirect_stdouts=False,
    )
    try:
        worker.execute_from_commandline()
    except SystemExit as ended:
        # mode ends the process itself; what made it do so is only the context of that
        crash = ended.__context__ or app.crash_reason or worker.crash_reason
        if isinstance(crash, Problem):
            raise crash from None
        if isinstance(crash, InvalidTimestampError):
            message = (
                "this machine's clock is more than an hour ahead of Kafka's, and the "
                "topics were created by an earlier version, in which senders set the "
                "timestamps: `tocsin topics` corrects them (if Kafka has users, run it "
                "as the operator)"
            )
            raise Problem(message, ExitStatus.UNAVAILABLE) from None
        if crash is not None:
            log.error("detector_crashed", error=repr(crash))  # noqa: TRY400 - its traceback was logged
            sys.exit(1)
        sys.exit(ended.code)


def _make(folder: Path) -> None:
    """Make the folder that Faust wants to exist, also for a state in memory."""
    try:
        private_folder(folder)
    except OSError as error:
        message = (
            f"cannot create {folder}: {error.strerror}; set TOCSIN_STATE_DIR to a folder "
            "you can write to"
        )
        raise Problem(message, ExitStatus.UNAVAILABLE) from None


def _event_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    return loop

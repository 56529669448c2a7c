"""What no target accepted: to the dead-letters topic, with the reason."""

import asyncio
import base64
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from kafka.errors import KafkaError

from tocsin.schemas.alert import Alert
from tocsin.schemas.cloudevents import dead_letter_headers
from tocsin.schemas.dead_letter import DeadLetter, Reason
from tocsin.schemas.topics import Topic
from tocsin.services.notifier.lane import Lane
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.runtime.producer import producer
from tocsin.services.settings import Settings

_CONFIRM_SECONDS: Final = 60.0


class DeadLetters:
    """Writes dead letters, confirmed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def set_aside(
        self, lane: Lane, message_id: str, alerts: Sequence[Alert], error: str
    ) -> None:
        """Set each alert of a message aside.

        Raises:
            Problem: Kafka did not take it; what waits is still noted.
        """
        await asyncio.to_thread(self._send, lane, message_id, alerts, error)

    def _send(self, lane: Lane, message_id: str, alerts: Sequence[Alert], error: str) -> None:
        try:
            sender = producer(self._settings)
            for offset, alert in enumerate(alerts):
                value = alert.write()
                letter = DeadLetter(
                    topic=f"notify.{lane.route}.{lane.target}",
                    partition=0,
                    offset=offset,
                    reason=Reason.NOT_TOLD,
                    detail=f"message {message_id} to {lane}: {error}",
                    key=base64.b64encode(alert.id.encode()),
                    value=base64.b64encode(value),
                    value_bytes=len(value),
                    value_sha256=sha256(value).hexdigest(),
                )
                sender.send(
                    self._settings.topic(Topic.DEAD_LETTERS),
                    key=f"{message_id}/{alert.id}".encode(),
                    value=letter.write(),
                    headers=dead_letter_headers(letter),
                ).get(_CONFIRM_SECONDS)
            sender.close()
        except KafkaError as failure:
            message = f"Kafka did not accept a dead letter: {failure}"
            raise Problem(message, ExitStatus.UNAVAILABLE) from failure

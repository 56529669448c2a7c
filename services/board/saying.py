"""Sends what people answer onto the controls topic."""

from typing import Final

from kafka import KafkaProducer
from kafka.errors import KafkaError

from schemas.cloudevents import control_headers
from schemas.control import Retraction, Silence, Verdict
from schemas.topics import Topic
from services.connection import connection
from services.problem import ExitStatus, Problem
from services.settings import Settings

_CONFIRM_SECONDS: Final = 10.0


class Sayer:
    """A producer of controls; it connects with the first thing that is said."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._producer: KafkaProducer | None = None

    def say(self, control: Verdict | Silence | Retraction) -> None:
        """Send a control and return when the broker has confirmed it.

        Raises:
            Problem: Kafka does not take it.
        """
        try:
            if self._producer is None:
                self._producer = KafkaProducer(**connection(self._settings), acks="all")
            sent = self._producer.send(
                self._settings.topic(Topic.CONTROLS),
                value=control.model_dump_json().encode(),
                key=control.id.encode(),
                headers=control_headers(control),
            )
            sent.get(timeout=_CONFIRM_SECONDS)
        except KafkaError as error:
            message = f"Kafka did not take this answer ({type(error).__name__}); give it again"
            raise Problem(message, ExitStatus.UNAVAILABLE) from error

    def close(self) -> None:
        """Leave Kafka."""
        if self._producer is not None:
            self._producer.close(timeout=_CONFIRM_SECONDS)

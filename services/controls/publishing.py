"""Controls onto their topic, confirmed by the broker. Whoever lets people speak uses this."""

from typing import Final

from kafka.errors import KafkaError

from tocsin.schemas.cloudevents import control_headers
from tocsin.schemas.control import AnyControl
from tocsin.schemas.topics import Topic
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.runtime.producer import producer
from tocsin.services.settings import Settings
from tocsin.services.topics.waiting import Tell, tell_on_stderr, wait_for_topics

_PATIENCE_S: Final = 15


def publish(settings: Settings, *controls: AnyControl, tell: Tell = tell_on_stderr) -> None:
    """Send controls and return when all in-sync replicas have them.

    It blocks: an asynchronous caller gives it a thread. To send one again is harmless.

    Raises:
        Problem: no broker, no topic, or Kafka refused.
    """
    wait_for_topics(settings, [Topic.CONTROLS], tell)
    topic = settings.topic(Topic.CONTROLS)
    try:
        sender = producer(settings, max_block_ms=_PATIENCE_S * 1000)
        try:
            sent = [
                sender.send(
                    topic,
                    key=control.id.encode(),
                    value=control.write(),
                    headers=control_headers(control),
                )
                for control in controls
            ]
            for one in sent:
                one.get(timeout=_PATIENCE_S)
        finally:
            sender.close(timeout=0)
    except KafkaError as error:
        message = (
            f"Kafka at {settings.bootstrap_servers} did not accept the message for {topic}: {error}"
        )
        raise Problem(message, ExitStatus.UNAVAILABLE) from error

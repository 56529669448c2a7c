"""A control among reports or steps: laid into their partition, it has its place in their order."""

import re
from dataclasses import dataclass
from typing import Final

from aiokafka import ConsumerRecord
from faust import TopicT
from pydantic import ValidationError

from tocsin.schemas.cloudevents import EventKind, control_headers
from tocsin.schemas.control import CONTROL, Retraction, Silence
from tocsin.schemas.dead_letter import Reason
from tocsin.services.detector.kafka.confirmed_sends import Outgoing
from tocsin.services.detector.messages.validation import Dropped

_SEQUENCE: Final = "ce_sequence"
"""CloudEvents extension `sequence`: the offset of the control on its own topic."""

_OFFSET: Final = re.compile(rb"[0-9]{1,18}")

_NOT_LAID: Final = Dropped(Reason.WRONG_SHAPE, "no control that a detector laid here")


@dataclass(frozen=True, slots=True)
class Heard:
    """A control that judges obey, and its offset on the controls topic."""

    control: Silence | Retraction
    offset: int


def laid(heard: Heard, topic: TopicT, partition: int) -> Outgoing:
    """Return the message that lays a control into a partition."""
    headers = [*control_headers(heard.control), (_SEQUENCE, str(heard.offset).encode())]
    key, value = heard.control.id.encode(), heard.control.write()
    return Outgoing(topic, key, value, headers, partition=partition)


def heard_in(record: ConsumerRecord[bytes | None, bytes | None]) -> Heard | Dropped | None:
    """Return the control that a record of reports or steps is; None if it is another thing."""
    headers = dict(record.headers)
    if headers.get("ce_type") != EventKind.CONTROL.encode():
        return None
    try:
        control = CONTROL.validate_json(record.value or b"")
    except ValidationError:
        return _NOT_LAID
    sequence = headers.get(_SEQUENCE) or b""
    if not _OFFSET.fullmatch(sequence) or not isinstance(control, Silence | Retraction):
        return _NOT_LAID
    return Heard(control, int(sequence))

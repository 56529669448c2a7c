"""What is known of the stories that a message is about, when it is begun."""

from typing import Final

from pydantic import Field

from tocsin.schemas.alert import Alert
from tocsin.schemas.contract import Contract


class SoFar(Contract):
    """What was sent about the stories of a message, and what else was counted of them."""

    known: tuple[str, ...] = Field(
        default=(), description="Stories of which the same people were notified before"
    )
    others: tuple[Alert, ...] = Field(
        default=(), description="Alerts of the same stories that this message is not about"
    )


NOTHING_SO_FAR: Final = SoFar()

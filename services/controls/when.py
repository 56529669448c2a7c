"""Until when a silence lasts, as people write it; pure."""

from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from tocsin.schemas.article import Moment
from tocsin.schemas.fields.duration import Duration
from tocsin.services.problem import Problem

_MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)
_DURATION: TypeAdapter[Duration] = TypeAdapter(Duration)


def until_when(text: str, now: datetime) -> datetime:
    """Return the moment that is meant: a time, or a duration from now.

    Raises:
        Problem: neither, or a time that is past.
    """
    try:
        moment = now + _DURATION.validate_python(text)
    except (ValidationError, OverflowError):
        try:
            moment = _MOMENT.validate_python(text)
        except ValidationError:
            message = (
                f"until {text!r}: neither a duration such as 2d or 12h nor a time such as "
                "2026-03-16T08:00 (UTC)"
            )
            raise Problem(message) from None
    if moment <= now:
        message = f"until {moment.isoformat()}: that is in the past (now is {now.isoformat()})"
        raise Problem(message)
    return moment

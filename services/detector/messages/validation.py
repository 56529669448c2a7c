"""Validation: bytes in; an article, or the reason why it is not one. Pure."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from tocsin.schemas.admission import AdmissionLimits, refusal
from tocsin.schemas.article import Article
from tocsin.schemas.dead_letter import Reason


@dataclass(frozen=True, slots=True)
class Dropped:
    """Input that cannot be used."""

    reason: Reason
    detail: str


def admit(value: bytes | None, now: datetime, limits: AdmissionLimits) -> Article | Dropped:
    """Return the article that `value` holds, or why it holds none.

    Args:
        value: the message's raw bytes; None for a message without a value.
        now: the present, which only detects impossible publication times.
        limits: size in bytes, and how far ahead of `now` a publication may be.
    """
    if value is None:
        return Dropped(Reason.NULL_VALUE, "the message has no value")
    if len(value) > limits.max_bytes:
        detail = f"{len(value):,} bytes are more than the {limits.max_bytes:,} allowed"
        return Dropped(Reason.TOO_BIG, detail)
    try:
        article = Article.read(value)
    except ValidationError as error:
        return _refused(error)
    refused = refusal(article, now, limits)
    return article if refused is None else Dropped(*refused)


def _refused(error: ValidationError) -> Dropped:
    """Name the reason; the input itself is not repeated, because the dead letter holds it."""
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    if any(problem["type"] == "json_invalid" for problem in problems):
        return Dropped(Reason.NOT_JSON, problems[0]["msg"])
    told = "; ".join(
        f"{'.'.join(str(part) for part in problem['loc']) or 'message'}: {problem['msg']}"
        for problem in problems
    )
    return Dropped(Reason.WRONG_SHAPE, told)

"""A source, as sources.yaml holds it."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from schemas.duration import Duration
from services.feeder.live.address import canonical_address


class TextFrom(StrEnum):
    """Where an item's text is taken from."""

    PAGE = "page"
    """The page behind it; the feed's own text where that cannot be had."""
    FEED = "feed"


def _web_address(value: str) -> str:
    if canonical_address(value) is None:
        message = "an address begins with http:// or https:// and names a host, without a user"
        raise ValueError(message)
    return value


class Source(BaseModel):
    """One feed: RSS, Atom, RDF or JSON Feed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=200, description="The outlet, as people call it")
    url: Annotated[str, AfterValidator(_web_address)] = Field(description="Of the feed")
    text: TextFrom = Field(default=TextFrom.PAGE, description="page, or feed where that is enough")
    every: Duration | None = Field(
        default=None, description="Between two looks; unset, what the source says"
    )
    language: str | None = Field(
        default=None, pattern=r"^[a-zA-Z]{2,3}(-[A-Za-z0-9]+)*$", description="BCP 47 tag"
    )

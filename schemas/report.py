"""A report: one event that one article describes."""

from datetime import timedelta
from typing import Final, Literal, Self

from pydantic import Field, model_validator

from tocsin.schemas.article import Identifier, Moment
from tocsin.schemas.contract import Contract
from tocsin.schemas.event_types.profiles import SUBTYPES
from tocsin.schemas.fields.languages import LanguageCode
from tocsin.schemas.vocabulary import (
    Bound,
    Cause,
    EventType,
    Modality,
    Resolution,
    Scope,
    Status,
    Subtype,
    Unit,
)

VAGUE_WORDS: Final[dict[int, str]] = {
    24: "dozens",
    200: "hundreds",
    2_000: "thousands",
    20_000: "tens of thousands",
    200_000: "hundreds of thousands",
    2_000_000: "millions",
}
"""The low end of each vague word, by the labelling guide."""


class Quantity(Contract):
    """A figure with its bounds, as the text gives it.

    "more than 40" is low 40, min; "up to 300" is high 300, max; "about 90" is 90-90, approx;
    "dozens" is low 24, vague; no figure is none with both open.
    """

    low: int | None = Field(default=None, ge=0, description="Lower bound")
    high: int | None = Field(default=None, ge=0, description="Upper bound")
    bound: Bound = Field(default=Bound.NONE, description="How the text bounds the figure")

    @property
    def figure(self) -> int | None:
        """The one number used for this quantity: low, or high if there is no low."""
        return self.high if self.low is None else self.low

    @property
    def is_counted(self) -> bool:
        """Whether the text gives a figure that is neither vague nor only a limit above."""
        return self.bound in {Bound.EXACT, Bound.MIN, Bound.APPROX, Bound.RANGE}

    @property
    def is_one(self) -> bool:
        """Whether what is counted is said as of one: "1 ship", "at least 1 ship"."""
        return (self.high if self.bound is Bound.RANGE else self.figure) == 1

    def in_words(self) -> str:
        """Return the figure as people say it: "at least 40", "30 to 50", "thousands"."""
        figure = self.figure
        if figure is None:
            return "an unknown number"
        match self.bound:
            case Bound.MIN:
                return f"at least {figure:,}"
            case Bound.MAX:
                return f"up to {figure:,}"
            case Bound.APPROX:
                return f"about {figure:,}"
            case Bound.RANGE if self.high is not None:
                return f"{figure:,} to {self.high:,}"
            case Bound.VAGUE:
                return VAGUE_WORDS.get(figure, f"some {figure:,}")
            case _:
                return f"{figure:,}"


class Evidence(Contract):
    """The words that the report rests on; offsets count characters of the named part."""

    part: Literal["text", "title"] = Field(default="text", description="Where the words are")
    sentence: str = Field(description="The sentence, as printed")
    start: int = Field(ge=0, description="Offset of the sentence's first character")
    end: int = Field(ge=0, description="Offset after the sentence's last character")
    figure: tuple[int, int] | None = Field(
        default=None, description="Offsets of the figure within the sentence"
    )


class Place(Contract):
    """The most exact place that the text gives for the event."""

    name: str = Field(description="As named in the text")
    country: str = Field(pattern=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3")
    resolution: Resolution
    latitude: float = Field(ge=-90, le=90, description="Degrees north")
    longitude: float = Field(ge=-180, le=180, description="Degrees east")
    geonames_id: int | None = Field(default=None, description="GeoNames id, if it has one")


class Period(Contract):
    """A time within which something happened, or is to happen."""

    earliest: Moment
    latest: Moment = Field(description="It had happened by then")

    def in_words(self) -> str:
        """Return the days, in UTC, as people write them: "2026-03-02", or from one to another."""
        first, last = self.earliest.date(), (self.latest - timedelta(microseconds=1)).date()
        return f"{first}" if first == last else f"{first} to {last}"


class Report(Contract):
    """One event that one article reports, with its evidence."""

    id: Identifier = Field(description="Hash of article, type, subtype and evidence span")
    article_id: Identifier
    source: str | None = Field(default=None, description="The outlet")
    title: str | None = Field(default=None, description="The article's headline")
    url: str | None = Field(default=None, description="The article's address")
    language: LanguageCode = Field(
        default="en",
        description="ISO 639-1 code of the language that the article was read in, which is that "
        "of title and evidence. Older messages have none and are English",
    )
    published_at: Moment | None = Field(default=None, description="The article's publication")
    ingested_at: Moment | None = Field(
        default=None,
        description="When the article reached Kafka; null offline and in a declared replay",
    )
    status: Status = Field(default=Status.ACTUAL, description="The article's")
    event_type: EventType
    subtype: Subtype | None = None
    quantity: Quantity
    unit: Unit | None = None
    modality: Modality
    scope: Scope = Field(
        default=Scope.EVENT,
        description="What the figure is a figure of: this event, a total of several or of a "
        "period, or how many there are at a time. Older messages have none and count as `event`",
    )
    cause: Cause = Field(
        default=Cause.UNKNOWN, description="Why people died, fled or were moved, if the text says"
    )
    confidence: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="Probability that type, figure and modality were read correctly; calibrated on "
        "labelled news. Not whether the text is true. Null if not measured",
    )
    actor: str | None = Field(default=None, description="Who does or suffers it, as named")
    country: str | None = Field(
        default=None,
        pattern=r"^[A-Z]{3}$",
        description="ISO 3166-1 alpha-3 of where it happens; for a crossing, where they arrive",
    )
    from_country: str | None = Field(
        default=None, pattern=r"^[A-Z]{3}$", description="For a crossing: where they left"
    )
    place: Place | None = Field(default=None, description="The most exact place known")
    happened: Period | None = Field(
        default=None,
        description="When it happened or will happen, according to the sentence: 'on Monday' is "
        "that day in UTC; null if it does not say",
    )
    text_fingerprint: str | None = Field(
        default=None,
        pattern=r"^[0-9a-f]{64}$",
        description="MinHash of the article's text, 32 bytes; near-duplicates share most of them",
    )
    names: tuple[str, ...] = Field(
        default=(),
        description="Distinctive names in the article's text, in lower case: articles about the "
        "same event share them. Older messages have none",
    )
    evidence: Evidence

    @property
    def topic_key(self) -> bytes:
        """The key of its message: what one country does is judged in one place and order."""
        return (self.country or "XX").encode()

    @model_validator(mode="after")
    def _subtype_fits_type(self) -> Self:
        if self.subtype is not None and self.subtype not in SUBTYPES[self.event_type]:
            message = f"{self.event_type} has no subtype {self.subtype}"
            raise ValueError(message)
        return self

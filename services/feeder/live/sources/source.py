"""A source, as sources.yaml holds it."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from resiliparse.parse.html import CSSParserException, HTMLTree

from tocsin.schemas.fields.countries import COUNTRY_NAMES
from tocsin.schemas.fields.duration import Duration
from tocsin.services.feeder.live.address import canonical_address

_HEADER: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_SENDABLE: Final = {
    "headers": re.compile(r"[\x20-\x7e\t]{0,4000}"),
    "cookies": re.compile(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{0,4000}"),
}
"""Cookies: RFC 6265, 4.1.1."""
_OURS: Final = frozenset(
    "host connection content-length transfer-encoding accept-encoding cookie if-none-match "
    "if-modified-since proxy-authorization te upgrade".split()
)
"""Headers that the feeder sets itself."""
_HOLDS_A_SECRET: Final = re.compile(
    r"auth|api-?key|token|secret|passw|credential|session|sign", re.IGNORECASE
)
_HOW_SECRET: Final = "{env: NAME} or {file: PATH}"  # noqa: S105 - the form, not a secret


class TextFrom(StrEnum):
    """Where an item's text is taken from."""

    PAGE = "page"
    """The page behind it; the feed's own text if that cannot be had."""
    FEED = "feed"


def _web_address(value: str) -> str:
    if canonical_address(value) is None:
        message = "a URL starts with http:// or https:// and has a host but no user"
        raise ValueError(message)
    return value


def _selector(value: str) -> str:
    if (fault := _fault_of_selector(value)) is not None:
        message = f"not a valid CSS selector: {fault[:150]}"
        raise ValueError(message)
    return value


def _fault_of_selector(value: str) -> str | None:
    # apart, so that no error holds the tree: it must end in the thread where it began
    document = HTMLTree.parse("<p>").document
    try:
        if document is not None:
            document.query_selector(value)
    except CSSParserException as error:
        return str(error)
    return None


def _country(value: str) -> str:
    if value not in COUNTRY_NAMES:
        message = "a country is an ISO 3166-1 alpha-3 code, such as KEN"
        raise ValueError(message)
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]
Selector = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_selector)]
Words = Annotated[str, Field(min_length=1, max_length=200)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SecretPlace(_Part):
    """Where a secret is found: an environment variable, or a file."""

    env: str | None = Field(default=None, pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")
    file: Path | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.env is None) == (self.file is None):
            message = f"a secret is {_HOW_SECRET}"
            raise ValueError(message)
        return self


Value = str | SecretPlace
"""A text that everybody may read, or where a secret is."""


class Listing(_Part):
    """How a page without a feed lists its stories, in CSS selectors."""

    item: Selector = Field(description="Each story's element")
    link: Selector = Field(default="a", description="In it, the link to its page")
    title: Selector | None = Field(default=None, description="In it; unset, the link's text")
    text: Selector | None = Field(default=None, description="In it, the text of the story")
    date: Selector | None = Field(default=None, description="In it; unset, <time>")


class ItemMatch(_Part):
    """Which items a rule means: those to which all that is given applies."""

    words: tuple[Words, ...] = Field(default=(), description="Any of them, in title or text")
    section: Words | None = Field(default=None, description="As the feed names it: Sport")
    author: Words | None = Field(default=None, description="Part of the author's name")
    address: Words | None = Field(default=None, description="A pattern: */sport/*")

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not (self.words or self.section or self.author or self.address):
            message = "give words, section, author or address"
            raise ValueError(message)
        return self


class Source(_Part):
    """One feed (RSS, Atom, RDF, JSON Feed), sitemap, or page that lists stories."""

    name: str = Field(min_length=1, max_length=200, description="The outlet, as people call it")
    url: WebAddress = Field(description="Of the feed")
    text: TextFrom = Field(default=TextFrom.PAGE, description="page, or feed where that is enough")
    every: Duration | None = Field(
        default=None, description="Between two looks; unset, what the source says"
    )
    language: str | None = Field(
        default=None, pattern=r"^[a-zA-Z]{2,3}(-[A-Za-z0-9]+)*$", description="BCP 47 tag"
    )
    country: Annotated[str, AfterValidator(_country)] | None = Field(
        default=None, description="Of the outlet, ISO 3166-1 alpha-3"
    )
    folder: str | None = Field(
        default=None, min_length=1, max_length=200, description="As feed readers group them"
    )
    site: WebAddress | None = Field(default=None, description="The outlet's own page")
    description: str | None = Field(default=None, max_length=2_000, description="For people")
    listing: Listing | None = Field(
        default=None, description="For a page without a feed: CSS selectors"
    )
    keep: tuple[ItemMatch, ...] = Field(
        default=(), description="Only items that one of these means"
    )
    block: tuple[ItemMatch, ...] = Field(default=(), description="No item that one of these means")
    headers: dict[str, Value] = Field(default={}, description="Sent with each request")
    cookies: dict[str, Value] = Field(default={}, description="Sent with each request")
    user: str | None = Field(default=None, max_length=200, description="For HTTP Basic")
    password: SecretPlace | None = Field(default=None, description="Of that user")
    hosts: tuple[str, ...] = Field(
        default=(), description="More hosts that headers, cookies and user are sent to"
    )
    proxy: Value | None = Field(default=None, description="http://proxy:3128")

    @model_validator(mode="before")
    @classmethod
    def _secrets_apart(cls, held: Any) -> Any:  # noqa: ANN401 - whatever the YAML holds
        """Refuse secrets in a file that people share; the value is not repeated."""
        if isinstance(held, dict) and isinstance(held.get("password"), str):
            message = f"password: give it as {_HOW_SECRET}, not in this file"
            raise ValueError(message)  # noqa: TRY004 - pydantic takes ValueError only
        return held

    @model_validator(mode="after")
    def _can_be_sent(self) -> Self:
        for name, value in self.headers.items():
            if not _HEADER.fullmatch(name) or name.lower() in _OURS:
                message = f"headers: a source may not set {name!r}"
                raise ValueError(message)
            if isinstance(value, str):
                if _HOLDS_A_SECRET.search(name):
                    message = f"headers: {name} holds a secret; give it as {_HOW_SECRET}"
                    raise ValueError(message)
                check_value("headers", name, value)
        for name, value in self.cookies.items():
            if not _HEADER.fullmatch(name):
                message = f"cookies: {name!r} is not a valid cookie name"
                raise ValueError(message)
            if isinstance(value, str):
                check_value("cookies", name, value)
        if (self.user is None) != (self.password is None):
            field, other = ("user", "password") if self.user else ("password", "user")
            message = f"{field}: needs {other}, which is missing"
            raise ValueError(message)
        if isinstance(self.proxy, str) and _web_address_of_proxy(self.proxy) is None:
            message = f"proxy: expected http://host:port; with a user, give it as {_HOW_SECRET}"
            raise ValueError(message)
        return self


def check_value(field: Literal["headers", "cookies"], name: str, value: str) -> None:
    """See that the value of a header or a cookie can be sent.

    Raises:
        ValueError: it cannot; the value is not repeated.
    """
    if not _SENDABLE[field].fullmatch(value):
        message = f"{field}: {name} has characters that are not allowed in a {field[:-1]}"
        raise ValueError(message)


def _web_address_of_proxy(value: str) -> str | None:
    found = canonical_address(value)
    return found if found is not None and found.split("/", 3)[3] == "" else None

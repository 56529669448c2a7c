"""What a source is asked with: headers, user, cookies, proxy; secrets read from their places.

Nothing here is ever printed. It goes to the source's own scheme, host and port, and to the hosts
that its file names; a redirect to elsewhere does not take it along.
"""

import base64
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from yarl import URL

from tocsin.services.feeder.live.sources.source import (
    SecretPlace,
    Source,
    Value,
    check_value,
)
from tocsin.services.problem import Problem
from tocsin.services.settings.secret_files import UnreadableSecretError, secret_in

_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Proxy:
    """Through whom a source is asked."""

    address: URL
    headers: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What one source is asked with."""

    origins: frozenset[tuple[str, str, int]] = frozenset()
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)
    proxy: Proxy | None = None

    def is_for(self, address: str) -> bool:
        """Whether headers and cookies may go to this address."""
        return bool(self.headers or self.cookies) and _origin(address) in self.origins


OPEN: Final = Credentials()
"""Nothing but the address."""


def access_of(source: Source) -> Credentials:
    """Read the secrets of a source.

    Raises:
        Problem: one is not where it should be, or cannot be sent.
    """
    try:
        headers = {name: _value(source, value) for name, value in source.headers.items()}
        cookies = {name: _value(source, value) for name, value in source.cookies.items()}
        for name, value in headers.items():
            check_value("headers", name, value)
        for name, value in cookies.items():
            check_value("cookies", name, value)
        if source.user is not None and source.password is not None:
            headers["Authorization"] = _basic(source.user, _value(source, source.password))
        return Credentials(_origins(source), headers, cookies, _proxy(source))
    except ValueError as error:
        message = f"source {source.name}: {error}"
        raise Problem(message) from None


def check_access(sources: Sequence[Source]) -> None:
    """See that every secret is where it should be, before anything is asked.

    Raises:
        Problem: some are not; each is named.
    """
    faults = []
    for source in sources:
        try:
            access_of(source)
        except Problem as problem:
            faults.append(str(problem))
    if faults:
        raise Problem("\n".join(faults))


def _basic(user: str, password: str) -> str:
    """Return what RFC 7617 makes of them."""
    return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"


def _origins(source: Source) -> frozenset[tuple[str, str, int]]:
    own = _origin(source.url)
    scheme = own[0]
    others = (_origin(f"{scheme}://{host}/") for host in source.hosts)
    return frozenset({own, *others})


def _origin(address: str) -> tuple[str, str, int]:
    parts = urlsplit(address)
    scheme = parts.scheme.lower()
    return scheme, (parts.hostname or "").lower(), parts.port or _PORTS.get(scheme, 0)


def _proxy(source: Source) -> Proxy | None:
    if source.proxy is None:
        return None
    try:
        url = URL(_value(source, source.proxy))
    except ValueError:
        url = URL()
    if url.scheme not in _PORTS or not url.host:
        message = "proxy: expected http://host:port, or http://user:password@host:port"
        raise ValueError(message)
    user = _basic(url.user, url.password or "") if url.user else None
    return Proxy(url.with_user(None), {"Proxy-Authorization": user} if user else {})


def _value(source: Source, value: Value) -> str:
    if isinstance(value, str):
        return value
    return _secret(source, value)


def _secret(source: Source, place: SecretPlace) -> str:
    if place.env is not None:
        found = os.environ.get(place.env)
        if not found:
            message = f"source {source.name}: the environment variable {place.env} is not set"
            raise Problem(message)
        return found
    if place.file is None:
        message = f"source {source.name}: a secret without a place"
        raise Problem(message)
    try:
        return secret_in(place.file)
    except UnreadableSecretError as error:
        message = f"source {source.name}: {place.file} cannot be read: {error}"
        raise Problem(message) from None

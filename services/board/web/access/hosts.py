"""By which names the board may be asked: another name that leads here is another site's trick.

In DNS rebinding a page of another site lets its own name point to this machine; a browser then
takes the board for that site and lets it read. The host that the browser names gives it away. A
bare address is nobody's name, so no site can point it here.
"""

import ipaddress
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

_LOCAL: Final = "localhost"


class Hosts:
    """The names that the board answers to."""

    def __init__(self, public_url: str, further: Iterable[str]) -> None:
        """Know the name of the public address, and further ones."""
        self._known = {_LOCAL, _name(urlsplit(public_url).netloc), *map(_name, further)}

    def answers_to(self, host: str) -> bool:
        """Return whether a Host header, with or without a port, names this board."""
        name = _name(host)
        return name in self._known or name.endswith(f".{_LOCAL}") or _is_address(name)


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True

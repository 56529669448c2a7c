"""By which names the board may be asked."""

import pytest

from tocsin.services.board.web.access.hosts import Hosts

HOSTS = Hosts("https://board.example:8443", ["wall.local", "Desk.Example"])


@pytest.mark.parametrize(
    "host",
    [
        "board.example",
        "BOARD.example.:443",
        "wall.local:6067",
        "desk.example",
        "localhost:6067",
        "tocsin.localhost",
        "127.0.0.1:6067",
        "192.168.1.20",
        "[::1]:6067",
    ],
)
def test_its_own_names_and_bare_addresses_are_answered(host: str) -> None:
    assert HOSTS.answers_to(host)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "board.example.evil.example",
        "localhost.evil.example",
        "127.0.0.1.rebound.example",
        "",
        ":6067",
        "[",
        "localhost@evil.example",
    ],
)
def test_any_other_name_is_not(host: str) -> None:
    assert not HOSTS.answers_to(host)

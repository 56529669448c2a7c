"""A port that was told is taken or refused; else a free one is found."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tocsin.services.broker.ports import USUAL_PORT, choose_port, free_port, is_free
from tocsin.services.problem import ExitStatus, Problem


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_told_port_that_is_free_is_taken() -> None:
    port = free_port("127.0.0.1")
    assert choose_port("127.0.0.1", port) == port


def test_a_told_port_that_is_taken_is_a_problem(taken: int) -> None:
    with pytest.raises(Problem, match=f"port {taken} on 127.0.0.1 is in use") as refusal:
        choose_port("127.0.0.1", taken)
    assert refusal.value.status is ExitStatus.UNAVAILABLE


def test_without_a_told_port_it_is_the_usual_one_or_a_free_one() -> None:
    usual_is_free = is_free("127.0.0.1", USUAL_PORT)
    port = choose_port("127.0.0.1", None)
    assert (port == USUAL_PORT) is usual_is_free
    assert is_free("127.0.0.1", port)


def test_a_free_port_is_none_that_an_outgoing_connection_could_get() -> None:
    lent = Path("/proc/sys/net/ipv4/ip_local_port_range")
    lowest = int(lent.read_text().split()[0]) if lent.exists() else 49_152
    assert free_port("127.0.0.1") < lowest


def test_a_port_taken_on_all_addresses_is_not_free_on_one() -> None:
    with socket.create_server(("0.0.0.0", 0)) as server:  # noqa: S104 - the case itself
        assert not is_free("127.0.0.1", server.getsockname()[1])


def test_a_host_of_another_machine_is_a_problem() -> None:
    with pytest.raises(Problem, match=r"cannot listen on 192\.0\.2\.1:9092"):
        choose_port("192.0.2.1", None)

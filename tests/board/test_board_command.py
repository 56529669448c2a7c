"""`tocsin board` where it cannot serve: what it says and how it ends."""

import socket
from pathlib import Path

import pytest
from tocsin_command import run

from tocsin.services.broker.ports import free_port
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings


def test_a_port_that_is_taken_is_reported_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(Settings.load(board_port=port, state_dir=tmp_path), ["board"])

    assert done.returncode == ExitStatus.UNAVAILABLE
    assert f"cannot listen on 127.0.0.1:{port}" in done.stderr
    assert "TOCSIN_BOARD_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_kafka_it_ends_and_says_so() -> None:
    nowhere = f"127.0.0.1:{free_port('127.0.0.1')}"
    settings = Settings.load(bootstrap_servers=nowhere, broker_wait=1.0, board_port=0)
    done = run(settings, ["board"])

    assert done.returncode == ExitStatus.UNAVAILABLE
    assert f"no Kafka at {nowhere}" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_short_token_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_BOARD_WRITE_TOKEN", "short-secret")

    with pytest.raises(Problem, match="TOCSIN_BOARD_WRITE_TOKEN") as told:
        Settings.load()

    assert "short-secret" not in str(told.value)

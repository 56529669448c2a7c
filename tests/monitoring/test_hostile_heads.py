"""Heads of requests that are dear to read, or mean nothing: answered at once, no traceback."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from prometheus_client import CollectorRegistry

from tocsin.services.monitoring.http import monitoring_app
from tocsin.services.monitoring.listening import Bind, listen


@pytest.fixture
async def port() -> AsyncIterator[int]:
    app = monitoring_app(CollectorRegistry(), lambda: None)
    runner, port = await listen(app, Bind("127.0.0.1", 0))
    yield port
    await runner.cleanup()


async def status(port: int, path: str, header: bytes) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET " + path.encode() + b" HTTP/1.1\r\nHost: x\r\n" + header + b"\r\n\r\n")
    line = await reader.readline()
    writer.close()
    return int(line.split()[1])


@pytest.mark.parametrize("kind", ['"', "(", ";", "a/b;a="])
async def test_a_long_type_of_a_body_is_refused_unread(port: int, kind: str) -> None:
    began = time.process_time()
    for number in range(5):  # each anew: what was parsed is remembered
        header = f"Content-Type: text/html; charset={number}".encode() + 7_000 * kind[:1].encode()
        assert await status(port, "/live", header) == 400
    assert time.process_time() - began < 1


@pytest.mark.parametrize("version", ["abc", "1.x", "", "9" * 5_000])
async def test_metrics_in_a_version_that_is_invalid_are_the_usual_ones(
    port: int, version: str
) -> None:
    accept = f"Accept: application/openmetrics-text; version={version}".encode()
    assert await status(port, "/metrics", accept) == 200

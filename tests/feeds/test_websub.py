"""A hub pushes what changed: only after we asked and it verified, and only what it has signed."""

import hashlib
import hmac
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import pytest
from aiohttp import web
from detector_process import eventually
from feeds.feeder_process import Feeder, articles, sources_file
from web_server import WebServer, rss, rss_item

from tocsin.services.broker.ports import free_port
from tocsin.services.feeder.live.push.websub import is_signed
from tocsin.services.settings import Settings

FORM = {"hub.mode", "hub.topic", "hub.callback", "hub.secret", "hub.lease_seconds"}


def feed(server: WebServer, *items: str) -> str:
    links = (
        f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" '
        f'href="{server.address("/hub", "127.0.0.2")}"/>'
        f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="urn:topic:wire"/>'
    )
    return rss(*items, extra=links)


def asked(address: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, data=body, headers=told)  # noqa: S310 - our own port
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - the same
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


def verified(callback: str, **told: str) -> tuple[int, str]:
    usual = {
        "mode": "subscribe",
        "topic": "urn:topic:wire",
        "challenge": "c-7",
        "lease_seconds": "9999",
    }
    query = {f"hub.{name}": value for name, value in {**usual, **told}.items()}
    return asked(f"{callback}?{urllib.parse.urlencode(query)}")


def signature(secret: str, body: bytes, algorithm: str) -> str:
    made = hmac.new(secret.encode(), body, getattr(hashlib, algorithm)).hexdigest()
    return f"{algorithm}={made}"


@pytest.mark.kafka
def test_a_hub_is_asked_verified_and_believed_if_it_signs(
    live: Settings, server: WebServer, tmp_path: Path
) -> None:
    forms: list[Mapping[str, str]] = []

    async def hub(request: web.Request) -> web.StreamResponse:
        forms.append({name: str(value) for name, value in (await request.post()).items()})
        return web.Response(status=202)

    server.handlers["/hub"] = hub
    server.page("/a.xml", feed(server, rss_item("http://wire.example/1", "One", "Rain.")))
    port = free_port("127.0.0.1")
    settings = live.model_copy(
        update={"feeder_port": port, "websub_url": f"http://127.0.0.1:{port}/"}
    )
    file = sources_file(
        tmp_path,
        {"name": "A", "url": server.address("/a.xml"), "text": "feed", "every": "6h"},
    )
    feeder = Feeder(settings, tmp_path / "log", "--sources", str(file))
    try:
        articles(live, 1)
        [form] = eventually(lambda: forms or None, 40, "the hub is asked")
        callback, secret = form["hub.callback"], form["hub.secret"]
        two = feed(server, rss_item("http://wire.example/2", "Two", "Snow.")).encode()
        three = feed(server, rss_item("http://wire.example/3", "Three", "Hail.")).encode()

        before = asked(callback, two, X_Hub_Signature=signature(secret, two, "sha256"))
        wrong = [
            verified(callback, topic="urn:another"),
            verified(callback, mode="unsubscribe"),
            verified(callback, challenge=""),
            verified(callback + "x"),
        ]
        right = verified(callback)
        ignored = [
            asked(callback, two),
            asked(callback, two, X_Hub_Signature=signature("guess", two, "sha256")),
            asked(callback, two, X_Hub_Signature=signature(secret, three, "sha1")),
        ]
        taken = [
            asked(callback, two, X_Hub_Signature=signature(secret, two, "sha256")),
            asked(callback, three, X_Hub_Signature=signature(secret, three, "sha1")),
        ]
        found = articles(live, 3)
        metrics = feeder.get("/metrics")
    finally:
        status = feeder.stop()

    assert set(form) == FORM
    assert callback.startswith(f"http://127.0.0.1:{port}/websub/")
    assert (form["hub.mode"], form["hub.topic"]) == ("subscribe", "urn:topic:wire")
    assert before[0] == 410
    assert [code for code, _ in wrong] == [404] * 4
    assert right == (200, "c-7")
    assert [code for code, _ in (*ignored, *taken)] == [202] * 5
    assert {one.id for one in found} == {f"https://wire.example/{number}" for number in (1, 2, 3)}
    assert len(server.asked("/a.xml")) == 1  # the feed was not looked at again for it
    assert "tocsin_websub_subscriptions 1.0" in metrics
    for outcome, count in {"taken": 2, "unsigned": 3, "unknown": 1}.items():
        assert f'tocsin_websub_pushes_total{{outcome="{outcome}"}} {count}.0' in metrics
    assert secret not in (tmp_path / "log").read_text()
    assert status == 0


@pytest.mark.kafka
def test_without_an_address_of_ours_no_hub_is_asked(
    live: Settings, server: WebServer, tmp_path: Path
) -> None:
    server.page("/a.xml", feed(server, rss_item("http://wire.example/1", "One", "Rain.")))
    file = sources_file(tmp_path, {"name": "A", "url": server.address("/a.xml"), "text": "feed"})
    feeder = Feeder(live, tmp_path / "log", "--sources", str(file))
    try:
        articles(live, 1)
        eventually(lambda: len(server.asked("/a.xml")) > 1 or None, 40, "it is looked at again")
        code, _ = asked(f"{feeder.address}/websub/x")
    finally:
        feeder.stop()

    assert server.asked("/hub") == []
    assert code == 404


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha384", "sha512", "SHA256"])
def test_every_signature_of_the_standard_is_understood(algorithm: str) -> None:
    assert is_signed(
        b"body",
        "secret",
        signature("secret", b"body", algorithm.lower()).replace(algorithm.lower(), algorithm, 1),
    )


@pytest.mark.parametrize(
    "told",
    [
        "",
        "sha256",
        "sha256=",
        "md5=" + "0" * 32,
        "sha256=é",
        "shake_128=00",
        "new=00",
        "sha1=" + "0" * 40,
    ],
)
def test_what_is_not_a_signature_is_none(told: str) -> None:
    assert not is_signed(b"body", "secret", told)

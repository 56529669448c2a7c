"""A source may need headers, a user, cookies or a proxy; secrets go to it and nowhere else."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tocsin_command import run
from web_server import WebServer, rss, rss_item, story, web_server

from tocsin.services.feeder.live.sources.files import read_sources_file
from tocsin.services.feeder.live.sources.source import Source
from tocsin.services.feeder.live.web.access import access_of
from tocsin.services.feeder.live.web.answers import Failed, Trouble, WebResponse
from tocsin.services.feeder.live.web.client import Web, WebLimits
from tocsin.services.feeder.live.web.networks import allowed_networks
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings

SECRET = "s3cr3t-of-the-wire"  # noqa: S105 - it only looks like one
HERE = "127.0.0.1"
THERE = "127.0.0.2"


@pytest.fixture
def server() -> Iterator[WebServer]:
    with web_server("0.0.0.0") as running:  # noqa: S104 - loopback has many hosts
        yield running


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("WIRE_SECRET", SECRET)
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n")
    return file


def the_web(allowed: str = "127.0.0.0/8") -> Web:
    return Web(WebLimits("Tocsin test", 5.0, 100_000, 8, 0.0, allowed_networks(allowed)))


def source_at(address: str, **fields: object) -> Source:
    return Source.model_validate({"name": "Wire", "url": address, **fields})


async def headers_sent(server: WebServer, host: str = HERE, **fields: object) -> dict[str, str]:
    """Return the headers that reach /feed at a host, asked for at /feed on the first one."""
    server.page("/feed", rss())
    asked_at = server.address("/feed")
    if host != HERE:
        asked_at = server.address("/moved")
        server.status("/moved", 302, Location=server.address("/feed", host))
    source = source_at(asked_at, **fields)
    async with the_web() as web:
        answer = await web.get(asked_at, access=access_of(source))
    assert isinstance(answer, WebResponse)
    return server.asked("/feed")[-1].headers


async def test_headers_come_from_the_file_the_environment_or_a_secrets_file(
    server: WebServer, secret: Path
) -> None:
    sent = await headers_sent(
        server,
        headers={
            "X-Client": "tocsin",
            "X-Api-Key": {"env": "WIRE_SECRET"},
            "X-Other-Token": {"file": str(secret)},
        },
    )

    assert (sent["X-Client"], sent["X-Api-Key"], sent["X-Other-Token"]) == (
        "tocsin",
        SECRET,
        SECRET,
    )


async def test_a_user_signs_in_by_http_basic(server: WebServer) -> None:
    sent = await headers_sent(server, user="réader", password={"env": "WIRE_SECRET"})

    scheme, _, told = sent["Authorization"].partition(" ")
    assert scheme == "Basic"
    assert base64.b64decode(told).decode() == f"réader:{SECRET}"


async def test_cookies_are_sent_beside_those_that_the_chain_brought(server: WebServer) -> None:
    server.page("/feed", rss())
    moved = {"Location": "/feed", "Set-Cookie": "visit=1; Path=/"}
    server.status("/moved", 302, **moved)
    source = source_at(
        server.address("/moved"), cookies={"consent": "all", "session": {"env": "WIRE_SECRET"}}
    )
    async with the_web() as web:
        await web.get(source.url, access=access_of(source))

    cookies = server.asked("/feed")[0].headers["Cookie"].split("; ")
    assert set(cookies) == {"consent=all", f"session={SECRET}", "visit=1"}


CREDENTIALS = {
    "headers": {"X-Api-Key": {"env": "WIRE_SECRET"}},
    "cookies": {"session": {"env": "WIRE_SECRET"}},
    "user": "reader",
    "password": {"env": "WIRE_SECRET"},
}


async def test_a_redirect_to_another_host_takes_no_secret_along(server: WebServer) -> None:
    sent = await headers_sent(server, THERE, **CREDENTIALS)
    assert not {"X-Api-Key", "Cookie", "Authorization"} & set(sent)


async def test_a_redirect_to_another_port_takes_no_secret_along(server: WebServer) -> None:
    source = source_at(server.address("/moved"), **CREDENTIALS)
    with web_server() as other:
        server.status("/moved", 302, Location=other.address("/feed"))
        other.page("/feed", rss())
        async with the_web() as web:
            await web.get(source.url, access=access_of(source))
        sent = other.asked("/feed")[0].headers

    assert not {"X-Api-Key", "Cookie", "Authorization"} & set(sent)


async def test_hosts_that_the_file_names_get_them_too(server: WebServer) -> None:
    sent = await headers_sent(server, THERE, hosts=[f"{THERE}:{server.port}"], **CREDENTIALS)
    assert (sent["X-Api-Key"], sent["Cookie"]) == (SECRET, f"session={SECRET}")


async def test_secrets_do_not_go_over_plain_http_to_a_source_with_tls(server: WebServer) -> None:
    access = access_of(source_at(f"https://{HERE}:{server.port}/feed", **CREDENTIALS))
    server.page("/feed", rss())
    async with the_web() as web:
        await web.get(server.address("/feed"), access=access)

    assert not {"X-Api-Key", "Cookie", "Authorization"} & set(server.asked("/feed")[0].headers)


async def test_a_source_is_asked_through_its_proxy(
    server: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.page("/feed", rss())
    monkeypatch.setenv("WIRE_PROXY", f"http://me:{SECRET}@{HERE}:{server.port}")
    source = source_at("http://wire.example/feed", proxy={"env": "WIRE_PROXY"})
    # the proxy lies inside, as proxies do; nothing else there may be asked
    async with the_web(allowed="") as web:
        answer = await web.get(source.url, access=access_of(source))
        inside = await web.get("http://10.0.0.1/feed", access=access_of(source))

    assert isinstance(answer, WebResponse)
    [asked] = server.asked("/feed")
    assert asked.host == "wire.example"
    assert (
        base64.b64decode(asked.headers["Proxy-Authorization"].split()[1]) == f"me:{SECRET}".encode()
    )
    assert isinstance(inside, Failed)
    assert inside.trouble is Trouble.ADDRESS


async def test_a_proxy_that_is_away_is_reported_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WIRE_PROXY", f"http://me:{SECRET}@{HERE}:1")
    source = source_at("http://wire.example/feed", proxy={"env": "WIRE_PROXY"})
    async with the_web() as web:
        answer = await web.get(source.url, access=access_of(source))

    assert isinstance(answer, Failed)
    assert answer.trouble is Trouble.UNREACHABLE
    assert SECRET not in answer.detail


def test_what_a_source_is_asked_with_shows_in_no_text() -> None:
    access = access_of(source_at("https://wire.example/feed", **CREDENTIALS))
    assert SECRET not in repr(access)
    assert SECRET not in str(access)


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ({"env": "WIRE_NOTHING"}, "source Wire: the environment variable WIRE_NOTHING is not set"),
        ({"file": "/nowhere/secret"}, "source Wire: /nowhere/secret cannot be read: No such file"),
    ],
)
def test_a_secret_that_is_missing_is_reported_with_its_source(
    place: dict[str, str], told: str
) -> None:
    with pytest.raises(Problem) as raised:
        access_of(source_at("https://wire.example/feed", headers={"X-Key": place}))
    assert str(raised.value).startswith(told)


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\0b", "café"])
@pytest.mark.parametrize("where", ["headers", "cookies"])
def test_a_secret_that_cannot_be_sent_is_reported_and_not_shown(
    tmp_path: Path, value: str, where: str
) -> None:
    file = tmp_path / "odd"
    file.write_bytes(value.encode())
    with pytest.raises(Problem) as raised:
        access_of(source_at("https://wire.example/f", **{where: {"x": {"file": str(file)}}}))
    assert "not allowed in a" in str(raised.value)
    assert value not in str(raised.value)


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        (
            "password: hunter2",
            "4: password: give it as {env: NAME} or {file: PATH}, not in this file",
        ),
        ("user: reader", "4: user: needs password"),
        ("headers: {X-Api-Key: hunter2}", "4: headers: X-Api-Key holds a secret; give it as {env"),
        ("headers: {Host: evil.example}", "4: headers: a source may not set 'Host'"),
        ("headers: {X-A: [hunter2]}", "4: headers.X-A: wanted is a text, or a secret's place"),
        ("cookies: {a: {env: A, file: b}}", "4: cookies.a: a secret is {env"),
        (
            "proxy: http://me:hunter2@proxy:3128",
            "4: proxy: expected http://host:port; with a user",
        ),
        ("proxy: socks5://proxy:1080", "4: proxy: expected http://host:port"),
        ("country: Kenya", "4: country: a country is an ISO 3166-1 alpha-3 code, such as KEN"),
        ("block: [{}]", "4: block.0: give words, section, author or address"),
        ("block: [{word: [a]}]", "4: block.0.word: no such field; did you mean words?"),
        ("listing: {item: 'li['}", "4: listing.item: not a valid CSS selector"),
        ("listing: {link: a}", "4: listing.item: missing"),
        ("heders: {}", "4: heders: no such field; did you mean headers?"),
    ],
)
def test_what_is_wrong_is_reported_with_its_line_and_no_secret(
    tmp_path: Path, yaml: str, told: str
) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text(f"sources:\n  - name: Wire\n    url: https://wire.example/feed\n    {yaml}\n")

    with pytest.raises(Problem) as raised:
        read_sources_file(file)

    assert str(raised.value).splitlines()[0].startswith(f"{file}:{told}")
    assert "hunter2" not in str(raised.value)


def test_a_check_asks_feed_and_pages_with_what_the_source_has_and_prints_no_secret(
    server: WebServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.page("/feed", rss(rss_item(server.address("/story"), "Flood", "Short")))
    server.page("/story", story("Flood", *["The river rose by two metres over night."] * 9))
    fields = {"name": "Wire", "url": server.address("/feed"), **CREDENTIALS}
    file = tmp_path / "sources.yaml"
    file.write_text(json.dumps({"sources": [fields]}))
    settings = Settings.load(
        allowed_networks="127.0.0.0/8", host_pause=0.0, log_level="debug", log_format="json"
    )

    done = run(settings, ["sources", "check", str(file)])
    monkeypatch.delenv("WIRE_SECRET")
    without = run(settings, ["sources", "check", str(file)])
    fed = run(settings, ["feed", "--once", "--sources", str(file)])

    assert done.returncode == 0, done.stdout
    for path in ("/feed", "/story"):
        assert server.asked(path)[0].headers["X-Api-Key"] == SECRET
    assert SECRET not in done.stdout + done.stderr
    for missing in (without, fed):
        assert missing.returncode == ExitStatus.MISUSE
        assert "source Wire: the environment variable WIRE_SECRET is not set" in missing.stderr

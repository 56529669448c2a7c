"""What each kind of channel is really sent, whatever an article says.

The golden messages were read by eye. `TOCSIN_GOLDEN=write pytest tests/notifier/...` writes them.
"""

import asyncio
import json
import os
import re
from email.message import Message as Mail
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl

import pytest
import requests
from notifier.mailbox import mailbox
from pydantic import SecretStr
from requests.adapters import HTTPAdapter
from watcher.alert_cases import alert, source

from tocsin.schemas.alert import Alert, AlertKind, Change
from tocsin.schemas.report import Evidence
from tocsin.services.notifier.messages.message import Writer
from tocsin.services.notifier.routes import AppriseTarget
from tocsin.services.notifier.targets.sending import AppriseSender, Parcel

GOLDEN = Path(__file__).with_name("golden")
CHANNELS = {
    "discord": "discord://1234567890/abcdefghijklmnop",
    "discord-markdown": "discord://1234567890/abcdefghijklmnop?format=markdown",
    "google-chat": "gchat://workspace/key/token",
    "json": "json://127.0.0.1",
    "matrix": "matrixs://user:token@127.0.0.1?mode=slack",
    "mattermost": "mmost://127.0.0.1/3ccdd113474722377935511fc85d3dd4",
    "ntfy": "ntfy://topic",
    "sendgrid": "sendgrid://abcd:from@desk.example/duty@desk.example",
    "slack": "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#general",
    "slack-markdown": "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#general?format=markdown",
    "teams": "workflows://prod-1.logic.azure.com:443/643e69f83c8944/signature/",
    "telegram": "tgram://123456789:abcdefg_hijklmnop/12315544/",
    "zulip": "zulip://bot@org/abcdefghijklmnopabcdefghijklmnop/news",
}
SENTENCE = (
    'Up to <b>40</b> & <img src="http://t.example/p.gif"> <script>alert(1)</script> fled; '
    "@everyone @here @channel @room @all <!channel> <!here> <@U024BE7LH> <@&7> <at>all</at> "
    "<users/all> @**all** [the board](http://evil.example/) ![i](http://evil.example/p.png) "
    "*bold* _it_ `code` ||gone|| ~~struck~~ 1. \x1b[31m\u202ered"
)
HOSTILE = alert(
    title="Displacement: 40 people, @everyone [Goma](http://evil.example/)\r\n"
    "Bcc: all@desk.example",
    summary="Displacement reported as having happened.",
    kind=AlertKind.UPDATE,
    revision=2,
    change=Change.CERTAINTY_UP,
    independent_sources=2,
    sources=(
        source(1, source="Harbour Post", title="Hundreds flee", url="https://post.example/a_b_c"),
        source(
            2,
            source="Lake *Wire* @here",
            title="# Flight <b>from</b> Goma\n@channel",
            url="https://wire.example/@everyone/(x)?a=1&b=[2]",
            evidence=Evidence(sentence=SENTENCE, start=0, end=len(SENTENCE), figure=(6, 15)),
        ),
    ),
)
ANSWER = (
    b'{"ok": true, "result": {}, "results": [], "access_token": "x", "user_id": "@a:b",'
    b'"home_server": "h", "room_id": "!x:y"}'
)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[requests.PreparedRequest]:
    """Requests as they would leave this machine: these channels are on other ones."""
    kept: list[requests.PreparedRequest] = []

    def send(_: HTTPAdapter, request: requests.PreparedRequest, **__: object) -> requests.Response:
        kept.append(request)
        response = requests.Response()
        response.status_code = 200
        response._content = b"ok" if "hooks.slack.com" in str(request.url) else ANSWER
        return response

    monkeypatch.setattr(HTTPAdapter, "send", send)
    return kept


def tell(url: str, *alerts: Alert) -> None:
    target = AppriseTarget(kind="apprise", name="people", url=SecretStr(url))
    words = Writer("https://board.example/alerts/{id}").write(alerts)
    asyncio.run(AppriseSender(target, 30).send(Parcel("m1", words, alerts)))


def payload(request: requests.PreparedRequest) -> str:
    body = request.body.decode() if isinstance(request.body, bytes) else str(request.body)
    try:
        read = json.loads(body)
    except ValueError:
        read = dict(parse_qsl(body))
    shown = json.dumps(read, ensure_ascii=False, indent=1).replace("\u200b", "<ZWSP>")
    shown = re.sub(r'"ts": [\d.]+', '"ts": 0', shown)
    return shown.replace(r"\r\n", "\n").replace(r"\n", "\n") + "\n"


@pytest.mark.parametrize("channel", CHANNELS)
def test_hostile_text_is_shown_and_does_nothing(
    sent: list[requests.PreparedRequest], channel: str
) -> None:
    tell(CHANNELS[channel], HOSTILE)
    agrees(channel, "".join(payload(one) for one in sent))


@pytest.mark.parametrize("channel", CHANNELS)
def test_nobody_is_rung_and_no_control_character_arrives(
    sent: list[requests.PreparedRequest], channel: str
) -> None:
    tell(CHANNELS[channel], HOSTILE)

    text = "".join(payload(one) for one in sent)
    for control in ("\\u001b", "\x1b", "\u202e", "\\u202e"):
        assert control not in text
    if channel != "sendgrid":  # in mail a name behind an @ is a name behind an @
        assert not re.search(r"@(everyone|here|channel|room|all|\*\*all)", text)
    assert "https://board.example/alerts/a1b2c3" in text


@pytest.mark.parametrize("kind", ["mail", "mail-html"])
def test_a_mail_is_plain_text_or_escaped_and_its_subject_one_line(kind: str) -> None:
    with mailbox() as box:
        tell(box.url + ("&format=html" if kind == "mail-html" else ""), HOSTILE)
        (mail,) = box.mails
    assert mail["bcc"] is None
    html = [text_of(one) for one in mail.walk() if one.get_content_type() == "text/html"]
    assert all("<img" not in one and "<script" not in one and "<b>" not in one for one in html)
    assert bool(html) is (kind == "mail-html")

    parts = [one for one in mail.walk() if not one.is_multipart()]
    shown = "\n".join(f"{one.get_content_type()}\n{text_of(one).strip()}\n" for one in parts)
    agrees(kind, f"{box.subjects[0]}\n\n{shown}")


def text_of(part: Mail) -> str:
    return cast("bytes", cast("Any", part).get_payload(decode=True)).decode().replace("\r\n", "\n")


def test_a_summary_too_long_for_a_chat_comes_in_parts(
    sent: list[requests.PreparedRequest],
) -> None:
    tell(CHANNELS["discord"], *(alert(f"a{number}") for number in range(30)))

    contents = [json.loads(one.body or "")["content"] for one in sent]
    assert len(contents) > 1
    assert all(len(one) <= 2_000 for one in contents)
    whole = "".join(contents)
    assert all(f"https://board.example/alerts/a{number}" in whole for number in range(30))


def agrees(name: str, text: str) -> None:
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("TOCSIN_GOLDEN") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    assert text == file.read_text()

"""A webhook goes where the routes file says, and never to where no hub can be."""

import pytest
from notifier.receiver import receiver
from pydantic import SecretStr
from watcher.alert_cases import alert

from tocsin.services.feeder.live.web.networks import allowed_networks
from tocsin.services.notifier.messages.message import Notification
from tocsin.services.notifier.routes import WebhookTarget
from tocsin.services.notifier.targets.sending import NotToldError, Parcel, WebhookSender
from tocsin.services.notifier.targets.session import webhook_session

SECRET = SecretStr("whsec_" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB")


ANY = "0.0.0.0"  # noqa: S104 - connected to, it is this machine


async def send(url: str, allowed: str = "") -> None:
    target = WebhookTarget(kind="webhook", name="hub", url=SecretStr(url), secret=SECRET)
    async with webhook_session(allowed_networks(allowed)) as session:
        await WebhookSender(target, session, 2).send(Parcel("m1", Notification("", ""), [alert()]))


async def test_a_hub_on_an_inner_network_is_reported() -> None:
    with receiver() as hub:
        await send(hub.url.replace("127.0.0.1", "localhost"))
        assert hub.revisions == [("a1b2c3", 1)]


@pytest.mark.parametrize(
    "host", ["169.254.169.254", ANY, "[fe80::1]", "[::ffff:169.254.169.254]", "224.0.0.1"]
)
async def test_the_metadata_of_clouds_and_the_like_are_not(host: str) -> None:
    with pytest.raises(NotToldError, match="an address that no webhook is sent to"):
        await send(f"http://{host}/")


async def test_an_allowed_network_is_open() -> None:
    with receiver() as hub:
        here = hub.url.replace("127.0.0.1", ANY)
        await send(here, "0.0.0.0/8")
        assert hub.revisions == [("a1b2c3", 1)]

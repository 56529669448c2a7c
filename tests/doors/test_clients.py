"""Every way to say who one is, with both clients: kafka-python, and aiokafka as Faust has it."""

import base64
import json
import time
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer
from doors.certificates import make_certificates
from doors.conftest import ClosedKafka
from faust.transport.drivers.aiokafka import credentials_to_aiokafka_auth
from pydantic import SecretStr
from tocsin_command import run

from tocsin.services.acl.applying import make_users
from tocsin.services.acl.rights import Service
from tocsin.services.broker.embedded import EmbeddedKafka
from tocsin.services.broker.ports import free_port
from tocsin.services.broker.security import ADMIN, Security
from tocsin.services.detector.kafka.credentials import credentials
from tocsin.services.problem import ExitStatus
from tocsin.services.settings import Settings
from tocsin.services.topics import wait_for_broker

pytestmark = pytest.mark.kafka


def token(subject: str) -> str:
    """Return an unsigned token, which the broker of these tests believes."""
    now = int(time.time())
    parts = ({"alg": "none"}, {"sub": subject, "iat": now, "exp": now + 600})
    coded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts]
    return b".".join([*coded, b""]).decode()


@pytest.fixture(params=["SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN", "OAUTHBEARER"])
def by_each_mechanism(request: pytest.FixtureRequest, admin: Settings, tmp_path: Path) -> Settings:
    mechanism = request.param
    if mechanism == "OAUTHBEARER":
        (tmp_path / "token").write_text(token(ADMIN))
        changes = {"sasl_token_file": tmp_path / "token", "sasl_username": None}
        return admin.model_copy(
            update={"sasl_mechanism": mechanism, "sasl_password": None, **changes}
        )
    if mechanism == "SCRAM-SHA-256":
        make_users(admin, tmp_path / "secrets", mechanism)
        word = (tmp_path / "secrets" / f"{Service.OPERATOR}.password").read_text().strip()
        user = f"{admin.topic_prefix}-{Service.OPERATOR}"
        changes = {"sasl_username": user, "sasl_password": SecretStr(word)}
        return admin.model_copy(update={"sasl_mechanism": mechanism, **changes})
    return admin.model_copy(update={"sasl_mechanism": mechanism})


async def test_both_clients_come_in_by_each_mechanism(by_each_mechanism: Settings) -> None:
    wait_for_broker(by_each_mechanism)
    await aiokafka_comes_in(by_each_mechanism)


async def aiokafka_comes_in(settings: Settings) -> None:
    door = credentials_to_aiokafka_auth(credentials(settings))
    consumer = AIOKafkaConsumer(bootstrap_servers=settings.bootstrap_servers, **door)
    await consumer.start()
    try:
        assert isinstance(await consumer.topics(), set)
    finally:
        await consumer.stop()


async def test_a_client_certificate_is_shown_if_kafka_asks_for_one(tmp_path: Path) -> None:
    made = make_certificates(tmp_path)
    security = Security(made.broker, made.authority, asks_for_certificate=True)
    cache = Settings.load().cache_dir
    with EmbeddedKafka(
        tmp_path / "kafka", cache_dir=cache, security=security, port=free_port("127.0.0.1")
    ) as broker:
        with_certificate = Settings.load(bootstrap_servers=broker.bootstrap_servers).model_copy(
            update={
                **security.admin_settings,
                "tls_cert_file": made.client,
                "broker_wait": 10.0,
            }
        )
        wait_for_broker(with_certificate)
        await aiokafka_comes_in(with_certificate)

        without = run(
            with_certificate.model_copy(update={"tls_cert_file": None, "broker_wait": 3.0}),
            ["topics"],
        )
        assert without.returncode == ExitStatus.UNAVAILABLE
        assert without.stderr.splitlines()[-1].startswith("tocsin: ")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"sasl_password": SecretStr("a wrong one")}, "does not let in user admin"),
        ({"sasl_username": "nobody"}, "does not let in user nobody"),
        ({"tls_ca_file": None}, "TOCSIN_TLS_*"),
        (
            {
                "security_protocol": "PLAINTEXT",
                "sasl_username": None,
                "sasl_password": None,
                "broker_wait": 2.0,
            },
            "TOCSIN_SECURITY_PROTOCOL",
        ),
    ],
)
def test_who_is_not_let_in_learns_why_in_one_line(
    admin: Settings, changes: dict[str, object], told: str
) -> None:
    refused = run(admin.model_copy(update=changes), ["detector"])

    assert refused.returncode == ExitStatus.UNAVAILABLE
    assert told in refused.stderr.splitlines()[-1]
    assert refused.stderr.splitlines()[-1].startswith("tocsin: ")
    assert "Traceback" not in refused.stderr
    assert "a wrong one" not in refused.stderr


def test_an_authority_that_does_not_vouch_for_the_broker_is_reported(
    admin: Settings, closed: ClosedKafka, tmp_path: Path
) -> None:
    del closed
    stranger = make_certificates(tmp_path)

    refused = run(admin.model_copy(update={"tls_ca_file": stranger.authority}), ["topics"])

    assert refused.returncode == ExitStatus.UNAVAILABLE
    assert "certificate" in refused.stderr.splitlines()[-1]

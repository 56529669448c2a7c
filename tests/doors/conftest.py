"""A Kafka whose door is closed, with the users and rights that `tocsin acl` makes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from doors.certificates import Certificates, make_certificates
from pydantic import SecretStr

from tocsin.services.acl.applying import apply_rights, make_users
from tocsin.services.acl.rights import Service
from tocsin.services.broker.embedded import EmbeddedKafka
from tocsin.services.broker.ports import free_port
from tocsin.services.broker.security import Security
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics


@dataclass(frozen=True)
class ClosedKafka:
    """The broker, how its admin comes in, and certificates of its authority."""

    address: str
    security: Security
    certificates: Certificates
    folder: Path


@pytest.fixture(scope="session")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClosedKafka]:
    folder = tmp_path_factory.mktemp("closed")
    made = make_certificates(folder)
    security = Security(
        made.broker, made.authority, mechanisms=("SCRAM-SHA-256", "PLAIN", "OAUTHBEARER")
    )
    cache = Settings.load().cache_dir
    with EmbeddedKafka(
        folder / "kafka", cache_dir=cache, security=security, port=free_port("127.0.0.1")
    ) as broker:
        yield ClosedKafka(broker.bootstrap_servers, security, made, folder)


@pytest.fixture
def admin(closed: ClosedKafka, topic_prefix: str, tmp_path: Path) -> Settings:
    """Give the settings of the broker's admin, with topics of this test's own."""
    return Settings.load().model_copy(
        update={
            "bootstrap_servers": closed.address,
            "topic_prefix": topic_prefix,
            "application_id": f"{topic_prefix}-detector",
            "http_port": 0,
            "broker_wait": 20.0,
            "state_dir": tmp_path / "state",
            **closed.security.admin_settings,
        }
    )


As = Callable[[Service], Settings]


@pytest.fixture
def as_service(admin: Settings, tmp_path: Path) -> As:
    """Make topics, users and rights, and give the settings of any service."""
    ensure_topics(admin)
    apply_rights(admin)
    make_users(admin, tmp_path / "secrets")

    def settings_of(service: Service) -> Settings:
        password = (tmp_path / "secrets" / f"{service}.password").read_text().strip()
        return admin.model_copy(
            update={
                "sasl_username": f"{admin.topic_prefix}-{service}",
                "sasl_password": SecretStr(password),
            }
        )

    return settings_of

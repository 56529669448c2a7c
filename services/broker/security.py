"""The embedded Kafka, secured: users over TLS, and rights that are granted one by one.

Each name is a broker setting of Kafka 4.1: https://kafka.apache.org/41/security/
"""

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydantic import SecretStr

ADMIN: Final = "admin"
"""May do everything, the broker itself included; others may do what they are given."""

_OWN_MECHANISM: Final = "SCRAM-SHA-512"
_LOGIN: Final = "org.apache.kafka.common.security"


@dataclass(frozen=True, slots=True)
class Security:
    """Who may connect, and how.

    Attributes:
        certificate: PEM with the broker's private key and its certificate chain.
        authority: PEM of who vouches for it; clients name it.
        mechanisms: SASL mechanisms beside SCRAM-SHA-512. OAUTHBEARER believes any unsigned
            token: for tests of clients only.
        asks_for_certificate: Whether clients must show a certificate of the same authority.
        password: The admin's; by chance if none is given.
    """

    certificate: Path
    authority: Path
    mechanisms: tuple[str, ...] = ()
    asks_for_certificate: bool = False
    password: SecretStr = field(default_factory=lambda: SecretStr(secrets.token_urlsafe(24)))

    @property
    def admin_settings(self) -> dict[str, Any]:
        """What `Settings.model_copy(update=…)` needs to come in as the admin."""
        own = self.certificate if self.asks_for_certificate else None
        return {
            "security_protocol": "SASL_SSL",
            "tls_ca_file": self.authority,
            "tls_cert_file": own,
            "sasl_mechanism": _OWN_MECHANISM,
            "sasl_username": ADMIN,
            "sasl_password": self.password,
        }

    def admin_door(self) -> dict[str, Any]:
        """Return what a kafka-python client needs to come in as the admin."""
        return {
            "security_protocol": "SASL_SSL",
            "ssl_cafile": str(self.authority),
            "ssl_certfile": str(self.certificate) if self.asks_for_certificate else None,
            "sasl_mechanism": _OWN_MECHANISM,
            "sasl_plain_username": ADMIN,
            "sasl_plain_password": self.password.get_secret_value(),
        }

    @property
    def format_arguments(self) -> str:
        """What Kafka's storage tool reads from a file: the admin must be there at the start."""
        user = f"name={ADMIN},password={self.password.get_secret_value()}"
        return f"--add-scram\n{_OWN_MECHANISM}=[{user}]\n"

    def properties(self) -> dict[str, str]:
        """Return the settings of a broker whose doors are closed; they hold secrets."""
        scram = f"{_LOGIN}.scram.ScramLoginModule required"
        plain = f"{_LOGIN}.plain.PlainLoginModule required"
        word = self.password.get_secret_value()
        listener, controller = "listener.name.broker", "listener.name.controller"
        return {
            "listener.security.protocol.map": "BROKER:SASL_SSL,CONTROLLER:SASL_SSL",
            "ssl.keystore.type": "PEM",
            "ssl.keystore.location": str(self.certificate.absolute()),
            "ssl.truststore.type": "PEM",
            "ssl.truststore.location": str(self.authority.absolute()),
            f"{listener}.ssl.client.auth": "required" if self.asks_for_certificate else "none",
            f"{listener}.sasl.enabled.mechanisms": ",".join([_OWN_MECHANISM, *self.mechanisms]),
            "sasl.mechanism.inter.broker.protocol": _OWN_MECHANISM,
            f"{listener}.scram-sha-512.sasl.jaas.config": (
                f'{scram} username="{ADMIN}" password="{word}";'
            ),
            f"{listener}.scram-sha-256.sasl.jaas.config": f"{scram};",
            f"{listener}.plain.sasl.jaas.config": f'{plain} user_{ADMIN}="{word}";',
            f"{listener}.oauthbearer.sasl.jaas.config": (
                f"{_LOGIN}.oauthbearer.OAuthBearerLoginModule required "
                f'unsecuredLoginStringClaim_sub="{ADMIN}";'
            ),
            # the controller is this same process: it has its own listener
            f"{controller}.sasl.enabled.mechanisms": "PLAIN",
            "sasl.mechanism.controller.protocol": "PLAIN",
            f"{controller}.plain.sasl.jaas.config": (
                f'{plain} username="{ADMIN}" password="{word}" user_{ADMIN}="{word}";'
            ),
            "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users": f"User:{ADMIN}",
            "allow.everyone.if.no.acl.found": "false",
        }

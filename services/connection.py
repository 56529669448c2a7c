"""How all our clients connect and authenticate to Kafka: kafka-python here, Faust elsewhere."""

import ssl
from pathlib import Path
from typing import NotRequired, TypedDict

from tocsin.services.header_names import read_any_header_name
from tocsin.services.problem import Problem
from tocsin.services.settings import Settings
from tocsin.services.settings.secret_files import UnreadableSecretError, secret_in


class KafkaConnection(TypedDict):
    """Keyword arguments that KafkaConsumer, KafkaProducer and KafkaAdminClient share."""

    bootstrap_servers: list[str]
    security_protocol: NotRequired[str]
    ssl_context: NotRequired[ssl.SSLContext]
    sasl_mechanism: NotRequired[str]
    sasl_plain_username: NotRequired[str]
    sasl_plain_password: NotRequired[str]
    sasl_oauth_token_provider: NotRequired[object]


def connection(settings: Settings) -> KafkaConnection:
    """Return where Kafka is and how to authenticate, for the clients of kafka-python.

    Raises:
        Problem: a certificate, key or token file that cannot be used.
    """
    read_any_header_name()
    found = KafkaConnection(bootstrap_servers=settings.bootstrap_servers.split(","))
    if settings.security_protocol == "PLAINTEXT":
        return found
    found["security_protocol"] = settings.security_protocol
    if settings.uses_tls:
        found["ssl_context"] = tls_context(settings)
    if settings.uses_sasl:
        found["sasl_mechanism"] = settings.sasl_mechanism
        if settings.sasl_token_file is not None:
            found["sasl_oauth_token_provider"] = _token_provider(settings.sasl_token_file)
        else:
            found["sasl_plain_username"], found["sasl_plain_password"] = user_of(settings)
    return found


def user_of(settings: Settings) -> tuple[str, str]:
    """Return user and password; the settings are checked, so that SASL has both."""
    secret = settings.sasl_password
    return settings.sasl_username or "", "" if secret is None else secret.get_secret_value()


def tls_context(settings: Settings) -> ssl.SSLContext:
    """Return how TLS is spoken: the broker's certificate and name are always checked.

    Raises:
        Problem: a file is not PEM, or the key does not fit.
    """
    try:
        context = ssl.create_default_context(cafile=settings.tls_ca_file)
    except (ssl.SSLError, OSError) as error:
        message = f"TOCSIN_TLS_CA_FILE {settings.tls_ca_file}: {_why(error)}"
        raise Problem(message) from None
    if settings.tls_cert_file is not None:
        secret = settings.tls_key_password
        password = "" if secret is None else secret.get_secret_value()
        try:
            # an empty password, or OpenSSL asks for one at the terminal
            context.load_cert_chain(
                settings.tls_cert_file, settings.tls_key_file, password=lambda: password
            )
        except (ssl.SSLError, OSError, ValueError) as error:
            message = (
                f"TOCSIN_TLS_CERT_FILE {settings.tls_cert_file} with its key: {_why(error)}; "
                "both must be PEM and belong together"
            )
            raise Problem(message) from None
    return context


def read_token(file: Path) -> str:
    """Return the token in a file as it is now.

    Raises:
        Problem: the file cannot be read, or holds none.
    """
    try:
        token = secret_in(file).strip()
    except UnreadableSecretError as error:
        message = f"TOCSIN_SASL_TOKEN_FILE {file} cannot be read as a token: {error}"
        raise Problem(message) from None
    if not token.isascii():
        message = f"TOCSIN_SASL_TOKEN_FILE {file} cannot be read as a token: it is not ASCII"
        raise Problem(message)
    return token


def _token_provider(file: Path) -> object:
    from kafka.net.sasl.oauth import (  # noqa: PLC0415 - keeps `tocsin --help` fast
        AbstractTokenProvider,
    )

    class TokenFile(AbstractTokenProvider):
        def token(self) -> str:
            return read_token(file)

    return TokenFile()  # type: ignore[no-untyped-call] # the client has no types


def _why(error: Exception) -> str:
    return getattr(error, "reason", None) or getattr(error, "strerror", None) or "cannot be used"

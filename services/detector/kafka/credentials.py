"""The same doors for Faust: the settings as Faust's and aiokafka's credentials."""

from pathlib import Path

from aiokafka.abc import AbstractTokenProvider
from faust.auth import Credentials, OAuthCredentials, SASLCredentials, SSLCredentials

from tocsin.services.connection import read_token, tls_context, user_of
from tocsin.services.settings import Settings


class TokenFile(AbstractTokenProvider):
    """Reads the token again at each connection."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file

    async def token(self) -> str:
        """Return the token as the file holds it now."""
        return read_token(self._file)


def credentials(settings: Settings) -> Credentials | None:
    """Return how Faust authenticates; None if Kafka has no users.

    Raises:
        tocsin.services.problem.Problem: a certificate or key that cannot be used.
    """
    context = tls_context(settings) if settings.uses_tls else None
    if settings.uses_sasl and settings.sasl_token_file is not None:
        return OAuthCredentials(oauth_cb=TokenFile(settings.sasl_token_file), ssl_context=context)
    if settings.uses_sasl:
        username, password = user_of(settings)
        return SASLCredentials(
            username=username,
            password=password,
            ssl_context=context,
            mechanism=settings.sasl_mechanism,
        )
    return None if context is None else SSLCredentials(context)

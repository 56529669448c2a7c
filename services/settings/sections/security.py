"""How Kafka is to let us in: TLS, and who we say we are."""

from typing import Literal, Self

from pydantic import BaseModel, FilePath, SecretStr, model_validator

from tocsin.services.settings.knob import knob


class SecuritySettings(BaseModel):
    """How Kafka is to let us in; the same for every client."""

    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = knob(
        "Security protocol",
        "Kafka's name for it: with TLS (SSL), with a user (SASL), or both.",
        "PLAINTEXT",
    )
    tls_ca_file: FilePath | None = knob(
        "Certificate authority", "Who vouches for Kafka, PEM; the system's where unset.", None
    )
    tls_cert_file: FilePath | None = knob(
        "Client certificate", "Ours, PEM, where Kafka asks for one.", None
    )
    tls_key_file: FilePath | None = knob(
        "Client key", "Of our certificate, PEM; may lie in the same file.", None
    )
    tls_key_password: SecretStr | None = knob("Key password", "Of our key.", None)
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER"] = knob(
        "SASL mechanism", "How we say who we are.", "SCRAM-SHA-512"
    )
    sasl_username: str | None = knob("User", "For PLAIN and SCRAM.", None)
    sasl_password: SecretStr | None = knob("Password", "Of that user.", None)
    sasl_token_file: FilePath | None = knob(
        "Token file",
        "For OAUTHBEARER; read anew at each connection, so that it may be renewed.",
        None,
    )

    @property
    def uses_tls(self) -> bool:
        """Whether the connection is encrypted."""
        return self.security_protocol in {"SSL", "SASL_SSL"}

    @property
    def uses_sasl(self) -> bool:
        """Whether we say who we are by SASL."""
        return self.security_protocol.startswith("SASL")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Tell what is missing here, not when the broker hangs up."""
        if self.uses_sasl and self.sasl_mechanism == "OAUTHBEARER":
            if self.sasl_token_file is None:
                message = "OAUTHBEARER needs TOCSIN_SASL_TOKEN_FILE"
                raise ValueError(message)
        elif self.uses_sasl and (self.sasl_username is None or self.sasl_password is None):
            message = (
                f"{self.security_protocol} with {self.sasl_mechanism} needs TOCSIN_SASL_USERNAME "
                "and TOCSIN_SASL_PASSWORD (or TOCSIN_SASL_PASSWORD_FILE)"
            )
            raise ValueError(message)
        if self.tls_key_file is not None and self.tls_cert_file is None:
            message = "TOCSIN_TLS_KEY_FILE needs TOCSIN_TLS_CERT_FILE"
            raise ValueError(message)
        given = {self.sasl_username, self.sasl_password, self.sasl_token_file} - {None}
        if given and not self.uses_sasl:
            # a password that is not used would be taken for a closed door
            message = (
                f"a SASL user, password or token is given, but TOCSIN_SECURITY_PROTOCOL is "
                f"{self.security_protocol}; SASL_SSL uses it"
            )
            raise ValueError(message)
        return self

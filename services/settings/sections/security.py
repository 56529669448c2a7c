"""How clients authenticate to Kafka: TLS and SASL."""

from typing import Literal, Self

from pydantic import BaseModel, FilePath, SecretStr, model_validator

from tocsin.services.settings.setting import setting


class SecuritySettings(BaseModel):
    """How clients authenticate to Kafka; the same for all of them."""

    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = setting(
        "Security protocol",
        "Kafka's security protocol: `SSL` is TLS, `SASL_PLAINTEXT` is a user and password, "
        "`SASL_SSL` is both.",
        "PLAINTEXT",
    )
    tls_ca_file: FilePath | None = setting(
        "CA bundle",
        "CA bundle (PEM) that verifies the broker's certificate; default: the system's store.",
        None,
    )
    tls_cert_file: FilePath | None = setting(
        "Client certificate", "Client certificate (PEM), if Kafka requires one.", None
    )
    tls_key_file: FilePath | None = setting(
        "Client key", "Private key (PEM) of the client certificate; may be in the same file.", None
    )
    tls_key_password: SecretStr | None = setting(
        "Client key password", "Password of the client key, if it is encrypted.", None
    )
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER"] = setting(
        "SASL mechanism", "SASL mechanism used to log in to Kafka.", "SCRAM-SHA-512"
    )
    sasl_username: str | None = setting("SASL user", "Kafka user, for `PLAIN` and `SCRAM`.", None)
    sasl_password: SecretStr | None = setting("SASL password", "Password of the Kafka user.", None)
    sasl_token_file: FilePath | None = setting(
        "SASL token file",
        "File with the bearer token, for `OAUTHBEARER`; read at every connection, so the "
        "token can be renewed.",
        None,
    )

    @property
    def uses_tls(self) -> bool:
        """Whether the connection is encrypted."""
        return self.security_protocol in {"SSL", "SASL_SSL"}

    @property
    def uses_sasl(self) -> bool:
        """Whether clients authenticate by SASL."""
        return self.security_protocol.startswith("SASL")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Report what is missing at start, not when the broker drops the connection."""
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
            # people would take an unused password for protection
            message = (
                "a SASL user, password or token is set, but TOCSIN_SECURITY_PROTOCOL is "
                f"{self.security_protocol}; use SASL_SSL"
            )
            raise ValueError(message)
        return self

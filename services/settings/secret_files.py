"""Secrets from files: `TOCSIN_<NAME>_FILE` names a file that holds the value of a secret."""

import os
import typing
from pathlib import Path
from typing import Any

from pydantic import Secret, SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from tocsin.services.problem import Problem


class UnreadableSecretError(Exception):
    """Why a file gives no secret, in words for people."""


def secret_in(file: Path) -> str:
    """Return the secret that a file holds.

    Raises:
        UnreadableSecretError: it cannot be read, is not text, or holds nothing: an empty password
            lets everybody in.
    """
    try:
        # editors and `echo` end a file with a newline that is not part of a secret
        secret = file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else None
        raise UnreadableSecretError(why or "it is not text") from None
    if not secret.strip():
        why = "it is empty"
        raise UnreadableSecretError(why)
    return secret


class SecretFiles(PydanticBaseSettingsSource):
    """Reads each secret whose `_FILE` variable is set; Docker's and Kubernetes' way."""

    def __init__(self, settings: type[BaseSettings]) -> None:
        super().__init__(settings)
        self._prefix = str(settings.model_config.get("env_prefix", ""))

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return the file's content, the field's name, and that it is plain text.

        Raises:
            Problem: the file cannot be read or is empty, or the value is given directly as well.
        """
        variable = f"{self._prefix}{field_name}".upper()
        file = os.environ.get(f"{variable}_FILE", "")
        if not file or not is_secret(field):
            return None, field_name, False
        if os.environ.get(variable):
            message = f"settings: {variable} and {variable}_FILE are both set; set only one"
            raise Problem(message)
        try:
            return secret_in(Path(file)), field_name, False
        except UnreadableSecretError as error:
            message = f"settings: {variable}_FILE {file} cannot be read: {error}"
            raise Problem(message) from None

    def __call__(self) -> dict[str, Any]:
        """Return the secrets that files give."""
        found = {
            name: self.get_field_value(field, name)[0]
            for name, field in self.settings_cls.model_fields.items()
        }
        return {name: value for name, value in found.items() if value is not None}


def is_secret(field: FieldInfo) -> bool:
    """Whether the field's type contains a secret."""
    return _mentions_secret(field.annotation)


def _mentions_secret(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, SecretStr | Secret):
        return True
    return any(_mentions_secret(part) for part in typing.get_args(annotation))

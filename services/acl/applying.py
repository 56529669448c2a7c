"""Apply the rights, and create users with their own passwords."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kafka import KafkaAdminClient
from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
    UserScramCredentialUpsertion,
)
from kafka.errors import KafkaError

from tocsin.services.acl.rights import Names, Right, Service, rights
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings
from tocsin.services.settings.secret_files import UnreadableSecretError, secret_in
from tocsin.services.topics.waiting import broker_admin

_PASSWORD_BYTES: Final = 32
_SCRAM: Final = "SCRAM-SHA-512"


def names_of(settings: Settings) -> Names:
    """Return how topics, group and users are called under these settings."""
    changelogs = (settings.changelog_topic, settings.sequences_changelog_topic)
    return Names(settings.topic_prefix, settings.application_id, changelogs)


def apply_rights(settings: Settings) -> tuple[int, int]:
    """Give each service its rights and take away others that it has.

    Returns:
        How many were given and how many taken away.

    Raises:
        Problem: no broker, no authorizer on it, or no right to do this.
    """
    names = names_of(settings)
    wanted = [_acl(right, names) for right in rights(names)]
    with broker_admin(settings) as admin:
        found = _found(admin, settings, names)
        missing = [acl for acl in wanted if acl not in found]
        surplus = [acl for acl in found if acl not in wanted]
        try:
            failed = admin.create_acls(missing)["failed"] if missing else []
            if surplus:
                # an ACL is a filter that fits just itself
                admin.delete_acls(surplus)
        except KafkaError as error:
            raise _refused(settings, error) from error
    if failed:
        raise _refused(settings, failed[0]())
    return len(missing), len(surplus)


def make_users(settings: Settings, folder: Path, mechanism: str = _SCRAM) -> list[Path]:
    """Make a user for each service; its password goes to a file that only the owner reads.

    A file that is there already is not changed: its password is set again.

    Raises:
        Problem: no broker, no right to do this, a folder that cannot be written, or a file without
            a password.
    """
    files = {service: folder / f"{service}.password" for service in Service}
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        passwords = {service: _password(file) for service, file in files.items()}
    except OSError as error:
        message = f"cannot write the passwords to {folder}: {error.strerror}"
        raise Problem(message) from None
    names = names_of(settings)
    with broker_admin(settings) as admin:
        try:
            answers = admin.alter_user_scram_credentials(
                [
                    UserScramCredentialUpsertion(names.user(service), mechanism, password)
                    for service, password in passwords.items()
                ]
            )
        except KafkaError as error:
            raise _refused(settings, error) from error
    for user, fault in answers.items():
        if fault is not None:
            message = f"Kafka at {settings.bootstrap_servers} did not create user {user}: {fault}"
            raise Problem(message, ExitStatus.UNAVAILABLE)
    return list(files.values())


def _password(file: Path) -> str:
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(f"{secrets.token_urlsafe(_PASSWORD_BYTES)}\n")
    try:
        return secret_in(file).strip()
    except UnreadableSecretError as error:
        message = f"password file {file} cannot be read: {error}; delete it to have a new one made"
        raise Problem(message) from None


def _found(admin: KafkaAdminClient, settings: Settings, names: Names) -> list[ACL]:
    everything = ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY)
    found: list[ACL] = []
    for principal in sorted({_principal(service, names) for service in Service}):
        wish = ACLFilter(principal, None, ACLOperation.ANY, ACLPermissionType.ANY, everything)
        try:
            acls, error = admin.describe_acls(wish)
        except KafkaError as failure:
            raise _refused(settings, failure) from failure
        if error.errno:
            raise _refused(settings, error())
        found += acls
    return found


def _acl(right: Right, names: Names) -> ACL:
    return ACL(
        principal=_principal(right.service, names),
        host="*",
        operation=ACLOperation[right.operation],
        permission_type=ACLPermissionType.ALLOW,
        resource_pattern=ResourcePattern(
            ResourceType[right.resource],
            right.name,
            ACLResourcePatternType.PREFIXED if right.is_prefix else ACLResourcePatternType.LITERAL,
        ),
    )


def _principal(service: Service, names: Names) -> str:
    return f"User:{names.user(service)}"


def _refused(settings: Settings, error: KafkaError) -> Problem:
    message = (
        f"Kafka at {settings.bootstrap_servers} refuses to change ACLs: {error}. It needs "
        "an authorizer, and you need the ALTER right on the cluster"
    )
    return Problem(message, ExitStatus.UNAVAILABLE)


def table_rows(given: Iterable[Right], names: Names) -> list[tuple[str, str, str, str]]:
    """Return user, operations, kind and name of each thing, for people."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for right in given:
        name = f"{right.name}*" if right.is_prefix else right.name
        what = (names.user(right.service), right.resource.lower(), name)
        rows.setdefault(what, []).append(right.operation.lower())
    return [(user, ", ".join(ops), kind, name) for (user, kind, name), ops in rows.items()]

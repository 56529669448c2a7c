"""Secrets come by environment or file, and are shown nowhere."""

from pathlib import Path

import pytest
from tocsin_command import run

from tocsin.services.acl.applying import make_users
from tocsin.services.connection import read_token
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings
from tocsin.services.settings.secret_files import is_secret

SECRET = "correct-horse-battery"  # noqa: S105 - what the tests look for


@pytest.fixture
def closed_door(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Set an environment that lacks just the password."""
    monkeypatch.setenv("TOCSIN_SECURITY_PROTOCOL", "SASL_PLAINTEXT")
    monkeypatch.setenv("TOCSIN_SASL_USERNAME", "reader")
    return monkeypatch


def password_of(settings: Settings) -> str:
    assert settings.sasl_password is not None
    return settings.sasl_password.get_secret_value()


def test_a_secret_is_read_from_the_file_that_is_named(
    closed_door: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "password").write_text(f"{SECRET}\n")
    closed_door.setenv("TOCSIN_SASL_PASSWORD_FILE", str(tmp_path / "password"))

    assert password_of(Settings.load()) == SECRET


def test_a_file_and_a_value_at_once_are_a_contradiction(
    closed_door: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    closed_door.setenv("TOCSIN_SASL_PASSWORD", SECRET)
    closed_door.setenv("TOCSIN_SASL_PASSWORD_FILE", str(tmp_path / "password"))

    with pytest.raises(Problem, match="both set"):
        Settings.load()


def test_a_file_that_is_not_there_is_reported(
    closed_door: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    closed_door.setenv("TOCSIN_SASL_PASSWORD_FILE", str(tmp_path / "none"))

    with pytest.raises(Problem, match=r"SASL_PASSWORD_FILE .*none cannot be read: No such file"):
        Settings.load()


@pytest.mark.parametrize("content", ["", "\n", "  \r\n"])
@pytest.mark.parametrize(
    "variable",
    [
        "TOCSIN_SASL_PASSWORD_FILE",
        "TOCSIN_INGEST_TOKEN_FILE",
        "TOCSIN_BOARD_WRITE_TOKEN_FILE",
        "TOCSIN_DATABASE_PASSWORD_FILE",
    ],
)
def test_an_empty_file_is_no_secret(
    closed_door: pytest.MonkeyPatch, tmp_path: Path, variable: str, content: str
) -> None:
    (tmp_path / "secret").write_text(content)
    closed_door.setenv(variable, str(tmp_path / "secret"))

    with pytest.raises(Problem, match=f"{variable} .*secret cannot be read: it is empty"):
        Settings.load()


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe"])
def test_an_empty_file_is_no_password_of_a_kafka_user_and_no_token(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "board.password").write_bytes(content)

    with pytest.raises(Problem, match=r"board\.password cannot be read: it is (empty|not text)"):
        make_users(Settings.load(), tmp_path)
    with pytest.raises(Problem, match="cannot be read as a token"):
        read_token(tmp_path / "board.password")


def test_a_child_reads_the_same_settings_whatever_this_process_has(
    closed_door: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "password").write_text(SECRET)
    closed_door.setenv("TOCSIN_SASL_PASSWORD_FILE", str(tmp_path / "password"))
    settings = Settings.load()

    for name, value in settings.as_environment().items():
        closed_door.setenv(name, value)

    assert Settings.load() == settings


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"SECURITY_PROTOCOL": "SASL_SSL"}, "needs TOCSIN_SASL_USERNAME"),
        ({"SECURITY_PROTOCOL": "SASL_SSL", "SASL_USERNAME": "x"}, "TOCSIN_SASL_PASSWORD_FILE"),
        ({"SASL_PASSWORD": SECRET}, "TOCSIN_SECURITY_PROTOCOL is PLAINTEXT"),
        (
            {"SECURITY_PROTOCOL": "SASL_SSL", "SASL_MECHANISM": "OAUTHBEARER"},
            "TOCSIN_SASL_TOKEN_FILE",
        ),
        ({"TLS_CA_FILE": "/not/there"}, "TOCSIN_TLS_CA_FILE"),
        ({"SASL_MECHANISM": "GSSAPI"}, "TOCSIN_SASL_MECHANISM"),
    ],
)
def test_incomplete_security_settings_are_reported_at_the_start(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], told: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(f"TOCSIN_{name}", value)

    with pytest.raises(Problem) as problem:
        Settings.load()

    assert told in str(problem.value)
    assert SECRET not in str(problem.value)


@pytest.mark.parametrize("output", ["table", "json"])
def test_config_hides_secrets(closed_door: pytest.MonkeyPatch, output: str) -> None:
    closed_door.setenv("TOCSIN_SASL_PASSWORD", SECRET)

    shown = run(Settings.load(), ["config", "--format", output])

    assert shown.returncode == ExitStatus.OK
    assert "SASL_PASSWORD" in shown.stdout.upper()
    assert "***" in shown.stdout
    assert SECRET not in shown.stdout + shown.stderr


@pytest.mark.parametrize("output", ["table", "json", "markdown"])
def test_config_hides_every_secret_there_is(closed_door: pytest.MonkeyPatch, output: str) -> None:
    secrets = [name for name, field in Settings.model_fields.items() if is_secret(field)]
    for name in secrets:
        value = f"postgresql://u:{SECRET}@db.example/tocsin" if name.endswith("_url") else SECRET
        closed_door.setenv(f"TOCSIN_{name.upper()}", value)
    settings = Settings.load()

    shown = run(settings, ["config", "--format", output])

    assert {"database_url", "database_password", "board_write_token"} <= set(secrets)
    assert shown.returncode == ExitStatus.OK, shown.stderr
    assert SECRET not in shown.stdout + shown.stderr + repr(settings)


def test_settings_do_not_show_secrets_where_they_are_printed(
    closed_door: pytest.MonkeyPatch,
) -> None:
    closed_door.setenv("TOCSIN_SASL_PASSWORD", SECRET)
    settings = Settings.load()

    assert SECRET not in f"{settings!r} {settings}"

"""A setting that is misspelt is told, and not silently without effect."""

import os
import subprocess

from tocsin_command import command

from tocsin.services.plain_text import counted
from tocsin.services.settings.unknown import unknown_variables


def test_the_nearest_name_is_reported() -> None:
    names = ["TOCSIN_BOARD_ULR", "TOCSIN_BOARD_URL", "TOCSIN_ZZZZZZZZ", "PATH"]

    assert list(unknown_variables(names)) == [
        "TOCSIN_BOARD_ULR is not a setting and is ignored; did you mean TOCSIN_BOARD_URL?",
        "TOCSIN_ZZZZZZZZ is not a setting and is ignored; `tocsin config` lists all settings",
    ]


def test_files_of_secrets_and_what_compose_reads_are_known() -> None:
    assert not list(unknown_variables(["TOCSIN_SASL_PASSWORD_FILE", "TOCSIN_GRAFANA_PORT"]))


def test_a_command_warns_and_goes_on() -> None:
    done = subprocess.run(
        command("config", "--format", "markdown"),
        env={**os.environ, "TOCSIN_PARTITION": "8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0
    assert "did you mean TOCSIN_PARTITIONS?" in done.stderr


def test_no_setting_and_no_topic_is_cut_at_80_columns() -> None:
    for arguments, names in (
        (("config",), ["TOCSIN_HTTP_CLIENT_CONNECTIONS", "TOCSIN_SASL_TOKEN_FILE"]),
        (("acl", "show"), ["tocsin-detector-sequences-changelog", "tocsin.dead-letters"]),
    ):
        out = subprocess.run(
            command(*arguments),
            env={**os.environ, "COLUMNS": "80"},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout
        assert all(f" {name} " in out for name in names)


def test_counts_are_proper_english() -> None:
    assert [counted(number, "dead letter") for number in (0, 1, 2_000)] == [
        "0 dead letters",
        "1 dead letter",
        "2,000 dead letters",
    ]

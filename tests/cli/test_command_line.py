"""What the command line does by itself: its version, and completion in a shell."""

import os
import subprocess
import sys
from importlib.metadata import version

import pytest

COMMAND = [sys.executable, "-m", "tocsin"]


def test_it_prints_its_version() -> None:
    done = subprocess.run([*COMMAND, "--version"], capture_output=True, text=True, check=True)

    assert done.stdout == f"tocsin {version('tocsin')}\n"


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("tocsin dead", "dead-letters"),
        ("tocsin silence li", "list"),
        ("tocsin watch --sev", "--severity"),
        ("tocsin watch --type casu", "casualties"),
        ("tocsin watch --severity Sev", "Severe"),
        ("tocsin silence add --severity mod", "moderate"),
    ],
)
def test_a_shell_completes_commands_options_and_words(words: str, offered: str) -> None:
    asked = {
        "_TOCSIN_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
    }
    program = "from tocsin.services.cli import app; app(prog_name='tocsin')"

    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=False,
    )

    assert offered in done.stdout.split()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("watch", "--type", "casualty"),
            "no such word: 'casualty'; near it: casualties",
        ),
        (("watch", "--kind", "updte"), "'--kind': no such word: 'updte'; near it: update"),
        (("watch", "--severity", "sever"), "'--severity': no such word: 'sever'; near it: Severe"),
        (("silence", "add", "--severity", "modrate"), "near it: Moderate"),
        (("watch", "--types", "x"), "No such option: --types (Possible options: --type)"),
        (("watch", "--country", "Congo"), "near it: COD (DR Congo), COG (Republic of the Congo)"),
        (("wacth",), "No such command 'wacth'. Did you mean 'watch'?"),
    ],
)
def test_a_word_that_is_invalid_is_answered_with_what_is_near_it(
    arguments: tuple[str, ...], said: str
) -> None:
    done = subprocess.run(
        [*COMMAND, *arguments],
        env={**os.environ, "COLUMNS": "200", "TOCSIN_BOOTSTRAP_SERVERS": "127.0.0.1:1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert said in done.stderr

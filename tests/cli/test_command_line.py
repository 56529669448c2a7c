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

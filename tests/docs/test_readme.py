from pathlib import Path

import typer.main

from tocsin.services.cli import app
from tocsin.services.settings.command import as_markdown

README = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")


def test_the_readme_lists_the_settings_as_they_are() -> None:
    table = README.split("--format markdown` -->\n")[1].split("\n<!-- end -->")[0]

    assert table == as_markdown()


def test_the_readme_names_every_command() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]

    missing = [name for name in commands if f"`tocsin {name}`" not in README and name != "demo"]

    assert not missing

"""`tocsin rules`: check, test and explain rules."""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.services.plain_text import counted
from tocsin.services.problem import ExitStatus
from tocsin.services.settings import Settings

rules_app = typer.Typer(help="Check, test and explain rules.", no_args_is_help=True)

_Rules = Annotated[
    Path | None, typer.Option("--rules", help="Folder of rule files, or a single rule file.")
]


@rules_app.command()
def check(rules: _Rules = None) -> None:
    """Check the rules; print each error with file, line and the legal values.

    Status 0: all are valid. 2: some are not.
    """
    from tocsin.services.rules.files import read_rules  # noqa: PLC0415 - keeps --help fast
    from tocsin.services.rules.rulebook import rule_files  # noqa: PLC0415 - the same

    good, faults = read_rules(rule_files(Settings.load(rules=rules).rules))
    for fault in faults:
        typer.echo(str(fault))
    typer.echo(f"{counted(len(good), 'rule')} right, {counted(len(faults), 'fault')}")
    raise typer.Exit(ExitStatus.MISUSE if faults else ExitStatus.OK)


@rules_app.command("test")
def run_cases(rules: _Rules = None) -> None:
    """Run the rules' own test cases: texts that must fire and texts that must stay silent.

    Status 0: all passed. 1: some failed.
    """
    from tocsin.services.encoders.choice import encoder_named  # noqa: PLC0415 - the same
    from tocsin.services.rules.cases import failures  # noqa: PLC0415 - keeps --help fast
    from tocsin.services.rules.rulebook import load_rules  # noqa: PLC0415 - the same

    settings = Settings.load(rules=rules)
    known = load_rules(settings.rules)
    encoder = encoder_named(settings.networks)
    failed = [failure for rule in known for failure in failures(rule, known, encoder)]
    for one in failed:
        typer.echo(f"{one.rule_id}: {one.wanted}: {one.case}")
    cases = sum(len(rule.cases.fire) + len(rule.cases.silent) for rule in known)
    typer.echo(f"{counted(len(known), 'rule')}, {counted(cases, 'case')}, {len(failed)} failed")
    raise typer.Exit(ExitStatus.INCOMPLETE if failed else ExitStatus.OK)


@rules_app.command()
def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="The rule's id.")],
    article: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE", help="File of articles as JSON Lines; - is standard input."
        ),
    ] = "-",
    rules: _Rules = None,
) -> None:
    """Explain step by step why a rule fires on articles, or why it does not."""
    from tocsin.services.encoders.choice import encoder_named  # noqa: PLC0415 - the same
    from tocsin.services.rules import explain as rules_wired  # noqa: PLC0415 - keeps --help fast

    settings = Settings.load(rules=rules)
    encoder = encoder_named(settings.networks)
    raise typer.Exit(rules_wired.explain(rule, article, settings.rules, encoder))

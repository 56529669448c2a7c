"""`tocsin rules explain`, wired: articles from a file, the steps on standard output."""

import difflib
from pathlib import Path

import typer
from pydantic import ValidationError

from tocsin.schemas.article import Article
from tocsin.services.lines.json_lines import file_name, numbered_lines
from tocsin.services.lines.line_by_line import first_fault
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.reading.network.encoding import Encoder
from tocsin.services.rules.explanation import explanation
from tocsin.services.rules.rulebook import load_rules


def explain(rule_id: str, name: str, path: Path, encoder: Encoder) -> ExitStatus:
    """Print the steps.

    Raises:
        Problem: no such rule or file, or a line that is not an article.
    """
    rules = load_rules(path)
    by_id = {rule.id: rule for rule in rules}
    if rule_id not in by_id:
        near = difflib.get_close_matches(rule_id, by_id, n=1) or sorted(by_id)
        message = f"no rule {rule_id} in {path}; did you mean {', '.join(near)}?"
        raise Problem(message)
    for line in explanation(by_id[rule_id], list(_articles(name)), rules, encoder):
        typer.echo(line)
    return ExitStatus.OK


def _articles(name: str) -> list[Article]:
    articles = []
    for number, line in numbered_lines(name):
        try:
            articles.append(Article.read(line))
        except ValidationError as error:
            message = f"{file_name(name)}:{number}: {first_fault(error)}"
            raise Problem(message) from None
    return articles

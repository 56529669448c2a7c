"""The titles that the seeds give, written down to be read.

After a wanted change: `pytest tests/seeds/test_seed_titles.py --rewrite-golden`, then read the
difference as somebody would who is on duty and sees nothing else.
"""

from pathlib import Path

import pytest
from shipped_network import shipped

from tocsin.services.demo.seed_articles import seed_articles
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import SEEDS

GOLDEN = Path(__file__).with_name("seed-titles.txt")


def _titles() -> str:
    world = InMemoryJudge(load_rules(SEEDS / "rules"))
    last = {}
    for article in sorted(seed_articles(), key=lambda one: (str(one.published_at), one.id)):
        for report in reports_of(article, shipped()):
            for alert in world.push(report):
                last[alert.id] = alert
    for alert in world.finish():
        last[alert.id] = alert
    rows = sorted((one.first_published_at, one.rule_id, one.title) for one in last.values())
    return "".join(f"{at:%Y-%m-%d}  {rule}  {title}\n" for at, rule, title in rows)


def test_the_titles_of_the_seeds_are_those_that_were_read(request: pytest.FixtureRequest) -> None:
    titles = _titles()
    if request.config.getoption("--rewrite-golden"):
        GOLDEN.write_text(titles, encoding="utf-8")

    assert titles == GOLDEN.read_text("utf-8")

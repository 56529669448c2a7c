import gzip
import json
from pathlib import Path

from shipped_network import shipped
from tocsin_command import run

from tocsin.schemas.rule import IncidentRule, Rule
from tocsin.schemas.vocabulary import severity_rank
from tocsin.services.backtest.outcome import Difference, differences, judged
from tocsin.services.backtest.showing import comparison
from tocsin.services.demo.seed_articles import seed_articles
from tocsin.services.problem import ExitStatus
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import SEEDS, Settings

RULES = load_rules(SEEDS / "rules")
REPORTS = [report for article in seed_articles() for report in reports_of(article, shipped())]
NEW_LINE = b"\n"
SEED_FILES = [str(file) for file in sorted((SEEDS / "articles").glob("*.jsonl"))]


def _with_half_the_figures(rule: Rule) -> Rule:
    if not isinstance(rule, IncidentRule):
        return rule
    bands = [
        band.model_copy(update={"at_least": max(1, band.at_least // 2)}) for band in rule.bands
    ]
    return rule.model_copy(update={"bands": tuple(bands)})


def test_the_same_rules_make_no_difference() -> None:
    assert differences(judged(REPORTS, RULES), judged(REPORTS, RULES)) == ()


def test_milder_rules_ring_more_and_the_other_way_round_those_are_gone() -> None:
    mild = tuple(_with_half_the_figures(rule) for rule in RULES)
    ours, theirs = judged(REPORTS, mild), judged(REPORTS, RULES)

    new = {one.rung.first.id for one in differences(ours, theirs) if one.what is Difference.NEW}
    gone = {one.rung.first.id for one in differences(theirs, ours) if one.what is Difference.GONE}

    assert new
    assert new == gone


def test_differences_come_by_weight_and_say_what_was_and_what_is() -> None:
    mild = tuple(_with_half_the_figures(rule) for rule in RULES)
    found = differences(judged(REPORTS, mild), judged(REPORTS, RULES))

    worst = [
        max(severity_rank(side.last.severity) for side in (one.old, one.new) if side is not None)
        for one in found
    ]
    assert worst == sorted(worst, reverse=True)
    changed = [one for one in found if one.old is not None and one.new is not None]
    assert changed
    for one in changed:
        head, steps = comparison([one])
        assert head.startswith(one.what)
        assert (f"severity {one.old.last.severity} → {one.new.last.severity}" in steps) is (
            one.old.last.severity != one.new.last.severity
        )
    new = next(one for one in found if one.what is Difference.NEW)
    assert list(comparison([new]))[1].strip() == "silent → rings"


def test_the_seeds_ring_for_what_people_labelled() -> None:
    done = run(Settings.load(), ["backtest", *SEED_FILES, "--labels", str(SEEDS / "labels.jsonl")])

    assert done.returncode == ExitStatus.OK
    (measured,) = [line for line in done.stdout.splitlines() if line.startswith("precision ")]
    assert measured.endswith(", 0 missed)")


def test_an_archive_in_parts_or_compressed_gives_what_it_gives_whole(tmp_path: Path) -> None:
    lines = b"".join(Path(file).read_bytes() for file in SEED_FILES)
    compressed = tmp_path / "archive.jsonl.gz"
    compressed.write_bytes(gzip.compress(lines))

    whole = run(Settings.load(), ["backtest", str(compressed)])
    in_parts = run(Settings.load(), ["backtest", *SEED_FILES])

    assert whole.stdout == in_parts.stdout
    assert f"{lines.count(NEW_LINE)} articles, " in whole.stdout


def test_a_missing_file_is_reported_before_the_work(tmp_path: Path) -> None:
    done = run(Settings.load(), ["backtest", *SEED_FILES, str(tmp_path / "none.jsonl")])

    assert done.returncode == ExitStatus.MISUSE
    assert done.stdout == ""
    assert "none.jsonl: No such file" in done.stderr


def test_a_line_that_is_not_an_article_is_reported_with_its_place(tmp_path: Path) -> None:
    archive = tmp_path / "archive.jsonl"
    archive.write_text(json.dumps({"id": "a", "text": "Nothing happened."}) + "\n{\n")

    done = run(Settings.load(), ["backtest", str(archive)])

    assert done.returncode == ExitStatus.INCOMPLETE
    assert f"{archive}:1: published_at: missing" in done.stderr
    assert f"{archive}:2: " in done.stderr

"""`tocsin backtest --out`: the alerts as a table, for DuckDB, pandas and whatever reads Parquet."""

import re
from pathlib import Path

from archive_files import ARTICLES, LINES, json_lines, table
from pyarrow import parquet
from tocsin_command import run

from tocsin.services.backtest.alerts_table import COLUMNS
from tocsin.services.problem import ExitStatus
from tocsin.services.settings import Settings

DOCUMENT = Path(__file__).parents[2] / "docs" / "backtest.md"


def test_the_table_has_a_row_for_each_alert_that_is_listed(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    json_lines(tmp_path / "archive" / "a.jsonl.gz", LINES[:20])
    table(tmp_path / "archive" / "b.parquet", ARTICLES[20:], rows_a_group=5)
    out = tmp_path / "alerts.parquet"

    done = run(Settings.load(), ["backtest", str(tmp_path / "archive"), "--out", str(out)])

    assert done.returncode == ExitStatus.OK, done.stderr
    assert f"{len(ARTICLES)} articles, " in done.stdout
    rows = parquet.read_table(out)
    assert rows.schema.equals(COLUMNS)
    listed = re.findall(r"^(\d{4}-\d\d-\d\d)  (\w+) +(\w+) +([\w-]+)  ", done.stdout, re.MULTILINE)
    assert listed
    assert [
        (f"{row['rang_at']:%Y-%m-%d}", row["severity"], row["kind"], row["rule_id"])
        for row in rows.to_pylist()
    ] == listed
    crossing = next(row for row in rows.to_pylist() if row["rule_id"] == "border-crossing-troops")
    assert str(f"{crossing['figure']:,}") in crossing["title"]
    assert crossing["sources"][0]["sentence"]


def test_where_no_file_can_be_is_reported_before_the_work(tmp_path: Path) -> None:
    out = tmp_path / "no" / "alerts.parquet"

    done = run(
        Settings.load(), ["backtest", str(json_lines(tmp_path / "a.jsonl")), "--out", str(out)]
    )

    assert done.returncode == ExitStatus.MISUSE
    assert f"--out {out}: there is no folder" in done.stderr


def test_every_column_is_documented() -> None:
    documented = re.findall(r"^\| `(\w+)` \| ", DOCUMENT.read_text(), re.MULTILINE)

    assert documented == COLUMNS.names

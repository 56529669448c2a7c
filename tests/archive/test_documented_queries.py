"""What docs/archive.md asks can be asked, and it names all that there is."""

import re
from pathlib import Path

from archive.conftest import Ask

from tocsin.services.archive.database import Database
from tocsin.services.archive.schema import migrate
from tocsin.services.settings import Settings

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "archive.md").read_text("utf-8")


def test_every_example_query_runs(at_database: Settings) -> None:
    database = Database(at_database)
    migrate(database)
    blocks = re.findall(r"```sql\n(.*?)```", DOCUMENT, re.DOTALL)
    queries = [query for block in blocks for query in block.split(";") if query.strip()]
    assert len(queries) >= 6

    with database.connect() as connection:
        for query in queries:
            assert connection.execute(query.encode()).description


def test_every_table_and_view_is_documented(at_database: Settings, ask: Ask) -> None:
    migrate(Database(at_database))

    rows = ask(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' "
        "AND table_name <> 'alembic_version'"
    )

    assert len(rows) == 13
    assert [name for (name,) in rows if f"| `{name}` |" not in DOCUMENT] == []

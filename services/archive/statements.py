"""What the archive says to PostgreSQL; each statement can be repeated without harm."""

from typing import Final

from psycopg.sql import SQL, Composed, Identifier, Placeholder

from tocsin.services.archive.rows import DeskTable

ALERT_COLUMNS: Final = (
    "id revision kind change rule_id rule_version title summary why event_type subtype plover "
    "modality figure bound low high unit actor country from_country place_name place_country "
    "place_resolution latitude longitude category urgency severity certainty status msg_type "
    "first_published_at last_published_at detected_at confidence independent_sources held related "
    "payload"
).split()
ALERT_KEY: Final = ("id", "revision")
VERDICT_COLUMNS: Final = "id alert_id rule_id finding at author comment".split()
DESK_COLUMNS: Final = {
    DeskTable.ACKNOWLEDGEMENTS: (
        "id alert_id revision severity figure taken_back at author comment".split()
    ),
    DeskTable.ASSIGNMENTS: "id alert_id assignee at author comment".split(),
    DeskTable.COMMENTS: "id alert_id text at author".split(),
}


def _upsert(table: str, columns: list[str], key: tuple[str, ...], condition: SQL) -> Composed:
    """Return an insert that changes the row of the same key if the condition holds."""
    names = [Identifier(name) for name in columns]
    return SQL(
        "INSERT INTO {table} AS kept ({names}) VALUES ({values}) "
        "ON CONFLICT ({key}) DO UPDATE SET ({names}) = ROW ({excluded}) WHERE {condition}"
    ).format(
        table=Identifier(table),
        names=SQL(", ").join(names),
        values=SQL(", ").join(Placeholder(name) for name in columns),
        key=SQL(", ").join(Identifier(name) for name in key),
        excluded=SQL(", ").join(SQL("excluded.") + name for name in names),
        condition=condition,
    )


UPSERT_ALERT: Final = _upsert(
    # a repeat is the same byte for byte and must not cost a write
    "alert_revisions",
    ALERT_COLUMNS,
    ALERT_KEY,
    SQL("kept.payload IS DISTINCT FROM excluded.payload"),
)
UPSERT_VERDICT: Final = _upsert(
    "verdicts",
    VERDICT_COLUMNS,
    ("id",),
    SQL(
        "excluded.at >= kept.at AND (excluded.at, excluded.finding, excluded.comment) "
        "IS DISTINCT FROM (kept.at, kept.finding, kept.comment)"
    ),
)
# their id is a hash of who said it when: a second one is a repeat
INSERT_DESK: Final = {
    table: _upsert(table, columns, ("id",), SQL("false")) for table, columns in DESK_COLUMNS.items()
}
UPSERT_OFFSET: Final = SQL(
    "INSERT INTO kafka_offsets (topic, topic_id, partition, next_offset) "
    "VALUES (%s, %s, %s, %s) ON CONFLICT (topic, partition) DO UPDATE SET "
    "topic_id = excluded.topic_id, next_offset = excluded.next_offset, stored_at = now()"
)
SELECT_OFFSETS: Final = SQL("SELECT topic, topic_id, partition, next_offset FROM kafka_offsets")
SELECT_LACKING_RIGHTS: Final = SQL(
    "SELECT needed, privilege "
    "FROM unnest(ARRAY['alert_revisions', 'verdicts', 'acknowledgements', 'assignments', "
    "'comments', 'kafka_offsets']) AS needed, "
    "unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege "
    "WHERE NOT has_table_privilege(needed, privilege) "
    "AND NOT (needed = 'kafka_offsets' AND privilege = 'DELETE') ORDER BY needed, privilege"
)

DELETE_OLD_ALERTS: Final = SQL(
    # whole alerts: one with a hole in its life would be misleading
    "DELETE FROM alert_revisions WHERE id IN (SELECT id FROM current_alerts "
    "WHERE detected_at < now() - make_interval(days => %(days)s) LIMIT %(most)s)"
)
DELETE_OLD_WORDS: Final = tuple(
    SQL(
        "DELETE FROM {table} AS said WHERE at < now() - make_interval(days => %(days)s) "
        "AND NOT EXISTS (SELECT FROM alert_revisions AS alert WHERE alert.id = said.alert_id)"
    ).format(table=Identifier(table))
    for table in ("verdicts", *DeskTable)
)

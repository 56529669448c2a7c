"""Who deals with an alert: acknowledgements, assignments, comments, and how long it took."""

from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = """
CREATE TABLE acknowledgements (
    id text PRIMARY KEY,
    alert_id text NOT NULL,
    revision integer NOT NULL CHECK (revision >= 1),
    severity text NOT NULL,
    figure bigint,
    taken_back boolean NOT NULL,
    at timestamptz NOT NULL,
    author text NOT NULL,
    comment text NOT NULL
);
CREATE INDEX acknowledgements_by_alert ON acknowledgements (alert_id, at);

CREATE TABLE assignments (
    id text PRIMARY KEY,
    alert_id text NOT NULL,
    assignee text,
    at timestamptz NOT NULL,
    author text NOT NULL,
    comment text NOT NULL
);
CREATE INDEX assignments_by_alert ON assignments (alert_id, at);

CREATE TABLE comments (
    id text PRIMARY KEY,
    alert_id text NOT NULL,
    text text NOT NULL,
    at timestamptz NOT NULL,
    author text NOT NULL
);
CREATE INDEX comments_by_alert ON comments (alert_id, at);

COMMENT ON TABLE acknowledgements IS 'Who saw which revision of an alert; the newest counts';
COMMENT ON COLUMN acknowledgements.severity IS 'Of the revision that was seen';
COMMENT ON COLUMN acknowledgements.figure IS 'Of the revision that was seen';
COMMENT ON COLUMN acknowledgements.taken_back IS 'Nobody deals with it after all';
COMMENT ON TABLE assignments IS 'Who is to deal with an alert; the newest counts';
COMMENT ON COLUMN assignments.assignee IS 'Null: nobody any more';
COMMENT ON TABLE comments IS 'What people remarked on alerts';
"""

# the same rule as services/controls/handling.py; a word of a newer version is worse than all
OUTGROWS = """
CREATE FUNCTION outgrows(
    revision integer, severity text, figure bigint,
    seen_revision integer, seen_severity text, seen_figure bigint
) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT revision > seen_revision AND (
        coalesce(array_position(
            ARRAY['Unknown', 'Minor', 'Moderate', 'Severe', 'Extreme'], severity
        ), 6) > coalesce(array_position(
            ARRAY['Unknown', 'Minor', 'Moderate', 'Severe', 'Extreme'], seen_severity
        ), 6)
        OR coalesce(figure, 0) - coalesce(seen_figure, 0)
        >= 0.25 * greatest(coalesce(seen_figure, 0), 1)
    )
$$;
COMMENT ON FUNCTION outgrows IS
    'Whether a revision is worse or notably larger than the one that somebody acknowledged';
"""

ALERT_HANDLING = """
CREATE VIEW alert_handling AS
SELECT
    alert.id AS alert_id,
    alert.revision,
    alert.severity,
    alert.title,
    alert.country,
    alert.event_type,
    alert.rule_id,
    alert.detected_at,
    CASE
        WHEN alert.kind NOT IN ('initial', 'update') OR alert.status <> 'Actual'
            OR alert.payload ->> 'silenced_by' IS NOT NULL THEN 'nothing_due'
        WHEN newest.id IS NULL OR newest.taken_back THEN 'open'
        WHEN outgrows(alert.revision, alert.severity, alert.figure,
            newest.revision, newest.severity, newest.figure) THEN 'reopened'
        ELSE 'acknowledged'
    END AS handling,
    CASE WHEN NOT newest.taken_back THEN newest.at END AS acknowledged_at,
    CASE WHEN NOT newest.taken_back THEN newest.author END AS acknowledged_by,
    assigned.assignee
FROM current_alerts AS alert
LEFT JOIN LATERAL (
    SELECT * FROM acknowledgements AS said
    WHERE said.alert_id = alert.id ORDER BY said.at DESC, said.id DESC LIMIT 1
) AS newest ON true
LEFT JOIN LATERAL (
    SELECT said.assignee FROM assignments AS said
    WHERE said.alert_id = alert.id ORDER BY said.at DESC, said.id DESC LIMIT 1
) AS assigned ON true;
COMMENT ON VIEW alert_handling IS
    'Each alert with who deals with it: open, acknowledged, reopened (grown since), nothing_due';
"""

ACKNOWLEDGEMENT_TIMES = """
CREATE VIEW acknowledgement_times AS
SELECT
    said.id,
    said.alert_id,
    said.severity,
    said.author,
    said.at,
    waited.since,
    greatest(said.at - waited.since, interval '0') AS taken
FROM acknowledgements AS said
LEFT JOIN LATERAL (
    SELECT * FROM acknowledgements AS earlier
    WHERE earlier.alert_id = said.alert_id AND (earlier.at, earlier.id) < (said.at, said.id)
    ORDER BY earlier.at DESC, earlier.id DESC LIMIT 1
) AS before ON true
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN before.taken_back THEN before.at
        ELSE (
            SELECT min(alert.detected_at) FROM alert_revisions AS alert
            WHERE alert.id = said.alert_id AND alert.revision <= said.revision
            AND alert.kind IN ('initial', 'update') AND alert.status = 'Actual'
            AND alert.payload ->> 'silenced_by' IS NULL
            AND (before.id IS NULL OR outgrows(alert.revision, alert.severity, alert.figure,
                before.revision, before.severity, before.figure))
        )
    END AS since
) AS waited
WHERE NOT said.taken_back AND waited.since IS NOT NULL;
COMMENT ON VIEW acknowledgement_times IS
    'How long alerts waited to be acknowledged, from their detection or their growth';
"""


def upgrade() -> None:
    """Make all of it."""
    for step in (TABLES, OUTGROWS, ALERT_HANDLING, ACKNOWLEDGEMENT_TIMES):
        op.execute(step)

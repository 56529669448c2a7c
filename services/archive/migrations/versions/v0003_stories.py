"""Which alerts are one story, and each story with what it came to."""

from alembic import op

revision = "0003"
down_revision = "0002"

# computed from the alert itself, so that what was archived before has it too
COLUMN = """
ALTER TABLE alert_revisions
    ADD COLUMN story_id text GENERATED ALWAYS AS (payload ->> 'story_id') STORED;
CREATE INDEX alert_revisions_by_story ON alert_revisions (story_id) WHERE story_id IS NOT NULL;
COMMENT ON COLUMN alert_revisions.story_id IS
    'The story that the alert is a measure of: the killed and the injured of one crash share it';

CREATE OR REPLACE VIEW current_alerts AS
SELECT * FROM alert_revisions AS here
WHERE NOT EXISTS (
    SELECT FROM alert_revisions AS newer
    WHERE newer.id = here.id AND newer.revision > here.revision
);
"""

STORIES = """
CREATE VIEW stories AS
WITH ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY story_id
            ORDER BY
                array_position(
                    ARRAY['Unknown', 'Minor', 'Moderate', 'Severe', 'Extreme'], severity
                ) DESC NULLS FIRST,
                first_published_at,
                id
        ) AS place
    FROM current_alerts
    WHERE story_id IS NOT NULL AND kind <> 'retraction'
)
SELECT
    story_id,
    max(id) FILTER (WHERE place = 1) AS lead_id,
    max(title) FILTER (WHERE place = 1) AS title,
    max(severity) FILTER (WHERE place = 1) AS severity,
    max(event_type) FILTER (WHERE place = 1) AS event_type,
    max(country) FILTER (WHERE place = 1) AS country,
    max(status) FILTER (WHERE place = 1) AS status,
    count(*) AS alerts,
    string_agg(coalesce(subtype, event_type) || ' ' || coalesce(figure::text, '?'), ', '
        ORDER BY place) AS measures,
    bool_or(kind IN ('initial', 'update')) AS is_open,
    min(first_published_at) AS first_published_at,
    max(last_published_at) AS last_published_at
FROM ranked
GROUP BY story_id;
COMMENT ON VIEW stories IS
    'Each story with its worst alert and what was counted of it; without alerts taken back';
"""


def upgrade() -> None:
    """Add the column and the view."""
    for step in (COLUMN, STORIES):
        op.execute(step)

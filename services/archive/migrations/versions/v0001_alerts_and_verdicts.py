"""Alerts with all revisions, verdicts, where the archive stopped reading, and views on them."""

from alembic import op

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE alert_revisions (
    id text NOT NULL,
    revision integer NOT NULL CHECK (revision >= 1),
    kind text NOT NULL,
    change text NOT NULL,
    rule_id text NOT NULL,
    rule_version integer NOT NULL,
    title text NOT NULL,
    summary text NOT NULL,
    why text NOT NULL,
    event_type text NOT NULL,
    subtype text,
    plover text NOT NULL,
    modality text NOT NULL,
    figure bigint,
    bound text NOT NULL,
    low bigint,
    high bigint,
    unit text,
    actor text,
    country text,
    from_country text,
    place_name text,
    place_country text,
    place_resolution text,
    latitude double precision,
    longitude double precision,
    category text NOT NULL,
    urgency text NOT NULL,
    severity text NOT NULL,
    certainty text NOT NULL,
    status text NOT NULL,
    msg_type text NOT NULL,
    first_published_at timestamptz NOT NULL,
    last_published_at timestamptz NOT NULL,
    detected_at timestamptz NOT NULL,
    confidence double precision,
    independent_sources integer NOT NULL,
    held integer NOT NULL,
    related text[] NOT NULL,
    payload jsonb NOT NULL,
    archived_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id, revision)
);
CREATE INDEX alert_revisions_by_detection ON alert_revisions (detected_at);
CREATE INDEX alert_revisions_by_publication ON alert_revisions (first_published_at);
CREATE INDEX alert_revisions_by_country ON alert_revisions (country, detected_at);

CREATE TABLE verdicts (
    id text PRIMARY KEY,
    alert_id text NOT NULL,
    rule_id text NOT NULL,
    finding text NOT NULL CHECK (finding IN ('true', 'false', 'duplicate')),
    at timestamptz NOT NULL,
    author text NOT NULL,
    comment text NOT NULL
);
CREATE INDEX verdicts_by_alert ON verdicts (alert_id, at);

CREATE TABLE kafka_offsets (
    topic text NOT NULL,
    topic_id text NOT NULL,
    partition integer NOT NULL,
    next_offset bigint NOT NULL,
    stored_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (topic, partition)
);

COMMENT ON TABLE alert_revisions IS 'Every revision of every alert';
COMMENT ON COLUMN alert_revisions.figure IS 'The figure that counts: the low end, or the high one';
COMMENT ON COLUMN alert_revisions.bound IS 'How the text bounds the figure: min is "at least"';
COMMENT ON COLUMN alert_revisions.low IS 'The lowest figure of any source';
COMMENT ON COLUMN alert_revisions.high IS 'The highest figure of any source';
COMMENT ON COLUMN alert_revisions.payload IS 'The alert as it was on Kafka';
COMMENT ON TABLE verdicts IS 'Whether an alert was right; the newest of an author on an alert';
COMMENT ON TABLE kafka_offsets IS 'Where the archive goes on reading, by topic and partition';
COMMENT ON COLUMN kafka_offsets.topic_id IS 'Kafka''s id: a topic made anew has another one';
"""

# asks for a newer one instead of sorting, so that a condition on time or country is answered
# from its index
CURRENT_ALERTS = """
CREATE VIEW current_alerts AS
SELECT * FROM alert_revisions AS here
WHERE NOT EXISTS (
    SELECT FROM alert_revisions AS newer
    WHERE newer.id = here.id AND newer.revision > here.revision
);
COMMENT ON VIEW current_alerts IS 'Each alert as its newest revision has it';
"""

ALERTS_PER_DAY = """
CREATE VIEW alerts_per_day AS
SELECT
    (first_published_at AT TIME ZONE 'UTC')::date AS day,
    country,
    count(*) AS alerts,
    count(*) FILTER (WHERE severity = 'Extreme') AS extreme,
    count(*) FILTER (WHERE severity = 'Severe') AS severe,
    count(*) FILTER (WHERE severity = 'Moderate') AS moderate,
    count(*) FILTER (WHERE severity = 'Minor') AS minor
FROM current_alerts
WHERE status = 'Actual' AND kind <> 'retraction'
GROUP BY day, country;
COMMENT ON VIEW alerts_per_day IS
    'Alerts by the day (UTC) of their first article and country; without tests and retracted ones';
"""

ALERT_SOURCES = """
CREATE VIEW alert_sources AS
SELECT
    alert.id AS alert_id,
    alert.revision,
    source.number,
    source.one ->> 'article_id' AS article_id,
    source.one ->> 'source' AS outlet,
    source.one ->> 'title' AS title,
    source.one ->> 'url' AS url,
    (source.one ->> 'published_at')::timestamptz AS published_at,
    coalesce(source.one -> 'quantity' ->> 'low', source.one -> 'quantity' ->> 'high')::bigint
        AS figure,
    source.one -> 'quantity' ->> 'bound' AS bound,
    (source.one ->> 'denies')::boolean AS denies,
    source.one ->> 'copy_of' AS copy_of,
    source.one -> 'evidence' ->> 'sentence' AS sentence
FROM current_alerts AS alert
CROSS JOIN LATERAL jsonb_array_elements(alert.payload -> 'sources')
    WITH ORDINALITY AS source (one, number);
COMMENT ON VIEW alert_sources IS 'Who says so: the sources of each alert''s newest revision';
"""

# Wilson's interval for a share (E. B. Wilson, JASA 22, 1927, p. 209), z = 1.96: honest also
# if few alerts were judged
RULE_PRECISION = """
CREATE VIEW rule_precision AS
WITH judged AS (
    SELECT DISTINCT ON (alert_id) alert_id, rule_id, finding
    FROM verdicts
    ORDER BY alert_id, at DESC, id
), counted AS (
    SELECT
        rule_id,
        count(*) FILTER (WHERE finding = 'true') AS right_alerts,
        count(*) FILTER (WHERE finding = 'false') AS wrong_alerts,
        count(*) FILTER (WHERE finding = 'duplicate') AS duplicates
    FROM judged
    GROUP BY rule_id
), shares AS (
    SELECT
        *,
        nullif(right_alerts + wrong_alerts, 0)::double precision AS n,
        right_alerts::double precision / nullif(right_alerts + wrong_alerts, 0) AS share
    FROM counted
)
SELECT
    rule_id,
    right_alerts,
    wrong_alerts,
    duplicates,
    share AS precision,
    (share + 1.9208 / n - 1.96 * sqrt(share * (1 - share) / n + 0.9604 / (n * n)))
        / (1 + 3.8416 / n) AS precision_low,
    (share + 1.9208 / n + 1.96 * sqrt(share * (1 - share) / n + 0.9604 / (n * n)))
        / (1 + 3.8416 / n) AS precision_high
FROM shares;
COMMENT ON VIEW rule_precision IS
    'Share of right alerts among those judged right or wrong, with its 95 % interval; of several '
    'verdicts on an alert the newest counts';
"""


def upgrade() -> None:
    """Make all of it."""
    for step in (TABLES, CURRENT_ALERTS, ALERTS_PER_DAY, ALERT_SOURCES, RULE_PRECISION):
        op.execute(step)

"""What *Situation* asks the archive; `$__...` and `${...}` are filled in by Grafana."""

from typing import Final

from deploy.grafana.variables import CHOSEN

_RANG: Final = f"kind = 'initial' AND status = 'Actual' AND {CHOSEN}"
"""Alerts when they first rang, as they then were."""

_STANDS: Final = f"kind <> 'retraction' AND status = 'Actual' AND {CHOSEN}"
"""Alerts as they are now, without those taken back."""

LEVEL: Final = """CASE severity WHEN 'Extreme' THEN 4 WHEN 'Severe' THEN 3
    WHEN 'Moderate' THEN 2 WHEN 'Minor' THEN 1 ELSE 0 END"""

ALERTS: Final = f"""SELECT count(*) AS alerts
FROM alert_revisions WHERE {_RANG} AND $__timeFilter(detected_at)"""

GRAVE: Final = f"""SELECT count(*) AS alerts
FROM current_alerts
WHERE {_STANDS} AND severity IN ('Extreme', 'Severe') AND $__timeFilter(last_published_at)"""


def alerts_over_time(by: str) -> str:
    """Return how many alerts rang, by an expression of SQL."""
    return f"""SELECT $__timeGroupAlias(detected_at, $__interval), {by} AS metric,
    count(*) AS value
FROM alert_revisions WHERE {_RANG} AND $__timeFilter(detected_at)
GROUP BY 1, 2 ORDER BY 1, 2"""


# several rules may see one incident: its largest figure counts, once a day, country and type
AFFECTED: Final = f"""SELECT "time", event_type AS metric, sum(figure) AS value
FROM (
    SELECT date_trunc('day', first_published_at, 'UTC') AS "time", event_type, country,
        max(figure) AS figure
    FROM current_alerts
    WHERE {_STANDS} AND unit = 'people' AND $__timeFilter(first_published_at)
    GROUP BY 1, 2, 3
) AS incidents
GROUP BY 1, 2 ORDER BY 1, 2"""

# mean of the 28 days before and, for counts that come by chance, three standard deviations more
# (Poisson: the deviation is the root of the mean)
SPIKES: Final = f"""WITH days AS (
    SELECT day, count(alert.id) AS alerts
    FROM generate_series(
        date_trunc('day', $__timeFrom()::timestamptz, 'UTC') - interval '28 days',
        $__timeTo()::timestamptz, interval '1 day'
    ) AS day
    LEFT JOIN (
        SELECT id, date_trunc('day', detected_at, 'UTC') AS rang FROM alert_revisions WHERE {_RANG}
    ) AS alert ON alert.rang = day
    GROUP BY 1
), compared AS (
    SELECT day, alerts,
        avg(alerts) OVER (ORDER BY day ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING) AS usual
    FROM days
)
SELECT day AS "time", alerts, usual, usual + 3 * sqrt(usual) AS "spike from"
FROM compared
WHERE day >= date_trunc('day', $__timeFrom()::timestamptz, 'UTC') AND usual IS NOT NULL
ORDER BY day"""

UNUSUAL: Final = f"""WITH counted AS (
    SELECT coalesce(country, 'XX') AS country, event_type,
        count(*) FILTER (WHERE detected_at > $__timeTo()::timestamptz - interval '1 day') AS now,
        count(*) FILTER (WHERE detected_at <= $__timeTo()::timestamptz - interval '1 day') / 28.0
            AS usual
    FROM alert_revisions
    WHERE {_RANG} AND detected_at <= $__timeTo()::timestamptz
        AND detected_at > $__timeTo()::timestamptz - interval '29 days'
    GROUP BY 1, 2
)
SELECT country, event_type AS type, now AS "last day", usual AS "usual a day"
FROM counted WHERE now > 0
ORDER BY now - usual DESC, 1, 2"""

PLACES: Final = f"""SELECT latitude, longitude, {LEVEL} AS level,
    severity, title, coalesce(place_name, country) AS place, last_published_at AS "newest report",
    independent_sources AS sources, id
FROM current_alerts
WHERE {_STANDS} AND latitude IS NOT NULL AND $__timeFilter(last_published_at)
ORDER BY level, last_published_at
LIMIT 2000"""

STORIES: Final = f"""SELECT last_published_at AS "newest report", severity, title, measures,
    coalesce(country, 'XX') AS country, alerts, is_open AS open, lead_id AS id
FROM stories
WHERE status = 'Actual' AND {CHOSEN} AND $__timeFilter(last_published_at)
ORDER BY last_published_at DESC, id
LIMIT 200"""

LATEST: Final = f"""SELECT last_published_at AS "newest report", severity, certainty, title,
    coalesce(country, 'XX') AS country, low, figure, high, unit, independent_sources AS sources,
    revision, kind, id
FROM current_alerts
WHERE {_STANDS} AND $__timeFilter(last_published_at)
ORDER BY last_published_at DESC, id
LIMIT 200"""

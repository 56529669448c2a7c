"""What *Desk* asks the archive; `$__...` and `${...}` are filled in by Grafana."""

from typing import Final

from deploy.grafana.variables import CHOSEN

_WAITS: Final = f"handling IN ('open', 'reopened') AND {CHOSEN}"
"""Alerts that ring and that nobody has acknowledged as they are now."""

_WORST_FIRST: Final = """array_position(
    ARRAY['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'], severity
)"""

WAITING: Final = f"""SELECT detected_at AS "newest revision", severity, handling, title,
    coalesce(country, 'XX') AS country, coalesce(assignee, '') AS "assigned to", alert_id AS id
FROM alert_handling WHERE {_WAITS}
ORDER BY {_WORST_FIRST}, detected_at DESC, alert_id
LIMIT 200"""

# of the time shown, by severity
SPEED: Final = f"""SELECT severity, count(*) AS acknowledged,
    extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY taken)) AS median,
    extract(epoch FROM percentile_cont(0.9) WITHIN GROUP (ORDER BY taken)) AS "90 % within",
    extract(epoch FROM max(taken)) AS longest
FROM acknowledgement_times WHERE $__timeFilter(at)
GROUP BY severity ORDER BY {_WORST_FIRST}"""

SPEED_OVER_TIME: Final = """SELECT $__timeGroupAlias(at, $__interval), severity AS metric,
    extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY taken)) AS value
FROM acknowledgement_times WHERE $__timeFilter(at)
GROUP BY 1, 2 ORDER BY 1, 2"""

BY_PERSON: Final = """SELECT author, count(*) AS acknowledged,
    extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY taken)) AS median
FROM acknowledgement_times WHERE $__timeFilter(at)
GROUP BY author ORDER BY acknowledged DESC, author"""

_JUDGED: Final = """SELECT DISTINCT ON (said.alert_id) said.alert_id, said.finding, said.at,
    alert.severity
FROM verdicts AS said JOIN current_alerts AS alert ON alert.id = said.alert_id
ORDER BY said.alert_id, said.at DESC, said.id"""
"""The newest verdict on each alert, with the alert's severity."""

PRECISION_BY_SEVERITY: Final = f"""SELECT severity,
    count(*) FILTER (WHERE finding = 'true') AS right,
    count(*) FILTER (WHERE finding = 'false') AS wrong,
    count(*) FILTER (WHERE finding = 'duplicate') AS duplicates,
    count(*) FILTER (WHERE finding = 'true')::double precision
        / nullif(count(*) FILTER (WHERE finding IN ('true', 'false')), 0) AS precision
FROM ({_JUDGED}) AS judged
GROUP BY severity ORDER BY {_WORST_FIRST}"""

PRECISION_OVER_TIME: Final = f"""SELECT date_trunc('week', at, 'UTC') AS "time",
    severity AS metric,
    count(*) FILTER (WHERE finding = 'true')::double precision
        / nullif(count(*) FILTER (WHERE finding IN ('true', 'false')), 0) AS value
FROM ({_JUDGED}) AS judged
GROUP BY 1, 2 ORDER BY 1, 2"""


def waiting(severity: str) -> str:
    """Return how many alerts of a severity wait for somebody."""
    return f"""SELECT count(*) AS alerts
FROM alert_handling WHERE {_WAITS} AND severity = '{severity}'"""

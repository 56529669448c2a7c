"""Which routes an alert takes: the first that fits, and those below where it goes on. Pure."""

from collections.abc import Iterator

from tocsin.schemas.alert import Alert
from tocsin.schemas.vocabulary import NOT_REAL, Severity, certainty_rank, severity_rank
from tocsin.services.notifier.routes import Route, RouteMatch, Routes


def routes_of(alert: Alert, routes: Routes) -> Iterator[Route]:
    """Yield the routes that an alert takes, in their order."""
    for route in routes.routes:
        if fits(alert, route.match):
            yield route
            if not route.go_on:
                return


def fits(alert: Alert, match: RouteMatch) -> bool:
    """Return whether an alert is what a route asks for; a crossing is of both its countries."""
    countries = {code for code in (alert.country, alert.from_country) if code is not None}
    return (
        (not match.types or alert.event_type in match.types)
        and (not match.countries or not match.countries.isdisjoint(countries))
        and (not match.rules or alert.rule_id in match.rules)
        and is_as_severe(alert.severity, match.severity)
        and certainty_rank(alert.certainty) >= certainty_rank(match.certainty)
        and (match.exercises or alert.status not in NOT_REAL)
        and (match.silenced or alert.silenced_by is None)
        and match.grounds.holds(alert)
    )


def is_as_severe(severity: Severity, least: Severity) -> bool:
    """Return whether a severity is at least another."""
    return severity_rank(severity) >= severity_rank(least)

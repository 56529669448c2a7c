"""An alert as a page of its own: sources, revisions, figures, answers; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.schemas.alert import Alert, SourceReport
from tocsin.schemas.control import Retraction, Verdict
from tocsin.services.board.showing.chart import Chart, chart
from tocsin.services.board.showing.desk_log import DeskLine, desk_log
from tocsin.services.board.showing.row import Quote, Row, quote, row
from tocsin.services.board.showing.words import figure_of, quantity_in_short, web_link
from tocsin.services.board.state.answers import Answers
from tocsin.services.plain_text import plain
from tocsin.services.watcher.rendering import change_word, of_newer_version


@dataclass(frozen=True, slots=True)
class SourceView:
    """What one article says."""

    report: SourceReport
    outlet: str
    title: str
    link: str | None
    figure: str
    quote: Quote
    copied_from: str
    """The outlet whose text it repeats, or nothing."""
    joined: str
    """Why it is taken for the same event as another source: "with Border Wire: same cause"."""


@dataclass(frozen=True, slots=True)
class RevisionView:
    """One revision beside the one before."""

    alert: Alert
    change: str
    figure: str
    steps: tuple[tuple[str, str, str], ...]
    """What differs: name, before, after."""


@dataclass(frozen=True, slots=True)
class AlertPage:
    """All that an alert's page shows."""

    row: Row
    sources: tuple[SourceView, ...]
    revisions: tuple[RevisionView, ...]
    """Newest first."""
    earlier: int
    """How many revisions before these are not held any more."""
    chart: Chart | None
    retraction: Retraction | None
    verdicts: Sequence[Verdict]
    newer: str
    """What of the newest revision only a newer version of Tocsin knows."""
    desk: tuple[DeskLine, ...]
    """What those who deal with it said, oldest first."""


def alert_page(revisions: Sequence[Alert], answers: Answers) -> AlertPage:
    """Compose the page of an alert from its revisions, oldest first, and what people said."""
    newest = revisions[-1]
    return AlertPage(
        row=row(newest, handled=answers.desk.handled(newest)),
        sources=tuple(_source(one, newest) for one in reversed(newest.sources)),
        revisions=tuple(_revision(one) for one in reversed(revisions)),
        earlier=revisions[0].revision - 1,
        # what a sequence is made of counts different things: their figures are no way of one
        chart=None if newest.related and newest.story_id is None else chart(revisions),
        retraction=answers.retraction(newest.id),
        verdicts=answers.verdicts(newest.id),
        newer=of_newer_version(newest),
        desk=desk_log(answers.desk.words(newest.id)),
    )


def _source(report: SourceReport, alert: Alert) -> SourceView:
    copied = next((one for one in alert.sources if one.article_id == report.copy_of), None)
    return SourceView(
        report=report,
        outlet=plain(report.source or "") or "An unnamed outlet",
        title=plain(report.title or ""),
        link=web_link(report.url),
        figure=quantity_in_short(report.quantity),
        quote=quote(report.evidence, report.language),
        copied_from=""
        if report.copy_of is None
        else plain((copied.source if copied else None) or report.copy_of),
        joined=_joined(report, alert),
    )


def _joined(report: SourceReport, alert: Alert) -> str:
    if report.joined_because is None:
        return ""
    other = next((one for one in alert.sources if one.report_id == report.joined_with), None)
    outlet = plain((other.source if other else None) or "an earlier report")
    return f"with {outlet}: {plain(report.joined_because)}"


def _revision(alert: Alert) -> RevisionView:
    before = alert.before
    steps = []
    if before is not None:
        pairs = (
            ("figure", quantity_in_short(before.quantity), quantity_in_short(alert.quantity)),
            ("severity", before.severity.value, alert.severity.value),
            ("certainty", before.certainty.value, alert.certainty.value),
        )
        steps = [(name, old, new) for name, old, new in pairs if old != new]
    return RevisionView(
        alert=alert,
        change=change_word(alert.change),
        figure=f"{quantity_in_short(alert.quantity)} {figure_of(alert).unit}".strip(),
        steps=tuple(steps),
    )

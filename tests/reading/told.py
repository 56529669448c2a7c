"""What a text tells, in a form that a test's line can hold."""

from datetime import UTC, datetime

from shipped_network import shipped

from tocsin.schemas.article import ArticleText
from tocsin.schemas.report import Report
from tocsin.services.reading.reader import read

PUBLISHED = datetime(2026, 3, 9, 12, tzinfo=UTC)


def reports(text: str, title: str | None = None) -> tuple[Report, ...]:
    return read(ArticleText(id="a", text=text, title=title, published_at=PUBLISHED), shipped())


def told(text: str) -> list[str]:
    """Each event as "type/subtype figure bound modality country", in the order of the text."""
    return [line(report) for report in reports(text)]


def line(report: Report) -> str:
    kind = f"{report.event_type}/{report.subtype}" if report.subtype else str(report.event_type)
    quantity = report.quantity
    figure = "-" if quantity.figure is None else str(quantity.figure)
    return f"{kind} {figure} {quantity.bound} {report.modality} {report.country or '-'}"

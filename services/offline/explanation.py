"""Why an article was read as it was, in lines for people. Pure."""

from collections.abc import Iterator

from tocsin.schemas.article import ArticleText
from tocsin.schemas.report import Report
from tocsin.services.reading.finding import Finding
from tocsin.services.reading.language import language_of
from tocsin.services.reading.languages.choice import language_named
from tocsin.services.reading.network.encoding import Encoder
from tocsin.services.reading.reader import read_one

_MOST_WORDS = 12


def explanation(article: ArticleText, encoder: Encoder) -> Iterator[str]:
    """Yield what made each event of an article, and what else was considered and dropped."""
    yield f"article {article.id}"
    code = language_of(article, encoder.languages)
    if code is None:
        yield "  in a language that TOCSIN_LANGUAGES does not name, so it is not read"
        return
    reading = read_one(article, encoder.of(code), language_named(code))
    if not reading.reports:
        yield "  no event"
    for report, finding in zip(reading.reports, reading.findings, strict=True):
        yield f"  {_what(finding)}, confidence {report.confidence or 0:.2f}"
        happened = f"{finding.modality} {finding.modality_probability:.2f}"
        yield f"    probability {finding.probability:.2f}, {happened}"
        yield f"    words: “{_words(finding)}”{_figure(report, finding)}"
        yield f"    in: “{report.evidence.sentence}”"
    for refused in reading.refused:
        yield f"  dropped: {_what(refused.finding)}, “{_words(refused.finding)}”: {refused.why}"
        yield f"    probability {refused.finding.probability:.2f}"


def _what(finding: Finding) -> str:
    kind = f"{finding.event_type}/{finding.subtype}" if finding.subtype else finding.event_type
    return (
        f"{kind}: {finding.quantity.in_words()} {finding.unit or ''}".rstrip()
        + f", {finding.modality}, {finding.scope}, {finding.where.country or 'country unknown'}"
    )


def _words(finding: Finding) -> str:
    start = max(0, finding.cue - finding.sentence.start)
    return " ".join(finding.sentence.text[start:].split()[:_MOST_WORDS])


def _figure(report: Report, finding: Finding) -> str:
    if finding.figure_span is None:
        return ""
    start, end = finding.figure_span
    return f"; figure: “{report.evidence.sentence[start:end]}”"

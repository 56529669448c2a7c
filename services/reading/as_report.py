"""A finding as the report that travels."""

from typing import Literal

from tocsin.schemas.article import ArticleText
from tocsin.schemas.report import Evidence, Report
from tocsin.services.reading.finding import Finding
from tocsin.services.reading.identity import EvidenceSpan, report_id
from tocsin.services.reading.languages.english import ENGLISH
from tocsin.services.reading.languages.language import Language
from tocsin.services.reading.network.calibration import Calibration
from tocsin.services.reading.places.centroid import country_place


def as_report(
    article: ArticleText,
    finding: Finding,
    calibration: Calibration,
    language: Language = ENGLISH,
) -> Report:
    """Return the report of one event of an article."""
    sentence = finding.sentence
    part: Literal["title", "text"] = "title" if finding.in_title else "text"
    span = EvidenceSpan(part, finding.cue, sentence.end)
    country = finding.where.country
    source = (article.title or "") if finding.in_title else article.text
    return Report(
        id=report_id(article.id, finding.event_type, finding.subtype, span),
        article_id=article.id,
        language=language.code,
        source=article.source,
        title=article.title,
        url=str(article.url) if article.url else None,
        published_at=article.published_at,
        event_type=finding.event_type,
        subtype=finding.subtype,
        quantity=finding.quantity,
        unit=finding.unit,
        modality=finding.modality,
        scope=finding.scope,
        cause=finding.cause,
        confidence=calibration.confidence(finding),
        actor=finding.actor,
        country=country,
        from_country=finding.where.from_country,
        place=finding.where.place or (country_place(country) if country else None),
        happened=language.happened(
            source[sentence.start : sentence.end],
            finding.cue - sentence.start,
            article.published_at,
            finding.modality,
        ),
        evidence=Evidence(
            part=part,
            sentence=source[sentence.start : sentence.end],
            start=sentence.start,
            end=sentence.end,
            figure=finding.figure_span,
        ),
    )

"""The work that every peer does for one message: the detector's own door, language and reading."""

from datetime import UTC, datetime, timedelta

from tocsin.services.detector.messages.validation import AdmissionLimits, Dropped, admit
from tocsin.services.encoders.choice import encoder_named
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.reading.language import is_english
from tocsin.services.settings import Settings

LIMITS = AdmissionLimits(524_288, timedelta(days=1))
ENCODER = encoder_named(Settings.load().reader)


def work(value: bytes) -> list[tuple[bytes, bytes]]:
    """Return key and value of each report of an article; none for what cannot be used."""
    article = admit(value, datetime.now(UTC), LIMITS)
    if isinstance(article, Dropped) or not is_english(article):
        return []
    return [(report.topic_key, report.write()) for report in reports_of(article, ENCODER)]

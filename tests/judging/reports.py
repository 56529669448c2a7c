"""Reports to judge, with what a test cares about spelled out and the rest plausible."""

from datetime import UTC, datetime
from hashlib import blake2b

from schemas.report import Evidence, Quantity, Report
from schemas.vocabulary import Bound, EventType, Modality, Unit

TUESDAY = datetime(2026, 3, 3, 9, 40, tzinfo=UTC)


def exactly(figure: int) -> Quantity:
    return Quantity(low=figure, high=figure, bound=Bound.EXACT)


def crossing(
    outlet: str,
    quantity: Quantity,
    published_at: datetime | None = TUESDAY,
    modality: Modality = Modality.OCCURRED,
    country: str | None = "SDN",
) -> Report:
    sentence = f"{quantity.in_words()} soldiers crossed the border, {outlet} says."
    identity = f"{outlet}|{published_at}|{quantity}".encode()
    return Report(
        id=blake2b(identity, digest_size=8).hexdigest(),
        article_id=f"{outlet}-{published_at}-{quantity.figure}",
        source=outlet,
        published_at=published_at,
        event_type=EventType.BORDER_CROSSING,
        quantity=quantity,
        unit=Unit.TROOPS,
        modality=modality,
        country=country,
        evidence=Evidence(sentence=sentence, start=0, end=len(sentence)),
    )

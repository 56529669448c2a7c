"""Ids of reports."""

from reading.told import reports

from tocsin.schemas.vocabulary import EventType, Subtype
from tocsin.services.reading.identity import EvidenceSpan, report_id


def test_the_id_depends_on_each_part_and_on_nothing_else() -> None:
    span = EvidenceSpan("text", 3, 40)
    ids = {
        report_id("a", EventType.CASUALTIES, Subtype.KILLED, span),
        report_id("b", EventType.CASUALTIES, Subtype.KILLED, span),
        report_id("a", EventType.CASUALTIES, Subtype.INJURED, span),
        report_id("a", EventType.DETENTION, None, span),
        report_id("a", EventType.CASUALTIES, Subtype.KILLED, EvidenceSpan("title", 3, 40)),
        report_id("a", EventType.CASUALTIES, Subtype.KILLED, EvidenceSpan("text", 4, 40)),
    }
    assert len(ids) == 6
    assert report_id("a", EventType.DETENTION, None, span) in ids


def test_an_id_does_not_change_between_versions_of_python_or_runs() -> None:
    first = reports("Twelve people were killed in Kyiv.")[0]
    assert first.id == reports("Twelve people were killed in Kyiv.")[0].id
    assert len(first.id) == 32

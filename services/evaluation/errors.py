"""Errors in words: what was missed, made up, or reported wrongly."""

from collections.abc import Iterator

from tocsin.schemas.report import Quantity, Report
from tocsin.schemas.vocabulary import EventType, Subtype
from tocsin.services.evaluation.labels import LabelledText
from tocsin.services.evaluation.matching import LabelMatch, Pairing, figure_right, figure_scored

_EXCERPT = 400


def describe_errors(text: LabelledText, pairing: Pairing) -> Iterator[str]:
    """Yield the errors of a text, after its id and beginning; nothing if there are none."""
    errors = [
        *(
            f"  missed    {_kind(one.type, one.subtype)} {_figure(one.quantity)} {one.modality} "
            f"{one.country or '-'} ({one.actor or '-'})"
            for one in pairing.missed
        ),
        *(f"  false     {_report(one)}" for one in pairing.false),
        *(line for match in pairing.matches for line in _of_match(match)),
    ]
    if errors:
        excerpt = " ".join(text.text[:_EXCERPT].split())
        yield f"{text.id}: {excerpt}"
        yield from errors


def _of_match(match: LabelMatch) -> Iterator[str]:
    label, report = match.label, match.report
    kind = _kind(label.type, label.subtype)
    wanted, found = label.quantity, report.quantity
    if figure_scored(wanted) and not figure_right(wanted, found):
        yield f"  figure    {kind} {_figure(found)}, not {_figure(wanted)}"
    elif figure_scored(wanted) and wanted.bound is not found.bound:
        yield f"  bound     {kind} {_figure(found)}, not {_figure(wanted)}"
    if label.modality is not report.modality:
        yield f"  modality  {kind} {report.modality}, not {label.modality}"
    if label.country is not None and label.country != report.country:
        yield f"  country   {kind} {report.country or '-'}, not {label.country}"


def _report(report: Report) -> str:
    kind = _kind(report.event_type, report.subtype)
    sentence = " ".join(report.evidence.sentence.split())
    return f'{kind} {_figure(report.quantity)} {report.modality} "{sentence}"'


def _kind(event_type: EventType, subtype: Subtype | None) -> str:
    return f"{event_type}/{subtype}" if subtype else str(event_type)


def _figure(quantity: Quantity) -> str:
    low = "" if quantity.low is None else f"{quantity.low:,}"
    high = "" if quantity.high is None else f"{quantity.high:,}"
    figure = low if low == high else f"{low}..{high}"
    return f"{figure or '-'} {quantity.bound}"

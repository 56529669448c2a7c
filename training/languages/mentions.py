"""Figures and places of a labelled passage in another language, for the network to choose from.

They are those that the reading finds. What the labels mark and it does not find is taught as well:
its tables grow, and the network is to be ready for that.
"""

from tocsin.schemas.report import Quantity
from tocsin.services.reading.figures.figure import Figure, FigureKind
from tocsin.services.reading.languages.english import ENGLISH
from tocsin.services.reading.network.passage import Passage, whole
from tocsin.services.reading.places.mention import MentionKind, PlaceMention
from tocsin.services.reading.text import clean
from tocsin.training.labels import Row, language_of

_UNKNOWN = ""
"""The country of a marked place whose event has none."""


def read_passage(row: Row) -> Passage:
    """Return a labelled text as one passage, as the product reads it."""
    return whole(clean(row["text"]), language_of(row))


def taught_passage(row: Row) -> Passage:
    """Return a labelled text as one passage, with what its labels mark beside what is found."""
    own = read_passage(row)
    if own.language is ENGLISH:
        return own
    figures = sorted([*own.figures, *_marked_figures(row, own)], key=lambda one: one.start)
    places = sorted([*own.places, *_marked_places(row, own)], key=lambda one: one.start)
    return Passage(own.text, own.start, own.sentences, tuple(figures), tuple(places), own.language)


def _marked_figures(row: Row, own: Passage) -> list[Figure]:
    found = []
    for event in row["events"]:
        spans = event.get("spans", {}).get("figure", [])
        for start, end in spans:
            if not any(one.start < end and start < one.end for one in own.figures):
                quantity = Quantity(**event["quantity"]) if len(spans) == 1 else Quantity()
                found.append(Figure(start, end, start, end, quantity, FigureKind.COUNT))
    return list({(one.start, one.end): one for one in found}.values())


def _marked_places(row: Row, own: Passage) -> list[PlaceMention]:
    found = {}
    for event in row["events"]:
        if "place" not in event.get("spans", {}):
            continue
        start, end = event["spans"]["place"]
        if not any(one.start < end and start < one.end for one in own.places):
            country = event.get("country") or _UNKNOWN
            found[start, end] = PlaceMention(
                start, end, own.text[start:end], country, None, MentionKind.CITY
            )
    return list(found.values())

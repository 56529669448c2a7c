"""Training examples: a labelled passage as word pieces, mentions and targets."""

import re
from dataclasses import dataclass, field
from itertools import combinations

from tokenizers import Tokenizer

from tocsin.services.reading.network.classes import (
    CAUSES,
    CLASSES,
    GENRES,
    MODALITIES,
    SCOPES,
    UNITS,
)
from tocsin.services.reading.network.passage import Passage, whole
from tocsin.services.reading.text import clean
from tocsin.training.labels import Row

IGNORED = -100
"""A target that teaches nothing (PyTorch's default `ignore_index`)."""
NO_ROLE = len(CLASSES)
MOST_PIECES = 320
_MOST_FIGURES = 10
"""In a passage with more counts too many sums come out right by chance."""


@dataclass
class Target:
    """What is taught at one anchor, a figure or a trigger of an event."""

    pieces: tuple[int, int]
    event: int
    modality: int = IGNORED
    scope: int = IGNORED
    cause: int = IGNORED
    unit: int = IGNORED
    actor: tuple[int, int] = (IGNORED, IGNORED)
    places: list[int] = field(default_factory=list)


@dataclass
class Example:
    """One passage; `pieces` of a span are first and behind the last word piece."""

    id: str
    ids: list[int]
    kinds: list[int]
    figures: list[tuple[int, int]]
    roles: list[int]
    places: list[tuple[int, int]]
    targets: list[Target]
    spans: list[tuple[int, int, int]]
    """Triggers: first piece, behind the last, class."""
    bags: list[int]
    """Classes that the passage describes somewhere, by no known word."""
    silent: list[int]
    """Classes whose triggers are not taught here: optional or unclear events."""
    sums: list[tuple[int, int, int]]
    genre: int = IGNORED
    weight: float = 1.0


def own_passage(row: Row) -> Passage:
    """Return a labelled row as one passage, with the figures and places that the reading finds."""
    return whole(clean(row["text"]))


def example_of(row: Row, tokenizer: Tokenizer, own: Passage) -> Example | None:
    """Return what a labelled row teaches; None if it has more word pieces than are read.

    Args:
        row: a labelled passage.
        tokenizer: of the network.
        own: the passage with its figures and places.
    """
    text = own.text
    title = clean(row["title"]) if row.get("title") else ""
    if title and title[:60].lower() in text[: len(title) + 100].lower():
        title = ""
    encoded = tokenizer.encode(title, text) if title else tokenizer.encode(text)
    if len(encoded.ids) > MOST_PIECES:
        return None
    body = 1 if title else 0
    pieces = _Pieces(encoded.offsets, encoded.sequence_ids, body)
    figures = [pieces.of(one.start, one.end) for one in own.figures]
    places = [pieces.of(one.start, one.end) for one in own.places]
    made = Example(
        str(row.get("id")), encoded.ids, encoded.type_ids, figures, [NO_ROLE] * len(figures),
        places, [], [], [], [], [],
    )  # fmt: skip
    genre = row.get("genre")
    made.genre = [str(one) for one in GENRES].index(genre) if genre else IGNORED
    for event in row["events"]:
        _teach(made, own, event, pieces)
    return made


class _Pieces:
    """Word pieces by the characters of the text."""

    def __init__(
        self, offsets: list[tuple[int, int]], sequences: list[int | None], body: int
    ) -> None:
        self.spans = [
            (at, start, end)
            for at, ((start, end), sequence) in enumerate(zip(offsets, sequences, strict=True))
            if sequence == body and end > start
        ]

    def of(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and behind the last piece that touch some characters."""
        touching = [at for at, first, last in self.spans if first < end and start < last]
        return (touching[0], touching[-1] + 1) if touching else (0, 1)


def _classes_of(event: dict) -> list[int]:
    subtype = event.get("subtype")
    return [
        at
        for at, one in enumerate(CLASSES)
        if one.event_type == event["type"] and (subtype is None or one.subtype == subtype)
    ]


def _teach(made: Example, own: Passage, event: dict, pieces: _Pieces) -> None:
    classes = _classes_of(event)
    spans = spans_of(event, own.text)
    sure = len(classes) == 1
    if event.get("optional") or not sure:
        made.silent.extend(classes)
    figures = _figures_of(event, own, spans)
    for at in figures:
        made.roles[at] = classes[0] if sure and not event.get("optional") else IGNORED
    if not figures and event["quantity"]["bound"] != "none":
        # a sum, or a figure that the rules read otherwise: nobody knows whose the counts are
        made.roles = [IGNORED if one == NO_ROLE else one for one in made.roles]
    if not sure:
        return
    anchors = [made.figures[at] for at in figures]
    if "trigger" in spans:
        first, last = pieces.of(*spans["trigger"])
        if not event.get("optional"):
            made.spans.append((first, last, classes[0]))
        anchors.append((first, last))
    elif not event.get("optional"):
        made.bags.append(classes[0])
    is_sum = bool(event.get("summed")) or _sum_of(figures, own) == event["quantity"]["low"]
    made.sums.extend(
        (one, other, int(is_sum)) for one in figures for other in figures if one < other
    )
    made.targets.extend(
        Target(
            anchor,
            classes[0],
            [str(one) for one in MODALITIES].index(event["modality"]),
            *_kinds(event),
            pieces.of(*spans["actor"]) if "actor" in spans else (IGNORED, IGNORED),
            _places_of(event, own, spans),
        )
        for anchor in anchors
    )


def _sum_of(figures: list[int], own: Passage) -> int:
    """Return what some counts add up to."""
    return sum(own.figures[at].quantity.low or 0 for at in figures)


def _kinds(event: dict) -> tuple[int, int, int]:
    """Return scope, cause and unit; rows made before there were scopes teach none."""
    scope = event.get("scope")
    if scope is None and "total" in event:
        scope = "total" if event["total"] else "event"
    cause = event.get("cause")
    caused = "scope" in event  # older labels say nothing of causes
    return (
        [str(one) for one in SCOPES].index(scope) if scope else IGNORED,
        [str(one) for one in CAUSES].index(cause or "unknown") if caused else IGNORED,
        [None if one is None else str(one) for one in UNITS].index(event.get("unit")),
    )


def spans_of(event: dict, text: str) -> dict[str, tuple[int, int]]:
    """Return the spans of an event by name; the figure's is the first one's."""
    if "spans" in event:
        return {
            name: tuple(span[0]) if name == "figure" else tuple(span)
            for name, span in event["spans"].items()
        }
    found = {}
    for key, name in (
        ("trigger", "trigger"), ("figure_text", "figure"), ("actor_text", "actor"),
        ("place_text", "place"),
    ):  # fmt: skip
        words = event.get(key)
        if words:
            match = re.search(r"\s+".join(map(re.escape, clean(words).split())), text)
            if match:
                found[name] = match.span()
    return found


def _figures_of(event: dict, own: Passage, spans: dict[str, tuple[int, int]]) -> list[int]:
    """Return which counts of the passage are an event's figure."""
    quantity = event["quantity"]
    if quantity["bound"] == "none":
        return []
    several = event.get("spans", {}).get("figure")
    wanted = [tuple(one) for one in several] if several else []
    if not wanted and "figure" in spans:
        wanted = [spans["figure"]]
    if wanted:
        return [
            at
            for at, one in enumerate(own.figures)
            if any(one.start < end and start < one.end for start, end in wanted)
        ]
    same = [
        at
        for at, one in enumerate(own.figures)
        if (one.quantity.low, one.quantity.high) == (quantity["low"], quantity["high"])
    ]
    return same[:1] or _parts_of(quantity, own)


def _parts_of(quantity: dict, own: Passage) -> list[int]:
    """Return the counts that add up to an exact figure if only one choice of them does."""
    if quantity["bound"] != "exact" or len(own.figures) > _MOST_FIGURES:
        return []
    known = [(at, one.quantity.low) for at, one in enumerate(own.figures) if one.quantity.low]
    found = [
        [at for at, _ in some]
        for size in (2, 3, 4)
        for some in combinations(known, size)
        if sum(low for _, low in some) == quantity["low"]
    ]
    return found[0] if len(found) == 1 else []


def _places_of(event: dict, own: Passage, spans: dict[str, tuple[int, int]]) -> list[int]:
    """Return the role of each place: none, where it happens, where from."""
    roles = []
    for place in own.places:
        named = (
            "place" in spans and place.start < spans["place"][1] and (spans["place"][0] < place.end)
        )
        if named or (event.get("country") and place.country == event["country"]):
            roles.append(1)
        elif event.get("from_country") and place.country == event["from_country"]:
            roles.append(2)
        else:
            roles.append(0)
    return roles

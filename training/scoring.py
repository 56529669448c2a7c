"""How well a network reads labelled passages, by the project's own matching."""

from collections.abc import Callable, Iterable, Sequence
from types import SimpleNamespace

import numpy as np
import torch
from tokenizers import Tokenizer

from tocsin.services.evaluation.matching import pair
from tocsin.services.evaluation.score import Scores, score
from tocsin.services.reading.figures.totals import quantity_of
from tocsin.services.reading.network.classes import CLASSES
from tocsin.services.reading.network.encoding import Encoder, Encoding, offsets_of
from tocsin.services.reading.network.heads import Heads
from tocsin.services.reading.network.passage import Passage
from tocsin.services.reading.network.triggers_and_roles import PassageScores, PredictedEvent
from tocsin.services.reading.reader import read_one
from tocsin.services.reading.text import clean
from tocsin.training.examples import own_passage
from tocsin.training.labels import Row, labelled, language_of
from tocsin.training.losses import batch_of
from tocsin.training.network import Reader


def heads_of(reader: Reader) -> Heads:
    """Return the heads as the product runs them."""
    width = reader.sizes.width
    weights = {name: one.detach().numpy().copy() for name, one in reader.heads.state_dict().items()}
    for name in ("actor_start", "actor_end"):
        for kind in ("weight", "bias"):
            weights[f"{name}.{kind}"] = weights[f"{name}.{kind}"] / width**0.5
    return Heads(weights, CLASSES)


def encodings_of(
    reader: Reader, tokenizer: Tokenizer, texts: Sequence[tuple[str, str]]
) -> list[Encoding]:
    """Encode (title, text) pairs with the network as it is trained."""
    reader.eval()
    pieces = [
        tokenizer.encode(title, text) if title else tokenizer.encode(text) for title, text in texts
    ]
    order = sorted(range(len(pieces)), key=lambda at: len(pieces[at].ids))
    found: dict[int, Encoding] = {}
    with torch.inference_mode():
        for low in range(0, len(order), 32):
            part = order[low : low + 32]
            batch = batch_of(
                [
                    SimpleNamespace(ids=pieces[at].ids[:512], kinds=pieces[at].type_ids[:512])
                    for at in part
                ]
            )
            hidden = reader.encoder(batch.ids, batch.kinds, batch.mask)
            for row, at in enumerate(part):
                one = pieces[at]
                length = min(len(one.ids), 512)
                body = 1 if texts[at][0] else 0
                offsets = offsets_of(
                    texts[at][1], one.offsets[:length], one.sequence_ids[:length], body
                )
                found[at] = Encoding(
                    hidden[row, :length].float().numpy().astype(np.float32), offsets
                )
    return [found[at] for at in range(len(texts))]


def as_report(told: PredictedEvent) -> SimpleNamespace:
    """Return what the matching compares."""
    return SimpleNamespace(
        event_type=told.event.event_type,
        subtype=told.event.subtype,
        quantity=quantity_of(told.figures),
        modality=told.modality,
        scope=told.scope,
        country=told.where.country if told.where else None,
    )


def scores_of(
    reader: Reader,
    tokenizer: Tokenizer,
    rows: Sequence[Row],
    passage_of: Callable[[Row], Passage] = own_passage,
) -> Scores:
    """Return the measures of the network alone over labelled passages."""
    texts = [(title_of(row), clean(row["text"])) for row in rows]
    heads = heads_of(reader)
    encodings = encodings_of(reader, tokenizer, texts)
    pairings = []
    for row, encoding in zip(rows, encodings, strict=True):
        told = PassageScores(passage_of(row), encoding, heads).events
        pairings.append(pair(labelled(row).events, tuple(as_report(one) for one in told)))
    return score(pairings)


def read_scores(encoder: Encoder, rows: Iterable[Row]) -> Scores:
    """Return the measures of the whole reading over labelled texts."""
    return score(
        pair(text.events, read_one(text, encoder, language_of(row)).reports)
        for row, text in ((row, labelled(row)) for row in rows)
    )


def told(scores: Scores) -> str:
    """Return the measures as one line."""
    values = scores.pinned | {
        "precision": scores.overall.precision or 0.0,
        "recall": scores.overall.recall or 0.0,
        "quiet": scores.quiet.value or 0.0,
        "scope": scores.scope.value or 0.0,
    }
    return "  ".join(f"{key} {value:.3f}" for key, value in values.items())


def title_of(row: Row) -> str:
    """Return a title that the text does not repeat."""
    title = clean(row["title"]) if row.get("title") else ""
    return "" if title[:60].lower() in clean(row["text"])[: len(title) + 100].lower() else title

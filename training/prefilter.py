"""Which sentences are worth reading: weights of words, learned from labels and from the network.

Labelled passages teach what must not be dropped; but they are full of events. What quiet news
looks like, the network says itself: its own reading of unlabelled articles is taught as well.
Logistic regression with AdaGrad steps (Duchi et al. 2011). An event that a label gives weighs more
than a quiet sentence, because what the filter drops nobody sees again.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from tocsin.services.reading.network.encoding import Encoder
from tocsin.services.reading.network.passage import passages_of
from tocsin.services.reading.network.prefilter import Prefilter, words_of
from tocsin.services.reading.sentences import split_sentences
from tocsin.services.reading.text import clean
from tocsin.training.examples import spans_of
from tocsin.training.labels import Row

LEAST = -300
"""Chosen on passages that nothing learned from: docs/detection-quality.md has the trade."""
_PASSES = 8
_STEP = 0.3
_DECAY = 1e-3
_EVENTS_WEIGH = 3.0
_PASSAGES = 12
"""The first ones of a text teach enough."""
_SUSPECTED = 0.2
"""From this probability on the network suspects an event."""
_SEEN = 3
"""Rarer words teach nothing."""


@dataclass(frozen=True)
class Taught:
    """A sentence's words, and how much it weighs that it describes an event, or does not."""

    words: list[str]
    tells: bool
    weight: float


def fit(sentences: Iterable[Taught], seed: int) -> Prefilter:
    """Return the filter that some sentences teach."""
    known = list(sentences)
    counts = Counter(word for one in known for word in one.words)
    names = sorted(word for word, seen in counts.items() if seen >= _SEEN)
    at = {word: n for n, word in enumerate(names)}
    examples = [
        (np.array([*(at[word] for word in one.words if word in at), len(at)]), one) for one in known
    ]  # the last weight is the bias
    weights, squares = np.zeros(len(at) + 1), np.full(len(at) + 1, 1e-3)
    chance = random.Random(seed)
    for _ in range(_PASSES):
        chance.shuffle(examples)
        for words, one in examples:
            likely = 1 / (1 + np.exp(-weights[words].sum()))
            slope = (likely - one.tells) * one.weight
            squares[words] += slope * slope
            decay = _DECAY * weights[words]
            decay[-1] = 0.0
            weights[words] -= _STEP * (slope + decay) / np.sqrt(squares[words])
    found = {word: round(100 * float(weights[n])) for word, n in at.items()}
    return Prefilter({w: x for w, x in found.items() if x}, round(100 * float(weights[-1])), LEAST)


def read_sentences(encoder: Encoder, texts: Iterable[str]) -> Iterator[Taught]:
    """Yield the sentences of unlabelled texts, with what the network thinks of them."""
    for text in map(clean, texts):
        for passage in islice(passages_of(split_sentences(text), text, lambda _: True), _PASSAGES):
            (encoding,) = encoder.encode([("", passage.text)])
            scores = encoder.heads.triggers(encoding.hidden).max(axis=1)
            for sentence in passage.sentences:
                pieces = encoding.pieces(sentence.start, sentence.end)
                if pieces is not None:
                    tells = bool(scores[pieces[0] : pieces[1]].max() >= _SUSPECTED)
                    yield Taught(sorted(words_of(sentence.text)), tells, 1.0)


def labelled_sentences(rows: Iterable[Row]) -> Iterator[Taught]:
    """Yield the sentences of labelled rows: does it contain a trigger or a figure of an event?"""
    for row in rows:
        text = clean(row["text"])
        spans = [spans_of(event, text) for event in row["events"]]
        marks = [one[name][0] for one in spans for name in ("trigger", "figure") if name in one]
        if len(marks) < len(spans):
            continue  # an event that no span places
        for sentence in split_sentences(text):
            tells = any(sentence.start <= mark < sentence.end for mark in marks)
            yield Taught(sorted(words_of(sentence.text)), tells, _EVENTS_WEIGH if tells else 1.0)

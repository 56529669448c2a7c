"""The heads of the network in numpy: small matrices over the states of a few spans."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tocsin.services.reading.network.classes import EventClass

Array = NDArray[np.float32]
Span = tuple[int, int]
"""The first word piece and the one behind the last."""

_LONGEST_ACTOR: Final = 16
"""Word pieces; nobody is named by more."""


class Heads:
    """Scores for words, figures and places, from the encoder's hidden states."""

    def __init__(
        self, weights: Mapping[str, NDArray[Any]], classes: tuple[EventClass, ...]
    ) -> None:
        """Take the weights.

        Args:
            weights: of each head, by name.
            classes: what the network was trained to distinguish, in the order of its outputs.

        Raises:
            ValueError: the weights have outputs for another number of classes.
        """
        self.classes = classes
        self.weights = {name: np.asarray(one, np.float32) for name, one in weights.items()}
        outputs = len(self.weights["trigger.bias"])
        if outputs != len(classes):
            message = f"the network has {outputs} classes, but {len(classes)} are named"
            raise ValueError(message)

    def _linear(self, name: str, states: Array) -> Array:
        return product(states, self.weights[f"{name}.weight"]) + self.weights[f"{name}.bias"]

    def triggers(self, hidden: Array) -> Array:
        """Return the probability of each class for each word piece: pieces x classes."""
        return sigmoid(self._linear("trigger", hidden))

    def roles(self, spans: Array) -> Array:
        """Return the probability of each class, and of none as the last: spans x (classes + 1)."""
        return softmax(self._linear("role", spans))

    def choice(self, name: str, anchors: Array) -> Array:
        """Return the probabilities of one of the lists, the mean over an event's anchors."""
        return softmax(self._linear(name, anchors).mean(axis=0))

    def genre(self, hidden: Array) -> Array:
        """Return the probability of each genre, of the whole passage."""
        return softmax(self._linear("genre", hidden.mean(axis=0)))

    def places(self, anchors: Array, places: Array) -> Array:
        """Return the probability of each role of each place for one event: places x roles."""
        anchor = self._linear("place_anchor", anchors).mean(axis=0)
        joined: Array = anchor[None] + self._linear("place_place", places)
        return softmax(self._linear("place", np.maximum(joined, np.float32(0))))

    def actor(self, anchors: Array, hidden: Array) -> Span | None:
        """Return the pieces that name who is counted or does it; None if nothing does."""
        starts, ends = (
            product(hidden, self._linear(name, anchors).mean(axis=0, keepdims=True))[:, 0]
            for name in ("actor_start", "actor_end")
        )
        start = int(starts.argmax())
        if start == 0:
            return None
        end = start + int(ends[start : start + _LONGEST_ACTOR].argmax())
        return (start, end + 1)

    def sums(self, one: Array, other: Array) -> float:
        """Return the probability that two figures of one class are parts of one event."""
        joined = np.concatenate([one, other])
        return float(sigmoid(self._linear("sum_pair", joined))[0])


def product(states: Array, rows: Array) -> Array:
    """Return the dot products of states with rows: states x rows.

    Not by `@`: that hands even small products to several threads, which wait for each other where
    cores are few, and whose sums differ from machine to machine.
    """
    result: Array = np.einsum("...i,ji->...j", states, rows)
    return result


def pooled(hidden: Array, span: Span) -> Array:
    """Return the mean state of a span's pieces."""
    result: Array = hidden[span[0] : span[1]].mean(axis=0)
    return result


def softmax(scores: Array) -> Array:
    """Return probabilities over the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), np.float32)


def sigmoid(scores: Array) -> Array:
    """Return a probability for each score."""
    return np.asarray(1 / (1 + np.exp(-scores)), np.float32)

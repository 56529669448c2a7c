"""How sure a report is, fitted to labelled texts that the network did not learn from.

A logistic regression with a ridge over the signs of each report: is its type, figure and modality
right? It takes the place of one temperature (Guo et al. 2017, "On Calibration of Modern Neural
Networks"), because an event without a figure, or a rare type, errs otherwise than the rest.
"""

from collections.abc import Iterable
from typing import Final

import numpy as np

from tocsin.services.evaluation.calibration import judged
from tocsin.services.evaluation.matching import pair
from tocsin.services.reading.network.calibration import Calibration, signs_of
from tocsin.services.reading.network.encoding import Encoder
from tocsin.services.reading.reader import read_one
from tocsin.training.labels import Row, labelled, language_of

_RIDGE: Final = 3.0
"""A sign that few reports show counts for little."""
_STEPS: Final = 25


def calibrated(encoder: Encoder, rows: Iterable[Row]) -> Calibration:
    """Return the calibration that labelled rows teach."""
    shown: list[dict[str, float]] = []
    right: list[float] = []
    for row in rows:
        text = labelled(row)
        reading = read_one(text, encoder, language_of(row))
        known = {one.id: is_right for one, is_right in judged(pair(text.events, reading.reports))}
        for report, finding in zip(reading.reports, reading.findings, strict=True):
            if report.id in known:
                shown.append(signs_of(finding))
                right.append(float(known[report.id]))
    names = sorted({name for one in shown for name in one})
    table = np.array([[one.get(name, 0.0) for name in names] for one in shown])
    weights = _fit(table, np.array(right), np.array([name != "one" for name in names]))
    return Calibration({name: round(float(w), 2) for name, w in zip(names, weights, strict=True)})


def _fit(table: np.ndarray, right: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """Return the weights by Newton's method; those that are not `drawn` may grow freely."""
    weights = np.zeros(table.shape[1])
    ridge = np.diag(np.where(drawn, _RIDGE, 1e-6))
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (right - likely) - ridge @ weights
        bend = (table * (likely * (1 - likely))[:, None]).T @ table + ridge
        weights += np.linalg.solve(bend, slope)
    return weights

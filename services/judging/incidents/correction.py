"""Does a text say that it corrects a figure that was given before?"""

import re
from functools import lru_cache
from typing import Final

from tocsin.schemas.report import Report

_CORRECTS: Final = re.compile(
    r"\bcorrect(?:s|ed|ion|ing)?\b|\brevis(?:e[sd]?|ing|ion)\b"
    r"|\b(?:earlier|previous|initial|preliminary) (?:count|toll|figure|number|report|estimate)s?\b"
    r"|\binitially (?:said|put|reported|given)\b|\bretract\w*\b"
    r"|\blower(?:s|ed|ing)?\b.{0,30}\b(?:count|toll|figure|number|estimate)s?\b"
    r"|\bdown from\b|\b(?:fewer|lower|less) than (?:first|initially|earlier|previously)\b",
    re.IGNORECASE,
)
_RISES: Final = re.compile(
    r"\bup from\b|\bupwards?\b|\b(?:rises?|rose|risen|rais\w+|climb\w*|grew|grow[ns]?|jump\w*"
    r"|increas\w+|doubl\w+)\b",
    re.IGNORECASE,
)


def corrects(report: Report) -> bool:
    """Return whether the sentence or the headline says that a figure was another before."""
    return _corrects(report.title or "", report.evidence.sentence)


def lowers(report: Report) -> bool:
    """Return whether the report corrects a figure, and not by saying that it has grown."""
    if report.quantity.figure is None or not corrects(report):
        return False
    return _RISES.search(f"{report.title or ''}\n{report.evidence.sentence}") is None


@lru_cache(maxsize=4096)
def _corrects(title: str, sentence: str) -> bool:
    return _CORRECTS.search(f"{title}\n{sentence}") is not None

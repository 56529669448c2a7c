"""How much two texts share of their wording."""

import re
from sys import intern
from typing import Final

from tocsin.schemas.report import Report

_LEAST_WORDS: Final = 4
"""A sentence with fewer telling words shares them by chance."""

_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_EVERYWHERE: Final = frozenset(
    """about after against also among around because been being before between during from have
    including into more most other others over people said says since some than that their them
    there these they this those were when where which while will with would least many killed
    killing kills kill injured injuring injures wounded wounding dead deaths death toll dies died
    missing arrested arrest detained""".split()
)

_GOES_ON: Final = re.compile(
    r"\btoll\b|\b(?:rises?|rose|risen|increas\w+|climb\w*|grow[ns]?|grew) to\b|\bto date\b"
    r"|\bso far\b|\bbringing the\b",
    re.IGNORECASE,
)


_NUMBER: Final = re.compile(r"\d|\b(?:dozens|hundreds|thousands|millions?)\b", re.IGNORECASE)

_ANOTHER: Final = re.compile(
    r"\b(?:another|separate|second such|(?:a|the) (?:second|third|fourth)"
    r"|a (?:similar|new|different))(?: \w+){0,2} "
    r"(?:accident|ambush|attack|avalanche|blast|bombing|clash|collision|crash"
    r"|(?:earth)?quake|explosion|fire|flood|incident|landslide|massacre|outbreak|protest|raid|rally"
    r"|shooting|stampede|storm|(?:air ?)?strike|tremor)(?:e?s)?\b"
    r"|\baftershocks?\b",
    re.IGNORECASE,
)
_MAGNITUDE: Final = re.compile(
    r"\bmagnitude[- ](?:of |at least |about )*(\d\.\d)\b|\b(\d\.\d)[- ]magnitude"
    r"|\bmeasur\w+ (?:at least |about )?(\d\.\d)\b",
    re.IGNORECASE,
)


def goes_on(report: Report) -> bool:
    """Return whether the words count further what was reported before: "the toll rises to 40".

    A figure that comes before these words is no part of that count if another follows them:
    "30 killed, bringing the toll of the war to 58,000".
    """
    if _GOES_ON.search(report.title or ""):
        return True
    sentence, figure = report.evidence.sentence, report.evidence.figure
    found = _GOES_ON.search(sentence)
    if found is None or figure is None or figure[0] > found.start():
        return found is not None
    return _NUMBER.search(sentence, found.end()) is None


def is_another(report: Report) -> bool:
    """Return whether the words distinguish the event from one before: "a second blast"."""
    return _ANOTHER.search(report.evidence.sentence) is not None


def magnitude_of(report: Report) -> float | None:
    """Return the magnitude of a quake that sentence or headline give."""
    found = _MAGNITUDE.search(f"{report.title or ''} {report.evidence.sentence}")
    return None if found is None else float(next(one for one in found.groups() if one))


def telling_overlap(one: Report, other: Report) -> float:
    """Return the share of telling words of the shorter sentence that the other has too."""
    return overlap(telling_words(one), telling_words(other))


def overlap(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """Return the share of the fewer telling words that are among the others too."""
    return len(mine & theirs) / max(_LEAST_WORDS, min(len(mine), len(theirs)))


def telling_words(report: Report) -> frozenset[str]:
    """Return the words of a report's sentence and headline that describe its event."""
    text = f"{report.title or ''} {report.evidence.sentence}"
    words = _WORD.findall(text.casefold())
    return frozenset(intern(word) for word in words if word not in _EVERYWHERE)

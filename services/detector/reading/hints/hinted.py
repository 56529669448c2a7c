"""Read a count that no trigger claimed by the words around it.

News has more ways to tell of an event than any list of triggers. Where a sentence counts people,
a force or places, and words of two kinds stand near, the count is read as an event, with less
confidence than one that a trigger tells.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from services.detector.reading.finding import Finding
from services.detector.reading.hints.evidence import EVIDENCE, Evidence
from services.detector.reading.meaning.fiction import is_fiction
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.triggers.cue import Bearer, Cue
from services.detector.reading.words import grammar
from services.detector.reading.words.candidate import CandidateSentence
from services.detector.reading.words.clause import Tokens, verb_group
from services.detector.reading.words.phrases import Phrase, is_part
from services.detector.reading.words.verb_forms import NO_FORM

_REACH: Final = 12
"""So many tokens at most stand between a count and what hints at its event."""


def hinted(one: CandidateSentence, told: Iterable[Finding]) -> Iterator[Situation]:
    """Yield a situation for each count that no finding of its sentence took."""
    findings = tuple(told)
    claimed = [finding.figure_span for finding in findings if finding.figure_span is not None]
    types = {finding.event_type for finding in findings}
    tokens = one.tokens
    for at, token in enumerate(tokens):
        figure = token.figure
        if figure is None or (figure.quantity.figure or 0) < 2 or is_part(tokens, at):  # noqa: PLR2004
            continue
        if any(low < figure.end and figure.start < high for low, high in claimed):
            continue
        for evidence in EVIDENCE:
            if evidence.event_type in types or not evidence.counts(figure):
                continue
            deed = _deed(tokens, at, evidence)
            if deed is not None:
                situation = _situation(one, at, deed, evidence)
                if not is_fiction(situation):
                    types.add(evidence.event_type)
                    yield situation
                break


def _deed(tokens: Tokens, at: int, evidence: Evidence) -> int | None:
    """Return the word of the deed nearest to a count, where its setting is near too."""
    low, high = _clause(tokens, at)
    near = [index for index in range(low, high) if index != at]
    settings = [index for index in near if tokens[index].lower in evidence.setting]
    if not settings:
        return None
    deeds = [
        index for index in near if tokens[index].lower in evidence.deeds and settings != [index]
    ]
    return min(deeds, key=lambda index: abs(index - at)) if deeds else None


def _clause(tokens: Tokens, at: int) -> tuple[int, int]:
    """Return the tokens around a count, as far as its sentence goes on without a break."""
    low, high = at, at + 1
    while low > 0 and at - low < _REACH and tokens[low - 1].lower not in grammar.SEPARATORS:
        low -= 1
    while (
        high < len(tokens) and high - at < _REACH and (tokens[high].lower not in grammar.SEPARATORS)
    ):
        high += 1
    return low, high


def _situation(one: CandidateSentence, at: int, deed: int, evidence: Evidence) -> Situation:
    tokens = one.tokens
    figure = tokens[at].figure
    entry = grammar.COMMON.get(tokens[deed].lower)
    form = entry[1] if entry is not None else NO_FORM
    cue = Cue(
        deed, deed + 1, evidence.event_type, evidence.subtype, Bearer.HINT,
        tokens[deed].lower, form,
    )  # fmt: skip
    theme = Phrase(at, at + 1, (figure,) if figure is not None else ())
    group = verb_group(tokens, deed, form, intransitive=True) if form else None
    return Situation(tokens, cue, group, theme, None, one.places)

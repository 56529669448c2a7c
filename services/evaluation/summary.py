"""The measures as a table for people."""

from collections.abc import Iterator, Mapping

from tocsin.services.evaluation.score import Scores, Share, TypeScore


def summary(scores: Scores) -> str:
    """Return the measures of a run as lines of text."""
    return "".join(f"{line}\n" for line in _lines(scores))


def language_lines(scores: Mapping[str, Scores]) -> Iterator[str]:
    """Yield the measures of each language in one line; `other` was read as English."""
    yield ""
    yield f"{'language':10}{'texts':>7}{'F1':>8}{'figure':>8}{'bound':>8}{'country':>9}"
    for code, one in scores.items():
        measures = (one.overall.f1, one.figure.value, one.bound.value)
        rates = "".join(f"{_number(value):>8}" for value in measures)
        yield f"{code:10}{one.texts:>7,}{rates}{_number(one.country.value):>9}"


def _lines(scores: Scores) -> Iterator[str]:
    yield f"{'':22}{'found':>7}{'missed':>8}{'false':>7}{'P':>8}{'R':>8}{'F1':>8}"
    for event_type, score in scores.by_type.items():
        yield _row(event_type.value, score)
    yield _row("overall (micro)", scores.overall)
    yield f"{'macro-F1':22}{'':38}{_number(scores.macro_f1):>8}"
    yield ""
    yield f"texts                 {scores.texts:,}"
    yield _share("figure right", scores.figure)
    yield _share("bound right", scores.bound)
    yield _share("modality right", scores.modality)
    yield _share("alertable kept loud", scores.alertable)
    yield _share("quiet kept quiet", scores.quiet)
    yield _share("country right", scores.country)
    if scores.scope.total:
        yield _share("scope right", scores.scope)
    for (wanted, found), count in scores.modality_errors.most_common():
        yield f"  {wanted} read as {found}: {count}"


def _row(name: str, score: TypeScore) -> str:
    counts = f"{score.found:>7,}{score.missed:>8,}{score.false:>7,}"
    rates = "".join(f"{_number(value):>8}" for value in (score.precision, score.recall, score.f1))
    return f"{name:22}{counts}{rates}"


def _share(name: str, share: Share) -> str:
    return f"{name:22}{_number(share.value)}  ({share.right:,} of {share.total:,})"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"

"""Do the alerts ring for what people labelled? Precision and recall. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from tocsin.schemas.report import Evidence, Report
from tocsin.services.backtest.outcome import Rung
from tocsin.services.evaluation.labels import LabelledText


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alerts that labels support, alerts that none does, and labels' alerts that are missing."""

    right: int
    false: tuple[Rung, ...]
    missed: tuple[Rung, ...]

    @property
    def precision(self) -> float | None:
        """Share of alerts that are right; None without alerts."""
        given = self.right + len(self.false)
        return self.right / given if given else None

    @property
    def recall(self) -> float | None:
        """Share of due alerts that came; None if none was due."""
        due = self.right + len(self.missed)
        return self.right / due if due else None


def labelled_reports(texts: Iterable[LabelledText]) -> tuple[Report, ...]:
    """Return the reports that a reader without fault would have made, by publication."""
    reports = [report for text in texts if text.published_at for report in _as_reports(text)]
    return tuple(sorted(reports, key=lambda one: (str(one.published_at), one.id)))


def agreement(given: Iterable[Rung], due: Iterable[Rung]) -> Agreement:
    """Compare alerts by rule, country and the articles behind them."""
    left = list(due)
    false: list[Rung] = []
    right = 0
    for one in given:
        match = next((other for other in left if _are_same(one, other)), None)
        if match is None:
            false.append(one)
        else:
            left.remove(match)
            right += 1
    return Agreement(right, tuple(false), tuple(left))


def _are_same(one: Rung, other: Rung) -> bool:
    return (one.first.rule_id, one.first.country) == (
        other.first.rule_id,
        other.first.country,
    ) and not _articles(one).isdisjoint(_articles(other))


def _articles(rung: Rung) -> set[str]:
    return {source.article_id for source in (*rung.first.sources, *rung.last.sources)}


def _as_reports(text: LabelledText) -> Iterator[Report]:
    for number, label in enumerate(text.events):
        if label.optional:
            continue
        identity = blake2b(f"{text.id}|{number}".encode(), digest_size=16).hexdigest()
        sentence = label.sentence or text.text
        yield Report(
            id=identity,
            article_id=text.id,
            source=text.source,
            title=text.title,
            published_at=text.published_at,
            event_type=label.type,
            subtype=label.subtype,
            quantity=label.quantity,
            unit=label.unit,
            modality=label.modality,
            actor=label.actor,
            country=label.country,
            from_country=label.from_country,
            evidence=Evidence(sentence=sentence, start=0, end=len(sentence)),
        )

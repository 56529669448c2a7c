"""Read one article: sentences worth reading, passages, the network; one report for each event."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from tocsin.schemas.article import ArticleText
from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import Modality
from tocsin.services.reading.as_report import as_report
from tocsin.services.reading.finding import EventLocation, Finding
from tocsin.services.reading.languages.english import ENGLISH
from tocsin.services.reading.languages.language import Language
from tocsin.services.reading.merge_findings import merge
from tocsin.services.reading.network.as_finding import finding_of
from tocsin.services.reading.network.encoding import Encoder
from tocsin.services.reading.network.passage import groups_of, passage
from tocsin.services.reading.network.triggers_and_roles import PassageScores
from tocsin.services.reading.places.mention import PlaceMention
from tocsin.services.reading.refusal import (
    EventThresholds,
    Refusal,
    Refused,
    against,
    is_in_passing,
)
from tocsin.services.reading.sentences import Sentence
from tocsin.services.reading.text import clean
from tocsin.services.reading.whereabouts.country import Scene, scene

_TITLE_ROOM: Final = 200
"""How far into the text a title may be that the text repeats."""
_LINE_END: Final = re.compile(r"[ \t]*(?:\n|$)")
_LEAD: Final = 800
"""This many first characters show what a text is about."""
_MOST_PASSAGES: Final = 20
"""Some 12,000 characters: beyond, a text is a list, a book or an attack. Bounds the time."""
_LIMITS: Final = EventThresholds()


@dataclass(frozen=True, slots=True)
class Reading:
    """What an article reports."""

    reports: tuple[Report, ...]
    findings: tuple[Finding, ...] = ()
    """How each report was read."""
    unread: int = 0
    """Passages worth reading beyond those that are read of one text."""
    refused: tuple[Refused, ...] = ()
    """What was considered and dropped, with the reason."""


def read(
    article: ArticleText, encoder: Encoder, language: Language = ENGLISH
) -> tuple[Report, ...]:
    """Return the events that an article reports, in the order of its text.

    Deterministic: the same article gives equal reports with equal ids.

    Args:
        article: one news text.
        encoder: the network that reads it.
        language: of the text.
    """
    return read_one(article, encoder, language).reports


def read_one(
    article: ArticleText,
    encoder: Encoder,
    language: Language = ENGLISH,
    limits: EventThresholds = _LIMITS,
) -> Reading:
    """Read an article, and say how."""
    by = _Reader(encoder, language, limits)
    title, text = clean(article.title or ""), clean(article.text)
    headline, begin = _headline(title, text)
    body = _part(text, headline, by, begin=begin)
    parts = [_part(headline, "", by, in_title=True), body] if headline else [body]
    found = [
        _dated(one, part.read, article.published_at, by) for part in parts for one in part.found
    ]
    refused = [one for part in parts for one in part.refused]
    findings = _merged(_settled(found, title, body, language), text, refused, language)
    return Reading(
        tuple(as_report(article, one, encoder.calibration, language) for one in findings),
        findings,
        sum(part.unread for part in parts),
        tuple(refused),
    )


def _headline(title: str, text: str) -> tuple[str, int]:
    """Return the title that is read apart, and where the text begins behind its repetition.

    A line of the text that repeats the title is skipped, so that an article reads the same with
    and without it. A text whose first sentence continues the title is read as it is.
    """
    at = text[: len(title) + _TITLE_ROOM].lower().find(title.lower())
    if not title or at < 0:
        return title, 0
    behind = at + len(title)
    alone = not text[:at].strip() and _LINE_END.match(text, behind) is not None
    return (title, behind) if alone else ("", 0)


@dataclass(frozen=True, slots=True)
class _Reader:
    """By what a text is read."""

    encoder: Encoder
    language: Language
    limits: EventThresholds


@dataclass(frozen=True, slots=True)
class _Part:
    """The title or the text of an article, read."""

    text: str
    found: list[Finding]
    refused: list[Refused]
    unread: int
    read: tuple[Sentence, ...]


def _part(text: str, title: str, by: _Reader, *, begin: int = 0, in_title: bool = False) -> _Part:
    encoder, language = by.encoder, by.language
    sentences = tuple(one.moved(begin) for one in language.sentences(text[begin:]))
    passes = encoder.prefilter.passes
    wanted = {one.start for one in sentences if passes(one.text)}
    if not wanted:
        return _Part(text, [], [], 0, ())
    groups = list(groups_of(sentences, lambda one: one.start in wanted))
    passages = [passage(text, group, language) for group in groups[:_MOST_PASSAGES]]
    encodings = encoder.encode([(title, one.text) for one in passages])
    found: list[Finding] = []
    refused: list[Refused] = []
    for one, encoding in zip(passages, encodings, strict=True):
        for told in PassageScores(one, encoding, encoder.heads).events:
            finding = finding_of(one, told, in_title=in_title)
            why = against(told, by.limits)
            if why is None:
                found.append(finding)
            else:
                refused.append(Refused(finding, why))
    read_here = tuple(sentence.moved(one.start) for one in passages for sentence in one.sentences)
    return _Part(text, found, refused, max(0, len(groups) - _MOST_PASSAGES), read_here)


def _dated(
    finding: Finding, read: Sequence[Sentence], published: datetime | None, by: _Reader
) -> Finding:
    """Return a finding as background where its date says so and the network is not sure."""
    if finding.modality is not Modality.OCCURRED or finding.modality_probability >= by.limits.dated:
        return finding
    sentence = finding.sentence
    before = next((one.text for one in reversed(read) if one.end <= sentence.start), "")
    at = finding.cue - sentence.start
    if not by.language.is_long_past(sentence.text, at, published, before):
        return finding
    return replace(finding, modality=Modality.HISTORICAL)


def _settled(
    found: Iterable[Finding], title: str, body: _Part, language: Language
) -> tuple[Finding, ...]:
    """Return findings with the country of their text if their passage names none."""
    findings = tuple(found)
    if not findings:
        return ()
    mentions = tuple(_mentions(body, language))
    head = language.dateline(body.text, mentions)
    setting = scene(language.places(title), mentions, head)
    setting = setting or language.faint_scene(title, body.text)
    return tuple(replace(one, where=_where(one.where, setting)) for one in findings)


def _mentions(body: _Part, language: Language) -> Iterator[PlaceMention]:
    """Yield the places of the lead and of what was read, in order."""
    lead = tuple(one for one in language.sentences(body.text[:_LEAD]))
    behind = lead[-1].end if lead else 0
    for sentence in (*lead, *(one for one in body.read if one.start >= behind)):
        for one in language.places(sentence.text):
            yield one._replace(start=one.start + sentence.start, end=one.end + sentence.start)


def _where(where: EventLocation, setting: Scene) -> EventLocation:
    if where.country is None:
        main = setting.other_than(where.from_country)
        return EventLocation(country=main, from_country=where.from_country)
    if where.of_people and setting.dateline not in {None, where.country}:
        return EventLocation(country=setting.dateline)  # who did it does not say where
    return where


def _merged(
    findings: tuple[Finding, ...], text: str, refused: list[Refused], language: Language
) -> tuple[Finding, ...]:
    """Return one finding for each event; notes those that were dropped, and why."""
    merged = merge(findings, text, language)
    kept = {one.cue for one in merged}
    refused += [Refused(one, Refusal.TOLD_ELSEWHERE) for one in findings if one.cue not in kept]
    passing = [one for one in merged if is_in_passing(one)]
    refused += [Refused(one, Refusal.IN_PASSING) for one in passing]
    return tuple(one for one in merged if one not in passing)

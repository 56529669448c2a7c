"""Read one article: gate, sentences, cues, phrases, meaning; then one report for each event."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import accumulate, islice
from operator import attrgetter
from typing import Final

from schemas.article import ArticleText
from schemas.report import Report
from schemas.vocabulary import EventType, Subtype
from services.detector.reading.as_report import as_report
from services.detector.reading.attachment.anaphora import is_anaphoric, resolved, resolved_within
from services.detector.reading.combining import Refusal, Refused, combined
from services.detector.reading.figures.figure import FigureKind
from services.detector.reading.figures.find import find_figures
from services.detector.reading.finding import Finding, Where
from services.detector.reading.gate import candidates
from services.detector.reading.hints.beside import counted_beside
from services.detector.reading.hints.completed import completed
from services.detector.reading.hints.hinted import hinted
from services.detector.reading.meaning.event import means_event
from services.detector.reading.meaning.genre import is_sport, survives_sport
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.modality.background import is_reportable, own_figures
from services.detector.reading.network.encoding import Encoder
from services.detector.reading.network.passage import passages_of
from services.detector.reading.network.telling import Telling
from services.detector.reading.one_deed import without_shadows
from services.detector.reading.places.find import Mention, find_places
from services.detector.reading.same_event import merge
from services.detector.reading.sentences import Sentence, split_sentences
from services.detector.reading.telling import Setting, finding_of
from services.detector.reading.text import clean
from services.detector.reading.triggers.find import find_cues
from services.detector.reading.whereabouts.country import Scene, faint_scene, scene
from services.detector.reading.whereabouts.dateline import dateline
from services.detector.reading.words.candidate import CandidateSentence
from services.detector.reading.words.clause import Tokens
from services.detector.reading.words.tokens import tokenize

_TITLE_ROOM: Final = 200
"""So far into the text a title may stand that the text repeats."""
_TOP: Final = 300
"""Behind so many first characters a text may recall what was years ago."""
_BREATH: Final = 2
_LEAD: Final = 800
"""So many first characters tell what a text is about."""
_MOST_CUES: Final = 600
_MOST_CUES_OF_SENTENCE: Final = 16
_MOST_PASSAGES: Final = 20
"""The network reads so many of one text, some 12,000 characters; the rest is read by rules."""
_COST_OF_SENTENCE: Final = 2
"""So much is read of one text; beyond, it is a list, a book or an attack. Bounds the time."""


def read(article: ArticleText, encoder: Encoder | None = None) -> tuple[Report, ...]:
    """Return the events that an article reports, in the order of its text.

    Deterministic: the same article gives equal reports with equal ids.

    Args:
        article: one news text.
        encoder: the network that reads beside the rules; None reads by rules alone.
    """
    return read_one(article, encoder).reports


@dataclass(frozen=True, slots=True)
class Reading:
    """What an article reports.

    `findings` tell how each report was read; `unread` is how many sentences with a trigger the
    text had beyond what is read of one.
    """

    reports: tuple[Report, ...]
    findings: tuple[Finding, ...] = ()
    unread: int = 0
    refused: tuple[Refused, ...] = ()
    """What was considered and dropped, with the reason; not all that rules alone pass over."""


def read_one(article: ArticleText, encoder: Encoder | None) -> Reading:
    """Read an article, and tell how."""
    return _Draft(article, encoder).read()


class _Draft:
    """An article whose candidate sentences are found and not yet read."""

    def __init__(self, article: ArticleText, encoder: Encoder | None) -> None:
        self._article = article
        self._encoder = encoder
        self._refused: list[Refused] = []
        self._title = clean(article.title) if article.title else ""
        text = clean(article.text)
        title = self._title.strip().lower()
        repeated_at = text[: len(title) + _TITLE_ROOM].lower().find(title) if title else -1
        begins_at = 0 if repeated_at < 0 else repeated_at + len(title)
        self._body = _Part(
            text, in_title=False, by_network=encoder is not None, begins_at=begins_at
        )
        self.parts = [self._body]
        if title and repeated_at < 0:
            title_part = _Part(self._title, in_title=True, by_network=encoder is not None)
            self.parts.insert(0, title_part)

    def read(self) -> Reading:
        """Read it."""
        findings = self._findings()
        return Reading(
            tuple(as_report(self._article, finding) for finding in findings),
            findings,
            sum(part.unread for part in self.parts),
            tuple(self._refused),
        )

    def _findings(self) -> tuple[Finding, ...]:
        published = self._article.published_at
        findings: list[Finding] = []
        for part in self.parts:
            found, refused = part.findings(published, self._encoder, self._context(part))
            findings += found
            self._refused += refused
        if findings and is_sport(self._body.text):
            findings = [finding for finding in findings if survives_sport(finding)]
        if not findings:
            return ()
        mentions = self._body.mentions()
        setting = scene(
            tuple(find_places(self._title)), mentions, dateline(self._body.text, mentions)
        ) or faint_scene(self._title, self._body.text)
        placed = tuple(_settled(finding, setting) for finding in findings)
        merged = merge(placed, self._body.text)
        cues = {one.cue for one in merged}
        self._refused += [
            Refused(one, Refusal.TOLD_ELSEWHERE) for one in placed if one.cue not in cues
        ]
        reportable = tuple(one for one in merged if is_reportable(one))
        self._refused += [
            Refused(one, Refusal.IN_PASSING) for one in merged if one not in reportable
        ]
        return reportable

    def _context(self, part: "_Part") -> str:
        """Return the title that stands before a part's passages when the network reads them."""
        return "" if part is not self._body or len(self.parts) == 1 else self._title


class _Part:
    """The title or the text of an article, its sentences and the places that they name."""

    def __init__(self, text: str, *, in_title: bool, by_network: bool, begins_at: int = 0) -> None:
        self.text = text
        self._by_network = by_network
        self._in_title = in_title
        self._begins_at = begins_at
        self._places: dict[int, tuple[Mention, ...]] = {}
        self._sentences: tuple[Sentence, ...] = ()
        self._depths: tuple[int, ...] = ()
        """How far into the story each sentence stands, in characters."""
        self._wanted: set[int] = set()
        self.unread = 0
        """Sentences with a trigger beyond its share of work."""
        self.candidates = tuple(self._find_candidates())

    def findings(
        self, published: datetime | None, encoder: Encoder | None, title: str
    ) -> tuple[list[Finding], list[Refused]]:
        """Return what it tells, by rules and by a network if there is one, and what was refused."""
        found = self._by_rules(published)
        if encoder is None:
            return found, []
        wanted = passages_of(self._sentences, self.text, self._is_wanted)
        passages = list(islice(wanted, _MOST_PASSAGES))
        encodings = encoder.encode([(title, one.text) for one in passages])
        tellings = [
            Telling(one, encoding, encoder.heads)
            for one, encoding in zip(passages, encodings, strict=True)
        ]
        return combined(found, tellings, in_title=self._in_title)

    def _is_wanted(self, sentence: Sentence) -> bool:
        """Whether the network is to read the passage of a sentence."""
        return sentence.start in self._wanted

    def _by_rules(self, published: datetime | None) -> list[Finding]:
        found: list[Finding] = []
        for one in self.candidates:
            setting = self._setting(one.sentence, published)
            own = [
                finding_of(one.sentence, situation, setting)
                for situation in _first_readings(
                    situation
                    for situation in map(partial(self._resolved, one.sentence), one.situations())
                    if means_event(situation)
                )
            ]
            own += [finding_of(one.sentence, hint, setting) for hint in hinted(one, own)]
            counted = completed(one, own_figures(without_shadows(own)))
            found += counted_beside(counted, one.tokens, partial(self._behind, one.sentence))
        return found

    def _behind(self, sentence: Sentence) -> Tokens:
        """Return the tokens of the sentence behind one, where it follows in the same breath."""
        at = bisect_left(self._sentences, sentence.end, key=attrgetter("start"))
        if at == len(self._sentences) or self._sentences[at].start - sentence.end > _BREATH:
            return ()
        text = self._sentences[at].text
        return tokenize(text, find_figures(text))

    def _resolved(self, sentence: Sentence, situation: Situation) -> Situation:
        """Return a situation whose "they" is counted by the sentence before, if one does."""
        if not is_anaphoric(situation):
            return situation
        own = resolved_within(situation)
        if own is not None:
            return own
        at = bisect_left(self._sentences, sentence.start, key=attrgetter("start"))
        if at == 0:
            return situation
        before = self._sentences[at - 1].text
        return resolved(situation, tokenize(before, find_figures(before)))

    def _setting(self, sentence: Sentence, published: datetime | None) -> Setting:
        at = bisect_left(self._sentences, sentence.start, key=attrgetter("start"))
        before = self._sentences[at - 1] if at and sentence.start > _TOP else None
        near = before is not None and sentence.start - before.end <= _BREATH
        told = before.text if before and near else ""
        return Setting(published, self._in_title, told, self._depths[at])

    def _find_candidates(self) -> Iterator[CandidateSentence]:
        """Yield the sentences that hold a cue, until the text has had its share of work."""
        found = candidates(self.text)
        if not found:
            return
        self._sentences = split_sentences(self.text)
        lengths = (
            len(one.text) + 1 if one.start >= self._begins_at else 0 for one in self._sentences
        )
        self._depths = tuple(accumulate(lengths, initial=0))
        work = _MOST_CUES
        for sentence in self._sentences:
            if not found.holds(sentence):
                if self._by_network and work >= 0 and _counts_something(sentence.text):
                    self._wanted.add(sentence.start)
                continue
            if work < 0:
                self.unread += 1
                continue
            tokens = tokenize(sentence.text, find_figures(sentence.text))
            cues = find_cues(tokens)[:_MOST_CUES_OF_SENTENCE]
            work -= len(cues) + _COST_OF_SENTENCE
            if cues:
                self._wanted.add(sentence.start)
                yield CandidateSentence(sentence, tokens, cues, self._places_of(sentence))

    def _places_of(self, sentence: Sentence) -> tuple[Mention, ...]:
        known = self._places.get(sentence.start)
        if known is None:
            known = self._places[sentence.start] = find_places(sentence.text)
        return known

    def mentions(self) -> tuple[Mention, ...]:
        """Return the places of its lead and of the sentences that were read, in order."""
        for sentence in self._sentences:
            if sentence.start >= _LEAD:
                break
            self._places_of(sentence)
        return tuple(
            mention._replace(start=mention.start + start, end=mention.end + start)
            for start, places in sorted(self._places.items())
            for mention in places
        )


def _counts_something(text: str) -> bool:
    """Whether a sentence counts people, homes, ships or places."""
    return any(
        figure.kind is FigureKind.COUNT and figure.unit is not None for figure in find_figures(text)
    )


def _first_readings(situations: Iterable[Situation]) -> Iterator[Situation]:
    """Yield one reading for each word and kind of event: that of the longest trigger."""
    taken: set[tuple[int, EventType, Subtype | None]] = set()
    for situation in situations:
        cue = situation.cue
        subtype = cue.subtype if cue.event_type is EventType.CASUALTIES else None
        kind = (cue.start, cue.event_type, subtype)
        if kind not in taken:
            taken.add(kind)
            yield situation


def _settled(finding: Finding, setting: Scene) -> Finding:
    """Return a finding with the country of its text where its sentence names none of its own."""
    where = finding.where
    if where.country is not None:
        elsewhere = where.of_people and setting.dateline not in {None, where.country}
        return replace(finding, where=Where(country=setting.dateline)) if elsewhere else finding
    if where.stated:
        return finding  # it says: all over the world
    main = setting.other_than(where.from_country)
    return replace(finding, where=Where(country=main, from_country=where.from_country))

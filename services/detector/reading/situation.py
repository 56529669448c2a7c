"""A cue with the phrases beside it: what the meaning of the cue is judged on."""

from dataclasses import dataclass
from typing import Final

from schemas.vocabulary import EventType
from services.detector.reading import grammar
from services.detector.reading.clause import (
    TIME_NOUNS,
    Tokens,
    VerbGroup,
    Voice,
    has_object,
    verb_group,
)
from services.detector.reading.cue import Bearer, Cue
from services.detector.reading.figure import Figure
from services.detector.reading.mention import Mention
from services.detector.reading.objects import object_of
from services.detector.reading.phrases import Phrase, Wanted
from services.detector.reading.referents import PLACE_WORDS, names_people
from services.detector.reading.subjects import subject
from services.detector.reading.tokens import NUMBER
from services.detector.reading.wanted import wanted_by
from services.detector.reading.wordlist import words

_SELF_MOVED: Final = frozenset({EventType.EVACUATION, EventType.WITHDRAWAL, EventType.MOBILIZATION})
"""Verbs of these types do without an object: "3,000 villagers evacuated"."""
_ADDING: Final = (grammar.PREPOSITIONS - {"of"}) | {",", "operated", "carrying"}
_NO_NOUN: Final = (
    grammar.PREPOSITIONS
    | grammar.SUBORDINATORS
    | grammar.RELATIVES
    | TIME_NOUNS
    | {
        "and",
        "or",
        "but",
        "to",
    }
)
_INTRANSITIVE: Final = frozenset({Bearer.SUBJECT, Bearer.STATE})


@dataclass(frozen=True, slots=True)
class Situation:
    """One cue in its sentence.

    `theme` is the phrase that bears the figure, `agent` who does it, where that is another.
    """

    tokens: Tokens
    cue: Cue
    group: VerbGroup | None
    theme: Phrase | None
    agent: Phrase | None
    places: tuple[Mention, ...]

    def words(self, phrase: Phrase | None) -> list[str]:
        """Return the lower-case words of a phrase; none for no phrase."""
        if phrase is None:
            return []
        return [token.lower for token in self.tokens[phrase.start : phrase.end]]

    def after(self, limit: int = 8) -> list[str]:
        """Return the words right behind the cue, at most `limit`, until a full stop."""
        return [token.lower for token in self.tokens[self.cue.end : self.cue.end + limit]]

    def before(self, limit: int = 8) -> list[str]:
        """Return the words right before the cue, at most `limit`."""
        return [
            token.lower for token in self.tokens[max(0, self.cue.start - limit) : self.cue.start]
        ]

    def figures(self) -> tuple[Figure, ...]:
        """Return the figures of the theme."""
        return self.theme.figures if self.theme else ()

    def head(self, phrase: Phrase | None) -> Phrase | None:
        """Return a phrase without what its prepositions add, but for "of"."""
        if phrase is None:
            return None
        for at in range(phrase.start + 1, phrase.end):
            word = self.tokens[at].lower
            if word in _ADDING or word in grammar.RELATIVES:
                return Phrase(phrase.start, at, phrase.figures, phrase.singles)
        return phrase

    def is_attributive(self) -> bool:
        """Whether the cue is a participle before its noun: "the severely wounded prisoners"."""
        group = self.group
        if group is None or group.voice is not Voice.PASSIVE:
            return False
        own = self.tokens[group.start : group.at]
        if any(token.lower in grammar.AUXILIARIES for token in own):
            return False
        after = self.tokens[self.cue.end] if self.cue.end < len(self.tokens) else None
        if after is None or not after.text.isalpha() or after.lower in _NO_NOUN:
            return False
        before = self.before(1)
        determined = bool(before) and before[0] in (
            grammar.DETERMINERS | grammar.PREPOSITIONS | {NUMBER, "and"}
        )
        return names_people([after.lower]) or after.lower in PLACE_WORDS or determined

    def has_place(self, phrase: Phrase | None) -> bool:
        """Whether a phrase names a place."""
        if phrase is None or phrase.start >= phrase.end:
            return False
        low, high = self.tokens[phrase.start].start, self.tokens[phrase.end - 1].end
        return any(low <= place.start < high and place.place is not None for place in self.places)

    def has_name(self, phrase: Phrase | None) -> bool:
        """Whether a phrase holds a capitalised word."""
        return phrase is not None and any(
            token.capital for token in self.tokens[phrase.start : phrase.end]
        )


def situate(tokens: Tokens, cue: Cue, places: tuple[Mention, ...]) -> Situation:
    """Find the phrases beside a cue."""
    wanted = wanted_by(cue.event_type)
    tabled = _tabled(tokens, cue, wanted)
    if tabled is not None:
        return Situation(tokens, cue, None, tabled, None, places)
    if cue.bearer is Bearer.NOUN:
        return Situation(tokens, cue, None, _of_noun(tokens, cue, wanted), None, places)
    if cue.bearer is Bearer.TOLL:
        return Situation(tokens, cue, None, _of_toll(tokens, cue, wanted), None, places)
    if cue.bearer is Bearer.STATE:
        return _of_state(tokens, cue, places, wanted)
    group = verb_group(tokens, cue.start, cue.form, intransitive=cue.bearer in _INTRANSITIVE)
    before = subject(tokens, group.subject_before, wanted)
    if cue.bearer is Bearer.SUBJECT:
        return Situation(tokens, cue, group, before, None, places)
    if (
        not cue.form
        and group.voice is Voice.ACTIVE
        and any(token.lower in grammar.BE for token in tokens[group.start : cue.start])
    ):
        return Situation(tokens, cue, group, before, None, places)
    if group.voice is Voice.PASSIVE:
        return Situation(tokens, cue, group, before, None, places)
    theme = None
    if cue.event_type not in _SELF_MOVED or has_object(tokens, cue.end - 1):
        theme = object_of(tokens, cue.end - 1, wanted)
    left_home = cue.event_type is EventType.EVACUATION and before is not None and before.figures
    if theme is None or (left_home and not theme.figures):
        # "3,000 villagers evacuated", "thousands are forced to evacuate their homes"
        theme, before = (before, None) if cue.event_type in _SELF_MOVED else (theme, before)
    return Situation(tokens, cue, group, theme, before, places)


def _tabled(tokens: Tokens, cue: Cue, wanted: Wanted) -> Phrase | None:
    """As in a situation report: "Killed: 12", "Arrivals yesterday: 4,012"."""
    opens = cue.start == 0 or tokens[cue.start - 1].lower in grammar.SEPARATORS | {"#", ","}
    if not opens:
        return None
    for at in range(cue.end, min(len(tokens) - 1, cue.end + 4)):
        if tokens[at].lower in {":", "="}:
            figure = tokens[at + 1].figure
            return Phrase(at + 1, at + 2, (figure,)) if figure and wanted(figure) else None
        if tokens[at].lower in grammar.SEPARATORS or tokens[at].lower in grammar.AUXILIARIES:
            return None
    return None


def _of_state(tokens: Tokens, cue: Cue, places: tuple[Mention, ...], wanted: Wanted) -> Situation:
    from_verb = verb_group(tokens, cue.start, cue.form, intransitive=True)
    own = _counted_with(tokens, cue, wanted)
    theme = own if own is not None else subject(tokens, from_verb.subject_before, wanted)
    return Situation(tokens, cue, from_verb, theme, None, places)


def _counted_with(tokens: Tokens, cue: Cue, wanted: Wanted) -> Phrase | None:
    """As in "20 dead", "three confirmed deaths": the number that counts the cue itself."""
    for at in range(cue.start - 1, max(-1, cue.start - 6), -1):
        figure = tokens[at].figure
        if figure is not None:
            covers = figure.noun_start is not None and figure.noun_start == tokens[cue.start].start
            plain = all(_qualifies(tokens, between) for between in range(at + 1, cue.start))
            return Phrase(at, cue.end, (figure,)) if (covers or plain) and wanted(figure) else None
        if not _qualifies(tokens, at):
            return None
    return None


def _qualifies(tokens: Tokens, at: int) -> bool:
    word = tokens[at].lower
    if word == "of" and tokens[at - 1].figure is not None:
        return True  # "thousands of evacuations"
    return (
        word.isalpha()
        and word not in grammar.PREPOSITIONS
        and word not in grammar.AUXILIARIES
        and word not in grammar.RELATIVES
        and word not in {"and", "or", "but"}
    )


def _of_noun(tokens: Tokens, cue: Cue, wanted: Wanted) -> Phrase | None:
    counted = _counted_with(tokens, cue, wanted)
    if counted is not None:
        return counted
    index = cue.end
    joint = index + 2 < len(tokens) and tokens[index].lower in {"and", "or"}
    if joint and tokens[index + 2].lower == "of":
        index += 2  # "the abduction and murder of"
    if index < len(tokens) and tokens[index].lower in {"of", "by", "from"}:
        return object_of(tokens, index, wanted)
    if index + 1 < len(tokens) and tokens[index].lower == "to" and tokens[index + 1].figure:
        return object_of(tokens, index, wanted)
    if cue.lemma.startswith("evacuation "):
        return _under_order(tokens, cue, wanted)
    return None


def _under_order(tokens: Tokens, cue: Cue, wanted: Wanted) -> Phrase | None:
    """As in "evacuation orders for 153,000 people", "200 residents are under evacuation orders"."""
    for at in range(cue.end, min(len(tokens) - 1, cue.end + 6)):
        figure = tokens[at + 1].figure
        if tokens[at].lower in {"for", "to", "covering", "affecting"} and figure and wanted(figure):
            return Phrase(at + 1, at + 2, (figure,))
    if cue.start and tokens[cue.start - 1].lower == "under":
        before = cue.start - 1
        while before > 0 and tokens[before - 1].lower in grammar.AUXILIARIES | {"placed", "put"}:
            before -= 1
        return subject(tokens, before, wanted)
    return None


_TOLL_STOP: Final = words("; :")


def _of_toll(tokens: Tokens, cue: Cue, wanted: Wanted) -> Phrase | None:
    """As in "the death toll from the quake rose from 12 to at least 20": the last number counts."""
    best: int | None = None
    for at in range(cue.end, min(len(tokens), cue.end + 45)):
        word = tokens[at].lower
        if word in _TOLL_STOP or (word in {",", "and", "while", "with"} and best is not None):
            break
        figure = tokens[at].figure
        if figure is None or not wanted(figure):
            continue
        if tokens[at - 1].lower == "from":
            continue
        if best is None or tokens[at - 1].lower == "to":
            best = at
        if tokens[at - 1].lower == "to":
            break
    if best is None:
        return _counted_with(tokens, cue, wanted)
    figure = tokens[best].figure
    return Phrase(best, best + 1, (figure,) if figure else ())

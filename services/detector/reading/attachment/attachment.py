"""Attachment: which phrase beside a cue bears its figure, and which one does it."""

from typing import Final

from schemas.vocabulary import EventType
from services.detector.reading.attachment.beside import (
    with_company,
    with_measure,
    with_number_beside,
)
from services.detector.reading.attachment.rise import risen
from services.detector.reading.attachment.table import tabled
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.meaning.wanted import wanted_by
from services.detector.reading.places.mention import Mention
from services.detector.reading.triggers.cue import Bearer, Cue
from services.detector.reading.triggers.flight import INROADS
from services.detector.reading.triggers.ground import DRIVEN
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import Tokens, VerbGroup, Voice, has_object, verb_group
from services.detector.reading.words.objects import object_of
from services.detector.reading.words.phrases import Phrase, Wanted
from services.detector.reading.words.subjects import subject
from services.detector.reading.words.verb_forms import NO_FORM, Form
from services.detector.reading.words.wordlist import words

_SELF_MOVED: Final = frozenset({EventType.EVACUATION, EventType.WITHDRAWAL, EventType.MOBILIZATION})
"""Verbs of these types do without an object: "3,000 villagers evacuated"."""
_COMES_WITH: Final = frozenset({"put to sea", "set sail", "sail", "weigh anchor", "move in"})
"""What a navy does with so many ships."""
_INROADS: Final = frozenset(INROADS.split("|"))
_DRIVEN: Final = frozenset(DRIVEN.split("|"))
_PARTICLES: Final = frozenset({"out", "off", "away"})
_INTRANSITIVE: Final = frozenset({Bearer.SUBJECT, Bearer.STATE})


def situate(tokens: Tokens, cue: Cue, places: tuple[Mention, ...]) -> Situation:
    """Find the phrases beside a cue."""
    wanted = wanted_by(cue.event_type)
    label = tabled(tokens, cue, wanted)
    if label is not None:
        return Situation(tokens, cue, None, label, None, places)
    if cue.bearer is Bearer.LABEL:
        return Situation(tokens, cue, None, None, None, places)
    if cue.bearer is Bearer.NOTICE:
        return Situation(tokens, cue, None, _of_notice(tokens, cue, wanted), None, places)
    if cue.bearer in {Bearer.NOUN, Bearer.TOLL}:
        find = _of_noun if cue.bearer is Bearer.NOUN else _of_toll
        return Situation(tokens, cue, None, find(tokens, cue, wanted), None, places)
    if cue.bearer is Bearer.STATE:
        return _of_state(tokens, cue, places, wanted)
    return _of_verb(tokens, cue, places, wanted)


def _of_verb(tokens: Tokens, cue: Cue, places: tuple[Mention, ...], wanted: Wanted) -> Situation:
    intransitive = cue.bearer in _INTRANSITIVE
    group = verb_group(tokens, cue.start, cue.form, end=cue.end, intransitive=intransitive)
    numbered = _numbered(tokens, cue, group, wanted)
    if numbered is not None:
        return Situation(tokens, cue, group, numbered, None, places)
    before = with_number_beside(
        tokens, subject(tokens, group.subject_before, wanted), group.start, wanted
    )
    if cue.event_type is EventType.TERRITORIAL_CAPTURE and cue.lemma in _DRIVEN:
        return _driven(tokens, cue, before, places, wanted)
    if cue.event_type is EventType.SURRENDER or cue.lemma in _COMES_WITH:
        before = with_company(tokens, before, cue.end, wanted)
    if cue.bearer is Bearer.SUBJECT or _suffers(tokens, cue, group):
        before = with_measure(tokens, cue, before, wanted)
        return Situation(tokens, cue, group, before, None, places)
    theme = None
    if cue.event_type not in _SELF_MOVED or has_object(tokens, _last_of_verb(tokens, cue)):
        theme = object_of(tokens, cue.end - 1, wanted)
    left_home = cue.event_type is EventType.EVACUATION and before is not None and before.figures
    if cue.event_type in _SELF_MOVED and (theme is None or (left_home and not theme.figures)):
        # "3,000 villagers evacuated", "thousands are forced to evacuate their homes"
        theme, before = before, None
    theme = with_number_beside(tokens, theme, len(tokens), wanted)
    theme = with_measure(tokens, cue, theme, wanted)
    return Situation(tokens, cue, group, theme, before, places)


def _driven(
    tokens: Tokens, cue: Cue, before: Phrase | None, places: tuple[Mention, ...], wanted: Wanted
) -> Situation:
    """As in "drove the rebels out of four towns": the place lost, and as agent who held it."""
    last = cue.lemma.split()[-1]
    tail = next(at for at in range(cue.start + 1, len(tokens)) if tokens[at].lower == last)
    first = tail
    while tokens[first - 1].lower in _PARTICLES | {"back"}:
        first -= 1
    held = Phrase(cue.start + 1, first) if first > cue.start + 1 else before
    return Situation(tokens, cue, None, object_of(tokens, tail, wanted), held, places)


def _last_of_verb(tokens: Tokens, cue: Cue) -> int:
    """Return the last token of a verb with its particle: "flew out 610 of its nationals"."""
    particle = cue.end < len(tokens) and tokens[cue.end].lower in _PARTICLES
    return cue.end if particle else cue.end - 1


def _suffers(tokens: Tokens, cue: Cue, group: VerbGroup) -> bool:
    """Whether the subject bears what the verb does: a passive, or "are fatally shot"."""
    if group.voice is Voice.PASSIVE:
        return True
    being = any(token.lower in grammar.BE for token in tokens[group.start : cue.start])
    return not cue.form and group.voice is Voice.ACTIVE and being


def _of_state(tokens: Tokens, cue: Cue, places: tuple[Mention, ...], wanted: Wanted) -> Situation:
    if cue.event_type is EventType.TERRITORIAL_CAPTURE:
        return _in_hands(tokens, cue, places, wanted)
    from_verb = verb_group(tokens, cue.start, cue.form, intransitive=True)
    own = _counted_with(tokens, cue, wanted) or risen(tokens, cue, wanted)
    if own is None:
        own = _numbered(tokens, cue, from_verb, wanted)
    theme = own if own is not None else subject(tokens, from_verb.subject_before, wanted)
    theme = with_number_beside(tokens, theme, from_verb.start, wanted)
    return Situation(tokens, cue, from_verb, theme, None, places)


def _in_hands(tokens: Tokens, cue: Cue, places: tuple[Mention, ...], wanted: Wanted) -> Situation:
    """As in "the town is back in Ukrainian hands": what is in them, and whose they are."""
    at = cue.start - 1
    while at > cue.start - _HANDS_REACH and at > 0 and tokens[at].lower not in _INTO_HANDS:
        at -= 1
    if at <= 0 or tokens[at].lower not in _INTO_HANDS:
        return Situation(tokens, cue, None, None, None, places)
    whose = Phrase(at + 1, cue.end)
    if cue.end < len(tokens) and tokens[cue.end].lower == "of":
        whose = object_of(tokens, cue.end, wanted) or whose
    verb = at - 1
    while verb > 0 and (grammar.is_adverb(tokens[verb].lower) or tokens[verb].lower in _AGAIN):
        verb -= 1
    entry = grammar.COMMON.get(tokens[verb].lower)
    form = entry[1] if entry is not None else NO_FORM
    if not form and tokens[verb].lower.endswith("ed"):
        form = Form.PAST | Form.PARTICIPLE  # "restored to our control"
    group = verb_group(tokens, verb, form, intransitive=True)
    if not (form or tokens[verb].lower in grammar.BE):
        # "Eight villages back in army hands": a headline has no verb
        first = tokens[0].figure
        short = verb < _HANDS_REACH and first is not None and wanted(first)
        theme = Phrase(0, verb + 1, (first,)) if short and first is not None else None
        return Situation(tokens, cue, group if theme else None, theme, whose, places)
    theme = subject(tokens, group.subject_before, wanted)
    if form and theme is not None and not theme.figures and group.voice is not Voice.PASSIVE:
        theme = object_of(tokens, verb, wanted) if has_object(tokens, verb) else theme
    return Situation(tokens, cue, group, theme, whose, places)


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
    if cue.event_type is EventType.PROTEST or cue.lemma in _INROADS:
        return _who_hold(tokens, cue, wanted)
    if cue.lemma.startswith("evacuation "):
        return _under_order(tokens, cue, wanted)
    return risen(tokens, cue, wanted) if cue.lemma.endswith("s") else None


def _numbered(tokens: Tokens, cue: Cue, group: VerbGroup, wanted: Wanted) -> Phrase | None:
    """As in "the number of soldiers who crossed has risen to 1,214"."""
    low = max(0, group.start - _NUMBER_REACH)
    before = [token.lower for token in tokens[low : group.start]]
    if "number" not in before or before[before.index("number") + 1 :][:1] != ["of"]:
        return None
    at = low + before.index("number") - 2
    figure = tokens[at].figure if at > 0 and tokens[at + 1].lower == "the" else None
    if figure is not None and wanted(figure):
        return Phrase(at, group.start, (figure,))  # "put at 98,000 the number of those who"
    return _of_toll(tokens, cue, wanted)


def _who_hold(tokens: Tokens, cue: Cue, wanted: Wanted) -> Phrase | None:
    """As in "hundreds of students hold a protest": those who hold it."""
    for at in range(cue.start - 1, max(0, cue.start - 5), -1):
        entry = grammar.COMMON.get(tokens[at].lower)
        if entry is not None and entry[0] in _HOLD:
            group = verb_group(tokens, at, entry[1])
            return subject(tokens, group.subject_before, wanted)
    return None


def _of_notice(tokens: Tokens, cue: Cue, wanted: Wanted) -> Phrase | None:
    """As in "call-up papers went to 500 men", "500 men have received call-up papers"."""
    for at in range(cue.end, min(len(tokens) - 1, cue.end + _NOTICE_REACH)):
        word = tokens[at].lower
        if word in {"to", "for", "on", "reach", "reached", "among"}:
            phrase = object_of(tokens, at, wanted)
            near = word != "on" or tokens[at + 1].figure is not None  # "on Tuesday"
            if phrase is not None and near:
                return phrase
        if word in _TOLL_STOP or word in {",", "that", "who"}:
            break
    for at in range(cue.start - 1, max(0, cue.start - 5), -1):
        entry = grammar.COMMON.get(tokens[at].lower)
        if entry is None:
            continue
        if entry[0] in {"receive", "get"}:
            group = verb_group(tokens, at, entry[1])
            return subject(tokens, group.subject_before, wanted)
        if entry[0] in _HANDS_OUT:
            return object_of(tokens, at, wanted)
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


_HANDS_REACH: Final = 6
_INTO_HANDS: Final = words("in into under to")
_AGAIN: Final = words(
    "back again now once more firmly safely entirely fully partly still completely"
)
_NOTICE_REACH: Final = 8
_HANDS_OUT: Final = words("send issue serve hand give deliver")
_NUMBER_REACH: Final = 8
_HOLD: Final = words("hold stage join attend organize organise launch begin lead make mount")
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

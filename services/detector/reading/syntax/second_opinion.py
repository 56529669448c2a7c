"""Where a count is left over that no cue took: whose does the sentence's tree say it is?

Patterns read most sentences as well as a tree does, and headlines better. A tree helps where
clauses stand between a count and its verb ("Four militants linked to the group who planned it
are arrested"), and where one count stands within another ("three of the twelve miners").
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Final

from services.detector.reading.meaning.event import means_event
from services.detector.reading.meaning.situation import Opinion, Situation
from services.detector.reading.meaning.wanted import wanted_by
from services.detector.reading.syntax.roles import bearers, counts, counts_joined
from services.detector.reading.syntax.tree import Tree
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import Tokens
from services.detector.reading.words.phrases import PARTS, STATES, Phrase, Wanted
from services.detector.reading.words.tokens import NUMBER

_ONES: Final = frozenset({"a", "an"})
_BEARING: Final = frozenset({Bearer.OBJECT, Bearer.SUBJECT, Bearer.STATE, Bearer.NOUN})
_OPENERS: Final = frozenset({"including", "among", "whom", "which", "aged", "excluding"})
_NEAR: Final = 14
_start: Final = attrgetter("start")


def left_over(tokens: Tokens, situations: Iterable[Situation]) -> frozenset[int]:
    """Return the tokens of counts that some cue could have and none has; none where none may move.

    A count moves to a cue without one, or to the cue whose count stands in the same phrase.
    """
    known = tuple(situations)
    taken = {figure.start for situation in known for figure in situation.figures()}
    counting = [at for at, token in enumerate(tokens) if token.lower == NUMBER]
    if len(counting) == len(taken) or not known:
        return frozenset()
    types = {situation.cue.event_type for situation in known}
    left = [
        at
        for at in counting
        if tokens[at].text.lower() not in _ONES
        and (figure := tokens[at].figure) is not None
        and figure.start not in taken
        and not _is_part_of_others(tokens, at)
        and any(wanted_by(event_type)(figure) for event_type in types)
    ]
    idle = any(not one.figures() and one.cue.bearer in _BEARING for one in known)
    held = [at for at in counting if tokens[at].start in taken]
    if idle or any(_in_one_phrase(tokens, at, other) for at in left for other in held):
        return frozenset(left)
    return frozenset()


def can_change(situation: Situation, left: frozenset[int]) -> bool:
    """Whether a tree could change what a situation tells, given the counts that no cue has.

    Parsing is dear: a cue that means no event now, and would mean none with any of these counts,
    is not worth it.
    """
    tokens, cue = situation.tokens, situation.cue
    if cue.bearer not in _BEARING:
        return False
    wanted = wanted_by(cue.event_type)
    free = [at for at in sorted(left) if _is_wanted(tokens, at, wanted)]
    if means_event(situation):
        return bool(free or situation.figures())
    return any(means_event(situation._replace(theme=theme)) for theme in _themes(tokens, free))


def _themes(tokens: Tokens, free: list[int]) -> Iterator[Phrase]:
    """Yield the phrases that each count could make: alone, and with what it counts."""
    for at in free:
        figure = tokens[at].figure
        if figure is None:
            continue
        yield Phrase(at, at + 1, (figure,))
        if figure.noun_end is not None:
            behind = bisect_left(tokens, figure.noun_end, key=_start)
            yield Phrase(at, behind, (figure,))


def _is_wanted(tokens: Tokens, at: int, wanted: Wanted) -> bool:
    figure = tokens[at].figure
    return figure is not None and wanted(figure)


def _is_part_of_others(tokens: Tokens, at: int) -> bool:
    """As in "20 people, including 5 children": no count of an event."""
    return any(token.lower in _OPENERS for token in tokens[max(0, at - 2) : at])


def _in_one_phrase(tokens: Tokens, one: int, other: int) -> bool:
    """Whether no verb stands between two counts that are near each other."""
    low, high = min(one, other), max(one, other)
    between = tokens[low + 1 : high]
    return len(between) <= _NEAR and not any(
        token.lower in grammar.AUXILIARIES or token.lower in grammar.COMMON for token in between
    )


def reconsidered(tree: Tree, situation: Situation, left: frozenset[int]) -> Situation:
    """Return a situation with the counts that its tree gives it, where that is surer.

    `left` are the counts that no cue has so far: none is taken from another cue.
    """
    tokens, cue = situation.tokens, situation.cue
    if cue.bearer not in _BEARING:
        return situation
    wanted = wanted_by(cue.event_type)
    heads = bearers(tokens, tree, cue)
    own = frozenset(
        at for head in heads for at in _outer(tokens, counts(tokens, tree, head, wanted))
    )
    starts = {figure.start for figure in situation.figures()}
    given = frozenset(
        at for at, token in enumerate(tokens) if token.figure and token.start in starts
    )
    joined = _joined(tree, situation, heads, left | given)
    if given and own | joined == given:
        return situation._replace(opinion=Opinion.AGREES)
    if own and own <= left and (not given or _within(tree, heads[0], given)):
        return _with_counts(situation, own | joined, heads)  # "three of the twelve miners"
    if given == own and joined:
        return _with_counts(situation, own | joined, heads)
    return situation._replace(opinion=Opinion.DIFFERS) if given else situation


def _joined(
    tree: Tree, situation: Situation, heads: tuple[int, ...], free: frozenset[int]
) -> frozenset[int]:
    """Return the counts that an "and" joins to those that a verb has."""
    tokens, cue = situation.tokens, situation.cue
    if cue.bearer not in {Bearer.OBJECT, Bearer.SUBJECT} or not heads:
        return frozenset()
    found = counts_joined(tokens, tree, heads[0], wanted_by(cue.event_type))
    if not found or not free.issuperset(found):
        return frozenset()
    figures = [figure for at in found if (figure := tokens[at].figure) is not None]
    named = all(figure.noun and figure.noun not in STATES for figure in figures)
    between = {token.lower for token in tokens[heads[0] : found[-1]]}
    return frozenset(found) if named and not between & PARTS else frozenset()


def _outer(tokens: Tokens, found: tuple[int, ...]) -> tuple[int, ...]:
    """Leave out the whole behind its part: "three of five members" are three."""
    return tuple(
        at
        for index, at in enumerate(found)
        if not index or "of" not in {token.lower for token in tokens[found[index - 1] : at]}
    )


def _within(tree: Tree, head: int, given: frozenset[int]) -> bool:
    """Whether the counts given so far hang on a head, below its own."""
    return given <= set(tree.subtree(head))


def _with_counts(situation: Situation, found: frozenset[int], heads: tuple[int, ...]) -> Situation:
    tokens = situation.tokens
    own = sorted(found)
    figures = tuple(figure for at in own if (figure := tokens[at].figure) is not None)
    ends = [at + 1 for at in (*own, *heads) if at != situation.cue.start]
    return situation._replace(theme=Phrase(own[0], max(ends), figures), opinion=Opinion.OVERRULES)

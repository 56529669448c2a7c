"""Who bears an event, as a dependency tree says, and which counts are theirs."""

from collections.abc import Iterator
from typing import Final

from schemas.vocabulary import EventType
from services.detector.reading.syntax.tree import ROOT, Tree
from services.detector.reading.triggers.cue import Bearer, Cue
from services.detector.reading.words.clause import Tokens
from services.detector.reading.words.phrases import PARTS, Wanted
from services.detector.reading.words.wordlist import words

_SUBJECTS: Final = ("nsubj", "nsubjpass", "csubj")
_RELATIVE: Final = frozenset({"who", "whom", "which", "that", "whose"})
_COUNTING: Final = (
    "nummod", "quantmod", "amod", "compound", "nmod", "det", "predet", "npadvmod", "poss",
)  # fmt: skip
_NOUN_LINKS: Final = frozenset({"of", "by", "from"})
_SUFFERED: Final = frozenset({EventType.CASUALTIES, EventType.DETENTION})
"""Whose nouns take the doer behind "by" or "from": "the killing of 20 by two gunmen"."""
_GROUPS: Final = words(
    "group groups crowd crowds column columns convoy contingent number total batch team force wave "
    "party pair unit battalion brigade band bands family families handful first half majority rest "
    "most all some many none"
)
"""What stands for the people behind its "of"; "the release of 100" stands for no people."""
_COMPLEMENTS: Final = frozenset({"acomp", "attr", "oprd", "ccomp", "xcomp"})
_DEEPEST: Final = 12
"""So many steps up a tree are followed; no sentence nests deeper."""


def bearers(tokens: Tokens, tree: Tree, cue: Cue) -> tuple[int, ...]:
    """Return the heads of the phrases that bear the event of a cue; none where none is told."""
    at = cue.start
    if cue.bearer is Bearer.NOUN:
        links = frozenset({"of"}) if cue.event_type in _SUFFERED else _NOUN_LINKS
        return (at, *_of_noun(tokens, tree, at, links))
    if cue.bearer is Bearer.STATE:
        return _of_state(tokens, tree, at)
    if cue.bearer is Bearer.SUBJECT or is_passive(tree, at):
        return subjects(tokens, tree, at)
    return objects(tokens, tree, at)


def is_passive(tree: Tree, at: int) -> bool:
    """Whether the verb at `at` is passive: by its auxiliary, or as a bare participle."""
    for _ in range(_DEEPEST):
        if tree.children(at, "auxpass", "nsubjpass"):
            return True
        if tree.tags[at] != "VBN" or tree.children(at, "dobj", "aux"):
            return False
        if tree.relations[at] != "conj" or tree.children(at, *_SUBJECTS):
            return True
        at = tree.heads[at]
    return False


def subjects(tokens: Tokens, tree: Tree, at: int) -> tuple[int, ...]:
    """Return the subject of the verb at `at`: its own, the one it shares, or its antecedent."""
    for _ in range(_DEEPEST):
        own = tree.children(at, *_SUBJECTS)
        head, relation = tree.heads[at], tree.relations[at]
        if own:
            relative = relation == "relcl" and tokens[own[0]].lower in _RELATIVE
            return (head,) if relative else own
        if head == ROOT:
            return ()
        if relation in {"acl", "relcl", "amod"}:
            return (head,)
        if relation == "xcomp" and (raised := tree.children(head, "dobj")):
            return raised  # "forced 20 people to flee"
        if relation not in {"xcomp", "conj", "dep"}:
            return ()
        at = head
    return ()


def objects(tokens: Tokens, tree: Tree, at: int) -> tuple[int, ...]:
    """Return the object of the verb at `at`; of "kidnapped and killed 3", that of both."""
    own = tree.children(at, "dobj", "dative")
    if own:
        relative = tree.relations[at] == "relcl" and tokens[own[0]].lower in _RELATIVE
        return (tree.heads[at],) if relative else own
    for joined in tree.children(at, "conj"):
        shared = tree.children(joined, "dobj")
        if shared and joined > at and not tree.children(joined, *_SUBJECTS):
            return shared
    return ()


def _of_noun(tokens: Tokens, tree: Tree, at: int, links: frozenset[str]) -> Iterator[int]:
    for link in tree.children(at, "prep", "agent"):
        if tokens[link].lower in links:
            yield from tree.children(link, "pobj")
    yield from tree.children(at, "poss")


def _of_state(tokens: Tokens, tree: Tree, at: int) -> tuple[int, ...]:
    own = tree.children(at, *_SUBJECTS)
    head, relation = tree.heads[at], tree.relations[at]
    if own:
        return own
    if head == ROOT:
        return (at,)
    if relation in _COMPLEMENTS:
        return tree.children(head, "dobj") or subjects(tokens, tree, head)
    return (head,) if relation in {"amod", "acl", "nmod", "appos"} else (at,)


def counts(tokens: Tokens, tree: Tree, head: int, wanted: Wanted) -> tuple[int, ...]:
    """Return the tokens that are wanted counts of a phrase with this head, in order.

    Counts in relative clauses and behind prepositions other than "of" are no counts of it; one in
    an apposition is where no other is ("the fighters, some 3,000 of them").
    """
    found = [at for at in _counting(tokens, tree, head) if _is_wanted(tokens, at, wanted)]
    if not found:
        found = [
            at
            for one in tree.children(head, "appos")
            if not PARTS & {token.lower for token in tokens[head + 1 : one]}
            for at in _counting(tokens, tree, one)
            if _is_wanted(tokens, at, wanted)
        ]
    return tuple(sorted(found))


def counts_joined(tokens: Tokens, tree: Tree, head: int, wanted: Wanted) -> tuple[int, ...]:
    """Return the counts of what an "and" joins to a head: "15 civilians and six attackers"."""
    found: list[int] = []
    for one in tree.children(head, "conj"):
        if tree.children(one, "acl", "relcl", *_SUBJECTS):
            continue  # "20 killed and 30 people hurt"
        found.extend(
            at for at in (one, *tree.children(one, "nummod")) if _is_wanted(tokens, at, wanted)
        )
        found.extend(counts_joined(tokens, tree, one, wanted))
    return tuple(sorted(found))


def _is_wanted(tokens: Tokens, at: int, wanted: Wanted) -> bool:
    figure = tokens[at].figure
    return figure is not None and wanted(figure)


def _counting(tokens: Tokens, tree: Tree, head: int) -> Iterator[int]:
    """Yield the tokens that count a head: itself, what stands before it, what its "of" holds."""
    yield head
    for one in tree.children(head, *_COUNTING):
        if one < head:
            yield from _counting(tokens, tree, one)
    if tokens[head].lower in _GROUPS:
        for one in tree.children(head, "prep"):
            if tokens[one].lower == "of":
                for inner in tree.children(one, "pobj"):
                    yield from _counting(tokens, tree, inner)

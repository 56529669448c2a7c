"""Whether it happened: read from the verb group, what governs it, and the clause around it."""

from typing import Final

from schemas.vocabulary import EventType, Modality
from services.detector.reading import grammar
from services.detector.reading.clause import Tokens, VerbGroup, Voice
from services.detector.reading.cue import Bearer, Cue
from services.detector.reading.governors import GOVERNORS, Verdict
from services.detector.reading.tokens import NUMBER
from services.detector.reading.wordlist import words

_WINDOW: Final = 14
_DECIDED: Final = frozenset(
    {
        EventType.MOBILIZATION,
        EventType.WITHDRAWAL,
        EventType.EVACUATION,
        EventType.SURRENDER,
        EventType.BORDER_CROSSING,
        EventType.TERRITORIAL_CAPTURE,
    }
)
"""What somebody can decide: there "will" announces; a death can only be predicted."""

_HYPOTHETICAL_MODALS: Final = words("would could may might should can must")
_DECISIONS: Final = frozenset(
    {
        "order",
        "evacuation order",
        "evacuation orders",
        "evacuation warning",
        "evacuation warnings",
        "arrest warrant",
        "arrest warrants",
        "warrant for the arrest",
        "order to leave",
        "tell to leave",
        "tell to go",
        "advise to leave",
        "urge to leave",
    }
)
"""Cues that are themselves a decision."""

_SAID: Final = frozenset(
    {
        "said",
        "announced",
        "confirmed",
        "told",
        "declared",
        "vowed",
        "pledged",
        "promised",
        "decided",
    }
)
_KEPT: Final = words(
    "bar bars barred barring ban bans banned banning block blocks blocked blocking prevent "
    "prevents prevented preventing stop stops stopped stopping prohibit prohibited prohibits "
    "discourage discouraged keep kept deter deterred"
)
_CALLS_OFF: Final = words(
    "call calls called calling strike strikes struck vote votes voted turn turns turned"
)
_ADVICE: Final = words(
    "urge urged urges urging recommend recommended recommends ask asked encourage encouraged"
)
_AIMS: Final = words(
    "goal aim objective purpose mission plan hope intention task idea ambition target"
)
_ADJACENT: Final = words("set due about ready able likely unlikely prepared willing")
"""Adjectives that govern only an infinitive right behind them."""
_INVERTED: Final = words("were should had")
"""At the head of a sentence these mean "if": "Were war to come"."""
_OCCASIONS: Final = words("if unless whether")


def modality(tokens: Tokens, cue: Cue, group: VerbGroup | None, subject_start: int) -> Modality:
    """Return how the clause of a cue tells its event; background in time is judged elsewhere.

    `subject_start` is the first token of what comes before the cue and belongs to it, so that
    a governor ("fears that ...") is looked for before it.
    """
    if group is not None and group.subjunctive:
        return Modality.HYPOTHETICAL
    if cue.lemma in _DECISIONS:
        return Modality.ANNOUNCED
    if group is not None:
        own = _of_group(tokens, cue, group)
        if own is not None:
            return own
    if _is_conditional(tokens, cue.start):
        return Modality.HYPOTHETICAL
    if group is not None and group.voice is Voice.GERUND and _kept_from(tokens, group.start):
        return Modality.NEGATED
    verdict = _governor(tokens, cue, group, subject_start)
    if verdict is Verdict.HYPOTHETICAL and _is_advice(tokens, cue, group):
        return Modality.ANNOUNCED
    return _applied(verdict, cue)


def _of_group(tokens: Tokens, cue: Cue, group: VerbGroup) -> Modality | None:
    if group.negated or _negative_subject(tokens, group.start):
        return Modality.NEGATED
    reported = group.modal == "would" and _said_before(tokens, group.start)
    if group.modal in _HYPOTHETICAL_MODALS and not reported:
        return Modality.HYPOTHETICAL
    if reported or group.modal in {"will", "shall", "'ll"}:
        if any(token.lower in _OCCASIONS for token in tokens) or tokens[0].lower in _INVERTED:
            return Modality.HYPOTHETICAL
        return Modality.ANNOUNCED if cue.event_type in _DECIDED else Modality.HYPOTHETICAL
    words = {token.lower for token in tokens[group.start : group.at]}
    if words & {"feared", "presumed", "believed"}:
        return Modality.HYPOTHETICAL
    return None


def _said_before(tokens: Tokens, before: int) -> bool:
    """Whether "would" is a reported "will": "said that it would send 2,000 troops"."""
    return any(token.lower in _SAID for token in tokens[max(0, before - _WINDOW) : before])


def _negative_subject(tokens: Tokens, before: int) -> bool:
    """As in "no one was", "none of them were", "no soldiers were"."""
    for at in range(before - 1, max(-1, before - 6), -1):
        word = tokens[at].lower
        if word in {"no", "none", "nobody", "neither"}:
            return True
        if word in {",", NUMBER, "and", "but"} or word in grammar.SEPARATORS:
            return False
        if word in grammar.SUBORDINATORS or word in grammar.AUXILIARIES:
            return False
    return False


def _is_conditional(tokens: Tokens, at: int) -> bool:
    """Whether the cue stands in an if-clause, or the sentence has one beside a "would"."""
    for index in range(at - 1, max(-1, at - 25), -1):
        word = tokens[index].lower
        if word in {",", "then"} and at < len(tokens):
            # a clause boundary between the "if" and the cue: only a main clause with a modal
            # would still be conditional, and that was seen in its verb group
            return False
        if word in grammar.SEPARATORS and word not in {'"', "("}:
            return False
        if word in _OCCASIONS:
            return True
        if word == "case" and index and tokens[index - 1].lower == "in":
            return True
        if word == "event" and index > 1 and tokens[index - 1].lower == "the":
            return True
    return False


def _applied(verdict: Verdict | None, cue: Cue) -> Modality:
    if verdict is None or verdict is Verdict.FACT:
        return Modality.OCCURRED
    if verdict is Verdict.NEGATED:
        return Modality.NEGATED
    if verdict is Verdict.ANNOUNCED:
        return (
            Modality.ANNOUNCED if cue.event_type is not EventType.CASUALTIES else Modality.OCCURRED
        )
    if verdict is Verdict.REPORTED:
        # "announces the withdrawal" is a decision, "announces the arrest" a fact
        decided = cue.event_type in _DECIDED and cue.bearer is Bearer.NOUN
        return Modality.ANNOUNCED if decided else Modality.OCCURRED
    return Modality.HYPOTHETICAL


def _governor(
    tokens: Tokens, cue: Cue, group: VerbGroup | None, subject_start: int
) -> Verdict | None:
    if group is not None and group.infinitive:
        if group.perfect:
            return Verdict.FACT  # "claim to have captured"
        verdict = _of_infinitive(tokens, group.start)
        meant = verdict is Verdict.PURPOSE and cue.event_type is EventType.PROTEST
        return Verdict.FACT if meant else verdict  # "rallied to protest" is a protest
    if cue.bearer in {Bearer.NOUN, Bearer.TOLL}:
        return _before_noun(tokens, cue.start)
    return _of_complement(tokens, subject_start)


def _of_infinitive(tokens: Tokens, to: int) -> Verdict:
    """Find what governs "to flee": the nearest verb, noun or adjective that takes an infinitive."""
    for at in range(to - 1, max(-1, to - _WINDOW), -1):
        word = tokens[at].lower
        if word in grammar.SEPARATORS and word not in {'"', ")", "("}:
            break
        found = GOVERNORS.get(word)
        if word in _ADJACENT and at != to - 1:
            continue
        if found is not None:
            return _decided(tokens, at, _negatable(tokens, at, found.infinitive))
        if word in {"is", "are", "was", "were"} and at == to - 1:
            aims = any(token.lower in _AIMS for token in tokens[max(0, at - 4) : at])
            return Verdict.HYPOTHETICAL if aims else Verdict.ANNOUNCED
        if grammar.is_finite(word) and word not in grammar.AUXILIARIES:
            return Verdict.PURPOSE
    return Verdict.ANNOUNCED if _is_headline_subject(tokens, to) else Verdict.PURPOSE


def _decided(tokens: Tokens, at: int, verdict: Verdict) -> Verdict:
    """Turn a plan that somebody approves or announces into a decision."""
    if verdict is not Verdict.HYPOTHETICAL:
        return verdict
    for index in range(at - 1, max(-1, at - _WINDOW), -1):
        down = tokens[index + 1].lower in {"off", "down"}
        if down and tokens[index].lower in _CALLS_OFF:
            return Verdict.NEGATED
    for index in range(at - 1, max(-1, at - _WINDOW), -1):
        word = tokens[index].lower
        if word in grammar.SUBORDINATORS or word in grammar.SEPARATORS:
            break
        found = GOVERNORS.get(word)
        if found is not None and (
            found.noun is Verdict.ANNOUNCED or found.noun is Verdict.REPORTED
        ):
            return _negatable(tokens, index, Verdict.ANNOUNCED)
    return verdict


def _is_headline_subject(tokens: Tokens, to: int) -> bool:
    """As in "Canada to send 200 troops": nothing but a noun phrase before the infinitive."""
    return 0 < to <= _WINDOW and not any(grammar.is_finite(token.lower) for token in tokens[:to])


def _kept_from(tokens: Tokens, start: int) -> bool:
    """As in "barred two officials from entering"."""
    if start == 0 or tokens[start - 1].lower != "from":
        return False
    return any(token.lower in _KEPT for token in tokens[max(0, start - _WINDOW) : start])


def _is_advice(tokens: Tokens, cue: Cue, group: VerbGroup | None) -> bool:
    """Whether people are urged to leave: that is an evacuation announced."""
    if cue.event_type is not EventType.EVACUATION or group is None or not group.infinitive:
        return False
    near = tokens[max(0, group.start - _WINDOW) : group.start]
    return any(token.lower in _ADVICE for token in near)


def _negatable(tokens: Tokens, at: int, verdict: Verdict) -> Verdict:
    """Return the verdict, turned where the governor itself is negated or only possible."""
    for index in range(at - 1, max(-1, at - 4), -1):
        word = tokens[index].lower
        if word in grammar.NOT and verdict is not Verdict.NEGATED:
            return Verdict.NEGATED
        if word in _HYPOTHETICAL_MODALS and verdict in {Verdict.FACT, Verdict.ANNOUNCED}:
            return Verdict.HYPOTHETICAL
        if not (word in grammar.AUXILIARIES or grammar.is_adverb(word)):
            break
    return verdict


def _before_noun(tokens: Tokens, start: int) -> Verdict | None:
    """Find what governs a noun of action: "orders the evacuation", "a plan for the withdrawal"."""
    for at in range(start - 1, max(-1, start - 7), -1):
        word = tokens[at].lower
        if word in {",", '"'} or (word in grammar.SEPARATORS and word != "-"):
            break
        if word in {"no", "without"}:
            return Verdict.NEGATED
        found = GOVERNORS.get(word)
        if tokens[at + 1].lower in {"off", "down"} and word not in {"the", "a"}:
            return Verdict.NEGATED if word in _CALLS_OFF else None
        if found is not None and found.noun is not None:
            return _negatable(tokens, at, found.noun)
        if word in {"after", "following", "amid", "during", "despite", "since", "by", "in", "with"}:
            break
    return None


def _of_complement(tokens: Tokens, start: int) -> Verdict | None:
    """Find what governs a whole clause: "fears that 20 ...", "denied that ..."."""
    at = start - 1
    if at >= 0 and tokens[at].lower == "that":
        at -= 1
    for index in range(at, max(-1, at - 3), -1):
        word = tokens[index].lower
        if word in {",", '"'} or word in grammar.SEPARATORS:
            break
        found = GOVERNORS.get(word)
        if found is not None and found.clause is not None:
            return _negatable(tokens, index, found.clause)
    return None

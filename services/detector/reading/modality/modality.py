"""Whether it happened: read from the verb group, what governs it, and the clause around it."""

from typing import Final

from schemas.vocabulary import EventType, Modality
from services.detector.reading.modality.governing import (
    HYPOTHETICAL_MODALS,
    WINDOW,
    before_gerund,
    governor,
    is_advice,
    is_called_off,
    is_dropped,
    is_refuted,
    kept_from,
    ordered,
)
from services.detector.reading.modality.governors import Verdict
from services.detector.reading.modality.taking_back import is_taken_back
from services.detector.reading.triggers.cue import Bearer, Cue
from services.detector.reading.triggers.flight import TOLD_TO_GO
from services.detector.reading.triggers.transport import SENT_AWAY
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import Tokens, VerbGroup, Voice
from services.detector.reading.words.tokens import NUMBER
from services.detector.reading.words.verb_forms import NO_FORM, Form
from services.detector.reading.words.wordlist import words

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

_DONE: Final = frozenset({EventType.TERRITORIAL_CAPTURE, EventType.SURRENDER})
"""What is announced when it has been done: "announced the capture of five hamlets"."""
_ORDERED: Final = frozenset({EventType.MOBILIZATION, EventType.EVACUATION})
_DECISIONS: Final = frozenset(f"{TOLD_TO_GO}|{SENT_AWAY}".split("|")) | frozenset(
    {
        "quota",
        "order",
        "evacuation notice",
        "evacuation notices",
        "evacuation alert",
        "evacuation alerts",
        "evacuation advisory",
        "evacuation order",
        "evacuation orders",
        "evacuation warning",
        "evacuation warnings",
        "arrest warrant",
        "arrest warrants",
        "warrant for the arrest",
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
_INVERTED: Final = words("were should had")
"""At the head of a sentence these mean "if": "Were war to come"."""
_SUBJECT_REACH: Final = 10
_DRILLS: Final = words("drill drills exercise exercises rehearsal simulation wargame")
_DECREES: Final = words("decree ukase edict proclamation")
_ARRANGED: Final = words("planned scheduled called announced proposed set")
"""Participles behind a noun of action: "the march planned for Sunday was called off"."""
_OCCASIONS: Final = words("if unless whether")


def modality(tokens: Tokens, cue: Cue, group: VerbGroup | None, subject_start: int) -> Modality:
    """Return how the clause of a cue tells its event; background in time is judged elsewhere.

    `subject_start` is the first token of what comes before the cue and belongs to it, so that
    a governor ("fears that ...") is looked for before it.
    """
    if cue.lemma in _DECISIONS or (cue.lemma.startswith("order ") and _is_given(group)):
        return Modality.ANNOUNCED
    said = subject_start, cue.end
    if _none_of(tokens, subject_start) or is_refuted(tokens, *said) or is_taken_back(tokens, *said):
        return Modality.NEGATED
    near = _of_noun_subject(tokens, cue) if group is None else _of_group(tokens, cue, group)
    if near is not None:
        return near
    if _is_conditional(tokens, cue.start):
        return Modality.HYPOTHETICAL
    if cue.event_type is EventType.EVACUATION and _is_rehearsed(tokens):
        return Modality.HYPOTHETICAL
    verdict = governor(tokens, cue, group, subject_start)
    if verdict is Verdict.ANNOUNCED and any(one.lower == "if" for one in tokens[cue.end :]):
        return Modality.HYPOTHETICAL  # "is to send 500 men if needed"
    meant = verdict in {Verdict.HYPOTHETICAL, Verdict.ANNOUNCED}
    if (
        meant
        and group is not None
        and group.infinitive
        and is_dropped(tokens, group.start, cue.end)
    ):
        verdict = Verdict.NEGATED
    elif verdict is Verdict.HYPOTHETICAL and is_advice(tokens, cue, group):
        verdict = Verdict.ANNOUNCED
    return _applied(verdict, cue)


def _is_given(group: VerbGroup | None) -> bool:
    """Whether an order was given: not denied, not only possible."""
    return group is None or not (group.negated or group.modal or group.infinitive)


def _of_group(tokens: Tokens, cue: Cue, group: VerbGroup) -> Modality | None:
    if group.negated or _negative_subject(tokens, group.start):
        return Modality.NEGATED
    if group.subjunctive:
        return Modality.HYPOTHETICAL
    if group.voice is Voice.GERUND:
        return _of_gerund(tokens, cue, group)
    begun = cue.form is not NO_FORM and Form.ING in cue.form and group.voice is Voice.ACTIVE
    if begun and cue.event_type in _DECIDED and _announces(tokens):
        return Modality.ANNOUNCED
    if group.modal is not None:
        return _of_modal(tokens, cue, group)
    decreed = _DECREES & {token.lower for token in tokens[max(0, group.start - 9) : group.start]}
    if decreed and group.voice is Voice.ACTIVE and not group.perfect:
        return Modality.ANNOUNCED if cue.event_type in _DECIDED else None
    words = {token.lower for token in tokens[group.start : group.at]}
    if words & {"feared", "presumed", "believed"}:
        return Modality.HYPOTHETICAL
    return None


def _of_modal(tokens: Tokens, cue: Cue, group: VerbGroup) -> Modality | None:
    """As in "will send", "would flee", "must report": decided, or only possible."""
    reported = group.modal == "would" and _said_before(tokens, group.start)
    if group.modal in {"must", "shall"} and cue.event_type in _ORDERED:
        return Modality.ANNOUNCED
    if group.modal in HYPOTHETICAL_MODALS and not reported:
        return Modality.HYPOTHETICAL
    if not reported and group.modal not in {"will", "shall", "'ll"}:
        return None
    if any(token.lower in _OCCASIONS for token in tokens) or tokens[0].lower in _INVERTED:
        return Modality.HYPOTHETICAL
    return Modality.ANNOUNCED if cue.event_type in _DECIDED else Modality.HYPOTHETICAL


def _of_gerund(tokens: Tokens, cue: Cue, group: VerbGroup) -> Modality | None:
    if kept_from(tokens, group.start):
        return Modality.NEGATED
    verdict = before_gerund(tokens, group.start)
    if verdict is not None:
        return _applied(verdict, cue)
    in_words = ordered(tokens, group.start)
    return None if in_words is None else _applied(in_words, cue)


def _is_rehearsed(tokens: Tokens) -> bool:
    """As in "in a drill on Saturday, 600 pupils were evacuated"."""
    return any(
        token.lower in _DRILLS
        and {"in", "during"} & {one.lower for one in tokens[max(0, at - 4) : at]}
        for at, token in enumerate(tokens)
    )


def _of_noun_subject(tokens: Tokens, cue: Cue) -> Modality | None:
    """As in "thousands of deaths could be prevented", "the withdrawal will begin"."""
    if cue.bearer is not Bearer.NOUN:
        return None
    behind = [token.lower for token in tokens[cue.end : cue.end + _SUBJECT_REACH]]
    if behind[:1] == [","]:
        return None
    for index, word in enumerate(behind):
        if word in grammar.SEPARATORS or word in {",", "and", "that", "who", "which"}:
            return None
        if word in HYPOTHETICAL_MODALS and behind[index + 1 : index + 2] == ["be"]:
            return Modality.HYPOTHETICAL
        if word == "will" and cue.event_type in _DECIDED:
            return Modality.ANNOUNCED
        if is_called_off(tokens, cue.end + index):
            return Modality.NEGATED
        if grammar.is_finite(word) and word not in _ARRANGED:
            return None
    return None


def _announces(tokens: Tokens) -> bool:
    """Whether a sentence announces: "is sending 2,000 troops, the ministry announced"."""
    return any(token.lower.startswith("announc") for token in tokens)


def _said_before(tokens: Tokens, before: int) -> bool:
    """Whether "would" is a reported "will": "said that it would send 2,000 troops"."""
    return any(token.lower in _SAID for token in tokens[max(0, before - WINDOW) : before])


def _negative_subject(tokens: Tokens, before: int) -> bool:
    """As in "no one was", "none of them were", "no soldiers were"."""
    for at in range(before - 1, max(-1, before - 6), -1):
        word = tokens[at].lower
        if word in {"no", "none", "nobody", "neither"}:
            return True
        if word == "not" and tokens[at + 1].lower in {"a", NUMBER}:
            return True  # "not a single soldier has left"
        if word == NUMBER and at and tokens[at - 1].lower == "not":
            return True  # "not one person was hurt"
        if word in {",", NUMBER, "and", "but"} or word in grammar.SEPARATORS:
            return False
        if word in grammar.SUBORDINATORS or word in grammar.AUXILIARIES:
            return False
    return False


def _none_of(tokens: Tokens, start: int) -> bool:
    """As in "none of the 3,000 people who waited": the phrase at `start` is denied as a whole."""
    at = start - 1
    while at > 0 and tokens[at].lower in {"of", "the", "these", "those", "its", "their", "our"}:
        at -= 1
    if at < 0 or at >= start - 1:
        return False
    not_one = at > 0 and tokens[at - 1].lower == "not" and tokens[at].text.lower() == "one"
    return not_one or tokens[at].lower in {"none", "neither"}


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
        decided = cue.event_type in _DECIDED - _DONE and cue.bearer is Bearer.NOUN
        return Modality.ANNOUNCED if decided else Modality.OCCURRED
    return Modality.HYPOTHETICAL

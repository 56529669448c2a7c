"""What governs an event: "refused to", "a plan for the", "fears that", "barred from"."""

from typing import Final

from schemas.vocabulary import EventType
from services.detector.reading.modality.governors import GOVERNORS, Verdict
from services.detector.reading.triggers.cue import Bearer, Cue
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import Tokens, VerbGroup
from services.detector.reading.words.wordlist import words

WINDOW: Final = 14
"""So many tokens before an event its governor may stand."""
HYPOTHETICAL_MODALS: Final = words("would could may might should can must")
_KEPT: Final = words(
    "bar bars barred barring ban bans banned banning block blocks blocked blocking prevent "
    "prevents prevented preventing stop stops stopped stopping prohibit prohibited prohibits "
    "discourage discouraged keep kept deter deterred"
)
_CALLS_OFF: Final = words(
    "put puts call calls called calling strike strikes struck vote votes voted turn turns turned"
)
_ADVICE: Final = words(
    "urge urged urges urging recommend recommended recommends ask asked encourage encouraged"
)
_ORDERS: Final = words("order orders decree ukase directive")
_DRAFTS: Final = words("plan plans bill proposal law measure resolution draft")
_ENDED: Final = words(
    "cancelled canceled scrapped shelved dropped abandoned postponed suspended averted foiled "
    "thwarted blocked prevented banned"
)
_CLAIMS: Final = words("claim claims report reports rumour rumours rumor rumors story allegation")
_FALSE: Final = words(
    "false untrue wrong fake baseless unfounded fabricated invented nonsense denied dismissed "
    "rejected "
    "refuted exaggerated"
)
_PAST: Final = words("was were had")
_NEW_CLAUSE: Final = words("; which while after because since . : and")
_TO_GERUND: Final = words("out of for about on against")
_NO_MATCH: Final = (["not", "correspond"], ["not", "hold"], ["not", "match"])
_NEAR: Final = 5
_REFUSED: Final = words("refuse refuses refused refusing decline declines declined")
_CALLS_FOR: Final = words(
    "call calls called calling demand demands demanded demanding urge urges urged urging"
)
"""What governs every item of a list: "calling for a ceasefire, the disarmament of"."""
_NO_WAY_PAST: Final = words("after following amid during despite since by in with")
"""Words that a governor of what follows does not stand before."""
_AIMS: Final = words(
    "goal aim objective purpose mission plan hope intention task idea ambition target"
)
_ADJACENT: Final = words("set due about ready able likely unlikely prepared willing")
"""Adjectives that govern only an infinitive right behind them."""


def governor(
    tokens: Tokens, cue: Cue, group: VerbGroup | None, subject_start: int
) -> Verdict | None:
    """Return what the governor of a cue says of it; None where there is none.

    `subject_start` is the first token of the cue's clause: what governs it stands before.
    """
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
    for at in range(to - 1, max(-1, to - WINDOW), -1):
        word = tokens[at].lower
        if word in grammar.SEPARATORS and word not in {'"', ")", "("}:
            break
        found = GOVERNORS.get(word)
        if word in _ADJACENT and at != to - 1:
            continue
        if word == "decision" and at and tokens[at - 1].lower in {"a", "any"}:
            return Verdict.HYPOTHETICAL
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
    for index in range(at - 1, max(-1, at - WINDOW), -1):
        down = tokens[index + 1].lower in {"off", "down"}
        if down and tokens[index].lower in _CALLS_OFF:
            return Verdict.NEGATED
    for index in range(at - 1, max(-1, at - WINDOW), -1):
        word = tokens[index].lower
        if word in grammar.SUBORDINATORS or word in grammar.SEPARATORS:
            break
        found = GOVERNORS.get(word)
        if found is not None and found.noun is Verdict.NEGATED:
            return Verdict.NEGATED  # "rejected a bill to"
        if found is not None and (
            found.noun is Verdict.ANNOUNCED or found.noun is Verdict.REPORTED
        ):
            return _negatable(tokens, index, Verdict.ANNOUNCED)
    return verdict


def _is_headline_subject(tokens: Tokens, to: int) -> bool:
    """As in "Canada to send 200 troops": nothing but a noun phrase before the infinitive."""
    return 0 < to <= WINDOW and not any(grammar.is_finite(token.lower) for token in tokens[:to])


def ordered(tokens: Tokens, start: int) -> Verdict | None:
    """As in "signed an order calling up 20,000", "a bill banning": a noun that says it in words."""
    for token in reversed(tokens[max(0, start - _NEAR) : start]):
        if token.lower in _ORDERS:
            return Verdict.ANNOUNCED
        if token.lower in _DRAFTS:
            return Verdict.HYPOTHETICAL
        if token.lower in {",", "and"} or grammar.is_finite(token.lower):
            return None
    return None


def before_gerund(tokens: Tokens, start: int) -> Verdict | None:
    """Find what governs "sending 500": "is considering", "ruled out", "spoke of", "plans for"."""
    at = start - 1
    if at > 0 and tokens[at].lower in _TO_GERUND:
        at -= 1
    found = GOVERNORS.get(tokens[at].lower) if at >= 0 else None
    if found is None or tokens[at].lower in {"order", "orders"}:
        return None
    verdict = found.infinitive
    if verdict is Verdict.ANNOUNCED and tokens[start - 1].lower == "against":
        return Verdict.NEGATED  # "decided against sending"
    return None if verdict is Verdict.FACT else _negatable(tokens, at, verdict)


def kept_from(tokens: Tokens, start: int) -> bool:
    """As in "barred two officials from entering"."""
    if start == 0 or tokens[start - 1].lower != "from":
        return False
    return any(token.lower in _KEPT for token in tokens[max(0, start - WINDOW) : start])


def is_advice(tokens: Tokens, cue: Cue, group: VerbGroup | None) -> bool:
    """Whether people are urged to leave: that is an evacuation announced."""
    if cue.event_type is not EventType.EVACUATION or group is None or not group.infinitive:
        return False
    near = tokens[max(0, group.start - WINDOW) : group.start]
    return any(token.lower in _ADVICE for token in near)


def is_called_off(tokens: Tokens, at: int) -> bool:
    """Whether "was called off", "has been cancelled" begins at token `at`."""
    if tokens[at].lower not in grammar.BE | grammar.HAVE:
        return False
    while at < len(tokens) and (
        tokens[at].lower in grammar.BE | grammar.HAVE or grammar.is_adverb(tokens[at].lower)
    ):
        at += 1
    if at + 1 < len(tokens) and tokens[at + 1].lower == "off":
        return tokens[at].lower in _CALLS_OFF
    return at < len(tokens) and tokens[at].lower in _ENDED


def is_dropped(tokens: Tokens, to: int, end: int) -> bool:
    """Whether what was meant (from token `to` to `end`) was not done, as the sentence goes on.

    As in "a plan to move 1,200 families was scrapped", "were to be flown out but the flight was
    cancelled", "the refugees who were to be sent back on Friday were not".
    """
    past = any(token.lower in _PAST for token in tokens[max(0, to - 3) : to])
    for at in range(end, len(tokens)):
        word = tokens[at].lower
        if word in _NEW_CLAUSE or (word == "but" and not past):
            return False
        if is_called_off(tokens, at):
            return True
        behind = [token.lower for token in tokens[at + 1 : at + 3]]
        if past and word in _PAST and behind[:1] == ["not"]:
            return len(behind) == 1 or behind[1] in grammar.SEPARATORS | {","}
    return False


def is_refuted(tokens: Tokens, start: int, end: int) -> bool:
    """As in "the claim that 400 died is false": the clause is the subject of a denial."""
    told = (at for at in range(end - 1, start, -1) if tokens[at].lower == "that")
    start = next(told, start - 1) + 1
    if start < 1 or tokens[start - 1].lower not in {"that", "the", "some", "of", "a"}:
        return False
    if not any(token.lower in _CLAIMS for token in tokens[max(0, start - 8) : start]):
        return False
    for at in range(end, min(len(tokens) - 1, end + WINDOW)):
        behind = [token.lower for token in tokens[at + 1 : at + 4]]
        if tokens[at].lower in grammar.BE and (
            _FALSE & set(behind[:2]) or behind[:2] == ["not", "true"]
        ):
            return True
        if tokens[at].lower in {"do", "does"} and behind[:2] in _NO_MATCH:
            return True
    return False


def _negatable(tokens: Tokens, at: int, verdict: Verdict) -> Verdict:
    """Return the verdict, turned where the governor itself is negated or only possible."""
    for index in range(at - 1, max(-1, at - 4), -1):
        word = tokens[index].lower
        if word in grammar.NOT:  # "has not ruled out sending" leaves it open
            return Verdict.HYPOTHETICAL if verdict is Verdict.NEGATED else Verdict.NEGATED
        if word == "yet" and verdict in {Verdict.FACT, Verdict.ANNOUNCED}:
            return Verdict.HYPOTHETICAL  # "has yet to vote on"
        if verdict is Verdict.NEGATED and word in _REFUSED:
            return Verdict.HYPOTHETICAL
        if word in HYPOTHETICAL_MODALS and verdict in {Verdict.FACT, Verdict.ANNOUNCED}:
            return Verdict.HYPOTHETICAL
        if word == "will" and verdict is Verdict.FACT:
            return Verdict.ANNOUNCED  # "will begin to leave"
        if not (word in grammar.AUXILIARIES or word == "to" or grammar.is_adverb(word)):
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
        if word in _NO_WAY_PAST or (found is not None and found.infinitive is Verdict.FACT):
            break
    return _before_list(tokens, start)


def _before_list(tokens: Tokens, start: int) -> Verdict | None:
    """Find what calls for every item of a list of nouns."""
    for at in range(start - 1, max(-1, start - 2 * WINDOW), -1):
        word = tokens[at].lower
        follows = tokens[at + 1].lower
        if word in _CALLS_FOR and follows in {"for", "the", "a", "an", "that"}:
            return Verdict.HYPOTHETICAL
        if word in grammar.SEPARATORS or word in grammar.SUBORDINATORS or grammar.is_finite(word):
            return None
    return None


def _of_complement(tokens: Tokens, start: int) -> Verdict | None:
    """Find what governs a whole clause: "fears that 20 ...", "denied that ..."."""
    at = start - 1
    if at >= 0 and tokens[at].lower == "that":
        at -= 1
    for index in range(at, max(-1, at - 3), -1):
        word = tokens[index].lower
        if word in {",", '"', "as"} or word in grammar.SEPARATORS:
            break
        found = GOVERNORS.get(word)
        if found is not None and found.clause is not None:
            return _negatable(tokens, index, found.clause)
    return None

"""Which of a sentence's places an event happens in: the nearest, by what stands around it.

Distances are in characters. A place after "in" counts as nearer than it is; one that only
names whose soldiers, whence they come or whom they border on counts as farther.
"""

from bisect import bisect_left
from collections import Counter
from operator import attrgetter
from typing import Final

from schemas.vocabulary import EventType
from services.detector.reading.places.mention import Mention, MentionKind
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import Tokens
from services.detector.reading.words.wordlist import words

_LOCATIVE: Final = words(
    "in at on near across around outside inside into to of along between over through off "
    "throughout within entering reaching central northern southern eastern western ,"
)
_SURE: Final = words("in at near across outside inside northern southern eastern western central")
_ELSEWHERE: Final = words("from towards toward versus with ahead via by")
"""Before a place that the event does not happen in."""
_HOLDERS: Final = words(
    "embassies embassy ambassador president minister government flag consulate king prime border "
    "talks support citizens nationals"
)
"""Before "of" and a country: what belongs to it wherever it is."""
_AUTHORITIES: Final = words(
    "ministry government police authorities officials hospital hospitals minister president health "
    "interior border media state capital city town village province region"
)
_SPEAKERS: Final = words(
    "ministry government official officials diplomats reports report media newspapers papers "
    "broadcasters spokesman spokeswoman"
)
_FORCES: Final = words(
    "troops soldiers forces army men units brigades warships jets tanks fighters military artillery"
)
"""What a capital's own are wherever they are: "Kyiv's troops"."""
_CLAUSE_EDGES: Final = words(
    "while after as when before who whom which ; whereas where ahead whose"
)
_LEAVING: Final = frozenset({EventType.WITHDRAWAL, EventType.EVACUATION, EventType.DISPLACEMENT})
"""Types that happen where people leave from."""
_TAKEN_AWAY: Final = frozenset({EventType.WITHDRAWAL, EventType.EVACUATION})
_ADJECTIVES: Final = frozenset({MentionKind.ADJECTIVE, MentionKind.DEMONYM})
_SPEAKS: Final = words(
    "say announce confirm claim warn deny reject refuse accuse urge ask demand order decide agree "
    "fear hope expect vow pledge promise plan threaten want insist put begin send"
)
_ARTICLES: Final = words("the a")
_ALSO_PAST: Final = words("put")
_RELATIVE_ROOM: Final = 8
"""What a capital does that stands for its government."""
_FAR: Final = 500
_MOST_PLACES: Final = 40
"""No sentence that people write names more."""
_start: Final = attrgetter("start")


def nearest_place(
    tokens: Tokens, cue: tuple[int, int], mentions: tuple[Mention, ...], event_type: EventType
) -> Mention | None:
    """Return the mention of where an event happens; None where all are too far from it."""
    named = Counter(one.country for one in mentions if one.how not in _ADJECTIVES)
    leads = _leads(tokens, mentions[:_MOST_PLACES])
    scored = [
        (
            _distance(tokens, cue, mention, lead, event_type)
            - 30 * max(0, named[mention.country] - 1),
            index,
        )
        for index, (mention, lead) in enumerate(zip(mentions, leads, strict=False))
    ]
    distance, index = min(scored)
    return mentions[index] if distance < _FAR else None


def word_before(tokens: Tokens, at: int) -> str:
    """Return the lower-case word before an offset; empty at the sentence's beginning."""
    index = bisect_left(tokens, at, key=_start)
    return tokens[index - 1].lower if index else ""


def lead_of(tokens: Tokens, mention: Mention) -> str:
    """Return the word that leads a mention, articles apart: "from" in "from the Osh region"."""
    index = bisect_left(tokens, mention.start, key=_start)
    while index and tokens[index - 1].lower in _ARTICLES:
        index -= 1
    return tokens[index - 1].lower if index else ""


def word_after(tokens: Tokens, at: int) -> str:
    """Return the lower-case word from an offset on; empty at the sentence's end."""
    index = bisect_left(tokens, at, key=_start)
    return tokens[index].lower if index < len(tokens) else ""


def _leads(tokens: Tokens, mentions: tuple[Mention, ...]) -> list[str]:
    """Return the word that leads each mention; in a list, the one that leads its first."""
    leads: list[str] = []
    last = -1
    for mention in mentions:
        index = bisect_left(tokens, mention.start, key=_start)
        lead = tokens[index - 1].lower if index else ""
        if lead == "of" and index > 1 and tokens[index - 2].lower == "out":
            lead = "from"
        if leads and lead in {",", "and", "or"} and 0 < index - last <= 3:  # noqa: PLR2004 - ", and"
            lead = leads[-1] if leads[-1] in _ELSEWHERE or lead != "," else lead
        leads.append(lead)
        last = bisect_left(tokens, mention.end, key=_start)
    return leads


def _distance(
    tokens: Tokens, cue: tuple[int, int], mention: Mention, lead: str, event_type: EventType
) -> float:
    """Return how far a mention is from being where the event happens; less is nearer."""
    gap = float(max(0, mention.start - cue[1], cue[0] - mention.end))
    score = (gap * 0.6 if lead in _SURE else gap) + _by_lead(lead, event_type)
    if _in_other_clause(tokens, cue, mention):
        score += 80
    if mention.how in _ADJECTIVES:
        return score + _as_adjective(cue, mention, event_type)
    if _is_name_part(tokens, mention) or _is_held(tokens, mention):
        return score + 150
    if lead in _LOCATIVE or lead == "(":
        score -= 40
    elif lead not in {"the", "'s", "-"} and mention.how is MentionKind.CITY:
        score += 20
    if _is_actor(tokens, mention, lead):
        score += 120
    return score


def _by_lead(lead: str, event_type: EventType) -> float:
    """As in "evacuated from Sumy to Lviv", "sent to Haiti": whence and whither."""
    if lead == "from" and event_type in _LEAVING:
        return -120
    if lead in {"to", "into"} and event_type in _TAKEN_AWAY:
        return 60
    if lead in {"to", "for", "toward", "towards"} and event_type is EventType.MOBILIZATION:
        return -60
    return 200 if lead in _ELSEWHERE else 0


def _as_adjective(cue: tuple[int, int], mention: Mention, event_type: EventType) -> float:
    """As in "Afghan border posts" taken, "Russian men" arrested, "Emirati forces" withdrawn."""
    inside = cue[0] <= mention.start < cue[1]
    if event_type is EventType.TERRITORIAL_CAPTURE:
        return 20 if inside else 200
    if event_type is EventType.WITHDRAWAL:
        return 400
    return 200 if inside and event_type is EventType.DETENTION else 150


def _in_other_clause(tokens: Tokens, cue: tuple[int, int], mention: Mention) -> bool:
    """Whether a clause begins between the mention and the cue."""
    low, high = min(mention.end, cue[1]), max(mention.start, cue[0])
    between = tokens[bisect_left(tokens, low, key=_start) : bisect_left(tokens, high, key=_start)]
    return any(token.lower in _CLAUSE_EDGES for token in between)


def _is_name_part(tokens: Tokens, mention: Mention) -> bool:
    """As in "Israel Defense Forces", "Agence France-Presse", "Tren de Aragua"."""
    index = bisect_left(tokens, mention.end, key=_start)
    if index and tokens[index - 1].end > mention.end:
        return True
    first = bisect_left(tokens, mention.start, key=_start)
    if first > 1 and tokens[first - 1].lower in {"de", "al", "du"} and tokens[first - 2].capital:
        return True
    return (
        mention.how is MentionKind.COUNTRY
        and index < len(tokens)
        and tokens[index].capital
        and tokens[index].start == mention.end + 1
    )


def _is_held(tokens: Tokens, mention: Mention) -> bool:
    """As in "the embassies of France", "the border with Niger"."""
    index = bisect_left(tokens, mention.start, key=_start)
    before = [token.lower for token in tokens[max(0, index - 3) : index]]
    if before[-1:] == ["in"] and _SPEAKERS & set(before):
        return True  # "the ministry in Moscow said"
    return len(before) > 1 and before[-1] in {"of", "with"} and bool(_HOLDERS & set(before))


def is_doer(tokens: Tokens, mention: Mention) -> bool:
    """Whether a mention tells who did or said it, not where: "98,000 Russians", "India flew".

    A people's own authorities are where they are: "the Kyrgyz ministry".
    """
    if mention.how in _ADJECTIVES:
        return word_after(tokens, mention.end) not in _AUTHORITIES
    lead = word_before(tokens, mention.start)
    return _is_actor(tokens, mention, lead) or _is_held(tokens, mention)


def _is_actor(tokens: Tokens, mention: Mention, lead: str) -> bool:
    """Whether a country does something ("Israel says") rather than holds the event."""
    index = bisect_left(tokens, mention.end, key=_start)
    after = tokens[index].lower if index < len(tokens) else ""
    if after == "'s":
        belongs = tokens[index + 1].lower if index + 1 < len(tokens) else ""
        return mention.how is MentionKind.COUNTRY or belongs in _FORCES
    if after == "," and mention.how is MentionKind.CITY and lead not in _LOCATIVE:
        after = _verb_of_relative(tokens, index + 1)
    if mention.how is MentionKind.COUNTRY:
        if lead == "," and after in grammar.MODALS:
            return True  # "if the truce holds, Israel would pull back"
        acts = after in grammar.COMMON or after in grammar.AUXILIARIES
        return acts and lead not in _LOCATIVE
    return mention.how is MentionKind.CITY and _is_speech(after) and lead not in _LOCATIVE


def _verb_of_relative(tokens: Tokens, index: int) -> str:
    """Return the verb of a clause about a capital: "Moscow, which on Sunday announced"."""
    if index >= len(tokens) or tokens[index].lower != "which":
        return ""
    room = (token.lower for token in tokens[index + 1 : index + _RELATIVE_ROOM])
    return next((one for one in room if _is_speech(one)), "")


def _is_speech(word: str) -> bool:
    verb = grammar.COMMON.get(word)
    return verb is not None and verb[0] in _SPEAKS and (word != verb[0] or word in _ALSO_PAST)

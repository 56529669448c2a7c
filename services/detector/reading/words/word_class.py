"""Noun or verb: English words that are both ("protests", "the killing of", "arrest")."""

from typing import Final

from services.detector.reading.places.peoples import PEOPLE_PLURALS
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import TIME_NOUNS, Tokens
from services.detector.reading.words.tokens import NUMBER
from services.detector.reading.words.verb_forms import Form
from services.detector.reading.words.wordlist import words

_BEFORE_NOUN: Final = (
    (grammar.DETERMINERS - {"that"})
    | (grammar.PREPOSITIONS - {"up", "out", "off", "down"})
    | {"'s", NUMBER}
)
_BEFORE_VERB: Final = grammar.MODALS | grammar.DO | grammar.PRONOUNS | words("to not")
_ADJECTIVE_ENDINGS: Final = (
    "al", "ic", "ive", "ent", "ant", "ous", "ary", "ful", "less", "ian", "ese", "ish", "able",
    "wide", "led", "based", "related", "scale", "free", "running", "time", "style",
)  # fmt: skip
_OBJECT: Final = grammar.DETERMINERS | {NUMBER} | words("him her them it us")


def reads_as_noun(tokens: Tokens, at: int, form: Form) -> bool:  # noqa: PLR0911 - each return is one reading
    """Whether a word that can be a noun and a verb (`form`) is the noun where it stands."""
    before = tokens[at - 1].lower if at else ""
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if before in _BEFORE_VERB:
        return False
    if Form.PARTICIPLE in form and (before in grammar.AUXILIARIES or grammar.is_adverb(before)):
        return False
    if Form.ING in form:
        return _gerund_reads_as_noun(tokens, at, before, after)
    if after == "of" or before in _BEFORE_NOUN:
        return True
    if _names_object(tokens, at, form):
        return False
    if after in _OBJECT:
        return False
    if after in grammar.AUXILIARIES or (before.endswith(_ADJECTIVE_ENDINGS) and before != ""):
        return True
    if not before or before in grammar.SEPARATORS or before in {",", "and", "or"}:
        return True
    return _agrees_as_noun(tokens, at)


def _gerund_reads_as_noun(tokens: Tokens, at: int, before: str, after: str) -> bool:
    """As in "the crossing of", "the Islam Qala crossing"; not "from crossing into"."""
    if _ends_a_name(tokens, at):
        return True
    if before in grammar.PREPOSITIONS and after != "of":
        return False
    return (after == "of" or before in _BEFORE_NOUN) and not (before == "by" or after in _OBJECT)


def _ends_a_name(tokens: Tokens, at: int) -> bool:
    """As in "the Islam Qala crossing": a name with its article, and no people that cross."""
    first = at
    while first and tokens[first - 1].capital:
        first -= 1
    people = tokens[at - 1].lower in PEOPLE_PLURALS if at else False
    return 0 < first < at and tokens[first - 1].lower == "the" and not people


def _names_object(tokens: Tokens, at: int, form: Form) -> bool:
    """Whether a name follows that is what is done to: "forces arrest Kamau"."""
    return (
        Form.BASE in form
        and 0 < at < len(tokens) - 1
        and tokens[at + 1].capital
        and tokens[at + 1].lower not in TIME_NOUNS
    )


def _agrees_as_noun(tokens: Tokens, at: int) -> bool:
    """Whether the word before cannot be the subject of the word as a verb.

    A plural before a bare form is its subject ("students protest"), a singular before an
    s-form can be ("Hamas protests"), a name before a plural noun describes it.
    """
    word, before = tokens[at].lower, tokens[at - 1].lower
    plural = before.endswith("s") or before in {"people", "men", "women", "police", "children"}
    if word.endswith("s"):
        return plural or not tokens[at - 1].capital
    return not plural

"""A crowd that protests, or not: "struck a deal", an air strike, March, a verbal protest."""

from typing import Final

from schemas.vocabulary import Unit
from services.detector.reading.cue import Bearer
from services.detector.reading.referents import counts_people, names_crowd, names_people
from services.detector.reading.situation import Situation
from services.detector.reading.wordlist import words

_LABOUR: Final = words(
    "workers teachers doctors nurses union unions labour labor drivers pilots staff employees "
    "general nationwide national 24-hour 48-hour hunger railway rail transport truckers walkout "
    "wages pay industrial rolling civil students farmers miners airport crew strikers work "
    "work-to-rule"
)
_AIR: Final = words(
    "air drone missile missiles rocket airstrike israeli russian u.s military lightning killed "
    "kills kill killing bomb targeted preemptive retaliatory nuclear precision overnight ukrainian "
    "hit group artillery against surgical deadly"
)
_PROTEST_NOUNS: Final = words(
    "protest protests demonstration demonstrations rally rallies march marches sit-in"
)
_CROWD_NOUNS: Final = words(
    "protesters protestors protester protestor demonstrators demonstrator rioters marchers strikers"
)
_ATTENDING: Final = ("take part in", "participate in", "join", "attend", "gather")
_RACES: Final = words(
    "race car cars motor dakar cycling driver gp wrc stage stages championship stock stocks market "
    "shares prices markets campaign"
)


def is_protest(situation: Situation) -> bool:
    """Whether a crowd demonstrates, strikes or riots."""
    cue = situation.cue
    figures = situation.figures()
    if figures and not counts_people(figures[0]):
        return False
    if cue.bearer is Bearer.NOUN:
        return _of_noun(situation)
    theme = situation.words(situation.theme)
    if cue.lemma in _ATTENDING:
        return bool(figures) and bool(
            set(situation.after(10)) & (_PROTEST_NOUNS | {"strike", "protesting"})
        )
    if cue.lemma == "strike":
        return (
            names_crowd(theme)
            and any(word in _LABOUR for word in theme)
            and not any(word in _AIR for word in theme)
        )
    if cue.lemma in {"march", "rally", "walk out", "gather"} and any(
        word in {"troops", "soldiers", "army"} for word in theme
    ):
        return False
    if cue.lemma == "rally" and any(token.lower in _RACES for token in situation.tokens):
        return False
    if (
        any(token.lower in {"troops", "army"} for token in situation.tokens)
        and cue.lemma == "march"
        and not names_crowd(theme)
    ):
        return False
    return (bool(figures) and figures[0].unit in {Unit.PEOPLE, None}) or names_crowd(theme)


def _of_noun(situation: Situation) -> bool:  # noqa: PLR0911 - one return a reading
    cue = situation.cue
    token = situation.tokens[cue.start]
    before = situation.before(4)
    after = situation.after(4)
    if cue.lemma in {"march", "marches"}:
        if token.capital and (
            not after
            or after[0] == "#"
            or after[0].isdigit()
            or before[-1:]
            in (
                ["in"],
                ["since"],
                ["until"],
                ["on"],
                ["of"],
                ["by"],
                ["last"],
                ["late"],
                ["early"],
                ["this"],
            )
        ):
            return False
        return bool(situation.figures()) or any(
            word in {"protest", "anti-government", "peaceful", "rights", "pride"} for word in before
        )
    if cue.lemma in {"strike", "strikes"}:
        return any(word in _LABOUR for word in before + after) and not any(
            word in _AIR for word in before + after
        )
    if cue.lemma == "riot" and after[:1] in (["police"], ["gear"], ["act"], ["shields"]):
        return False
    if cue.lemma == "protest" and before[-1:] in (["in"], ["under"]):
        return bool(situation.figures()) or names_people(situation.words(situation.theme))
    if cue.lemma in {"rally", "rallies"}:
        if any(one.lower in _RACES for one in situation.tokens):
            return False
        return bool(situation.figures()) or any(
            word in {"protest", "opposition", "anti-government", "mass", "pro-palestinian"}
            for word in before
        )
    if cue.lemma == "unrest":
        return any(
            word in {"civil", "amid", "violent", "political", "social", "mass"} for word in before
        )
    return True

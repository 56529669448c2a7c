"""Armed force, or not: called up, sent, pulled out, given up."""

from collections.abc import Callable
from typing import Final

from schemas.vocabulary import Subtype, Unit
from services.detector.reading.figures.lexicon import GENERIC_FORCE, IRREGULARS
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import TIME_NOUNS, Voice, has_object
from services.detector.reading.words.referents import MATERIEL, names_force
from services.detector.reading.words.wordlist import words

_FORCE_UNITS: Final = frozenset({Unit.TROOPS, Unit.POLICE, Unit.RESERVISTS, Unit.SHIPS})
_CIVIC: Final = words(
    "voters voter support supporters resources funds funding aid money volunteers public opinion "
    "community international donors students fans donations communities society masses capital "
    "base football soccer electorate opposition investment finance financing workers humanitarian"
)
_RESERVE: Final = words(
    "reservists reservist conscripts conscript reserves reserve recruits guardsmen men guard"
)
_NO_CALLUP: Final = words("draft recall summon")
_ENLISTED: Final = words("enlist recruit enrol enroll recruitment")
_RAISED: Final = words("general partial military full mass army total nationwide wartime forced")
_TREATY: Final = words(
    "rights agreement treaty accord accords pact convention deal organization organisation race "
    "election elections tournament contest competition talks negotiations nomination candidacy bid "
    "case lawsuit charges partnership statute protocol membership summit conference bloc party "
    "championship consideration festival season list application council programme program "
    "alliance ecowas nato who unesco icc support statement bill proposal resolution appeal games "
    "cup eurovision game match team union cash money funds licence license accreditation "
    "ambassador offer exchange series framework complaint funding government cabinet budget "
    "coalition endorsement ad ads product products vaccine advertisement market bank banks savings "
    "consent visa visas"
)
_BODIES_OF_MEN: Final = words("government party coalition alliance council team mission union")
"""What forces can be of, and what one can also leave."""
_LEFT: Final = words("country base bases area region city town positions province territory soil")
_SENT_AWAY: Final = words("home back prison jail hospital hospitals court off")
_SENT_LEMMAS: Final = words("send dispatch deploy redeploy mass amass")
_LOOSE_LEMMAS: Final = words(
    "order move position station activate rush reinforce airlift fly ship concentrate"
)
_DEPLOYMENT_NOUNS: Final = words(
    "deployment deployments redeployment buildup build-up massing dispatch"
)
_GIVEN_UP: Final = words(
    "points lead goals passport licence license sovereignty title crown seat claims"
)
_BESIDE: Final = 12
"""So many characters at most stand between "left" and the place left."""
_NEAR: Final = 80
"""So many characters behind a withdrawal its place may stand."""


def figure_is_force(situation: Situation) -> bool:
    """Whether the figure counts troops, police, reservists or ships."""
    figures = situation.figures()
    return bool(figures) and figures[0].unit in _FORCE_UNITS


def figure_is_fighters(situation: Situation) -> bool:
    """Whether the figure counts those who fight: "250 of his men", "16 generals"."""
    figures = situation.figures()
    if not figures or (figures[0].quantity.figure or 0) <= 1:
        return False
    return figure_is_force(situation) or figures[0].noun in (IRREGULARS | GENERIC_FORCE)


def figure_is_crowd(situation: Situation) -> bool:
    """Whether the figure counts two or more people, or two or more of nothing named."""
    figures = situation.figures()
    return bool(figures) and (figures[0].quantity.figure or 0) > 1


def is_mobilization(situation: Situation) -> bool:  # noqa: PLR0911 - each return is one reading
    """Whether force is raised, sent or massed."""
    cue = situation.cue
    theme = situation.words(situation.theme)
    if cue.subtype is Subtype.CALLUP:
        return _is_callup(situation, theme)
    if _is_background(situation) or (cue.lemma == "send" and _SENT_AWAY & set(situation.after(3))):
        return False
    if figure_is_force(situation):
        several = (situation.figures()[0].quantity.figure or 0) > 1
        return (several or names_force(theme)) and (
            cue.lemma != "order" or bool({"to", "onto", "into"} & set(situation.after(14)))
        )
    if cue.lemma in _DEPLOYMENT_NOUNS:
        return _is_deployment(situation, theme)
    if cue.lemma == "reinforcements":
        return "military" in situation.before(2) or names_force(situation.before(4))
    if cue.lemma in _LOOSE_LEMMAS:
        return (cue.lemma == "activate" and names_force(theme)) or (
            cue.lemma == "reinforce" and bool({"border", "positions", "garrison"} & set(theme))
        )
    if cue.bearer is Bearer.SUBJECT:
        return names_force(theme) and "rebels" not in theme
    if {"a", "an"} & set(theme[1:]):
        return False  # "sent the police a plan"
    martial = names_force(theme) and not {"member", "officer"} & set(theme)
    armed = cue.lemma in _SENT_LEMMAS and bool(MATERIEL & set(theme))
    return martial or (
        armed and (cue.lemma == "deploy" or names_force(situation.words(situation.agent)))
    )


def _is_background(situation: Situation) -> bool:
    """As in "the task force deployed there said": a participle that only tells who."""
    group = situation.group
    if group is None:
        return False
    if group.voice is Voice.GERUND and situation.cue.bearer is Bearer.SUBJECT:
        return True
    reduced = group.voice is Voice.PASSIVE and group.start == group.at
    relative = (
        situation.tokens[group.start - 1].lower in grammar.RELATIVES if group.start else False
    )
    headline = situation.theme is not None and situation.theme.start == 0
    return (relative or (reduced and not headline)) and not situation.figures()


def _is_deployment(situation: Situation, theme: list[str]) -> bool:
    before = situation.before(6)
    if {"missiles", "missile", "weapons", "nuclear"} & set(theme) and not names_force(theme):
        return False
    return (
        names_force(theme)
        or bool(MATERIEL & set(theme))
        or "military" in before[-2:]
        or "troop" in before[-2:]
        or (not theme and names_force(before))
    )


def _is_callup(situation: Situation, theme: list[str]) -> bool:  # noqa: PLR0911 - each return is one reading
    cue = situation.cue
    before = situation.before(4)
    if "popular" in before[-1:]:
        return False
    if cue.lemma in _ENLISTED:
        return figure_is_force(situation) or (
            bool(situation.figures())
            and bool({"volunteers", "fighters", "conscripts"} & set(theme))
        )
    if cue.lemma == "call to arms" or cue.lemma.startswith("receive "):
        return bool(theme)
    reserve = bool(_RESERVE & set(theme)) or figure_is_force(situation)
    if cue.bearer is Bearer.NOUN:
        if _CIVIC & {*before[-2:], *situation.after(3)}:
            return False
        certain = cue.lemma in {"conscription", "call-up", "call-ups", "callup"}
        return (
            reserve
            or names_force(theme)
            or bool(_RAISED & set(before))
            or (certain and bool(theme))
        )
    if cue.lemma == "draft" and not has_object(situation.tokens, cue.start):
        return situation.group is not None and situation.group.start < situation.group.at
    if reserve:
        return True
    if cue.lemma.split()[0] in _NO_CALLUP:
        return False
    if cue.lemma == "conscript":
        return bool(theme)
    return names_force(theme) and not _CIVIC & set(theme)


def is_withdrawal(situation: Situation) -> bool:
    """Whether forces leave where they stood."""
    cue = situation.cue
    theme = situation.words(situation.theme)
    after = situation.after(9)
    if _TREATY & set(after) or (_TREATY - _BODIES_OF_MEN) & set(theme):
        return False
    by_verb = _WITHDRAWN_BY.get(cue.lemma)
    if by_verb is not None:
        return by_verb(situation, theme, after)
    if figure_is_fighters(situation):
        return True
    if situation.figures():
        return names_force(theme)
    agent = situation.words(situation.agent)
    if names_force(theme) or names_force(agent):
        return True
    if cue.bearer is Bearer.NOUN:
        return _from_place(situation, after) or names_force(situation.before(4))
    state = situation.has_place(situation.agent) or situation.has_place(situation.theme)
    return _from_place(situation, after) and (
        state or bool({"it", "they", "he"} & {*theme, *agent})
    )


def _go(situation: Situation, theme: list[str], after: list[str]) -> bool:
    del after
    return figure_is_force(situation) or names_force(theme)


def _counted_force(situation: Situation, theme: list[str], after: list[str]) -> bool:
    del theme, after
    return figure_is_force(situation)


def _give_up_ground(situation: Situation, theme: list[str], after: list[str]) -> bool:
    del situation
    held = {"positions", "base", "posts", "outposts", "bases"}
    return bool(held & set(after[:4])) and names_force(theme)


def _leaves(situation: Situation, theme: list[str], after: list[str]) -> bool:
    """As in "the troops left the country"; not "leaving 12 dead"."""
    group = situation.group
    if (
        group is None
        or group.voice is Voice.GERUND
        or not (names_force(theme) or figure_is_force(situation))
    ):
        return False
    end = situation.tokens[situation.cue.end - 1].end
    reached = any(end <= one.start < end + _BESIDE and one.place for one in situation.places) or (
        situation.cue.end < len(situation.tokens)
        and situation.tokens[situation.cue.end].capital
        and situation.tokens[situation.cue.end].lower not in TIME_NOUNS
    )
    return reached or bool(_LEFT & set(after[:3]))


_WITHDRAWN_BY: Final[dict[str, Callable[[Situation, list[str], list[str]], bool]]] = {
    "leave": _leaves,
    "evacuate": _counted_force,
    "remove": _counted_force,
    "abandon": _give_up_ground,
    "quit": _give_up_ground,
    "go home": _go,
    "return home": _go,
    "depart": _go,
    "bring home": _go,
    "order to leave": _go,
    "order to depart": _go,
}
"""Verbs that say so little of forces that each asks its own evidence."""


def _from_place(situation: Situation, after: list[str]) -> bool:
    """Whether what follows is where they leave: "from Kherson", not "from the race"."""
    if not {"from", "of"} & set(after[:4]):
        return False
    end = situation.tokens[situation.cue.end - 1].end
    return any(
        end <= place.start < end + _NEAR and place.place is not None for place in situation.places
    )


def is_surrender(situation: Situation) -> bool:
    """Whether fighters give up, desert or change sides."""
    cue = situation.cue
    theme = situation.words(situation.theme)
    after = situation.after(4)
    if _GIVEN_UP & set(after):
        return False
    if cue.lemma == "disarm" and has_object(situation.tokens, cue.start):
        return False
    if cue.lemma == "give up" and not {"arms", "weapons", ",", ".", "rifles"} & set(after[:3]):
        return False
    if cue.bearer is Bearer.NOUN:
        near = names_force(theme) or names_force(situation.before(5))
        return near or (cue.lemma in {"deserters", "desertions"} and bool(situation.figures()))
    bare = bool(situation.figures()) and situation.figures()[0].noun in {None, "more"}
    if (cue.lemma in {"desert", "defect"} or bare) and figure_is_crowd(situation):
        return True
    return names_force(theme) or figure_is_fighters(situation) or _asked(situation)


def _asked(situation: Situation) -> bool:
    """As in "calls on Hamas to disarm": the infinitive's subject is a named group."""
    group = situation.group
    return (
        situation.cue.lemma
        in {"disarm", "lay down arms", "lay down its arms", "lay down its weapons"}
        and group is not None
        and not any(word in grammar.PRONOUNS for word in situation.words(situation.theme))
        and situation.has_name(situation.theme)
    )

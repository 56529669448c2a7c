"""A silence as people and programs ask for it, made into what the judges obey; pure."""

from collections.abc import Iterable
from datetime import datetime

from pydantic import ValidationError

from tocsin.schemas.control import Silence
from tocsin.services.areas.naming import Atlas
from tocsin.services.board.web.answers.answering import NewSilence
from tocsin.services.controls.known_rules import check_rule
from tocsin.services.problem import Problem


def silence_of(
    new: NewSilence, identity: str, now: datetime, atlas: Atlas, rules: Iterable[str]
) -> Silence:
    """Return the silence that somebody asks for.

    Args:
        new: what was asked, as it came.
        identity: its id to be.
        now: when it begins.
        atlas: the areas that can be named.
        rules: those that there are.

    Raises:
        Problem: it names nothing, or something that there is not, or ends when it must not.
    """
    if new.rule_id is not None:
        check_rule(new.rule_id, rules)
    given = new.model_dump(exclude={"until", "hours", "area"})
    area = None if new.area is None else atlas.area(new.area)
    try:
        return Silence(id=identity, since=now, until=new.end(now), area=area, **given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise Problem(first["msg"].removeprefix("Value error, ")) from None

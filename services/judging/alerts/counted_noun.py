"""What a sentence calls those that it counts: rebels are not "troops", and towns not "places"."""

import re
from collections.abc import Mapping
from typing import Final

from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import Unit

_NOUNS: Final[Mapping[Unit, tuple[str, ...]]] = {
    Unit.TROOPS: (
        *("fighters", "rebels", "militants", "insurgents", "guerrillas", "jihadists"),
        *("separatists", "militiamen", "paramilitaries", "mercenaries", "gunmen"),
    ),
    Unit.PLACES: (
        *("towns", "villages", "districts", "settlements", "communities", "hamlets"),
        *("positions", "outposts", "bases", "posts", "checkpoints", "neighbourhoods"),
    ),
}
"""Plural nouns that say more than a unit; of others the unit's own name is used."""

_NEAR: Final = 40
"""Characters behind a figure in which its noun stands."""

_BREAK: Final = re.compile(
    r"[.;:()]|,(?! \w+,)| (?:who|that|which|and|from|in|into|near|were|had)\b"
)


def counted_noun(report: Report, unit: Unit | None) -> str | None:
    """Return the noun that the report's sentence counts, or None if the unit says as much.

    "some 340 Boko Haram fighters" are fighters, "eleven towns and villages" are towns and
    villages. English only: in other languages the unit is named.
    """
    span, known = report.evidence.figure, _NOUNS.get(unit) if unit else None
    if span is None or known is None:
        return None
    behind = report.evidence.sentence[span[1] : span[1] + _NEAR]
    pair = re.match(r"\W+(\w+) and (\w+)\b", behind)
    if pair and pair[1] in known and pair[2] in known:
        return f"{pair[1]} and {pair[2]}"
    words = _BREAK.split(behind, maxsplit=1)[0].lower().split()
    return next((word for word in words if word in known), None)

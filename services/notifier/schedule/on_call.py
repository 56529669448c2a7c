"""Who is on call: names in a route mean those whose hours these are. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from tocsin.services.notifier.schedule.duty import OnCall
from tocsin.services.notifier.schedule.hours import end_of


def told_at(
    names: Iterable[str], on_call: Mapping[str, OnCall], moment: datetime
) -> tuple[str, ...]:
    """Return the targets that some names mean at a moment, each once.

    Args:
        names: of targets, or of who is on call.
        on_call: by name.
        moment: when they are notified.
    """
    targets: list[str] = []
    for name in names:
        roster = on_call.get(name)
        targets += [name] if roster is None else who_is_on_call(roster, moment)
    return tuple(dict.fromkeys(targets))


def who_is_on_call(roster: OnCall, moment: datetime) -> tuple[str, ...]:
    """Return the targets of every shift that it is, or those of nobody's shift."""
    there = [
        target
        for shift in roster.shifts
        if end_of(shift, roster.zone, moment) is not None
        for target in shift.targets
    ]
    return tuple(dict.fromkeys(there)) or roster.otherwise

"""`tocsin watch`, wired: alerts to standard output, as text for people or as JSON Lines."""

import json
import sys
from collections.abc import Callable
from itertools import islice

from rich.console import Console

from tocsin.schemas.alert import Alert
from tocsin.services.areas.matching import AreaMatchers
from tocsin.services.plain_text import counted
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.runtime.lifecycle import ended_by_signals
from tocsin.services.settings import Settings
from tocsin.services.terminal import Styled
from tocsin.services.watcher.rendering import Beside, render
from tocsin.services.watcher.stories_shown import StoriesShown
from tocsin.services.watcher.template import template
from tocsin.services.watcher.watching import Watch, Wish

Show = Callable[[Alert], str]


def show_all(settings: Settings, wish: Wish, show: Show, count: int | None) -> ExitStatus:
    """Print alerts until `count` are shown, the topic is idle, Ctrl-C, or nobody reads any more.

    Say on standard error why it ended, unless a person ended it.

    Returns:
        INCOMPLETE when fewer than `count` came before the topic was idle.

    Raises:
        Problem: no broker or no topic.
    """
    shown = 0
    with ended_by_signals(), Watch(settings, wish) as alerts:
        for alert in islice(alerts, count):
            sys.stdout.write(show(alert))
            sys.stdout.flush()  # into a pipe too: an alert must not wait in a buffer
            shown += 1
        is_enough = count is not None and shown >= count
        sys.stderr.write(f"ended: {_why(shown, count, wish.until_idle, is_enough=is_enough)}\n")
        if count is not None and not is_enough:
            return ExitStatus.INCOMPLETE
    return ExitStatus.OK


def _why(shown: int, count: int | None, until_idle: float | None, *, is_enough: bool) -> str:
    if is_enough:
        return f"{counted(shown, 'alert')} shown (--count {count})"
    wanted = "" if count is None else f" of the {count:,} that --count asks for"
    idle = f"nothing new for {until_idle:g} s (--until-idle)"
    return f"{idle}; {counted(shown, 'alert')} shown{wanted}"


def shown_as(output: str, grounds: AreaMatchers | None, *, by_story: bool = False) -> Show:
    """Return how alerts are shown: `pretty`, `jsonl`, or by a template.

    Raises:
        Problem: none of these; or stories, which only people are shown.
    """
    if by_story and output != "pretty":
        message = (
            f"--by-story is for people, --format {output} is not; "
            "in JSON and templates the field story_id says which alerts belong together"
        )
        raise Problem(message)
    match output:
        case "pretty":
            return for_people(grounds, by_story=by_story)
        case "jsonl":
            return lambda alert: for_programs(alert, grounds)
        case _ if "{" in output:
            return template(output)
    message = f"--format {output!r}: pretty, jsonl, or a template such as '{{severity}} {{title}}'"
    raise Problem(message)


def for_people(grounds: AreaMatchers | None = None, *, by_story: bool = False) -> Show:
    """Return how alerts look on this terminal, or without colour if there is none."""
    console = Console()
    colour = console.is_terminal and not console.no_color
    # an old terminal's encoding may lack a character; a mark for it is better than no alert
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")

    shown = StoriesShown()

    def show(alert: Alert) -> str:
        note = f"may lie outside {grounds.name}" if grounds and grounds.marks(alert) else ""
        beside = Beside(note, shown.show(alert), by_story)
        # the width is read again for each alert: a window can be resized
        return Styled(render(alert, Console().width, colour=colour, beside=beside) + "\n")

    return show


def for_programs(alert: Alert, grounds: AreaMatchers | None = None) -> str:
    """Return the alert as one line of JSON; a field of its own marks one that may lie elsewhere."""
    if grounds is None or not grounds.marks(alert):
        return f"{alert.write().decode()}\n"
    marked = {**alert.model_dump(mode="json"), "area_unsure": True}
    return f"{json.dumps(marked, ensure_ascii=False, separators=(',', ':'))}\n"

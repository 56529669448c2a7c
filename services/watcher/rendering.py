"""One alert → text for people, readable at a glance; pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tocsin.schemas.alert import Alert, AlertKind, Change, SourceReport
from tocsin.schemas.vocabulary import MsgType, Severity, Status
from tocsin.services.plain_text import plain
from tocsin.services.stories.measure import in_all_of, measure_of
from tocsin.services.stories.story import Story

INDENT: Final = 2
NARROWEST: Final = 20
MOST_OUTLETS: Final = 3

SEVERITY_STYLE: Final[dict[Severity, str]] = {
    Severity.EXTREME: "bold white on red",
    Severity.SEVERE: "bold black on yellow",
    Severity.MODERATE: "bold black on cyan",
    Severity.MINOR: "black on white",
    Severity.UNKNOWN: "reverse",
}

CHANGE_WORDS: Final[dict[Change, str]] = {
    Change.FIRST_REPORT: "first report",
    Change.FIGURE_UP: "figure up",
    Change.FIGURE_DOWN: "figure down",
    Change.CORRECTION: "corrected",
    Change.SEVERITY_UP: "more severe",
    Change.SEVERITY_DOWN: "less severe",
    Change.CERTAINTY_UP: "surer",
    Change.CERTAINTY_DOWN: "less sure",
    Change.QUIET: "nothing new",
    Change.LATE_REPORT: "a late report came",
    Change.SAME_EVENT: "another alert is about the same event",
    Change.TAKEN_BACK: "taken back",
    Change.RETRACTED: "retracted by a person",
}

_OF_THE_FIGURE: Final = {Change.FIGURE_UP, Change.FIGURE_DOWN, Change.CORRECTION}


@dataclass(frozen=True, slots=True)
class Beside:
    """What there is to say about an alert besides what it says itself."""

    note: str = ""
    """In a line of its own."""
    story: Story | None = None
    """Its story if other alerts of it were shown before."""
    by_story: bool = False
    """Whether a story that was shown before is shown as a whole, with its news."""


_NOTHING: Final = Beside()


def render(alert: Alert, width: int, *, colour: bool, beside: Beside = _NOTHING) -> str:
    """Return the alert as lines of at most `width` columns, with a line end behind the last.

    Without colour the figure within the sentence is put between asterisks.

    Args:
        alert: one revision.
        width: of the terminal.
        colour: whether it shows colours.
        beside: what else is to be said of it.
    """
    console = Console(
        file=StringIO(),
        width=max(width, NARROWEST),
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    with console.capture() as capture:
        console.print(_headline(alert, _told_as_a_whole(alert, beside)))
        for line in (*_body(alert, beside, marks="" if colour else "*"), *_noted(beside.note)):
            console.print(Padding(line, (0, 0, 0, INDENT)))
    # the padding fills lines up to the width; a pipe or a narrower window does without
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def _told_as_a_whole(alert: Alert, beside: Beside) -> Story | None:
    """Return the story to show instead of the alert; an alert that has ended is shown by itself."""
    return None if not beside.by_story or alert.has_ended else beside.story


def _headline(alert: Alert, story: Story | None) -> Text:
    """Severity as word and colour, what happened, how many, where."""
    ended = alert.has_ended
    severity = alert.severity if story is None else story.severity
    style = "dim reverse" if ended else SEVERITY_STYLE.get(severity, "reverse")
    headline = Text(f" {severity.upper()} ", style)
    if alert.kind is AlertKind.EXPIRED:
        headline.append(" ENDED ", "bold reverse")
    if alert.status is not Status.ACTUAL:
        headline.append(f" {alert.status.upper()} ", "bold magenta reverse")
    if alert.silenced_by is not None:
        headline.append(" SILENCED ", "dim reverse")
    if alert.msg_type is MsgType.CANCEL:
        headline.append(" CANCELLED ", "bold reverse")
    title = Text(plain(alert.title) if story is None else story.title, "dim" if ended else "bold")
    news = alert.quantity.in_words() if story is None else measure_of(alert)
    title.highlight_words([plain(news)], "underline")
    return Text.assemble(headline, " ", title, overflow="fold")


def _body(alert: Alert, beside: Beside, marks: str) -> Iterator[Text]:
    spoken = spoken_source(alert)
    if beside.story is not None:
        yield Text(_of_the_story(alert, beside), "bold", overflow="fold")
    yield _sentence(spoken, marks)
    yield Text(_said_by(alert, spoken), overflow="fold")
    if spoken.url:
        yield Text(plain(spoken.url), "blue", overflow="fold")
    if total := in_all_of(alert):
        yield Text(plain(total), overflow="fold")
    yield Text(plain(alert.why), "dim", overflow="fold")
    yield Text(_life(alert), "dim", overflow="fold")
    if newer := of_newer_version(alert):
        yield Text(newer, "yellow", overflow="fold")


def _of_the_story(alert: Alert, beside: Beside) -> str:
    """Say that the event is known, and what else was counted of it."""
    if beside.story is None:
        return ""
    if _told_as_a_whole(alert, beside) is not None:
        return f"The news of this story: {measure_of(alert)}"
    return f"Of a story shown before: {beside.story.title}"


def _noted(note: str) -> Iterator[Text]:
    if note:
        yield Text(f"({plain(note)})", "italic", overflow="fold")


def spoken_source(alert: Alert) -> SourceReport:
    """Return the newest source that gives the alert's own figure, or just the newest."""
    for source in reversed(alert.sources):
        if source.quantity == alert.quantity and not source.denies:
            return source
    return alert.sources[-1]


def _sentence(source: SourceReport, marks: str) -> Text:
    """The sentence in quotes, its figure marked."""
    sentence = source.evidence.sentence
    start, end = source.evidence.figure or (0, 0)
    before, figure, after = sentence[:start], plain(sentence[start:end]), sentence[end:]
    if not figure:
        return Text(f"“{plain(sentence)}”", "italic", overflow="fold")
    return Text.assemble(
        ("“" + open_ended(before), "italic"),
        (f"{marks}{figure}{marks}", "bold underline"),
        (open_ended(after) + "”", "italic"),
        overflow="fold",
    )


def open_ended(text: str) -> str:
    """Make a part plain but keep the spaces at its ends."""
    left = " " if text[:1].isspace() else ""
    right = " " if text[-1:].isspace() else ""
    inner = plain(text)
    return f"{left}{inner}{right}" if inner else left or right


def _said_by(alert: Alert, spoken: SourceReport) -> str:
    """Who says so: the outlet of the sentence first, then the others."""
    named = _distinct(plain(source.source or "") for source in (spoken, *reversed(alert.sources)))
    shown = ", ".join(named[:MOST_OUTLETS]) or "an unnamed outlet"
    more = len(named) - MOST_OUTLETS
    others = f" and {more} more" if more > 0 else ""
    headline = f": {plain(spoken.title)}" if spoken.title else ""
    language = f" ({spoken.language})" if spoken.language != "en" else ""
    return f"— {shown}{others}{language}{headline}"


def _life(alert: Alert) -> str:
    """What changed and when, how sure it is, and how to refer to it."""
    place = "" if alert.place is None else f"{plain(alert.place.name)} · "
    happened = "" if alert.happened is None else f"happened {alert.happened.in_words()} · "
    return (
        f"{place}{happened}{what_changed(alert)} · published {_minute(alert.last_published_at)} · "
        f"{how_sure(alert)}, {alert.urgency.lower()} · "
        f"{plain(alert.id)} revision {alert.revision}"
    )


def what_changed(alert: Alert) -> str:
    """What this revision is and why it came: "update: figure up from 1,037"."""
    change = change_word(alert.change)
    if alert.change in _OF_THE_FIGURE and alert.before is not None:
        change = f"{change} from {alert.before.quantity.in_words()}"
    return change if alert.kind is AlertKind.INITIAL else f"{alert.kind}: {change}"


def change_word(change: Change) -> str:
    """Return why a revision was sent; a newer version's word as it is."""
    return CHANGE_WORDS.get(change, change.replace("_", " "))


def of_newer_version(alert: Alert) -> str:
    """Return what this version does not know of an alert, or nothing."""
    words = [f"{name.replace('_', ' ')} {word}" for name, word in alert.newer_words()]
    return f"words of a newer version: {', '.join(dict.fromkeys(words))}" if words else ""


def how_sure(alert: Alert) -> str:
    """How sure it is and by how many who do not copy each other; what they disagree on."""
    words = alert.certainty.lower()
    if alert.independent_sources > 1:
        words = f"{words} by {alert.independent_sources} independent sources"
    if alert.low is not None and alert.high is not None and alert.low < alert.high:
        words = f"{words} that say {alert.low:,} to {alert.high:,}"
    denials = sum(source.denies for source in alert.sources)
    return f"{words}, denied by {denials}" if denials else words


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _distinct(names: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name]

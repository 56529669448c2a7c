"""What a person sees on standard error while feeding: bad lines, and progress on a terminal."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import RawIOBase
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from tocsin.services.feeder.feeding import InputTally
from tocsin.services.feeder.noticed import Notice
from tocsin.services.feeder.records import BadLine, InputPosition
from tocsin.services.feeder.sources import STDIN, Opener, open_unbuffered
from tocsin.services.plain_text import counted
from tocsin.services.terminal import Terminal

MOST_SHOWN: Final = 20


class BadLines:
    """Shows the first bad lines and counts the rest."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._count = 0

    def tell(self, bad: BadLine) -> None:
        """Show one bad line, unless enough were shown."""
        self._count += 1
        if self._count <= MOST_SHOWN:
            self._console.out(str(bad), highlight=False)

    def tell_rest(self) -> None:
        """Say how many were not shown."""
        if self._count > MOST_SHOWN:
            self._console.out(f"… and {self._count - MOST_SHOWN:,} more", highlight=False)


class Notices:
    """Counts what is good to know, and shows it at the end, each kind on one line."""

    def __init__(self, console: Console, *, replay: bool) -> None:
        self._console = console
        # what is replayed is as fresh as on its day
        self._left_out = {Notice.OLD} if replay else set()
        self._found: dict[Notice, tuple[int, InputPosition]] = {}

    def note(self, notice: Notice, where: InputPosition) -> None:
        """Count one."""
        count, first = self._found.get(notice, (0, where))
        self._found[notice] = (count + 1, first)

    def tell(self) -> None:
        """Say what was noticed, and where first."""
        for notice, (count, first) in self._found.items():
            if notice not in self._left_out:
                line = f"{counted(count, 'article')} {notice} (first: {first})"
                self._console.out(line, highlight=False)


@contextmanager
def progress_of(names: Sequence[str], tally: InputTally, console: Console) -> Iterator[Opener]:
    """Show progress by bytes read, on a terminal only; yield how files are to be opened."""
    if not console.is_terminal:
        yield open_unbuffered
        return
    columns = (SpinnerColumn(), BarColumn(), _TallyColumn(tally), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("feeding", total=_total_bytes(names))
        yield lambda name: _CountedReads(open_unbuffered(name), progress, task)


@contextmanager
def steps_of(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Show progress by steps, on a terminal only; yield what is to be called after each."""
    console = Terminal(stderr=True)
    if not console.is_terminal:
        yield lambda: None
        return
    columns = (SpinnerColumn(), BarColumn(), MofNCompleteColumn(), TextColumn(what))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda: progress.advance(task)


class _TallyColumn(ProgressColumn):
    """The tally, reread at each repaint: the loop pays nothing for it."""

    def __init__(self, tally: InputTally) -> None:
        super().__init__()
        self._tally = tally

    def render(self, task: Task) -> Text:
        """Return how many were read, how many of them bad, and the pace."""
        read, bad = self._tally.read, self._tally.bad
        pace = read / task.elapsed if task.elapsed else 0.0
        return Text(f"{counted(read, 'article')}, {bad:,} bad, {pace:,.0f}/s")


class _CountedReads(RawIOBase):
    """A file whose reads move the bar."""

    def __init__(self, raw: RawIOBase, progress: Progress, task: TaskID) -> None:
        self._raw = raw
        self._progress = progress
        self._task = task

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        count = self._raw.readinto(buffer)
        self._progress.advance(self._task, count or 0)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


def _total_bytes(names: Sequence[str]) -> int | None:
    """Return the size of all files, or None if a pipe is among them."""
    if any(name == STDIN or not Path(name).is_file() for name in names):
        return None
    return sum(Path(name).stat().st_size for name in names)

"""What a part of `make bench` found: tables for people, the same rows as JSON for programs."""

import argparse
import json
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

Cell = str | int | float | None


@dataclass(frozen=True)
class Table:
    """Rows under a heading; numbers are rounded where they are shown."""

    heading: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    def markdown(self) -> Iterator[str]:
        yield f"**{self.heading}**"
        yield ""
        yield f"| {' | '.join(self.columns)} |"
        yield f"|{'---|' * len(self.columns)}"
        for row in self.rows:
            yield f"| {' | '.join(map(shown, row))} |"
        yield ""


@dataclass
class Result:
    """The tables of a part, what must be known to read them, and its raw figures."""

    part: str
    tables: list[Table] = field(default_factory=list)
    goals: list[Sequence[Cell]] = field(default_factory=list)
    """What, what is wanted of it, what was seen, and whether that is met."""
    notes: list[str] = field(default_factory=list)
    raw: object = None

    def markdown(self) -> Iterator[str]:
        for table in self.tables:
            yield from table.markdown()
        yield from (f"{note}\n" for note in self.notes)

    def at_least(self, what: str, wanted: float, seen: float, unit: str = "") -> None:
        """Note a goal that more is better of."""
        self._note(what, f"≥ {shown(wanted)}{unit}", f"{shown(seen)}{unit}", seen >= wanted)

    def at_most(self, what: str, wanted: float, seen: float, unit: str = "") -> None:
        """Note a goal that less is better of."""
        self._note(what, f"≤ {shown(wanted)}{unit}", f"{shown(seen)}{unit}", seen <= wanted)

    def _note(self, what: str, wanted: str, seen: str, is_met: bool) -> None:  # noqa: FBT001 - private
        self.goals.append((what, wanted, seen, "met" if is_met else "not met"))

    def save(self, file: Path | None) -> None:
        """Print it, and keep it where a file is named: also half a result, from time to time."""
        if file is not None:
            file.write_text(json.dumps(asdict(self), indent=1), "utf-8")

    @classmethod
    def load(cls, file: Path) -> Self:
        kept = json.loads(file.read_text("utf-8"))
        tables = [Table(**table) for table in kept.pop("tables")]
        return cls(tables=tables, **kept)


def shown(cell: Cell) -> str:
    """Write a number as people read it: three figures that count, thousands apart."""
    if cell is None:
        return "-"
    if isinstance(cell, float):
        size = abs(cell)
        return f"{cell:,.0f}" if size >= 100 else f"{cell:.1f}" if size >= 10 else f"{cell:.2f}"  # noqa: PLR2004 - see above
    return f"{cell:,}" if isinstance(cell, int) else cell


def spread(values: Sequence[float]) -> str:
    """Write the least and the most of some runs."""
    return f"{shown(min(values))}-{shown(max(values))}"


def percentiles(seconds: Sequence[float]) -> list[float]:
    """Return p50, p90, p99 and the most, in milliseconds."""
    cuts = statistics.quantiles(seconds, n=100)
    return [1000 * one for one in (cuts[49], cuts[89], cuts[98], max(seconds))]


def options(document: str | None) -> argparse.ArgumentParser:
    """Return a parser with what every part takes."""
    parser = argparse.ArgumentParser(description=document)
    parser.add_argument("--save", type=Path, help="keep the result in this file, as JSON")
    return parser

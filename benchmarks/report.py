"""All benchmarks in one report: run by `make bench`.

Each part is a program of its own with its own bound of time. One that fails or takes too long is
named in the report and the others go on; the report is written anew after each.
"""

import argparse
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from os import killpg
from pathlib import Path

from machine import machine
from result import Result, Table

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PEERS_PYTHON = ROOT / ".venv" / "peers" / "bin" / "python"
GRACE_SECONDS = 40.0
"""Between being told to end and being killed: brokers and detectors end in between."""


@dataclass(frozen=True)
class Part:
    """A program, its arguments for a quick run and a full one, and how long it may take."""

    program: str
    quick: str
    full: str
    quick_seconds: float
    full_seconds: float
    needs_peers: bool = False

    def command(self, *, quick: bool, save: Path) -> list[str]:
        python = PEERS_PYTHON if self.needs_peers else Path(sys.executable)
        arguments = self.quick if quick else self.full
        return [str(python), str(HERE / self.program), *arguments.split(), "--save", str(save)]


PARTS = {
    "start": Part("start.py", "--rounds 2 --incidents 300", "", 120, 300),
    "latency": Part("latency.py", "--count 50 --seconds 8", "", 120, 300),
    "reading": Part("reading.py", "--most 100", "", 120, 400),
    "backtest": Part("backtest.py", "--count 8000 --loop-count 4000", "", 120, 900),
    "flat": Part("flat.py", "--count 30000", "", 120, 1_500, needs_peers=True),
    "peers": Part(
        "peers/run.py",
        "--count 12000 --longest 20 --heats 0.03:1:1:all 0.03:2:1:tocsin",
        "--count 80000 --heats 0.03:1:3:all 0.03:2:2:tocsin+quix 0.2:1:1:all 0.2:2:1:tocsin+quix",
        400,
        2_400,
        needs_peers=True,
    ),
}
"""In the order of the report. Everything quick takes some three minutes, everything forty-five."""


@dataclass
class Outcome:
    """How a part ended."""

    seconds: float
    trouble: str | None
    result: Result | None


def run(name: str, folder: Path, *, quick: bool) -> Outcome:
    """Run a part to its end, or to the end of its time; what it saved by then counts."""
    part = PARTS[name]
    save, log = folder / f"{name}.json", folder / f"{name}.log"
    save.unlink(missing_ok=True)
    began = time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen(
            part.command(quick=quick, save=save),
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        trouble = _ended(process, part.quick_seconds if quick else part.full_seconds)
    if trouble is not None:
        last = log.read_text("utf-8", errors="replace").strip().splitlines()[-1:]
        trouble = f"{trouble}; its last line in {log.name}: {' '.join(last)[:300]}"
    result = Result.load(save) if save.exists() else None
    return Outcome(time.monotonic() - began, trouble, result)


def _ended(process: subprocess.Popen[bytes], seconds: float) -> str | None:
    """Wait for the end and return what was wrong; what it started ends with it."""
    try:
        status = process.wait(seconds)
    except (subprocess.TimeoutExpired, KeyboardInterrupt) as stopped:
        process.send_signal(signal.SIGINT)  # it cleans up after itself, as after a Ctrl-C
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE_SECONDS)
        with suppress(ProcessLookupError):
            killpg(process.pid, signal.SIGKILL)
        process.wait()
        if isinstance(stopped, KeyboardInterrupt):
            raise
        return f"ended after its {seconds:.0f} s"
    return None if status == 0 else f"failed with status {status}"


def markdown(
    about: dict[str, str], outcomes: dict[str, Outcome], waiting: Sequence[str]
) -> Iterator[str]:
    yield "# Tocsin's benchmarks"
    yield ""
    yield from (f"- {name}: {value}" for name, value in about.items())
    goals = [goal for one in outcomes.values() if one.result for goal in one.result.goals]
    if goals:
        yield ""
        yield from Table("Goals", ("what", "wanted", "seen", ""), goals).markdown()
    for name, outcome in outcomes.items():
        yield ""
        yield f"## {name} ({outcome.seconds:.0f} s)"
        yield ""
        if outcome.trouble is not None:
            yield f"**Not whole: {outcome.trouble}**"
            yield ""
        if outcome.result is not None:
            yield from outcome.result.markdown()
    if waiting:
        yield ""
        yield f"Still to come: {', '.join(waiting)}."


def write(
    folder: Path, about: dict[str, str], outcomes: dict[str, Outcome], waiting: Sequence[str]
) -> str:
    """Write report.md and report.json anew; return the first."""
    text = "\n".join(markdown(about, outcomes, waiting)) + "\n"
    (folder / "report.md").write_text(text, "utf-8")
    parts = {name: asdict(outcome) for name, outcome in outcomes.items()}
    whole = {"about": about, "parts": parts, "waiting": list(waiting)}
    (folder / "report.json").write_text(json.dumps(whole, indent=1), "utf-8")
    return text


def main() -> None:
    """Run the parts that are named, or all, and print the report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    options.add_argument("--quick", action="store_true", help="small sizes, some three minutes")
    options.add_argument("--folder", type=Path, default=ROOT / ".cache" / "bench")
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    about = machine(PEERS_PYTHON) | {"sizes": "quick" if given.quick else "full"}
    outcomes: dict[str, Outcome] = {}
    waiting = [name for name in PARTS if name in given.parts]
    while waiting:
        name = waiting.pop(0)
        print(f"{time.strftime('%H:%M:%S')} {name}", file=sys.stderr, flush=True)
        outcomes[name] = run(name, given.folder, quick=given.quick)
        report = write(given.folder, about, outcomes, waiting)
    print(report)
    sys.exit(any(outcome.trouble for outcome in outcomes.values()))


if __name__ == "__main__":
    main()

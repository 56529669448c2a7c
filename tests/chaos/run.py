"""`make chaos`: faults at random while articles with known outcomes are fed; then the ledger.

Bounded in time; the seed is printed and repeats the order of faults, their victims and moments.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random, SystemRandom

from chaos.all_faults import all_faults
from chaos.faults import Fault
from chaos.ledger import Ledger, reckon
from chaos.stage import Stage
from chaos.world import Fed, world

from tocsin.services.broker.embedded import EmbeddedKafka
from tocsin.services.broker.ports import free_port
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics

_RECOVERY_SECONDS = 900.0


@dataclass(frozen=True)
class Happened:
    """A fault that was, with what it cost."""

    name: str
    lasted: float
    recovered: float


@dataclass(frozen=True)
class Play:
    """All that happened and how it ended."""

    seed: int
    happened: tuple[Happened, ...]
    left_out: tuple[str, ...]
    restarts: int
    ledger: Ledger


def play(count: int, faults: Iterable[Fault], seed: int, folder: Path) -> Play:
    """Feed `count` articles in even parts, one fault with each, and reckon."""
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    told = [(fault, fault.impossible()) for fault in faults]
    possible = [fault for fault, why_not in told if why_not is None]
    chance.shuffle(possible)
    fed = list(world(count))
    share = -(-len(fed) // len(possible))
    cache = Settings.load().cache_dir
    # not the usual port: another broker could take it while this one is away
    port = free_port("127.0.0.1")
    with EmbeddedKafka(folder / "kafka", cache_dir=cache, port=port) as broker:
        settings = Settings.load(
            bootstrap_servers=broker.bootstrap_servers,
            http_port=0,
            state_dir=folder / "state",
            session_timeout=6.0,
        )
        ensure_topics(settings)
        stage = Stage(settings, broker, folder, fed)
        with closing(stage):
            for number in (1, 2):
                stage.detectors.start(number)
            for number in (1, 2):
                stage.detectors[number].wait_ready(240)
            happened = [
                _happen(fault, stage, fed[at * share : (at + 1) * share], chance)
                for at, fault in enumerate(possible)
            ]
            left_out = tuple(f"{fault.name}: {why}" for fault, why in told if why is not None)
            ledger = reckon(stage)
            return Play(seed, tuple(happened), left_out, stage.detectors.restarts, ledger)


def _happen(fault: Fault, stage: Stage, messages: Sequence[Fed], chance: Random) -> Happened:
    started = time.monotonic()
    fault.inject(stage, messages, chance)
    lasted = time.monotonic() - started
    recovered = stage.recovered(_RECOVERY_SECONDS)
    sys.stderr.write(f"  {fault.name}: recovered in {recovered:.1f} s\n")
    return Happened(fault.name, lasted, recovered)


def table(played: Play) -> str:
    """Return what happened, as Markdown."""
    ledger = played.ledger
    counts = {
        "fed": ledger.fed,
        "not acknowledged": ledger.lag,
        "deleted unread": ledger.deleted,
        "reported": ledger.reported,
        "dead letters": ledger.dead,
        "alerts": ledger.alerts,
        "revisions": ledger.revisions,
        "exact repeats": ledger.repeats,
        "detectors that ended by themselves": played.restarts,
        "lost or wrong": len(ledger.faults),
    }
    lines = [
        f"Seed {played.seed}:",
        "",
        f"| {' | '.join(counts)} |",
        f"|{'---|' * len(counts)}",
        f"| {' | '.join(f'{count:,}' for count in counts.values())} |",
        "",
        "| fault | lasted, feeding included, s | then all done after, s |",
        "|---|---|---|",
    ]
    lines += [f"| {one.name} | {one.lasted:.1f} | {one.recovered:.1f} |" for one in played.happened]
    lines += [f"| {left} | left out | |" for left in played.left_out]
    lines += [f"WRONG: {fault}" for fault in ledger.faults]
    return "\n".join(lines)


def main() -> int:
    """Play once; status 1 where anything was lost."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=50_000)
    options.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    options.add_argument("--away", type=float, default=60.0, help="seconds without the broker")
    given = options.parse_args()
    sys.stderr.write(f"chaos with seed {given.seed}, {given.articles:,} articles\n")
    with tempfile.TemporaryDirectory(prefix="tocsin-chaos-", ignore_cleanup_errors=True) as folder:
        played = play(given.articles, all_faults(given.away), given.seed, Path(folder))
    sys.stdout.write(f"{table(played)}\n")
    return 1 if played.ledger.faults else 0


if __name__ == "__main__":
    sys.exit(main())

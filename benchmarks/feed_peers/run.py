"""Read other projects' feed documents and list what differs, by reason.

    python -m benchmarks.feed_peers.run --gofeed DIR --feedparser DIR --miniflux DIR
    python -m benchmarks.feed_peers.run --feedparser DIR --reader feedparser --show 20
    python -m benchmarks.feed_peers.run --opml DIR

The folders are clones of those projects; nothing of them is kept here. Readers other than
`tocsin` are measured where their library is installed.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.feed_peers import suites
from benchmarks.feed_peers.compare import GOOD, Difference, Reason, compare
from benchmarks.feed_peers.readers import READERS
from tocsin.services.feeder.live.sources.opml import NotOpmlError, read_opml

SUITES: dict[str, Callable[[Path], Iterator[suites.Case]]] = {
    "gofeed": suites.gofeed,
    "feedparser": suites.feedparser,
    "miniflux": suites.miniflux,
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    for name in SUITES:
        options.add_argument(f"--{name}", type=Path, help=f"a clone of {name}")
    options.add_argument("--reader", choices=READERS, default="tocsin")
    options.add_argument("--show", type=int, default=5, help="examples of each reason")
    options.add_argument("--opml", type=Path, help="a folder of OPML files, each to be imported")
    given = options.parse_args()
    if given.opml is not None:
        _import_all(given.opml)
    for name, cases in SUITES.items():
        folder = getattr(given, name)
        if folder is not None:
            began = time.perf_counter()
            found = [one for case in cases(folder) for one in compare(case, READERS[given.reader])]
            _report(name, given.reader, found, time.perf_counter() - began, given.show)


def _import_all(folder: Path) -> None:
    files = sorted(folder.rglob("*.opml"))
    feeds, refused = 0, []
    for file in files:
        try:
            feeds += len(read_opml(file.read_bytes())[0])
        except NotOpmlError as error:
            refused.append(f"{file.name}: {error}")
    print(
        f"{len(files):,} OPML files, {feeds:,} feeds, {len(refused):,} refused", *refused, sep="\n"
    )


def _report(suite: str, reader: str, found: list[Difference], seconds: float, show: int) -> None:
    print(f"\n{suite}, read by {reader} in {seconds:.1f} s: {len(found):,} assertions")
    for field in suites.Field:
        of_field = [one for one in found if one.expected.field is field]
        if of_field:
            good = sum(one.reason in GOOD for one in of_field)
            print(f"  {field:6} {good:5,} of {len(of_field):5,}  {good / len(of_field):6.1%}")
    reasons = Counter((one.expected.field, one.reason) for one in found)
    for (field, reason), count in sorted(reasons.items(), key=lambda pair: -pair[1]):
        if reason is Reason.EQUAL:
            continue
        kind = "no fault" if reason in GOOD else "a difference"
        print(f"  {count:4} x {field}, {kind}: {reason}")
        alike = [one for one in found if (one.expected.field, one.reason) == (field, reason)]
        for one in alike[:show]:
            print(f"       {one.case}: wanted {one.expected.value[:90]!r}, got {one.got[:90]!r}")


if __name__ == "__main__":
    main()

"""How much of a page's story is kept, and how much of what is next to it.

    python -m benchmarks.page_text --trafilatura DIR [--show 20]

DIR is a clone of trafilatura, whose evaluation names, for each of a thousand pages, pieces that
belong to its main text and pieces that do not; nothing of it is kept here.
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura
from resiliparse.extract.html2text import extract_plain_text

from tocsin.services.feeder.live.encoding import text_of
from tocsin.services.feeder.live.pages.page import read_page

READERS: dict[str, Callable[[bytes, str], str]] = {
    "tocsin": lambda body, address: read_page(body, None, address).text,
    "trafilatura": lambda body, _: (
        trafilatura.extract(text_of(body, None), include_comments=False, fast=True) or ""
    ),
    "resiliparse": lambda body, _: extract_plain_text(text_of(body, None), main_content=True),
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--trafilatura", type=Path, required=True)
    options.add_argument("--show", type=int, default=0, help="pages that lose or add most")
    options.add_argument("--reader", choices=READERS, action="append")
    given = options.parse_args()
    folder = given.trafilatura / "tests"
    pages = json.loads((folder / "evaldata.json").read_text("utf-8"))
    for name in given.reader or READERS:
        _measure(name, folder, pages, given.show)


def _measure(name: str, folder: Path, pages: dict[str, dict[str, list[str]]], show: int) -> None:
    began = time.perf_counter()
    kept = wanted = added = unwanted = read = 0
    faults = []
    for address, told in pages.items():
        file = next(
            (one for sub in ("cache", "eval") if (one := folder / sub / told["file"]).exists()),
            None,
        )
        if file is None:
            continue
        read += 1
        text = _plain(READERS[name](file.read_bytes(), address))
        lost = [one for one in told["with"] if _plain(one) not in text]
        extra = [one for one in told["without"] if _plain(one) in text]
        wanted += len(told["with"])
        kept += len(told["with"]) - len(lost)
        unwanted += len(told["without"])
        added += len(extra)
        if lost or extra:
            faults.append((len(lost) + len(extra), file.name, lost, extra))
    print(
        f"{name:12} {read:,} pages in {time.perf_counter() - began:.0f} s: "
        f"{kept / wanted:.1%} of the story kept, {added / unwanted:.1%} of the rest in it"
    )
    for _, file, lost, extra in sorted(faults, reverse=True)[:show]:
        print(f"  {file}: lost {[one[:60] for one in lost]}, added {[one[:60] for one in extra]}")


def _plain(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    main()

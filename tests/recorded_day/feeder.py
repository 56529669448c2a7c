"""The feeder as a service, with its settings from the environment, by a faster clock."""

import sys
from pathlib import Path

from recorded_day.fast_clock import FastClock

from tocsin.services.feeder.live.service import serve
from tocsin.services.feeder.live.sources.files import read_sources_file
from tocsin.services.settings import Settings

if __name__ == "__main__":
    sources_at, clock_at, fast = sys.argv[1:]
    sources = read_sources_file(Path(sources_at))
    FastClock.begin(Path(clock_at))
    sys.exit(
        serve(Settings.load(), sources, ingest=False, clock=FastClock(Path(clock_at), float(fast)))
    )

"""Fuzz the reading: `make fuzz SECONDS=60`. What breaks it is written to the corpus folder.

python tests/fuzz/reading_fuzzer.py CORPUS -max_total_time=60     (libFuzzer's options)
"""

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["tocsin"]):
    from fuzz.target import one_message

if __name__ == "__main__":
    atheris.Setup(sys.argv, one_message)
    atheris.Fuzz()

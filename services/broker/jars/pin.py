"""Regenerate `jars.sha256` from Maven Central: `python -m tocsin.services.broker.jars.pin`.

Run it after changing the versions in `maven.py`, and read the difference before committing it:
from then on every machine accepts exactly these jars.
"""

import hashlib
import sys
import tempfile
from pathlib import Path

from tocsin.services.broker.jars.maven import needed
from tocsin.services.broker.jars.pinned import JAR_LIST, Jar, render_jar_list

HEADER = """\
# The jars of the embedded Kafka: SHA-256, Maven coordinates. Written by `make jars`;
# a jar that is not here or hashes otherwise is not run.
"""


def pin() -> None:
    """Resolve, fetch and hash the jars, and write the list."""
    with tempfile.TemporaryDirectory() as folder:
        jars = [_hashed(name, path) for name, path in needed(Path(folder)).items()]
    JAR_LIST.write_text(HEADER + render_jar_list(jars), encoding="utf-8")
    sys.stdout.write(f"{JAR_LIST.name}: {len(jars)} jars\n")


def _hashed(coordinates: str, path: Path) -> Jar:
    group, artifact, version = coordinates.split(":")
    return Jar(group, artifact, version, hashlib.sha256(path.read_bytes()).hexdigest())


if __name__ == "__main__":
    pin()

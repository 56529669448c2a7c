"""Which jars make up Kafka, and what each must hash to: the committed list, read and compared."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

JAR_LIST: Final = Path(__file__).with_name("jars.sha256")

_LINE: Final = re.compile(
    r"(?P<sha256>[0-9a-f]{64}) {2}"
    r"(?P<group>[\w.-]+):(?P<artifact>[\w.-]+):(?P<version>[\w.-]+)"
)


@dataclass(frozen=True, slots=True, order=True)
class Jar:
    """One jar of Maven Central, by its coordinates, and the SHA-256 that it must have."""

    group: str
    artifact: str
    version: str
    sha256: str

    @property
    def coordinates(self) -> str:
        """Return `group:artifact:version`, as Maven writes it."""
        return f"{self.group}:{self.artifact}:{self.version}"

    @property
    def filename(self) -> str:
        """Return the file's name in a Maven repository."""
        return f"{self.artifact}-{self.version}.jar"


def parse_jar_list(text: str) -> tuple[Jar, ...]:
    """Read lines of `<sha256>  <group>:<artifact>:<version>`; `#` starts a comment line.

    Raises:
        ValueError: a line has another shape, or two jars have the same file name.
    """
    jars: list[Jar] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.rstrip())
        if match is None:
            message = f"line {number} is not `<sha256>  <group>:<artifact>:<version>`: {line}"
            raise ValueError(message)
        jars.append(Jar(**match.groupdict()))
    if len({jar.filename for jar in jars}) != len(jars):
        message = "two jars would have the same file name"
        raise ValueError(message)
    return tuple(jars)


def render_jar_list(jars: Iterable[Jar]) -> str:
    """Return the list as `parse_jar_list` reads it, sorted."""
    lines = [f"{jar.sha256}  {jar.coordinates}" for jar in sorted(jars)]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a folder of jars holds, held against the list."""

    missing: tuple[Jar, ...]
    altered: tuple[Jar, ...]
    """There, but with another hash."""
    unexpected: tuple[str, ...]
    """File names that the list does not know."""


def compare(jars: Iterable[Jar], found: dict[str, str]) -> Shelf:
    """Hold a folder's files (name → SHA-256) against the list."""
    by_name = {jar.filename: jar for jar in jars}
    return Shelf(
        missing=tuple(jar for name, jar in by_name.items() if name not in found),
        altered=tuple(
            jar for name, jar in by_name.items() if name in found and found[name] != jar.sha256
        ),
        unexpected=tuple(sorted(found.keys() - by_name.keys())),
    )

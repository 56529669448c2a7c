"""Maven Central through `jgo`: which jars Kafka needs, and fetching one."""

import time
from pathlib import Path
from typing import Final

import requests
from jgo.constants import MAVEN_CENTRAL_URL
from jgo.maven import Artifact, MavenContext

MAVEN_CENTRAL: Final = MAVEN_CENTRAL_URL
KAFKA: Final = "org.apache.kafka:kafka_2.13:4.1.0"
LOGGING: Final = "org.apache.logging.log4j:log4j-slf4j-impl:2.24.3"
"""Kafka brings Log4j 2, but leaves the bridge from SLF4J 1.7 to its packagers."""

_ATTEMPTS: Final = 3


def needed(repository: Path) -> dict[str, Path]:
    """Return every jar that Kafka runs on, by Maven coordinates, fetched into `repository`."""
    context = MavenContext(repo_cache=repository)
    jars: dict[str, Path] = {}
    # apart, for resolved as one the logging's managed versions would replace Kafka's own
    for root in (KAFKA, LOGGING):
        inputs, behind = context.resolver.resolve([context.create_dependency(root)])
        for dependency in (*inputs, *behind):
            artifact = dependency.artifact
            name = f"{artifact.groupId}:{artifact.artifactId}:{artifact.version}"
            jars[name] = fetch(artifact)
    return jars


def artifact(coordinates: str, repository: Path, source: str) -> Artifact:
    """Return the handle of one jar of `source` whose copy is kept under `repository`."""
    context = MavenContext(repo_cache=repository, remote_repos={"source": source})
    return context.create_dependency(coordinates).artifact


def fetch(wanted: Artifact) -> Path:
    """Return the path of the jar, fetching it if it is missing; a broken connection is tried again.

    Raises:
        requests.RequestException: Maven Central cannot be reached.
        RuntimeError: it does not have the jar.
    """
    for attempt in range(1, _ATTEMPTS):
        try:
            return wanted.resolve()
        except requests.RequestException:
            # what came before the line broke would pass for the whole jar
            if wanted.cached_path:
                wanted.cached_path.unlink(missing_ok=True)
            time.sleep(attempt)
    return wanted.resolve()

"""How the embedded Kafka is set: its server.properties and its JVM's options."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import pathsep
from pathlib import Path
from typing import Final

TOPICS: Final = "topics"
"""Where Kafka keeps its messages, inside the data folder."""
LOGS: Final = "logs"
"""Where Kafka and its JVM write what they do, inside the data folder."""
SCRATCH: Final = "scratch"
"""Where the compression libraries unpack themselves, inside the data folder."""
CONTROLLER_HOST: Final = "127.0.0.1"
"""The controller talks to its own process only."""
LOG_CONFIG: Final = Path(__file__).with_name("log4j2.properties")

# Short ways for one node on one machine. Each name is a broker setting of Kafka 4.1:
# https://kafka.apache.org/41/configuration/broker-configs/
_SETTINGS: Final = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.listener.names": "CONTROLLER",
    "inter.broker.listener.name": "BROKER",
    "listener.security.protocol.map": "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
    # relative to the working folder, as a comma in a path would make two of it
    "log.dirs": TOPICS,
    # a topic made by a typing error would hide the error
    "auto.create.topics.enable": "false",
    "default.replication.factor": "1",
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "transaction.state.log.num.partitions": "4",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "share.coordinator.state.topic.num.partitions": "4",
    # a consumer that comes alone need not wait for others, and one that dies is missed soon
    "group.initial.rebalance.delay.ms": "0",
    "group.min.session.timeout.ms": "1000",
    # after a kill the node waits until its former self has been missed for this long
    "broker.session.timeout.ms": "2000",
    "broker.heartbeat.interval.ms": "400",
    "num.network.threads": "2",
    "num.io.threads": "4",
    "num.recovery.threads.per.data.dir": "1",
    "background.threads": "4",
    # of the heap's 384 MB the default would take 128
    "log.cleaner.dedupe.buffer.size": str(16 * 1024 * 1024),
}

_OPEN: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Listeners:
    """Where the broker listens, under which name clients reach it, and the controller's port."""

    host: str
    advertised: str
    port: int
    controller_port: int

    @property
    def bootstrap_servers(self) -> str:
        """Return the address for clients, as `host:port`."""
        return f"{_bracketed(self.advertised)}:{self.port}"


def server_properties(listeners: Listeners, security: Mapping[str, str] = _OPEN) -> str:
    """Return the text of server.properties; paths in it are relative to the data folder.

    `security` restricts access: its settings replace the open ones.
    """
    broker = f"BROKER://{_bracketed(listeners.host)}:{listeners.port}"
    controller = f"{CONTROLLER_HOST}:{listeners.controller_port}"
    settings = _SETTINGS | {
        "listeners": f"{broker},CONTROLLER://{controller}",
        "advertised.listeners": f"BROKER://{listeners.bootstrap_servers}",
        "controller.quorum.voters": f"1@{controller}",
        **security,
    }
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def java_options(jars: Sequence[Path], heap_mb: int) -> tuple[str, ...]:
    """Return the options of a JVM that is small and starts fast."""
    return (
        f"-Xmx{heap_mb}m",
        "-XX:+UseSerialGC",  # no idle threads of a parallel collector
        "-XX:TieredStopAtLevel=1",  # up in 2.5 s; with the optimising compiler 4.8 s on two cores
        "-XX:-UsePerfData",  # no file under /tmp that a kill would leave behind
        "-XX:+ExitOnOutOfMemoryError",
        "-Djava.awt.headless=true",
        f"-Dlog4j2.configurationFile={LOG_CONFIG}",
        f"-Dkafka.logs.dir={LOGS}",
        f"-Djava.io.tmpdir={SCRATCH}",
        "-cp",
        pathsep.join(str(jar) for jar in jars),
    )


def _bracketed(host: str) -> str:
    """Write an IPv6 address as addresses with a port are written."""
    return f"[{host}]" if ":" in host else host

"""`tocsin topics`: create missing topics and list all of them."""

from collections.abc import Sequence

from rich.table import Table

from tocsin.services.settings import Settings
from tocsin.services.terminal import Terminal
from tocsin.services.topics.plan import PlannedTopic


def topics() -> None:
    """Create missing topics and list all of them; safe to repeat."""
    from tocsin.services.topics.creation import (  # noqa: PLC0415 - keeps `tocsin --help` fast
        ensure_topics,
    )

    Terminal().print(topic_table(ensure_topics(Settings.load())))


def topic_table(planned: Sequence[PlannedTopic]) -> Table:
    """Return one row a topic: name, partitions, whether it is new, what it holds."""
    table = Table("topic", "partitions", "state", "holds")
    table.columns[0].overflow = "fold"  # a name that is cut off is useless
    table.columns[1].justify = "right"
    for topic in planned:
        state = "there" if topic.exists else "created"
        table.add_row(topic.name, str(topic.partitions), state, topic.describes)
    return table

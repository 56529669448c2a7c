"""Of the embedded Kafka."""

from pathlib import Path

from platformdirs import user_cache_path, user_data_path
from pydantic import BaseModel

from tocsin.services.settings.knob import knob


class BrokerSettings(BaseModel):
    """Of the embedded Kafka."""

    broker_dir: Path = knob(
        "Broker data",
        "Where the embedded Kafka keeps its data.",
        user_data_path("tocsin") / "kafka",
    )
    cache_dir: Path = knob(
        "Download cache", "Where the embedded Kafka's jars are kept.", user_cache_path("tocsin")
    )

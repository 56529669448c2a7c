"""Settings of the embedded Kafka."""

from pathlib import Path

from platformdirs import user_cache_path, user_data_path
from pydantic import BaseModel

from tocsin.services.settings.knob import knob


class BrokerSettings(BaseModel):
    """Settings of the embedded Kafka."""

    broker_dir: Path = knob(
        "Broker data",
        "Data folder of the embedded Kafka.",
        user_data_path("tocsin") / "kafka",
    )
    cache_dir: Path = knob(
        "Download cache",
        "Folder for the downloaded jars of the embedded Kafka.",
        user_cache_path("tocsin"),
    )

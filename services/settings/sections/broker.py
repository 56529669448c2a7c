"""Settings of the embedded Kafka."""

from pathlib import Path

from platformdirs import user_cache_path, user_data_path
from pydantic import BaseModel

from tocsin.services.settings.setting import setting


class BrokerSettings(BaseModel):
    """Settings of the embedded Kafka."""

    broker_dir: Path = setting(
        "Broker data",
        "Data folder of the embedded Kafka.",
        user_data_path("tocsin") / "kafka",
    )
    cache_dir: Path = setting(
        "Download cache",
        "Folder for the downloaded jars of the embedded Kafka.",
        user_cache_path("tocsin"),
    )

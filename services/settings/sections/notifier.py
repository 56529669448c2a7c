"""Settings of the notifier."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import BaseModel

from tocsin.services.settings.setting import setting


class NotifierSettings(BaseModel):
    """Settings of the notifier."""

    notifier_routes: Path = setting(
        "Notifier routes", "YAML file that says who receives which alerts.", Path("routes.yaml")
    )
    notifier_state: Path = setting(
        "Notifier state",
        "SQLite file of what was sent and what is still queued.",
        user_data_path("tocsin") / "notifier.sqlite",
    )
    notifier_tries: int = setting(
        "Delivery attempts",
        "Attempts to deliver a message before it goes to the dead letters.",
        6,
        ge=1,
        le=20,
    )
    notifier_patience: float = setting(
        "Delivery timeout",
        "Timeout of one delivery attempt; a target that takes longer has failed.",
        15.0,
        "s",
        gt=0,
    )
    notifier_port: int = setting(
        "Notifier port",
        "Port of the notifier's metrics and health checks; 0 picks a free port.",
        6069,
        ge=0,
        le=65_535,
    )
    notifier_templates: Path | None = setting(
        "Notifier templates", "Folder of message templates that override the built-in ones.", None
    )
    notifier_link: str | None = setting(
        "Notifier link",
        "Link to an alert in messages, with `{id}` for the alert's id; default: its page on "
        "the board.",
        None,
    )

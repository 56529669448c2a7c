"""Of the notifier."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import BaseModel

from tocsin.services.settings.knob import knob


class NotifierSettings(BaseModel):
    """Of the notifier."""

    notifier_routes: Path = knob(
        "Routes", "A YAML file: who hears of which alerts.", Path("routes.yaml")
    )
    notifier_state: Path = knob(
        "Notifier state",
        "A file: what was sent, and what waits.",
        user_data_path("tocsin") / "notifier.sqlite",
    )
    notifier_tries: int = knob(
        "Tries", "How often a message is tried before it is set aside.", 6, ge=1, le=20
    )
    notifier_patience: float = knob(
        "Patience", "A target that takes longer for a message did not take it.", 15.0, "s", gt=0
    )
    notifier_port: int = knob(
        "Notifier port", "Of its metrics and health; 0 takes a free one.", 6069, ge=0, le=65_535
    )
    notifier_templates: Path | None = knob(
        "Templates", "A folder of message templates that replace ours.", None
    )
    notifier_link: str | None = knob(
        "Link",
        "Where an alert is read; `{id}` stands for its id. The board's page of it where unset.",
        None,
    )

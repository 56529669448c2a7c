"""Settings of the board."""

from typing import Annotated

from pydantic import BaseModel, SecretStr, StringConstraints

from tocsin.services.settings.setting import setting

_SHORTEST_TOKEN = 16


class BoardSettings(BaseModel):
    """Settings of the board."""

    board_host: str = setting("Board host", "Address on which the board is served.", "127.0.0.1")
    board_port: int = setting(
        "Board port", "Port of the board; 0 picks a free port.", 6067, ge=0, le=65_535
    )
    board_url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+$")] = setting(
        "Board URL",
        "URL at which people reach the board; links in feeds and messages start with it.",
        "http://localhost:6067",
    )
    board_hosts: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_. -]+$")] | None = setting(
        "Board hosts",
        "Additional host names of the board, separated by spaces; requests for other names "
        "are refused. The host of the board URL, `localhost` and IP addresses are always "
        "accepted.",
        None,
    )
    board_read_token: SecretStr | None = setting(
        "Board read token",
        f"Token that readers of the board need, at least {_SHORTEST_TOKEN} characters; if "
        "unset, anyone can read.",
        None,
        min_length=_SHORTEST_TOKEN,
    )
    board_write_token: SecretStr | None = setting(
        "Board write token",
        "Token needed to acknowledge, silence, retract or give a verdict, at least "
        f"{_SHORTEST_TOKEN} characters; if unset, nobody can.",
        None,
        min_length=_SHORTEST_TOKEN,
    )
    board_memory: int = setting(
        "Board memory",
        "Maximum size of the alerts that the board holds; it drops the oldest first. The "
        "process needs about eight times as much.",
        32,
        "MiB",
        ge=1,
        le=4096,
    )

"""Of the board."""

from typing import Annotated

from pydantic import BaseModel, SecretStr, StringConstraints

from tocsin.services.settings.knob import knob

_SHORTEST_TOKEN = 16


class BoardSettings(BaseModel):
    """Of the board."""

    board_host: str = knob("Board host", "Where the board is served.", "127.0.0.1")
    board_port: int = knob("Board port", "Of the board; 0 takes a free one.", 6067, ge=0, le=65_535)
    board_url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+$")] = knob(
        "Board address",
        "How people reach the board; links in feeds and messages begin with it.",
        "http://localhost:6067",
    )
    board_hosts: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_. -]+$")] | None = knob(
        "Board hosts",
        "Further names by which browsers may ask for the board, with spaces between; that of the "
        "board address, `localhost` and bare addresses always may.",
        None,
    )
    board_read_token: SecretStr | None = knob(
        "Board read token",
        f"Who looks must know it, {_SHORTEST_TOKEN} characters or more; none lets everybody look.",
        None,
        min_length=_SHORTEST_TOKEN,
    )
    board_write_token: SecretStr | None = knob(
        "Board write token",
        f"Who silences, retracts or judges must know it, {_SHORTEST_TOKEN} characters or more; "
        "none lets nobody.",
        None,
        min_length=_SHORTEST_TOKEN,
    )
    board_memory: int = knob(
        "Board memory",
        "Most alert payload that is held, the oldest is let go; in memory it takes about eight "
        "times as much.",
        32,
        "MiB",
        ge=1,
        le=4096,
    )

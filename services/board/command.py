"""`tocsin board`: alerts as a live page, until stopped."""

from typing import Annotated

import typer

from tocsin.services.settings import Settings


def board(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[
        int | None, typer.Option(help="Port to listen on; 0 picks a free port.")
    ] = None,
) -> None:
    """Serve the live board, its API and its feeds, until SIGTERM or Ctrl-C.

    Status 0: stopped on request. 2: invalid setting. 3: Kafka or the port is unavailable.
    """
    from tocsin.services.board.run import run  # noqa: PLC0415 - keeps `tocsin --help` fast

    run(Settings.load(board_host=host, board_port=port))

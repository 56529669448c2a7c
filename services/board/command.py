"""`tocsin board`: alerts as a live page, until it is told to stop."""

from typing import Annotated

import typer

from tocsin.services.settings import Settings


def board(
    host: Annotated[str | None, typer.Option(help="Where to listen.")] = None,
    port: Annotated[int | None, typer.Option(help="On which port; 0 takes a free one.")] = None,
) -> None:
    """Serve the live board, its API and its feeds, until SIGTERM or Ctrl-C.

    Status 0: ended as asked. 2: a wrong setting. 3: no Kafka, or the port cannot be had.
    """
    from tocsin.services.board.run import run  # noqa: PLC0415 - keeps `tocsin --help` fast

    run(Settings.load(board_host=host, board_port=port))

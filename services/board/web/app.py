"""The web application, wired. No logic here."""

from aiohttp import web

from tocsin.services.board.board import Board
from tocsin.services.board.metrics import BoardMetrics
from tocsin.services.board.web.access.authorization import AccessControl
from tocsin.services.board.web.access.guard import guards
from tocsin.services.board.web.access.hardening import harden
from tocsin.services.board.web.access.hosts import Hosts
from tocsin.services.board.web.access.signing_in import SigningIn
from tocsin.services.board.web.answers.silences import Silences
from tocsin.services.board.web.answers.writes import Say, Writes
from tocsin.services.board.web.api import Api
from tocsin.services.board.web.files import Files
from tocsin.services.board.web.formats import Formats
from tocsin.services.board.web.pages import BoardPages
from tocsin.services.board.web.stream import Stream
from tocsin.services.board.web.templates import Templates
from tocsin.services.monitoring.http import monitoring_routes
from tocsin.services.settings import Settings

_LARGEST_ANSWER = 64 * 1024


def create_app(
    settings: Settings, board: Board, metrics: BoardMetrics, say: Say
) -> web.Application:
    """Return the board as a web application; `say` sends what people answer."""
    files = Files()
    templates = Templates(files, board)
    read_token, write_token = settings.board_read_token, settings.board_write_token
    access = AccessControl(
        read_token.get_secret_value() if read_token else None,
        write_token.get_secret_value() if write_token else None,
        board.clock,
    )
    patience = settings.ready_patience
    is_secure = settings.board_url.startswith("https://")
    hosts = Hosts(settings.board_url, (settings.board_hosts or "").split())
    app = web.Application(
        middlewares=guards(access, templates, hosts), client_max_size=_LARGEST_ANSWER
    )
    app.on_response_prepare.append(harden)
    pages = BoardPages(board, access, templates, patience)
    writes = Writes(board, access, say, metrics)
    for part in (
        pages,
        Silences(board, access, pages, writes),
        Api(board, settings.board_url),
        Formats(board, settings.board_url),
        Stream(board, metrics, templates, patience),
        SigningIn(access, templates, is_secure=is_secure),
        writes,
    ):
        app.add_routes(part.routes())
    app.add_routes([web.get("/static/{version}/{name:.+}", files.serve)])
    app.add_routes(monitoring_routes(metrics.registry, lambda: board.trouble(patience)))
    return app

"""The web application, wired. No logic here."""

from aiohttp import web

from services.board.board import Board
from services.board.metrics import BoardMetrics
from services.board.web.access import Access
from services.board.web.api import Api
from services.board.web.files import Files
from services.board.web.formats import Formats
from services.board.web.guard import guards
from services.board.web.hardening import harden
from services.board.web.hosts import Hosts
from services.board.web.pages import Pages
from services.board.web.signing_in import SigningIn
from services.board.web.silences import Silences
from services.board.web.stream import Stream
from services.board.web.templates import Templates
from services.board.web.writes import Say, Writes
from services.monitoring.http import monitoring_routes
from services.settings import Settings

_LARGEST_ANSWER = 64 * 1024


def create_app(
    settings: Settings, board: Board, metrics: BoardMetrics, say: Say
) -> web.Application:
    """Return the board as a web application; `say` sends what people answer."""
    files = Files()
    templates = Templates(files, board)
    read_token, write_token = settings.board_read_token, settings.board_write_token
    access = Access(
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
    pages = Pages(board, access, templates, patience)
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

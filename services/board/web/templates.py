"""Pages from templates; every value is escaped, because every value may be news text."""

from datetime import UTC
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tocsin.schemas.fields.countries import country_name
from tocsin.services.board.board import Board
from tocsin.services.board.showing import chart
from tocsin.services.board.showing.words import ago, clock, event_word
from tocsin.services.board.web.files import Files
from tocsin.services.plain_text import plain

TEMPLATES: Final = Path(__file__).resolve().parents[1] / "templates"


class Templates:
    """Renders the board's templates; times are shown by the board's clock."""

    def __init__(self, files: Files, board: Board) -> None:
        self._board = board
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals.update(
            asset=files.address, country_name=country_name, event_word=event_word, chart_box=chart
        )
        environment.filters.update(
            plain=plain,
            ago=lambda moment: ago(moment, board.clock()),
            clock=lambda moment: clock(moment, board.clock()),
            iso=lambda moment: moment.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            minute=lambda moment: f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        )
        self._environment = environment

    def render(self, name: str, **values: object) -> str:
        """Return a template filled in.

        Raises:
            jinja2.UndefinedError: a value is missing.
        """
        return self._environment.get_template(name).render(now=self._board.clock(), **values)

"""Early warning from the news: articles on Kafka in, alerts on Kafka out.

Example:
    from tocsin import Settings, watch

    with watch(Settings.load(), since="2h") as alerts:
        for alert in alerts:
            print(alert.title)
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.schemas.alert import Alert
    from tocsin.schemas.article import Article, ArticleText
    from tocsin.schemas.report import Report
    from tocsin.services.offline.read import read
    from tocsin.services.settings import Settings
    from tocsin.services.watcher import watch

    __version__: str

__all__ = ["Alert", "Article", "ArticleText", "Report", "Settings", "__version__", "read", "watch"]

_HOMES = {
    "Alert": "tocsin.schemas.alert",
    "Article": "tocsin.schemas.article",
    "ArticleText": "tocsin.schemas.article",
    "Report": "tocsin.schemas.report",
    "read": "tocsin.services.offline.read",
    "Settings": "tocsin.services.settings",
    "watch": "tocsin.services.watcher",
}


def __getattr__(name: str) -> object:
    """Load what is asked for, and only that (PEP 562): every module of ours passes here."""
    if name == "__version__":
        return import_module("importlib.metadata").version("tocsin")
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """Name what can be imported, loaded or not."""
    return sorted(__all__)

"""The seed articles as a wire would bring them: oldest first."""

from pathlib import Path
from typing import Final

from tocsin.schemas.article import Article
from tocsin.services.settings import SEEDS

_FOLDER: Final = SEEDS / "articles"


def seed_articles(folder: Path = _FOLDER) -> tuple[Article, ...]:
    """Return all articles of the folder's JSON Lines files by their publication."""
    articles = [
        Article.read(line)
        for file in sorted(folder.glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
        if line.strip()
    ]
    return tuple(sorted(articles, key=lambda article: (article.published_at, article.id)))

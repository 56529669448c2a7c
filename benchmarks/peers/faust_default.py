"""(e) Faust as its documentation shows it: a record, an agent, one awaited send an event."""

import sys
from datetime import UTC, datetime

import faust
from work import ENCODER

from tocsin.schemas.article import Article
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.reading.language import is_english

BOOTSTRAP, GROUP, ARTICLES, REPORTS = sys.argv[1:5]


class News(faust.Record, validation=False):
    """An article, as Faust's own records have it."""

    id: str
    source: str
    text: str
    published_at: str
    title: str | None = None
    url: str | None = None
    language: str | None = None


app = faust.App(GROUP, broker=f"kafka://{BOOTSTRAP}", web_enabled=False, store="memory://")
app.conf.datadir = sys.argv[5]
articles = app.topic(ARTICLES, value_type=News)
reports = app.topic(REPORTS, value_serializer="raw", key_serializer="raw")


@app.agent(articles)
async def read(stream: faust.StreamT[News]) -> None:
    """Read articles one by one."""
    async for news in stream:
        article = Article(
            id=news.id,
            source=news.source,
            text=news.text,
            published_at=datetime.fromisoformat(news.published_at).astimezone(UTC),
        )
        if not is_english(article):
            continue
        for report in reports_of(article, ENCODER):
            await reports.send(key=report.topic_key, value=report.write())


if __name__ == "__main__":
    sys.argv = [sys.argv[0], "worker", "-l", "warn"]
    app.main()

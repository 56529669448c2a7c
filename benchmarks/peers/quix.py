"""(b) Quix Streams, as its documentation shows it, at least once."""

import sys

from quixstreams import Application
from work import work


def main(bootstrap: str, group: str, articles: str, reports: str) -> None:
    """Read until killed."""
    app = Application(
        broker_address=bootstrap,
        consumer_group=group,
        auto_offset_reset="earliest",
        auto_create_topics=False,
        commit_interval=1.0,
        producer_extra_config={"compression.type": "zstd"},
        loglevel="WARNING",
    )
    news = app.topic(articles, value_deserializer="bytes", key_deserializer="bytes")
    told = app.topic(reports, value_serializer="bytes", key_serializer="bytes")
    frame = app.dataframe(news).apply(work, expand=True)
    frame = frame.apply(lambda pair: pair[1]).to_topic(told)
    app.run()


if __name__ == "__main__":
    main(*sys.argv[1:5])

"""Fill the articles topic fast; needs confluent-kafka, so it runs in the peers' environment."""

from collections.abc import Iterable

from confluent_kafka import Producer

from tocsin.schemas.article import Article
from tocsin.schemas.cloudevents import REPLAY
from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings

FLUSH_EVERY = 50_000


def fill(settings: Settings, articles: Iterable[Article]) -> None:
    """Send articles of an archive; return when Kafka has confirmed all of them."""
    producer = Producer(
        {
            "bootstrap.servers": settings.bootstrap_servers,
            "compression.type": "zstd",
            "linger.ms": 50,
            "queue.buffering.max.messages": 2 * FLUSH_EVERY,
        }
    )
    topic = settings.topic(Topic.ARTICLES)
    for number, article in enumerate(articles, start=1):
        producer.produce(topic, article.write(), article.id, headers=[REPLAY])
        producer.poll(0)
        if number % FLUSH_EVERY == 0:
            producer.flush()
    producer.flush()

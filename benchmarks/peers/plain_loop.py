"""(d) A plain librdkafka loop: read, send, and commit what was flushed, every second."""

import sys
import time

from confluent_kafka import Consumer, Producer
from work import work


def main(bootstrap: str, group: str, articles: str, reports: str) -> None:
    """Read until killed."""
    consumer = Consumer(
        {
            "bootstrap.servers": bootstrap,
            "group.id": group,
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
        }
    )
    producer = Producer(
        {"bootstrap.servers": bootstrap, "compression.type": "zstd", "acks": "all", "linger.ms": 5}
    )
    consumer.subscribe([articles])
    committed = time.monotonic()
    while True:
        for message in consumer.consume(500, timeout=0.1):
            for key, value in work(message.value()):
                producer.produce(reports, value, key)
        producer.poll(0)
        if time.monotonic() - committed > 1:
            producer.flush()
            if consumer.assignment():
                consumer.commit(asynchronous=False)
            committed = time.monotonic()


if __name__ == "__main__":
    main(*sys.argv[1:5])

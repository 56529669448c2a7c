"""(c) Bytewax: its Kafka operators, one worker."""

import sys

import bytewax.operators as op
from bytewax.connectors.kafka import KafkaSink, KafkaSinkMessage, KafkaSource
from bytewax.dataflow import Dataflow
from bytewax.testing import run_main
from work import work


def flow(bootstrap: str, articles: str, reports: str) -> Dataflow:
    """Return the dataflow: articles, flat-mapped to reports."""
    news = Dataflow("tocsin")
    source = KafkaSource([bootstrap], [articles], batch_size=500)
    stream = op.input("articles", news, source)
    told = op.flat_map("read", stream, lambda message: work(message.value))
    out = op.map("message", told, lambda pair: KafkaSinkMessage(pair[0], pair[1]))
    sink = KafkaSink([bootstrap], reports, add_config={"compression.type": "zstd"})
    op.output("reports", out, sink)
    return news


if __name__ == "__main__":
    bootstrap_, _, articles_, reports_ = sys.argv[1:5]
    run_main(flow(bootstrap_, articles_, reports_))

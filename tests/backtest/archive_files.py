"""The seed articles in the shapes in which people keep archives."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
from fastwarc.warc import WarcRecord, WarcRecordType
from pyarrow import parquet

from tocsin.services.settings import SEEDS

LINES = [
    line
    for file in sorted((SEEDS / "articles").glob("*.jsonl"))
    for line in file.read_bytes().splitlines()
]
ARTICLES: list[dict[str, Any]] = [json.loads(line) for line in LINES]


def json_lines(file: Path, lines: list[bytes] = LINES) -> Path:
    content = b"".join(line + b"\n" for line in lines)
    file.write_bytes(gzip.compress(content) if file.suffix == ".gz" else content)
    return file


def table(file: Path, articles: list[dict[str, Any]], rows_a_group: int) -> Path:
    parquet.write_table(pa.Table.from_pylist(articles), file, row_group_size=rows_a_group)
    return file


def warc(file: Path, articles: list[dict[str, Any]]) -> Path:
    with file.open("wb") as out:
        for article in articles:
            record = WarcRecord()
            record.init_headers(record_type=WarcRecordType.response)
            record.headers["WARC-Target-URI"] = f"https://news.example/{article['id']}"
            record.headers["WARC-Date"] = article["published_at"]
            record.headers["Content-Type"] = "application/http; msgtype=response"
            body = f"<h1>{article.get('title', '')}</h1><p>{article['text']}</p>".encode()
            head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
            record.set_bytes_content(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            part = io.BytesIO()
            record.write(part)
            out.write(part.getvalue())
    return file

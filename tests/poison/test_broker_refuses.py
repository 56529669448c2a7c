"""What Kafka itself refuses, so that no detector ever meets it."""

import struct

import pytest
from detector_process import eventually
from kafka import KafkaAdminClient
from kafka.errors import CorruptRecordError, NoError, NotLeaderForPartitionError, for_code
from kafka.protocol.producer import ProduceRequest
from kafka.record.memory_records import MemoryRecordsBuilder
from kafka.record.util import calc_crc32c

from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics

pytestmark = pytest.mark.kafka

_CHECKSUM = 17
_ATTRIBUTES = 21
"""Where a record batch holds them; the checksum covers all from the attributes on."""
_NO_CODEC = 7


def batch() -> bytearray:
    builder = MemoryRecordsBuilder(magic=2, compression_type=0, batch_size=1_000)
    builder.append(timestamp=1, key=b"key", value=b"{}", headers=[])
    builder.close()
    return bytearray(builder.buffer())


def answer(settings: Settings, records: bytes) -> type[Exception]:
    """Send a batch as it is and return the broker's answer."""
    ensure_topics(settings)
    data = ProduceRequest.TopicProduceData
    part = data.PartitionProduceData(index=0, records=bytes(records))
    request = ProduceRequest(
        transactional_id=None,
        acks=-1,
        timeout_ms=10_000,
        topic_data=[data(name=settings.topic(Topic.ARTICLES), partition_data=[part])],
        max_version=9,
    )
    admin = KafkaAdminClient(bootstrap_servers=settings.bootstrap_servers)
    try:

        def answered() -> type[Exception] | None:
            response = admin._manager.run(admin._manager.send, request)
            (partition,) = response.responses[0].partition_responses
            error = for_code(partition.error_code)
            return None if error is NotLeaderForPartitionError else error

        # a topic that was made a moment ago has no leader yet
        return eventually(answered, 30, "an answer of the partition's leader")
    finally:
        admin.close()


def test_a_batch_with_a_wrong_checksum_is_refused(settings: Settings) -> None:
    damaged = batch()
    damaged[-1] ^= 1

    assert answer(settings, damaged) is CorruptRecordError


def test_a_compression_that_nobody_knows_is_refused(settings: Settings) -> None:
    unknown = batch()
    unknown[_ATTRIBUTES + 1] |= _NO_CODEC
    unknown[_CHECKSUM:_ATTRIBUTES] = struct.pack(">I", calc_crc32c(bytes(unknown[_ATTRIBUTES:])))

    assert answer(settings, unknown) is not NoError

"""The fuzz target: the whole way of one message through the reading, with bytes from anywhere.

`make fuzz` runs it under atheris (coverage-guided); the tests run it on the corpus.
"""

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Final

from shipped_network import shipped

from tocsin.schemas.cloudevents import dead_letter_headers, report_headers
from tocsin.schemas.dead_letter import DeadLetter
from tocsin.schemas.report import Report
from tocsin.services.detector.messages.dead_letters import MessageOrigin, dead_letter
from tocsin.services.detector.messages.validation import AdmissionLimits, Dropped, admit
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.reading.language import is_english

_NOW: Final = datetime(2026, 3, 3, 12, tzinfo=UTC)
_LIMITS: Final = AdmissionLimits(524_288, timedelta(days=1))
_LONGEST_SECONDS: Final = 1.0
_TEXT: Final = b"T"
"""Such an input is the text of an article: a fuzzer rarely writes JSON that is one."""


def one_message(data: bytes) -> None:
    """Read one message as the detector does.

    Raises:
        AssertionError: what came out does not read back, or it took too long.
        Exception: the reading broke; the detector would set the message aside as such.
    """
    started = time.process_time()
    value = _article(data[1:]) if data[:1] == _TEXT else data
    admitted = admit(value, _NOW, _LIMITS)
    if isinstance(admitted, Dropped):
        letter = dead_letter(MessageOrigin("t", 0, 0, _NOW, None, value), admitted)
        assert DeadLetter.read(letter.write()) == letter
        dead_letter_headers(letter)
    elif is_english(admitted):
        for report in reports_of(admitted, shipped()):
            assert Report.read(report.write()) == report
            report_headers(report)
            evidence = report.evidence
            whole = admitted.text if evidence.part == "text" else admitted.title or ""
            assert whole[evidence.start : evidence.end] == evidence.sentence
    assert time.process_time() - started < _LONGEST_SECONDS, "it took too long"


def _article(text: bytes) -> bytes:
    fields = {"id": "1", "source": "s", "published_at": "2026-03-03", "language": "en"}
    return json.dumps({**fields, "text": text.decode(errors="replace")}).encode()

import logging

import pytest

from tocsin.services.monitoring.logs import RateLimit


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def line(text: str, name: str = "aiokafka.conn") -> logging.LogRecord:
    return logging.LogRecord(name, logging.WARNING, "file", 1, text, None, None)


@pytest.mark.parametrize(("count", "told"), [(1000, "995 lines"), (6, "1 line")])
def test_a_flood_of_one_logger_is_held_back_and_counted(count: int, told: str) -> None:
    clock = Clock()
    limit = RateLimit(clock)

    passed = [limit.filter(line(f"no connection {n}")) for n in range(count)]
    clock.now = 60.0
    later = line("no connection at last")
    passes_again = limit.filter(later)

    assert sum(passed) == 5
    assert passes_again
    assert later.getMessage() == f"no connection at last ({told} held back before)"


def test_loggers_do_not_use_up_each_others_lines() -> None:
    limit = RateLimit(Clock())

    for _ in range(100):
        limit.filter(line("no connection"))

    assert limit.filter(line("another matter", name="aiokafka.producer"))

import logging

from tocsin.services.monitoring.logs import RateLimit


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def line(text: str, name: str = "aiokafka.conn") -> logging.LogRecord:
    return logging.LogRecord(name, logging.WARNING, "file", 1, text, None, None)


def test_a_flood_of_one_logger_is_held_back_and_counted() -> None:
    clock = Clock()
    limit = RateLimit(clock)

    passed = [limit.filter(line(f"no connection {n}")) for n in range(1000)]
    clock.now = 60.0
    later = line("no connection at last")
    passes_again = limit.filter(later)

    assert sum(passed) == 5
    assert passes_again
    assert later.getMessage() == "no connection at last (995 lines held back before)"


def test_loggers_do_not_use_up_each_others_lines() -> None:
    limit = RateLimit(Clock())

    for _ in range(100):
        limit.filter(line("no connection"))

    assert limit.filter(line("another matter", name="aiokafka.producer"))

"""What each service would otherwise set up in its own way is set up in one place."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PLACES = {
    # the feeder's two producers share their arguments, which come from the runtime
    "KafkaProducer(": {
        "runtime/producer.py",
        "feeder/producer.py",
        "feeder/live/confirmed_sends.py",
    },
    "KafkaConsumer(": {"subscription/consumer.py"},
    "set_up_logs(": {"monitoring/logs.py", "runtime/lifecycle.py"},
    # SIGHUP reloads the rules; it is no end
    ".add_signal_handler(": {"runtime/lifecycle.py", "detector/rule_watch.py"},
    "Alert.read_along(record": set(),
    "read_control(record": set(),
    "settings.http_client_connections": {"runtime/http.py"},
}


@pytest.mark.parametrize("call", PLACES)
def test_a_part_of_the_runtime_is_not_written_again(call: str) -> None:
    services = ROOT / "services"
    found = {
        str(file.relative_to(services))
        for file in services.rglob("*.py")
        if call in file.read_text("utf-8")
    }
    assert found == PLACES[call]

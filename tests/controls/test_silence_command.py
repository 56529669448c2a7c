"""`tocsin silence` against a real Kafka."""

import json
from datetime import UTC, datetime

import pytest
from board.board_process import ring
from stories.alerts_of_a_story import injured, killed
from tocsin_command import run
from watcher.alert_cases import alert

from tocsin.schemas.vocabulary import Severity
from tocsin.services.problem import ExitStatus
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

pytestmark = pytest.mark.kafka


def test_a_silence_is_looked_at_said_and_listed(settings: Settings) -> None:
    ensure_topics(settings)
    now = datetime.now(UTC)
    ring(settings, [alert("severe", last_published_at=now), alert("mild", severity=Severity.MINOR)])
    add = ["silence", "add", "--until", "8h", "--rule", "troops-cross-a-border"]
    named = ["--severity", "moderate", "--area", "circle:16.71,98.57,30", "--place", "Mae Sot"]

    looked = run(settings, [*add, *named, "--preview"])
    assert looked.stdout.splitlines()[0] == "now: 1 alert"
    assert "(mild)" in looked.stdout
    assert "(severe)" not in looked.stdout
    assert json.loads(run(settings, ["silence", "list", "--format", "json"]).stdout) == []

    said = run(settings, [*add, *named])
    (listed,) = json.loads(run(settings, ["silence", "list", "--format", "json"]).stdout)
    assert listed["id"] == said.stdout.strip()
    assert listed["area"]["countries"] == ["MMR", "THA"]


def test_a_story_is_silenced_with_all_its_measures(settings: Settings) -> None:
    ensure_topics(settings)
    ring(settings, [killed(), injured(), alert("other")])
    add = ["silence", "add", "--until", "8h", "--story", "crash"]

    looked = run(settings, [*add, "--preview"]).stdout
    run(settings, add)

    assert looked.splitlines()[0] == "now: 2 alerts"
    assert "(killed)" in looked
    assert "(injured)" in looked
    listed = run(settings, ["silence", "list"]).stdout
    assert "story crash" in listed


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--type", "protst"], "type 'protst' is not an event type; near it: protest"),
        (["--country", "Sudann"], "near it: SDN (Sudan)"),
        (["--area", "Sahell"], "near it: Sahel"),
        (["--severity", "Extreme"], "this one would silence all"),
        ([], "this one would silence all"),
        (["--country", "SDN", "--country-only"], "--country-only needs --area"),
        (["--rule", "Not A Rule"], "rule_id: String should match pattern"),
    ],
)
def test_a_misspelt_silence_is_refused_before_kafka_is_asked(
    settings: Settings, options: list[str], told: str
) -> None:
    refused = run(settings, ["silence", "add", "--until", "1h", *options])
    assert refused.returncode == ExitStatus.MISUSE
    assert told in refused.stderr


def test_a_rule_that_neither_the_files_nor_the_alerts_have_is_refused(settings: Settings) -> None:
    ensure_topics(settings)
    refused = run(settings, ["silence", "add", "--until", "1h", "--rule", "protest"])
    assert refused.returncode == ExitStatus.MISUSE
    assert "no such rule" in refused.stderr
    assert "near it: protests" in refused.stderr

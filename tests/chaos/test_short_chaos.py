"""A short run of `make chaos`."""

from pathlib import Path

import pytest
from chaos.faults import Fault, asked_to_end, broker_killed, killed
from chaos.run import play, table

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(900)]


def test_nothing_is_lost_by_kills_of_the_detector_and_of_the_broker(tmp_path: Path) -> None:
    faults = [
        Fault("SIGKILL of a detector", killed),
        Fault("SIGTERM of a detector", asked_to_end),
        Fault("broker killed", broker_killed),
    ]

    played = play(2_000, faults, seed=6, folder=tmp_path)

    assert not played.ledger.faults, table(played)
    assert played.ledger.alerts == 100
    assert played.ledger.dead == 100

"""The alerts that the seed articles must give."""

from pathlib import Path
from typing import Final

import yaml
from pydantic import TypeAdapter

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.contract import Contract
from tocsin.schemas.rule import RuleId
from tocsin.schemas.vocabulary import Severity
from tocsin.services.settings import SEEDS


class ExpectedAlert(Contract):
    """What is awaited of one revision of an alert."""

    article_id: str
    rule_id: RuleId
    country: str
    kind: AlertKind
    figure: int
    severity: Severity

    def is_met_by(self, alert: Alert) -> bool:
        """Return whether `alert` is the one awaited."""
        return (
            alert.rule_id == self.rule_id
            and (alert.country or "XX") == self.country
            and alert.kind is self.kind
            and alert.quantity.figure == self.figure
            and alert.severity is self.severity
        )

    def __str__(self) -> str:
        return f"{self.rule_id} {self.kind} of {self.figure:,} in {self.country}"


_FILE: Final = SEEDS / "expected-alerts.yaml"
_ROWS: Final = TypeAdapter(tuple[ExpectedAlert, ...])


def expected_alerts(file: Path = _FILE) -> tuple[ExpectedAlert, ...]:
    """Return the alerts that the seeds must give, in the order of publication."""
    return _ROWS.validate_python(yaml.safe_load(file.read_text("utf-8")))

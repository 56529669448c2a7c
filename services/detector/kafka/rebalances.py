"""Count the rebalances of the consumer group: each stops the reading for a moment."""

from faust import Sensor
from faust.types import AppT

from tocsin.services.detector.metrics import DetectorMetrics


class RebalanceSensor(Sensor):
    """Faust tells its sensors when a rebalance starts."""

    def __init__(self, metrics: DetectorMetrics) -> None:
        super().__init__()
        self._metrics = metrics

    def on_rebalance_start(self, app: AppT) -> dict[str, object]:
        """Count it; Faust wants a state to give back at its end."""
        self._metrics.rebalances.inc()
        return super().on_rebalance_start(app)

"""Annotations on the graphs."""

from typing import Final

from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.models.dashboard import AnnotationQuery

from deploy.grafana.queries import PROMETHEUS

RELOADS: Final = "sum by (result) (increase(tocsin_rule_reloads_total[1m])) > 0"


class _Marked(AnnotationQuery):
    """An annotation from Prometheus; the SDK's model lacks this source's fields."""

    def to_json(self) -> dict[str, object]:
        """Return it as a dashboard holds it."""
        return super().to_json() | {
            "step": "60s",
            "titleFormat": "Changed rules: {{result}}",
            "tagKeys": "result",
        }


class _RuleReloads(Builder[AnnotationQuery]):
    def build(self) -> AnnotationQuery:
        return _Marked(
            name="Rule reloads",
            datasource=PROMETHEUS,
            icon_color="purple",
            expr=RELOADS,
        )


def rule_reloads() -> Builder[AnnotationQuery]:
    """Return annotations for rule reloads that were applied or refused."""
    return _RuleReloads()

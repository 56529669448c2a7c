"""The two kinds of question: PromQL to Prometheus, SQL to PostgreSQL."""

from typing import Final

from grafana_foundation_sdk.builders.prometheus import Dataquery as PromQuery
from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.cog.variants import Dataquery
from grafana_foundation_sdk.models.dashboard import DataSourceRef

PROMETHEUS: Final = DataSourceRef(type_val="prometheus", uid="prometheus")
"""As provisioned in provisioning/datasources/prometheus.yml."""

POSTGRES: Final = DataSourceRef(type_val="grafana-postgresql-datasource", uid="archive")
"""As provisioned in provisioning/datasources/postgres.yml."""


def promql(expression: str, legend: str, ref_id: str) -> PromQuery:
    """Return a question to Prometheus."""
    return PromQuery().expr(expression).legend_format(legend).ref_id(ref_id).datasource(PROMETHEUS)


class SqlQuery(Dataquery):
    """What Grafana's PostgreSQL source wants of a panel; the SDK has no class for it."""

    def __init__(self, statement: str, form: str) -> None:
        self._statement = statement
        self._form = form

    def to_json(self) -> dict[str, object]:
        """Return it as a dashboard holds it."""
        return {
            "refId": "A",
            "datasource": POSTGRES,
            "editorMode": "code",
            "rawQuery": True,
            "rawSql": self._statement,
            "format": self._form,
        }


class Sql(Builder[SqlQuery]):
    """A question to PostgreSQL, in the form in which the SDK takes it."""

    def __init__(self, statement: str, form: str = "table") -> None:
        self._query = SqlQuery(statement, form)

    def build(self) -> SqlQuery:
        """Return it."""
        return self._query


def series(statement: str) -> Sql:
    """Return rows of time, metric and value as one series a metric."""
    return Sql(statement, "time_series")

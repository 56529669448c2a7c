"""The chart renders what Kubernetes and its operators take, and refuses what cannot go well."""

import re
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from cloudcoil.models.keda.v1alpha1 import ScaledObject, TriggerAuthentication
from cloudcoil.models.prometheus_operator.v1 import PrometheusRule, ServiceMonitor
from helm_chart import CHART, ROOT, VALUES, manifests, rendered, run, template

from tocsin.services.acl.applying import names_of
from tocsin.services.acl.rights import rights
from tocsin.services.settings import Settings

FULL = next(file for file in VALUES if file.stem == "full")
OF_OPERATORS = {
    model.__name__: model
    for model in (ScaledObject, TriggerAuthentication, ServiceMonitor, PrometheusRule)
}

each_values = pytest.mark.parametrize("values", VALUES, ids=lambda file: file.stem)


@each_values
def test_helm_finds_no_fault_with_the_chart(values: Path) -> None:
    done = run("helm", "lint", "--strict", "--kube-version", "1.34.0", CHART, "--values", values)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module", params=["1.28", "1.37"])
def schemas(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Kubernetes' own schemas, with references that lead to the file beside them."""
    folder = tmp_path_factory.mktemp("schemas")
    packaged = Path(kubernetes_validate.__file__).parent / "kubernetes-json-schema"
    for file in (packaged / f"v{request.param}.0-local-strict").glob("*-v1.json"):
        _copy_with_local_references(file, folder)
    _copy_with_local_references(file.with_name("_definitions.json"), folder)
    return folder


def _copy_with_local_references(file: Path, folder: Path) -> None:
    text = file.read_text("utf-8").replace('"$ref": "/api/', '"$ref": "')
    text = text.replace('"$id": "https:', '"title": "')  # references would lead there
    (folder / file.name).write_text(text, "utf-8")


def test_kubernetes_takes_what_is_rendered(schemas: Path) -> None:
    done = run(
        "kubeconform", "-strict", "-summary", "-skip", ",".join(OF_OPERATORS),
        "-schema-location", f"{schemas}/{{{{.ResourceKind}}}}{{{{.KindSuffix}}}}.json",
        stdin="\n---\n".join(rendered(values) for values in VALUES),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "Invalid: 0, Errors: 0" in done.stdout
    assert "Valid: 0" not in done.stdout


def test_a_field_that_kubernetes_does_not_know_is_found(schemas: Path) -> None:
    done = run(
        "kubeconform", "-strict",
        "-schema-location", f"{schemas}/{{{{.ResourceKind}}}}{{{{.KindSuffix}}}}.json",
        stdin="{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {port: 1}}",
    )  # fmt: skip
    assert done.returncode == 1
    assert "port" in done.stdout


def test_the_operators_take_what_is_rendered() -> None:
    found = [one for values in VALUES for one in manifests(values, *OF_OPERATORS)]
    assert {one["kind"] for one in found} == set(OF_OPERATORS)
    for one in found:
        read = OF_OPERATORS[one["kind"]].model_validate(one)
        # what the schema does not know is left out of what was read
        assert read.model_dump(by_alias=True, exclude_unset=True, mode="json") == one


@each_values
def test_no_two_objects_have_one_name(values: Path) -> None:
    names = [(one["kind"], one["metadata"]["name"]) for one in manifests(values)]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("detector.replica=3", "replica"),
        ("kafka.securityProtocol=TLS", "securityProtocol"),
        ("kafka.bootstrapServers=", "kafka.bootstrapServers: where is Kafka"),
        ("kafka.bootstrapServers=kafka", "bootstrapServers"),
        ("settings.TOCSIN_SASL_PASSWORD=x", "TOCSIN_SASL_PASSWORD"),
        ("board.settings.TOCSIN_BOARD_PORT=80", "TOCSIN_BOARD_PORT"),
        ("detector.replicas=13", "13 replicas for 12 partitions"),
        ("feeder.sources.enabled=false,feeder.ingest.enabled=false", "enable sources, ingest"),
        ("feeder.ingest.tokenSecret=", "feeder.ingest.tokenSecret"),
        ("archive.database.url=", "archive.database: where is PostgreSQL"),
        ("archive.database.secret=", "archive.database.secret"),
        ("notifier.routesSecret=", "notifier.routesSecret: who is told"),
        ("kafka.saslMechanism=OAUTHBEARER", "KEDA cannot show Kafka the pod's token"),
    ],
)
def test_what_cannot_go_well_is_refused_with_what_is_wrong(wrong: str, told: str) -> None:
    fixed = () if "replicas" not in wrong else ("--set", "detector.autoscaling.enabled=false")
    done = template("--values", FULL, "--set", wrong, *fixed)
    assert done.returncode != 0
    assert told in done.stderr


def test_every_value_is_explained_and_used_and_has_a_type() -> None:
    lines = (CHART / "values.yaml").read_text(encoding="utf-8").splitlines()
    given = yaml.safe_load("\n".join(lines))
    for number, line in enumerate(lines):
        if re.match(r" *[A-Za-z]+:", line) and not re.match(
            r"\s+(requests|limits|cidr|except):", line
        ):
            assert lines[number - 1].lstrip().startswith("# "), line
    templates = "\n".join(file.read_text("utf-8") for file in (CHART / "templates").iterdir())
    paths = [path for path in _paths(given) if not re.search(r"\.(requests|limits|labels)\.", path)]
    assert len(paths) > 90
    unused = [path for path in paths if f".{path.rsplit('.', 1)[-1]}" not in templates]
    assert unused == []
    schema = yaml.safe_load((CHART / "values.schema.json").read_text("utf-8"))
    assert _untyped(given, schema) == []


def _paths(given: dict[str, Any], before: str = "") -> list[str]:
    found = []
    for key, value in given.items():
        nested = isinstance(value, dict) and value
        found += _paths(value, f"{before}{key}.") if nested else [f"{before}{key}"]
    return found


def _untyped(given: dict[str, Any], schema: dict[str, Any], before: str = "") -> list[str]:
    """Return values that the schema does not name, and names of it that are no values."""
    if "properties" not in schema:
        return []
    assert schema["additionalProperties"] is False
    differ = set(given) ^ (set(schema["properties"]) - {"global"})
    found = [f"{before}{key}" for key in sorted(differ)]
    for key in set(given) & set(schema["properties"]):
        if isinstance(given[key], dict):
            found += _untyped(given[key], schema["properties"][key], f"{before}{key}.")
    return found


def test_the_rules_are_those_of_prometheus() -> None:
    rules = {one["metadata"]["name"]: one["spec"] for one in manifests(FULL, "PrometheusRule")}
    for part in ("alerting", "recording"):
        file = ROOT / "deploy" / "prometheus" / "rules" / f"{part}.yml"
        assert rules[f"tocsin-{part}"] == yaml.safe_load(file.read_text("utf-8"))


def test_a_service_of_which_no_pod_is_there_rings_as_one_that_does_not_answer() -> None:
    rules = {one["metadata"]["name"]: one["spec"] for one in manifests(FULL, "PrometheusRule")}
    known = {
        rule["alert"]: rule
        for group in rules["tocsin-alerting"]["groups"]
        for rule in group["rules"]
    }
    (group,) = rules["tocsin-kubernetes"]["groups"]
    assert {rule["alert"] for rule in group["rules"]} == {
        "BoardDown",
        "NotifierDown",
        "ArchiveDown",
    }
    for rule in group["rules"]:
        for same in ("for", "labels"):
            assert rule[same] == known[rule["alert"]][same]
        told = known[rule["alert"]]["annotations"]["runbook_url"]
        assert rule["annotations"]["runbook_url"] == told


def test_prometheus_takes_the_rules(tmp_path: Path) -> None:
    for one in manifests(FULL, "PrometheusRule"):
        file = tmp_path / "rules.yml"
        file.write_text(yaml.safe_dump(one["spec"]), "utf-8")
        done = run("promtool", "check", "rules", file)
        assert done.returncode == 0, done.stdout + done.stderr


def test_prometheus_calls_the_jobs_as_rules_and_dashboards_do() -> None:
    asked = set()
    for text in (
        (ROOT / "deploy").rglob("*.json"),
        (ROOT / "deploy" / "prometheus").rglob("rules/*"),
    ):
        for file in text:
            asked |= set(re.findall(r'job=\\?"(\w+)\\?"', file.read_text("utf-8")))
    monitors = manifests(FULL, "ServiceMonitor")
    assert {one["spec"]["jobLabel"] for one in monitors} == {"app.kubernetes.io/component"}
    services = {
        one["metadata"]["labels"]["app.kubernetes.io/component"]
        for one in manifests(FULL, "Service")
    }
    assert asked
    assert asked <= services


def test_the_dashboards_lead_to_the_board_where_it_is() -> None:
    boards = [one for one in manifests(FULL, "ConfigMap") if "dashboard" in one["metadata"]["name"]]
    texts = {name: text for one in boards for name, text in one["data"].items()}
    there = {file.name for file in (ROOT / "deploy" / "grafana" / "dashboards").iterdir()}
    assert set(texts) == there
    assert "https://board.example" in texts["situation.json"]
    for text in texts.values():
        assert "localhost" not in text
        assert yaml.safe_load(text)["title"]


def _strimzis(operation: str) -> str:
    """Return Strimzi's name of an operation: DESCRIBE_CONFIGS is DescribeConfigs."""
    return operation.title().replace("_", "")


def test_strimzis_users_have_just_the_rights_of_our_services() -> None:
    names = names_of(Settings())
    wanted = {
        (names.user(r.service), r.resource.lower(), r.name, r.is_prefix, _strimzis(r.operation))
        for r in rights(names)
    }
    given = set()
    text = (ROOT / "deploy" / "helm" / "strimzi" / "users.yaml").read_text("utf-8")
    for user in yaml.safe_load_all(text):
        for acl in user["spec"]["authorization"]["acls"]:
            what = acl["resource"]
            prefix = what["patternType"] == "prefix"
            given |= {
                (user["metadata"]["name"], what["type"], what["name"], prefix, operation)
                for operation in acl["operations"]
            }
    assert given == wanted

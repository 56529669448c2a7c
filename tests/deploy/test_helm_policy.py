"""What every pod of the chart promises: few rights, a way to tell how it is, settings that hold."""

import ipaddress
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helm_chart import VALUES, Workload, manifests, workloads
from typer.testing import CliRunner

from tocsin.services.cli import app
from tocsin.services.settings import Settings
from tocsin.services.settings.unknown import unknown_variables

PORTS = {
    "detector": "http_port",
    "board": "board_port",
    "archive": "archive_http_port",
    "notifier": "notifier_port",
    "feeder": "feeder_port",
}
RULES = "/etc/tocsin/rules"
"""A folder."""

ONE_AT_A_TIME = {"feeder", "notifier"}
each_values = pytest.mark.parametrize("values", VALUES, ids=lambda file: file.stem)


@pytest.fixture(scope="module")
def every() -> list[Workload]:
    found = workloads()
    assert {one.name for one in found} == {*PORTS, "topics"}
    return found


def _containers(every: list[Workload]) -> Iterator[tuple[Workload, dict[str, Any]]]:
    for workload in every:
        for container in workload.containers:
            yield workload, container


def test_no_pod_runs_as_root_or_may_become_it(every: list[Workload]) -> None:
    for workload in every:
        context = workload.pod["securityContext"]
        assert context["runAsNonRoot"] is True, workload
        assert context["runAsUser"] == 10001, workload
        assert context["seccompProfile"] == {"type": "RuntimeDefault"}, workload
        assert not {"hostNetwork", "hostPID", "hostIPC"} & set(workload.pod), workload
    for workload, container in _containers(every):
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }, workload


def test_no_pod_may_ask_kubernetes(every: list[Workload]) -> None:
    for workload in every:
        assert workload.pod["automountServiceAccountToken"] is False, workload
        assert workload.pod["serviceAccountName"] == f"tocsin-{workload.name}"
    for values in VALUES:
        accounts = {one["metadata"]["name"] for one in manifests(values, "ServiceAccount")}
        assert accounts == {
            one.pod["serviceAccountName"] for one in every if one.values == values.stem
        }


def test_names_of_services_become_no_settings(every: list[Workload]) -> None:
    # a Service tocsin-board sets TOCSIN_BOARD_PORT=tcp://... in pods that take such links
    assert [str(one) for one in every if one.pod["enableServiceLinks"] is not False] == []


def test_every_container_has_requests_and_limits(every: list[Workload]) -> None:
    for workload, container in _containers(every):
        for kind in ("requests", "limits"):
            assert set(container["resources"][kind]) >= {"cpu", "memory"}, workload


def test_every_service_is_asked_how_it_is(every: list[Workload]) -> None:
    for workload in every:
        if workload.name == "topics":
            continue
        (container,) = workload.pod["containers"]
        for probe, path in (("startup", "/live"), ("liveness", "/live"), ("readiness", "/ready")):
            assert container[f"{probe}Probe"]["httpGet"] == {"path": path, "port": "http"}, workload


def test_every_mount_has_its_volume_and_every_volume_a_mount(every: list[Workload]) -> None:
    for workload in every:
        claims = workload.manifest["spec"].get("volumeClaimTemplates", ())
        volumes = {one["name"] for one in workload.pod["volumes"]}
        volumes |= {one["metadata"]["name"] for one in claims}
        mounts = {one["name"] for each in workload.containers for one in each["volumeMounts"]}
        assert volumes == mounts, workload


def test_what_remembers_on_disk_runs_once_and_keeps_it(every: list[Workload]) -> None:
    for workload in every:
        claims = workload.manifest["spec"].get("volumeClaimTemplates", ())
        assert bool(claims) == (workload.name in ONE_AT_A_TIME), workload
        if claims:
            assert workload.manifest["kind"] == "StatefulSet"
            assert workload.manifest["spec"]["replicas"] == 1


def test_a_detectors_ordinal_is_its_name_in_the_group(every: list[Workload]) -> None:
    for workload in every:
        if workload.name == "detector":
            assert workload.manifest["kind"] == "StatefulSet"
            (container,) = workload.pod["containers"]
            named = [one for one in container["env"] if one["name"] == "TOCSIN_DETECTOR_ID"]
            assert named[0]["valueFrom"] == {"fieldRef": {"fieldPath": "metadata.name"}}


def test_every_setting_is_one_of_ours_and_tocsin_starts_with_them(
    every: list[Workload], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, (workload, container) in enumerate(_containers(every)):
        names = [one["name"] for one in container["env"]]
        assert len(set(names)) == len(names), workload
        assert list(unknown_variables(names)) == [], workload
        with monkeypatch.context() as environment:
            for one in container["env"]:
                value = one.get("value", f"tocsin-{workload.name}-0")
                if value.startswith("/etc/"):
                    assert workload.has_file(container, value) or value == RULES, value
                    file = tmp_path / str(number) / value[1:]
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_text("a secret of some length\n", encoding="utf-8")
                    value = str(file)
                if "_FILE" in one["name"] or value.startswith("/var/"):
                    assert value.startswith(("/var/", str(tmp_path))), value
                environment.setenv(one["name"], value)
            settings = Settings.load()
        (port,) = container.get("ports", ({"containerPort": None},))
        if port["containerPort"]:
            assert getattr(settings, PORTS[workload.name]) == port["containerPort"]
            host = settings.board_host if workload.name == "board" else settings.http_host
            assert host == "0.0.0.0"  # noqa: S104 - inside its pod


def test_tocsin_knows_every_command(every: list[Workload]) -> None:
    for workload, container in _containers(every):
        assert "command" not in container
        done = CliRunner().invoke(app, [*container["args"], "--help"])
        assert done.exit_code == 0, (workload, done.output)


@each_values
def test_secrets_are_files_and_in_no_object(values: Path) -> None:
    assert manifests(values, "Secret") == []
    for one in manifests(values, "Deployment", "StatefulSet", "Job"):
        pod = one["spec"]["template"]["spec"]
        for container in [*pod.get("initContainers", ()), *pod["containers"]]:
            assert "envFrom" not in container
            taken = [env for env in container["env"] if "secretKeyRef" in env.get("valueFrom", {})]
            assert taken == []


@each_values
def test_every_service_leads_to_a_port_of_its_pods(values: Path) -> None:
    pods = [one["spec"]["template"] for one in manifests(values, "Deployment", "StatefulSet")]
    services = manifests(values, "Service")
    assert len(services) == len(pods)
    for service in services:
        wanted = service["spec"]["selector"].items()
        (pod,) = [one for one in pods if wanted <= one["metadata"]["labels"].items()]
        ports = {
            port["name"]: port["containerPort"] for port in pod["spec"]["containers"][0]["ports"]
        }
        for port in service["spec"]["ports"]:
            assert ports[port["targetPort"]] == port["port"]


@each_values
def test_replicas_are_spread_and_drained_one_by_one(values: Path) -> None:
    workloads = manifests(values, "Deployment", "StatefulSet")
    for one in workloads:
        spread = one["spec"]["template"]["spec"]["topologySpreadConstraints"]
        assert {rule["topologyKey"] for rule in spread} == {
            "topology.kubernetes.io/zone",
            "kubernetes.io/hostname",
        }
    budgets = manifests(values, "PodDisruptionBudget")
    if values.stem != "certificates":  # which switches them off
        assert {one["metadata"]["name"] for one in budgets} == {
            one["metadata"]["name"] for one in workloads
        }
    assert all(one["spec"]["maxUnavailable"] == 1 for one in budgets)


@each_values
def test_every_pod_may_connect_only_where_a_policy_says(values: Path) -> None:
    policies = {one["metadata"]["name"]: one["spec"] for one in manifests(values, "NetworkPolicy")}
    if values.stem == "certificates":  # which switches them off
        assert policies == {}
        return
    pods = manifests(values, "Deployment", "StatefulSet", "Job")
    assert set(policies) == {one["metadata"]["name"] for one in pods}
    for policy in policies.values():
        assert policy["policyTypes"] == ["Ingress", "Egress"]
        assert all(rule["ports"] for rule in (*policy.get("ingress", ()), *policy["egress"]))
    assert "ingress" not in policies["tocsin-topics"]


def test_the_feeder_reaches_the_web_and_no_inner_network() -> None:
    full = next(file for file in VALUES if file.stem == "full")
    (feeder,) = [
        one
        for one in manifests(full, "NetworkPolicy")
        if one["metadata"]["name"] == "tocsin-feeder"
    ]
    blocks = [
        peer["ipBlock"]
        for rule in feeder["spec"]["egress"]
        for peer in rule["to"]
        if "ipBlock" in peer
    ]
    assert len(blocks) == 2

    def reaches(address: str) -> bool:
        one = ipaddress.ip_address(address)
        return any(
            one in ipaddress.ip_network(block["cidr"])
            and not any(one in ipaddress.ip_network(inner) for inner in block["except"])
            for block in blocks
        )

    assert reaches("93.184.215.14")
    assert reaches("2606:2800:21f::1")
    inner = ("10.1.2.3", "172.20.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "fd00::1")
    assert [one for one in inner if reaches(one)] == []


def test_brokers_are_reached_at_the_ports_that_they_are_named_with() -> None:
    ports = {
        values.stem: {
            port["port"]
            for one in manifests(values, "NetworkPolicy")
            if one["metadata"]["name"] == "tocsin-board"
            for rule in one["spec"]["egress"]
            for port in rule["ports"]
        }
        for values in VALUES
    }
    assert ports["plain"] == {53, 9092}
    assert ports["full"] == {53, 9093}

"""Prometheus scrapes the detector where docker-compose.yml puts it."""

from pathlib import Path
from typing import Any

import yaml

from tocsin.services.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def _yaml(path: str) -> Any:  # noqa: ANN401 - whatever the YAML holds
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def _target(job: Any) -> tuple[str, str]:  # noqa: ANN401 - whatever the YAML holds
    """Return host and port."""
    if "dns_sd_configs" in job:
        (asked,) = job["dns_sd_configs"]
        return asked["names"][0], str(asked["port"])
    (target,) = job["static_configs"][0]["targets"]
    host, port = target.split(":")
    return host, port


def test_the_detector_is_scraped_by_the_name_of_its_service() -> None:
    config = _yaml("deploy/prometheus/prometheus.yml")
    targets = {job["job_name"]: _target(job) for job in config["scrape_configs"]}
    assert targets["detector"] == ("detector", "6066")
    detector = _yaml("docker-compose.yml")["services"]["detector"]
    assert detector["ports"][0].endswith(":6066")
    assert detector["environment"]["TOCSIN_HTTP_HOST"] == "0.0.0.0"  # noqa: S104 - inside the network of its containers


def test_every_scraped_service_runs_beside_prometheus() -> None:
    services = _yaml("docker-compose.yml")["services"]
    for job in _yaml("deploy/prometheus/prometheus.yml")["scrape_configs"]:
        host, port = _target(job)
        assert (host if host != "localhost" else "prometheus") in services
        published = services[job["job_name"]].get("ports", ())
        assert all(one.endswith(f":{port}") for one in published)


def test_our_services_are_scraped_at_their_default_ports() -> None:
    config = _yaml("deploy/prometheus/prometheus.yml")
    ports = {job["job_name"]: int(_target(job)[1]) for job in config["scrape_configs"]}
    fields = Settings.model_fields
    assert ports["detector"] == fields["http_port"].default
    for service, setting in (
        ("board", "board_port"),
        ("archive", "archive_http_port"),
        ("notifier", "notifier_port"),
        ("feeder", "feeder_port"),
    ):
        assert ports[service] == fields[setting].default


def test_alerts_go_to_the_alertmanager_that_runs_beside_prometheus() -> None:
    (managers,) = _yaml("deploy/prometheus/prometheus.yml")["alerting"]["alertmanagers"]
    assert managers["static_configs"][0]["targets"] == ["alertmanager:9093"]
    assert "alertmanager" in _yaml("docker-compose.yml")["services"]


def test_grafana_asks_the_prometheus_that_runs_beside_it() -> None:
    (source,) = _yaml("deploy/grafana/provisioning/datasources/prometheus.yml")["datasources"]
    assert source["type"] == "prometheus"
    assert source["url"] == "http://prometheus:9090"
    scrape = _yaml("deploy/prometheus/prometheus.yml")["global"]["scrape_interval"]
    assert source["jsonData"]["timeInterval"] == scrape


def test_grafana_asks_the_archive_as_a_role_that_may_only_read() -> None:
    (source,) = _yaml("deploy/grafana/provisioning/datasources/postgres.yml")["datasources"]
    services = _yaml("docker-compose.yml")["services"]
    assert source["url"] == "postgres:5432"
    assert source["jsonData"]["database"] == services["postgres"]["environment"]["POSTGRES_DB"]
    roles = (ROOT / "deploy" / "postgres" / "roles.sql").read_text(encoding="utf-8")
    assert f"ALTER ROLE {source['user']} SET default_transaction_read_only = on" in roles
    variable = source["secureJsonData"]["password"].removeprefix("$")
    password = services["grafana"]["environment"][variable]
    assert password == services["postgres"]["environment"][variable]

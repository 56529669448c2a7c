"""What docker-compose.yml promises: which services, from which images, reachable from where."""

import hashlib
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tocsin.services.acl.rights import Service

ROOT = Path(__file__).resolve().parents[2]
OF_THIS_PROJECT = ("topics", "detector", "board", "archive", "feeder", "live", "ingest", "notifier")
DIGEST = re.compile("sha256:[0-9a-f]{64}")
FROM_OTHERS = {
    "kafka": "apache/kafka:4.1.0",
    "postgres": "postgres:18.1",
    "prometheus": "prom/prometheus:v3.5.0",
    "alertmanager": "prom/alertmanager:v0.28.1",
    "grafana": "grafana/grafana:12.2.1",
}


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, Any]]:
    loaded = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    services: dict[str, dict[str, Any]] = loaded["services"]
    return services


def test_the_services_are_the_whole_way_of_the_data(services: dict[str, dict[str, Any]]) -> None:
    assert set(services) == {*OF_THIS_PROJECT, *FROM_OTHERS}


@pytest.mark.parametrize(("name", "image"), FROM_OTHERS.items())
def test_an_image_of_others_is_pinned(
    services: dict[str, dict[str, Any]], name: str, image: str
) -> None:
    tag, _, digest = services[name]["image"].partition("@")
    assert tag == image
    assert DIGEST.fullmatch(digest)  # a tag can be pushed again


@pytest.mark.parametrize("name", OF_THIS_PROJECT)
def test_our_services_share_one_image_built_here(
    services: dict[str, dict[str, Any]], name: str
) -> None:
    assert services[name]["build"] == "."
    assert services[name]["image"] == services["detector"]["image"]


def test_ports_are_published_on_this_machine_only(services: dict[str, dict[str, Any]]) -> None:
    ports = [port for service in services.values() for port in service.get("ports", ())]
    assert len(ports) == 8
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


@pytest.mark.parametrize("name", [*OF_THIS_PROJECT, *FROM_OTHERS])
def test_no_service_has_more_capabilities_than_it_needs_or_may_gain_them(
    services: dict[str, dict[str, Any]], name: str
) -> None:
    # PostgreSQL's image begins as root, makes its folders and becomes another user
    added = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"] if name == "postgres" else None
    assert services[name]["cap_drop"] == ["ALL"]
    assert services[name].get("cap_add") == added
    assert services[name]["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in services[name]


@pytest.mark.parametrize(
    "name", [*OF_THIS_PROJECT, "postgres", "prometheus", "alertmanager", "grafana"]
)
def test_a_service_writes_to_its_volumes_only(
    services: dict[str, dict[str, Any]], name: str
) -> None:
    assert services[name]["read_only"] is True


def test_what_stays_is_restarted_and_what_ends_is_not(services: dict[str, dict[str, Any]]) -> None:
    restarts = {name: service["restart"] for name, service in services.items()}
    ends = {"topics": "on-failure", "feeder": "on-failure"}
    assert restarts == dict.fromkeys(services, "unless-stopped") | ends


def test_what_stays_tells_whether_it_is_well(services: dict[str, dict[str, Any]]) -> None:
    stays = [one for one in services.values() if one["restart"] == "unless-stopped"]
    assert all("test" in one["healthcheck"] for one in stays)


def test_the_archive_has_a_database_role_of_its_own(services: dict[str, dict[str, Any]]) -> None:
    address = services["archive"]["environment"]["TOCSIN_DATABASE_URL"]
    assert address == "postgresql://tocsin_archive@postgres:5432/tocsin"
    secrets = [name for name in services["archive"]["environment"] if "PASSWORD" in name]
    assert secrets == ["TOCSIN_DATABASE_PASSWORD"]


def test_no_password_has_a_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    passwords = re.findall(r"\$\{(TOCSIN_\w*PASSWORD)(.*?)\}", text)

    assert len(passwords) >= 6
    assert {rest for _, rest in passwords} == {":?make secrets"}


def test_secrets_are_made_by_chance_for_the_owner_alone_and_kept(tmp_path: Path) -> None:
    script, file = ROOT / "deploy" / "secrets.sh", tmp_path / ".env"
    file.write_text("TOCSIN_ARCHIVE_PASSWORD=mine\n")

    subprocess.run([script], cwd=tmp_path, check=True)
    made = file.read_text()
    subprocess.run([script], cwd=tmp_path, check=True)

    values = dict(line.split("=") for line in made.splitlines())
    asked = re.findall(r"(TOCSIN_\w*PASSWORD):\?", (ROOT / "docker-compose.yml").read_text())
    assert values.keys() == set(asked)
    assert values["TOCSIN_ARCHIVE_PASSWORD"] == "mine"  # noqa: S105 - no password
    others = {value for value in values.values() if value != "mine"}
    assert len(others) == 3
    assert all(re.fullmatch("[0-9a-f]{48}", value) for value in others)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text() == made


def test_every_mounted_file_of_this_project_is_there(services: dict[str, dict[str, Any]]) -> None:
    mounts = [mount for service in services.values() for mount in service.get("volumes", ())]
    ours = [mount.split(":")[0] for mount in mounts if mount.startswith("./")]
    assert len(ours) >= 4
    assert [path for path in ours if not (ROOT / path).exists()] == []


def test_the_image_runs_without_root_and_pins_what_it_installs() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    last_stage = dockerfile.rsplit("\nFROM ", 1)[1]
    assert last_stage.startswith("python:3.11-slim-bookworm")
    assert "\nUSER tocsin\n" in last_stage
    installs = [line for line in dockerfile.splitlines() if " install " in line and "-r " in line]
    assert len(installs) == 2
    assert all("--require-hashes" in line and "--only-binary :all:" in line for line in installs)


@pytest.fixture(scope="module")
def secure() -> dict[str, dict[str, Any]]:
    loaded = yaml.safe_load((ROOT / "docker-compose.secure.yml").read_text(encoding="utf-8"))
    services: dict[str, dict[str, Any]] = loaded["services"]
    return services


@pytest.mark.parametrize("name", [one for one in OF_THIS_PROJECT if one != "topics"])
def test_closed_each_service_comes_over_tls_as_its_own_user_with_its_own_password(
    secure: dict[str, dict[str, Any]], name: str
) -> None:
    user = "feeder" if name in {"live", "ingest"} else name
    environment = secure[name]["environment"]
    assert environment["TOCSIN_SECURITY_PROTOCOL"] == "SASL_SSL"
    assert environment["TOCSIN_SASL_USERNAME"] == f"tocsin-{user}"
    passwords = [one for one in secure[name]["volumes"] if "password" in one]
    assert passwords == [f"{user}-password:/run/tocsin/own:ro"]


def test_closed_only_who_is_in_kafkas_container_comes_without_tls(
    secure: dict[str, dict[str, Any]],
) -> None:
    kafka = secure["kafka"]["environment"]
    protocols = dict(
        one.split(":") for one in kafka["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"].split(",")
    )
    for listener in kafka["KAFKA_LISTENERS"].split(","):
        name, address = listener.split("://")
        assert (protocols[name] == "SASL_SSL") is not address.startswith("127.0.0.1:")
    assert secure["topics"]["network_mode"] == "service:kafka"


def test_closed_every_volume_of_passwords_is_filled(secure: dict[str, dict[str, Any]]) -> None:
    used = {
        mount.split(":")[0]
        for service in secure.values()
        for mount in service.get("volumes", ())
        if "password:" in mount
    }
    script = (ROOT / "deploy" / "kafka" / "access.sh").read_text()
    (services,) = re.findall(r"for service in (.*); do", script)
    assert used == {f"{one}-password" for one in services.split()}
    assert set(services.split()) == {str(one) for one in Service}


def test_our_image_has_one_base_pinned_by_digest() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    bases = re.findall(r"^FROM (\S+)", text, re.MULTILINE)

    assert len(bases) == 2
    assert len(set(bases)) == 1
    assert DIGEST.fullmatch(bases[0].partition("@")[2])


def test_digests_are_looked_up_again_for_every_image(tmp_path: Path) -> None:
    """Docker's answer is played by a script: a registry is not to be had here."""
    for name in ("docker-compose.yml", "Dockerfile"):
        (tmp_path / name).write_text((ROOT / name).read_text())
    docker = tmp_path / "bin" / "docker"
    docker.parent.mkdir()
    docker.write_text(
        "#!/bin/sh\n"
        "for last; do :; done\n"  # the image
        'printf "sha256:%s\\n" "$(printf %s "$last" | sha256sum | cut -c1-64)"\n'
    )
    docker.chmod(0o755)

    subprocess.run(
        [ROOT / "deploy" / "digests.sh"],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{docker.parent}:{os.environ['PATH']}"},
        check=True,
    )

    for image in [*FROM_OTHERS.values(), "python:3.11-slim-bookworm"]:
        digest = hashlib.sha256(image.encode()).hexdigest()
        text = "".join((tmp_path / one).read_text() for one in ("docker-compose.yml", "Dockerfile"))
        assert f"{image}@sha256:{digest}" in text
        assert not re.search(f"{re.escape(image)}(?!@sha256:{digest})", text)
    assert {one.name for one in tmp_path.iterdir()} == {"docker-compose.yml", "Dockerfile", "bin"}

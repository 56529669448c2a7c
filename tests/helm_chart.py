"""The chart as helm renders it, and the programs that check it (`make helm` builds them)."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
CHART = ROOT / "deploy" / "helm" / "tocsin"
VALUES = sorted((ROOT / "tests" / "deploy" / "helm").glob("*.yaml"))
"""What the chart is tried with, from the least to everything."""

_OURS = ROOT / ".cache" / "helm"
_KUBERNETES = "1.34.0"


def run(program: str, *arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run helm, kubeconform or promtool; skip where it is not there, in CI only if that says so."""
    found = shutil.which(program, path=f"{_OURS}:{os.environ['PATH']}")
    if found is None:
        told = f"{program} is not there (`make helm`; promtool is in Debian's prometheus)"
        if os.environ.get("CI") and not os.environ.get("CHART_UNCHECKED"):
            pytest.fail(told)
        pytest.skip(told)
    return subprocess.run(
        [found, *arguments], input=stdin, capture_output=True, text=True, timeout=60, check=False
    )


def template(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Render the chart as release `tocsin` in namespace `news`."""
    return run(
        "helm", "template", "tocsin", CHART, "--namespace", "news",
        "--kube-version", _KUBERNETES, *arguments,
    )  # fmt: skip


@cache
def rendered(values: Path) -> str:
    done = template("--values", values)
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass(frozen=True)
class Workload:
    """What makes pods."""

    manifest: dict[str, Any]
    values: str

    @property
    def name(self) -> str:
        component: str = self.manifest["metadata"]["labels"]["app.kubernetes.io/component"]
        return component

    @property
    def pod(self) -> dict[str, Any]:
        pod: dict[str, Any] = self.manifest["spec"]["template"]["spec"]
        return pod

    @property
    def containers(self) -> list[dict[str, Any]]:
        return [*self.pod.get("initContainers", ()), *self.pod["containers"]]

    def has_file(self, container: dict[str, Any], path: str) -> bool:
        """Whether a mount puts a file there; of whole Secrets only the folder is known."""
        volumes = {one["name"]: one for one in self.pod["volumes"]}
        for mount in container["volumeMounts"]:
            volume = volumes.get(mount["name"], {})
            (source,) = [volume[key] for key in volume if key != "name"] or [{}]
            items = source.get("items") or [
                one["serviceAccountToken"] for one in source.get("sources", ())
            ]
            there = [f"{mount['mountPath']}/{item['path']}" for item in items]
            if path in there or (not items and path.startswith(f"{mount['mountPath']}/")):
                return True
        return False

    def __str__(self) -> str:
        return f"{self.name}-{self.values}"


def manifests(values: Path, *kinds: str) -> list[dict[str, Any]]:
    """Return what is rendered, or the kinds of it that are named."""
    return [one for one in _every(values) if not kinds or one["kind"] in kinds]


@cache
def _every(values: Path) -> list[dict[str, Any]]:
    return [one for one in yaml.load_all(rendered(values), yaml.CSafeLoader) if one]


def workloads() -> list[Workload]:
    """Return every workload that any of the values gives."""
    return [
        Workload(one, values.stem)
        for values in VALUES
        for one in manifests(values, "Deployment", "StatefulSet", "Job")
    ]

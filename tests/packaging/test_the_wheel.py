"""The wheel, installed beside a package of the user's own that is called `services`."""

import json
import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = sorted((ROOT / "seeds" / "articles").glob("*.jsonl"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an environment with the wheel, a foreign `services`, and what the wheel depends on."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    install = ["install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python")]
    subprocess.run([*pip, *install], check=True, capture_output=True)
    (site,) = folder.glob("lib/python*/site-packages")
    # a path in a .pth file brings the packages there, but not the checkout, which another one names
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    (site / "services").mkdir()
    (site / "services" / "__init__.py").write_text("MINE = True\n")
    return folder


def run(installed: Path, *command: str) -> str:
    """Run a program of the environment, far from the checkout."""
    program = [str(installed / "bin" / command[0]), *command[1:]]
    clean = {"PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        program, cwd=installed, env=clean, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_holds_one_package(wheel: Path) -> None:
    with ZipFile(wheel) as packed:
        top = {name.split("/")[0] for name in packed.namelist()}

    assert {name for name in top if not name.endswith(".dist-info")} == {"tocsin"}


def test_it_leaves_a_services_package_of_others_alone(installed: Path) -> None:
    program = """
import services, sys
from tocsin import Alert, Article, Settings, watch
print(services.MINE, Alert.__module__, watch.__module__, Settings.load().partitions)
print(*(name for name in sys.modules if name.split(".")[0] in ("services", "schemas", "training")))
print(sys.modules["tocsin"].__file__)
"""
    values, ours, where = run(installed, "python", "-c", program).splitlines()

    assert values == "True tocsin.schemas.alert tocsin.services.watcher.watching 4"
    assert ours == "services"
    assert Path(where).is_relative_to(installed)


def test_a_subscriber_loads_nothing_that_an_extra_brings(installed: Path) -> None:
    program = """
import re, sys
from importlib.metadata import packages_distributions, requires
from tocsin import Alert, Article, Settings, watch
from tocsin.services.cli import app
core = {re.match(r"[\\w.-]+", one).group() for one in requires("tocsin") if "extra ==" not in one}
extra = {re.match(r"[\\w.-]+", one).group() for one in requires("tocsin") if "extra ==" in one}
homes = packages_distributions()
print(*sorted({home for name in sys.modules for home in homes.get(name, ())} & (extra - core)))
print(len(extra - core))
"""
    loaded, extras = run(installed, "python", "-c", program).splitlines()

    assert not loaded
    assert int(extras) > 10, "the metadata names no extras"


def test_a_program_reads_an_article(installed: Path) -> None:
    program = """
from tocsin import ArticleText, read
text = "Some 4,000 soldiers crossed from Sudan into Chad on Monday."
for report in read(ArticleText(id="1", text=text, published_at="2026-03-09")):
    print(report.event_type, report.quantity.figure, report.evidence.sentence)
"""
    told = run(installed, "python", "-c", program)

    assert "4000" in told
    assert "soldiers crossed from Sudan into Chad" in told


def test_it_reads_and_judges(installed: Path) -> None:
    articles = [str(path) for path in ARTICLES]

    reports = run(installed, "tocsin", "extract", articles[0]).splitlines()
    alerts = run(installed, "tocsin", "judge", *articles).splitlines()

    assert {json.loads(line)["evidence"]["sentence"] for line in reports}
    assert {json.loads(line)["kind"] for line in alerts} >= {"initial"}


def test_it_names_its_version_and_runs_as_a_module(installed: Path) -> None:
    version = run(installed, "python", "-c", "import tocsin; print(tocsin.__version__)").strip()

    assert run(installed, "python", "-m", "tocsin", "--version") == f"tocsin {version}\n"

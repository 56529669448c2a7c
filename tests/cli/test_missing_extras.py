"""What is not installed is told in one line with what to install, never by a traceback."""

import subprocess
from pathlib import Path

import pytest
from tocsin_command import command, environment

from tocsin.services.extras import problem_of_missing
from tocsin.services.problem import ExitStatus
from tocsin.services.settings import Settings

SOURCES = "sources:\n- name: A\n  url: http://a.example/\n"


def run_without(module: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `tocsin` where a module is not there."""
    shadow = folder / "shadow"
    shadow.mkdir()
    gone = f"raise ModuleNotFoundError('No module named {module}', name={module!r})\n"
    (shadow / f"{module}.py").write_text(gone)
    told = environment(Settings.load(bootstrap_servers="127.0.0.1:1", http_port=0))
    told["PYTHONPATH"] = str(shadow)
    return subprocess.run(
        command(*arguments), env=told, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("module", "arguments", "extra"),
    [
        ("feedparser", ["feed", "--sources", "sources.yaml"], "feeds"),
        ("resiliparse", ["feed", "--dry-run", "pages"], "feeds"),
        ("fastwarc", ["feed", "--dry-run", "a.warc"], "feeds"),
        ("lxml", ["sources", "export", "sources.yaml"], "feeds"),
        ("protego", ["sources", "check", "sources.yaml"], "feeds"),
        ("jinja2", ["board"], "board"),
        ("apprise", ["notify"], "notifier"),
        ("sqlalchemy", ["archive"], "archive"),
        ("faust", ["detector"], "detector"),
        ("onnxruntime", ["extract", "--text", "Rain."], "detector"),
        ("tokenizers", ["judge", "--text", "Rain."], "detector"),
        # several extras bring it: told is that of the command
        ("aiohttp", ["board"], "board"),
        ("aiohttp", ["notify"], "notifier"),
        ("aiohttp", ["archive"], "archive"),
        ("jinja2", ["notify"], "notifier"),
        ("fsspec", ["backtest", "memory://a.jsonl"], "engine"),
        (
            "distributed",
            ["backtest", "a.warc", "--cluster", "tcp://127.0.0.1:1", "--work", "w"],
            "engine",
        ),
        ("pyarrow", ["backtest", "a.parquet"], "engine"),
        ("pyarrow", ["backtest", "a.warc", "--out", "alerts.parquet"], "engine"),
    ],
)
def test_a_missing_extra_is_reported_with_what_installs_it(
    tmp_path: Path, module: str, arguments: list[str], extra: str
) -> None:
    (tmp_path / "sources.yaml").write_text(SOURCES)
    (tmp_path / "a.warc").write_bytes(b"WARC/1.0\r\n")
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_text("<p>Rain</p>")
    placed = [str(tmp_path / one) if (tmp_path / one).exists() else one for one in arguments]

    done = run_without(module, tmp_path, *placed)

    assert done.returncode == ExitStatus.MISUSE, done.stderr
    assert f"tocsin: this needs the package {module}: install it with" in done.stderr
    assert f"install it with `pip install 'tocsin[{extra}]'` (in a checkout" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_module_that_no_extra_brings_is_a_fault_of_ours() -> None:
    assert problem_of_missing(ModuleNotFoundError("no", name="tocsin.nowhere")) is None
    assert problem_of_missing(ModuleNotFoundError("no")) is None

import subprocess
import sys

from tocsin.services.settings import SEEDS


def test_the_default_rules_fire_and_keep_silent_as_they_say() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tocsin", "rules", "test", "--rules", str(SEEDS / "rules")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert "0 failed" in done.stdout

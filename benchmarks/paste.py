"""Put the tables of the last report into docs/performance.md, each between its two marks."""

import json
import re
import sys
from pathlib import Path

from result import Result, Table

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"
REPORT = ROOT / ".cache" / "bench" / "report.json"


def pieces(report: dict[str, dict[str, dict[str, object]]]) -> dict[str, str]:
    """Return what stands between the marks of each name."""
    about = "\n".join(f"- {name}: {value}" for name, value in report["about"].items())
    found = {"machine": about}
    goals = []
    for name, outcome in report["parts"].items():
        if outcome["result"] is not None:
            file = REPORT.parent / f"{name}.json"
            result = Result.load(file)
            goals += result.goals
            found[name] = "\n".join(result.markdown()).strip()
            if outcome["trouble"] is not None:
                found[name] += f"\n\nNot whole: {outcome['trouble']}"
    found["goals"] = "\n".join(Table("Goals", ("what", "wanted", "seen", ""), goals).markdown())
    return found


def main() -> None:
    """Write the page anew; what the report does not hold stays as it was."""
    text = PAGE.read_text("utf-8")
    for name, piece in pieces(json.loads(REPORT.read_text("utf-8"))).items():
        marks = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- end of {name} -->)", re.DOTALL)
        text, count = marks.subn(lambda mark, piece=piece: mark[1] + piece.strip() + mark[2], text)
        print(f"{name}: {'pasted' if count else 'no marks'}", file=sys.stderr)
    PAGE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()

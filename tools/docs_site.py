# ruff: noqa: INP001 - a script of MkDocs, named by path
"""What `make docs` adds to MkDocs: pages outside docs/, the list of decisions, links to files.

The pages are written to be read in the repository too, so they link to its files. On the site such
a link becomes the file's name; one that leads nowhere fails the build.
"""

import re
from pathlib import Path
from typing import Any, Final

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

ROOT: Final = Path(__file__).resolve().parents[1]
DOCS: Final = ROOT / "docs"
FROM_ROOT: Final = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
}
"""Pages that lie at the root of the repository, and their names on the site."""
DECISIONS: Final = "adr/index.md"

_LINK: Final = re.compile(r"(?<!!)\[(?P<text>[^\]]*)\]\((?P<to>[^)\s#]+)(?P<anchor>#[^)\s]*)?\)")
_OUTSIDE: Final = re.compile(r"[a-z]+:")


def on_config(config: Any) -> Any:  # noqa: ANN401 - as MkDocs calls it
    """Add the decision records to the navigation."""
    config["nav"].append({"Decisions": [DECISIONS, *(f"adr/{file.name}" for file in _records())]})
    return config


def on_files(files: Files, *, config: Any) -> Files:  # noqa: ANN401 - as MkDocs calls it
    """Add the pages from the root, and the list of decisions."""
    for name, page in FROM_ROOT.items():
        text = (ROOT / name).read_text("utf-8").replace('src="docs/', 'src="')
        text = text.replace('srcset="docs/', 'srcset="')
        files.append(File.generated(config, page, content=text))
    lines = [f"- [{_title(file)}]({file.name})" for file in _records()]
    listed = "\n".join(["# Decisions", "", *lines, ""])
    files.append(File.generated(config, DECISIONS, content=listed))
    return files


def on_page_markdown(markdown: str, *, page: Any, **_: object) -> str:  # noqa: ANN401 - the same
    """Turn links that are written for the repository into the site's."""
    source = page.file.src_uri
    if source == DECISIONS:
        return markdown
    at_root = {site: name for name, site in FROM_ROOT.items()}
    folder = (ROOT / at_root[source]).parent if source in at_root else (DOCS / source).parent
    return _LINK.sub(lambda link: _on_site(link, folder, source), markdown)


def _on_site(link: re.Match[str], folder: Path, source: str) -> str:
    if _OUTSIDE.match(link["to"]):
        return link[0]
    target = (folder / link["to"]).resolve()
    if not target.exists():
        message = f"{source}: {link['to']} leads nowhere"
        raise PluginError(message)
    up = "../" * source.count("/")
    anchor = link["anchor"] or ""
    inside = target.relative_to(ROOT).as_posix()
    if inside in FROM_ROOT:
        return f"[{link['text']}]({up}{FROM_ROOT[inside]}{anchor})"
    if target == DOCS / "adr":
        return f"[{link['text']}]({up}{DECISIONS})"
    if DOCS in target.parents and target.is_file():
        return f"[{link['text']}]({up}{target.relative_to(DOCS).as_posix()}{anchor})"
    named = inside in link["text"]
    return link["text"] if named else f"{link['text']} (`{inside}`)"


def _records() -> list[Path]:
    return sorted((DOCS / "adr").glob("[0-9]*.md"))


def _title(record: Path) -> str:
    return record.read_text("utf-8").splitlines()[0].removeprefix("# ")

"""Scripts, styles, fonts, the world's outline: read once, served from memory, kept by browsers."""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiohttp import web

STATIC: Final = Path(__file__).resolve().parents[1] / "static"

_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
_A_YEAR: Final = "public, max-age=31536000, immutable"
_PACKED_ALREADY: Final = {".woff2"}


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes
    packed: bytes | None
    content_type: str


class Files:
    """All static files. Their folder's address names their content: a new one is a new address."""

    def __init__(self, folder: Path = STATIC) -> None:
        self._files = {
            path.relative_to(folder).as_posix(): _read(path)
            for path in sorted(folder.rglob("*"))
            if path.suffix in _TYPES
        }
        whole = hashlib.sha256()
        for name, file in self._files.items():
            whole.update(name.encode() + b"\0" + file.content)
        self.version = whole.hexdigest()[:12]

    def address(self, name: str) -> str:
        """Return where a file is served."""
        if name not in self._files:
            raise KeyError(name)
        return f"/static/{self.version}/{name}"

    async def serve(self, request: web.Request) -> web.Response:
        """Answer with a file; only what was there at the start can be asked for."""
        file = self._files.get(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound
        headers = {"Content-Type": file.content_type, "Vary": "Accept-Encoding"}
        if request.match_info["version"] == self.version:
            headers["Cache-Control"] = _A_YEAR
        if file.packed is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
            return web.Response(body=file.packed, headers={**headers, "Content-Encoding": "gzip"})
        return web.Response(body=file.content, headers=headers)


def _read(path: Path) -> _File:
    content = path.read_bytes()
    packed = None if path.suffix in _PACKED_ALREADY else gzip.compress(content, 6, mtime=0)
    return _File(content, packed, _TYPES[path.suffix])

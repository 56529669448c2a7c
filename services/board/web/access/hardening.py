"""Headers that keep a page to itself, whatever a news text holds."""

from typing import Final

from aiohttp import web

_RULES: Final = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    # text becomes HTML only through the one policy that takes the server's own pages
    "require-trusted-types-for 'script'",
    "trusted-types tocsin-page",
)
CONTENT_SECURITY_POLICY: Final = "; ".join(_RULES)

_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


async def harden(_: web.Request, response: web.StreamResponse) -> None:
    """Set the headers on every answer, streams and errors too."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["Server"] = "tocsin"

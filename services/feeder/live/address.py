"""One address for one story: what is only tracking or spelling falls away; pure.

The normalisations are those of RFC 3986, section 6.2.2 and 6.2.3, that cannot change what is
meant; the tracking parameters are those that the large analytics and mailing tools add.
"""

import hashlib
import re
from typing import Final
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

_SCHEMES: Final = {"http": 80, "https": 443}
_TRACKING: Final = re.compile(
    r"(?:utm|mtm|pk|piwik|matomo|hsa|ns|at|stm|wt|oft|vero|trk)_.+"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh"
    r"|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|_ga|_gl|ocid|cmpid|cmp|icid|xtor|smid|smtyp|s_cid|spm"
    r"|ref_src|guccounter|guce_referrer(?:_sig)?|traffic_source|maca|rss|partner",
    re.IGNORECASE,
)
_LONGEST_ID: Final = 500
_SAFE_IN_PATH: Final = "/:@!$&'()*+,;=~-._%"
_SAFE_IN_QUERY: Final = "".join(map(chr, range(0x21, 0x7F)))
_ESCAPE: Final = re.compile(r"%(?:([0-9A-Fa-f]{2}))?")
_UNRESERVED: Final = re.compile(r"[A-Za-z0-9._~-]")
_DOT: Final = re.compile(r"/\.{1,2}(?:/|$)")


def canonical_address(raw: str, base: str = "") -> str | None:
    """Return the address without tracking, fragment and needless spelling; None if not http(s).

    Args:
        raw: as a feed or page wrote it.
        base: the address of the document that contained it, for relative ones.
    """
    try:
        return _canonical(urlsplit(urljoin(base, raw.strip())))
    except ValueError:  # an impossible port, host, bracket or character
        return None


def _canonical(parts: SplitResult) -> str | None:
    host, port = parts.hostname, parts.port
    ascii_host = host.encode("idna").decode() if host and not host.isascii() else host
    scheme = parts.scheme.lower()
    if scheme not in _SCHEMES or not ascii_host or parts.username is not None:
        return None
    netloc = f"[{ascii_host}]" if ":" in ascii_host else ascii_host.rstrip(".")
    if not netloc:
        return None
    if port is not None and port != _SCHEMES[scheme]:
        netloc = f"{netloc}:{port}"
    return urlunsplit((scheme, netloc, _path(parts.path), _query(parts.query), ""))


def article_id(address: str) -> str:
    """Return the identity of the story at a canonical address; http and https are one."""
    identity = re.sub(r"^http:", "https:", address)
    if len(identity) <= _LONGEST_ID:
        return identity
    return "sha256:" + hashlib.sha256(identity.encode()).hexdigest()


def host_of(address: str) -> str:
    """Return host and port: what is asked by one request at a time."""
    return urlsplit(address).netloc


def belongs_to(address: str, site: str) -> bool:
    """Whether an address is on the same site: the same host, or one below the other.

    A page may say what its canonical address is, but not that it is somebody else's story.
    """
    one, other = (_bare(urlsplit(each).hostname or "") for each in (address, site))
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _path(path: str) -> str:
    # only what is unreserved may be unescaped: anything else could mean something to the server
    path = quote(_ESCAPE.sub(_unescaped, path), safe=_SAFE_IN_PATH)
    if _DOT.search(path):
        path = urlsplit(urljoin("http://host/", path)).path
    return path or "/"


def _unescaped(escape: re.Match[str]) -> str:
    if escape.group(1) is None:
        return "%25"
    character = chr(int(escape.group(1), 16))
    return character if _UNRESERVED.fullmatch(character) else escape.group().upper()


def _query(query: str) -> str:
    if not query:
        return ""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=200)
    except ValueError:
        return _spelled(query)
    kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)]
    if len(kept) == len(pairs):
        return _spelled(query)  # nothing to drop, so it is left as the server knows it
    return urlencode(kept)


def _spelled(query: str) -> str:
    # blanks and what is not ASCII are escaped: a blank at the end would be gone when read again
    return quote(query.strip(), safe=_SAFE_IN_QUERY)

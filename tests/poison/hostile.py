"""Hostile messages by kind, made by chance from a seed, each with what must become of it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from tocsin.schemas.dead_letter import Reason

_ARTICLE: Final = {
    "id": "wire-1",
    "source": "Border Wire",
    "text": "1,037 soldiers crossed the border into Kenya on Monday, officials said.",
    "published_at": "2026-03-03T09:00:00Z",
    "language": "en",
}
MOST_BYTES: Final = 524_288
"""The largest article by default."""

_READ: Final = None
"""The message is an article after all: it is read, however odd."""


@dataclass(frozen=True)
class Hostile:
    """One message, the kind that it is of, and the reason of its dead letter, if any."""

    kind: str
    key: bytes | None
    value: bytes | None
    reason: Reason | None


def article(**changes: object) -> bytes:
    return json.dumps({**_ARTICLE, **changes}).encode()


def _with_raw(field: str, raw: str) -> bytes:
    """Return an article with a value that no JSON writer would write."""
    rest = json.dumps({name: value for name, value in _ARTICLE.items() if name != field})
    return f'{rest[:-1]}, "{field}": {raw}}}'.encode()


Made = tuple[bytes | None, Reason | None]


def _random_bytes(chance: Random) -> Made:
    return b"\xff" + chance.randbytes(chance.randrange(300)), Reason.NOT_JSON


def _truncated(chance: Random) -> Made:
    whole = article()
    return whole[: chance.randrange(1, len(whole))], Reason.NOT_JSON


def _deep(chance: Random) -> Made:
    depth = chance.randrange(300, 50_000)
    opening, closing = chance.choice([("[", "]"), ('{"a":', "}")])
    inner = opening * depth + "1" + closing * depth
    return chance.choice([inner.encode(), _with_raw("more", inner)]), Reason.NOT_JSON


def _huge_number(chance: Random) -> Made:
    number = chance.choice(["1e999", "-1e999", "9" * chance.randrange(20, 4_000)])
    return _with_raw(chance.choice(["published_at", "text", "id"]), number), Reason.WRONG_SHAPE


def _not_a_number(chance: Random) -> Made:
    word = chance.choice(["NaN", "Infinity", "-Infinity"])
    return _with_raw(chance.choice(["published_at", "text", "id"]), word), Reason.WRONG_SHAPE


def _surrogate(chance: Random) -> Made:
    half = chance.choice(["\\ud800", "\\udfff", "\\ud83d", "\\udc00\\ud800"])
    field = chance.choice(["text", "id", "source", "title"])
    return _with_raw(field, f'"a {half} b"'), Reason.NOT_JSON


def _nul(chance: Random) -> Made:
    field = chance.choice(["text", "id", "source", "title"])
    return article(**{field: "20 killed\0 in Kenya"}), Reason.WRONG_SHAPE


def _null(chance: Random) -> Made:
    del chance
    return None, Reason.NULL_VALUE


def _other_shape(chance: Random) -> Made:
    value = chance.choice(
        [b"[]", b"1", b'"text"', b"null", b"true", b"{}", article(id=None), article(text=["a"])]
        + [article(published_at=wrong) for wrong in ("", "yesterday", "2026-02-30", {}, [])]
        + [article(title="x" * 1_001), article(url=f"https://a.example/{'x' * 2_083}")]
        + [article(id="x" * 501), article(url="javascript"), article(language="../../etc")]
    )
    return value, Reason.WRONG_SHAPE


def _end_of_time(chance: Random) -> Made:
    moment = chance.choice(["9999-12-31T23:59:59Z", "9999-12-31", "2999-01-01T00:00:00-14:00"])
    return article(published_at=moment), Reason.FUTURE_TIMESTAMP


def _off_the_calendar(chance: Random) -> Made:
    moment = chance.choice(["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "0000-01-01"])
    return article(published_at=moment), Reason.WRONG_SHAPE


def _beginning_of_time(chance: Random) -> Made:
    moment = chance.choice(["0001-01-01", "0001-01-01T12:00:00+11:00", "0001-01-03T00:00:00Z"])
    text = chance.choice(
        [
            "1,037 soldiers crossed the border into Kenya last year, officials said.",
            "Two days ago 1,037 soldiers crossed the border into Kenya, officials said.",
            "Officials said on Monday that 40 people were killed in Kenya since January.",
        ]
    )
    return article(published_at=moment, text=text), _READ


def _no_text(chance: Random) -> Made:
    return article(text=chance.choice(["", " ", "\n\t", "\u2003\u00a0"])), Reason.NO_TEXT


def _turned_text(chance: Random) -> Made:
    marks = ["\u202e", "\u200f", "\u200b", "\u2066", "\ufeff", "\u0301" * 50, "\u05d0\u05d1"]
    words = str(_ARTICLE["text"]).split(" ")
    return article(text="".join(word + chance.choice(marks) + " " for word in words)), _READ


def _wrong_key(chance: Random) -> Made:
    return article(id=f"wire-{chance.randrange(10)}", text=f"Quiet {chance.random()}."), _READ


KINDS: Final[dict[str, Callable[[Random], Made]]] = {
    "random bytes": _random_bytes,
    "truncated JSON": _truncated,
    "deep nesting": _deep,
    "huge number": _huge_number,
    "not a number": _not_a_number,
    "lone surrogate": _surrogate,
    "NUL": _nul,
    "null value": _null,
    "another shape": _other_shape,
    "end of time": _end_of_time,
    "off the calendar": _off_the_calendar,
    "beginning of time": _beginning_of_time,
    "no text": _no_text,
    "turned and hidden text": _turned_text,
    "wrong key, known id, other content": _wrong_key,
}


def hostile(count: int, seed: int) -> Iterator[Hostile]:
    """Yield `count` small messages of all kinds in turn, without keys that fit."""
    chance = Random(seed)  # noqa: S311 - tests, repeatable
    kinds = list(KINDS.items())
    for number in range(count):
        kind, make = kinds[number % len(kinds)]
        value, reason = make(chance)
        key = chance.choice([None, b"", b"\xff\xfe", b"somebody else", chance.randbytes(40)])
        yield Hostile(kind, key, value, reason)


_BOMBS: Final = """
    20_ 20,_ 1, 1. 1/ ( ) " ' “ « - — : ; $ % € a A killed_ killed_20_ killed_20,_and_
    20_people_were_killed_ who_were_killed_20_ more_than_at_least_ up_to_ between_20_and_
    in_March_2020_ on_Monday_ last_ since_2019_ two_thousand_ hundred_ a_ and_ dozens_of_
    Paris_London_Kyiv_ killed_in_ <p_ &#8217; &amp; \\ // http:// @ #20 20km_ 20- 20th_
    soldiers_crossed_ from_Sudan_into_Chad_ Mr._ U.S._ St._ No._ said_that_ would_have_ not_
    the_death_toll_rose_to_ rose_from_20_to_30_ twenty-one- _and_twenty 1,000,000,000_
""".split()


def bombs() -> Iterator[Hostile]:
    """Yield texts of the largest size, each one piece again and again."""
    room = MOST_BYTES - len(article(text=""))
    for piece in _BOMBS:
        unit = piece.replace("_", " ")
        width = len(json.dumps(unit)) - 2
        yield Hostile(
            f"{unit!r} again and again", None, article(text=unit * (room // width)), _READ
        )
    broken = "20 people were killed in Kenya and 30 in Chad, police said.\n"
    yield Hostile("lines", None, article(text=broken * (room // (len(broken) + 1))), _READ)
    yield Hostile("no space", None, article(text="x" * room), _READ)


def giants() -> Iterator[Hostile]:
    """Yield messages that are too big."""
    yield Hostile("1 MB without a space", None, article(text="x" * 900_000), Reason.TOO_BIG)
    yield Hostile("10 MB", None, b"\x00" * 10_000_000, Reason.TOO_BIG)
    yield Hostile("10 MB of text", None, article(text="killed 20 " * 1_000_000), Reason.TOO_BIG)

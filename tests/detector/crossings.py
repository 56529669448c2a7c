"""Articles with known outcomes: each loud one must ring once, as an incident of its own."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

COUNTRIES = """
    Kenya Uganda Tanzania Rwanda Burundi Zambia Malawi Angola Namibia Botswana Ghana Togo Benin
    Mali Senegal Guinea Liberia Cameroon Gabon Egypt Libya Tunisia Algeria Morocco Poland Germany
    France Spain Portugal Italy Austria Hungary Romania Bulgaria Greece Serbia Nepal India
    Bangladesh Thailand
""".split()
_FIRST_DAY = datetime(2025, 1, 1, 6, tzinfo=UTC)
_QUIET = "The council of {} met on Monday to discuss school meals and the new bus line."
_LOUD = "{:,} soldiers crossed the border into {} on Monday, officials said."


def article(number: int, text: str, published_at: datetime) -> bytes:
    return json.dumps(
        {
            "id": f"article-{number}",
            "source": "Border Wire",
            "text": text,
            "published_at": published_at.isoformat(),
            "language": "en",
        }
    ).encode()


def crossings(
    count: int, loud_every: int, first_day: datetime = _FIRST_DAY
) -> Iterator[tuple[bytes, bytes]]:
    """Yield `count` articles as key and value; every n-th rings, for a country and time of its own.

    In one country there are 17 days between two loud ones, so no two merge.
    """
    for number in range(count):
        loud, is_quiet = divmod(number, loud_every)
        day, country = divmod(loud, len(COUNTRIES))
        text = (_QUIET if is_quiet else _LOUD).format(
            *([COUNTRIES[country]] if is_quiet else [1000 + loud, COUNTRIES[country]])
        )
        yield (
            f"article-{number}".encode(),
            article(number, text, first_day + timedelta(days=17 * day)),
        )

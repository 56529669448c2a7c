"""Many reports of one country and type, of many incidents that grow: the judge's memory is full.

Which of them ring depends on the order in which they come to the judge, so the ledger asks an
undisturbed judge about them.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from chaos.world import Fed, Outcome

COUNTRY = "TUR"
"""Of no other article of the world."""

_TOWNS = """
    Adana Ankara Antalya Bursa Denizli Diyarbakir Edirne Elazig Erzurum Eskisehir Gaziantep Hakkari
    Izmir Kars Kayseri Konya Malatya Manisa Mardin Mersin Nevsehir Rize Samsun Sanliurfa Siirt Sinop
    Sivas Tokat Trabzon Zonguldak
""".split()
_CAUSES = ("A bomb attack", "A fire", "A flood", "An earthquake")


def crowd(count: int, begin: datetime) -> Iterator[Fed]:
    """Yield articles a minute apart, each with another toll of one of thirty towns."""
    for number in range(count):
        at = number % len(_TOWNS)
        toll = 12 + 3 * (number // 10) + at
        article = {
            "id": f"crowd-{number}",
            "source": f"Outlet {number % 7}",
            "text": f"{_CAUSES[at % len(_CAUSES)]} in {_TOWNS[at]} killed {toll} people on Monday.",
            "published_at": (begin + timedelta(minutes=number)).isoformat(),
            "language": "en",
        }
        yield Fed(article["id"].encode(), json.dumps(article).encode(), Outcome.REPORTED)

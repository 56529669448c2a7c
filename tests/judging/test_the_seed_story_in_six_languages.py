"""The seeds' crossing as six outlets tell it, each in its language: read, judged, one alert."""

from functools import cache
from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from tocsin.schemas.article import Article
from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import EventType
from tocsin.services.encoders.choice import encoder_named
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.reading.languages.choice import language_named
from tocsin.services.reading.reader import read_one
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import Settings
from tocsin.services.settings.networks import Networks

_ARTICLES = [
    Article.read(line)
    for line in (Path(__file__).parent / "moei_in_six_languages.jsonl").read_bytes().splitlines()
]
_LANGUAGES = tuple(one.language or "" for one in _ARTICLES)
_ORDERS = Random(2).sample(list(permutations(_LANGUAGES)), 12)  # noqa: S311 - orders for a test


@cache
def _reports() -> dict[str, tuple[Report, ...]]:
    encoder = encoder_named(Networks(languages=_LANGUAGES))
    return {
        code: read_one(one, encoder.of(code), language_named(code)).reports
        for code, one in zip(_LANGUAGES, _ARTICLES, strict=True)
    }


@pytest.mark.parametrize("code", _LANGUAGES)
def test_each_outlet_is_read_as_the_same_crossing(code: str) -> None:
    crossings = [one for one in _reports()[code] if one.event_type is EventType.BORDER_CROSSING]
    assert [(one.quantity.figure, one.country, one.language) for one in crossings] == [
        (1037, "THA", code)
    ]
    # the French one only says whose soldiers they are, not where they came from
    assert crossings[0].from_country in {"MMR", None}


@pytest.mark.parametrize("order", _ORDERS, ids="-".join)
def test_in_any_order_they_are_one_alert_with_six_sources(order: tuple[str, ...]) -> None:
    judge = InMemoryJudge(load_rules(Settings.load().rules))
    alerts = [alert for code in order for one in _reports()[code] for alert in judge.push(one)]
    alerts += judge.finish()  # an alert that ends names all its sources
    assert len({alert.id for alert in alerts}) == 1
    last = alerts[-1]
    assert {source.source for source in last.sources} == {f"Outlet {code}" for code in _LANGUAGES}
    assert (last.quantity.low, last.country) == (1037, "THA")

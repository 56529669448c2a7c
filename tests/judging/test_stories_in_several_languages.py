"""One event told in six languages is one alert with six sources, in whatever order."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from random import Random

import pytest

from tocsin.schemas.report import Evidence, Report
from tocsin.schemas.rule import Condition
from tocsin.schemas.vocabulary import EventType, Modality, Unit
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.judging.rules.conditions import Miss, concerns
from tocsin.services.reading.figures.figure import FigureKind
from tocsin.services.reading.languages.choice import language_named
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import Settings

_BEGAN = datetime(2026, 3, 9, 3, tzinfo=UTC)
_TOLD = {
    "en": "1,037 soldiers from Myanmar crossed the border into Thailand on Monday.",
    "es": "1.037 soldados de Myanmar cruzaron el lunes la frontera con Tailandia.",
    "fr": "1 037 soldats de Myanmar ont franchi lundi la frontière avec la Thaïlande.",
    "de": "1.037 Soldaten aus Myanmar überquerten am Montag die Grenze zu Thailand.",
    "ru": "1037 солдат из Мьянмы перешли в понедельник границу и вошли в Таиланд.",
    "ar": "عبر 1037 جنديا من ميانمار الحدود إلى تايلاند يوم الاثنين.",
}


def _report(code: str, hour: int) -> Report:
    """What the tables of a language find; that it is a crossing is the network's part."""
    language, text = language_named(code), _TOLD[code]
    (figure,) = (one for one in language.figures(text) if one.kind is FigureKind.COUNT)
    assert figure.unit is Unit.TROOPS
    whence, where = (one.country for one in language.places(text))
    at = _BEGAN + timedelta(hours=hour)
    return Report(
        id=f"{code}-report",
        article_id=f"{code}-article",
        source=f"Outlet {code}",
        language=code,
        published_at=at,
        event_type=EventType.BORDER_CROSSING,
        quantity=figure.quantity,
        unit=figure.unit,
        modality=Modality.OCCURRED,
        country=where,
        from_country=whence,
        confidence=0.9,
        evidence=Evidence(sentence=text, start=0, end=len(text), figure=(figure.start, figure.end)),
    )


_ORDERS = Random(1).sample(list(permutations(_TOLD)), 12)  # noqa: S311 - orders for a test


@pytest.mark.parametrize("order", _ORDERS, ids="-".join)
def test_six_outlets_in_six_languages_are_one_alert_with_six_sources(
    order: tuple[str, ...],
) -> None:
    judge = InMemoryJudge(load_rules(Settings.load().rules))
    hours = {code: hour for hour, code in enumerate(_TOLD)}
    alerts = [alert for code in order for alert in judge.push(_report(code, hours[code]))]
    alerts += judge.finish()  # an alert that ends names all its sources
    assert len({alert.id for alert in alerts}) == 1
    last = alerts[-1]
    assert {source.source for source in last.sources} == {f"Outlet {code}" for code in _TOLD}
    assert (last.quantity.low, last.country) == (1037, "THA")


def test_reports_in_two_languages_do_not_differ_by_their_words() -> None:
    judge = InMemoryJudge(load_rules(Settings.load().rules))
    one = _report("en", 0).model_copy(update={"names": ("anan", "moei", "mae", "sot", "kayin")})
    other = _report("ar", 1).model_copy(update={"names": ("انان", "مواي", "ماي", "سوت", "كايين")})
    alerts = [*judge.push(one), *judge.push(other), *judge.finish()]
    assert len({alert.id for alert in alerts}) == 1
    assert len(alerts[-1].sources) == len((one, other))


def test_a_rule_may_ask_for_languages() -> None:
    condition = Condition(event_type=EventType.BORDER_CROSSING, languages=("es", "fr"))
    assert concerns(condition, _report("es", 0)) is None
    assert concerns(condition, _report("de", 0)) is Miss.LANGUAGE
    assert concerns(Condition(event_type=EventType.BORDER_CROSSING), _report("de", 0)) is None


def test_the_words_of_an_alert_are_english_alone() -> None:
    judge = InMemoryJudge(load_rules(Settings.load().rules))
    report = _report("de", 0).model_copy(update={"actor": "Soldaten aus Myanmar"})
    (alert,) = judge.push(report)
    assert "Soldaten" not in alert.summary
    assert alert.sources[0].language == "de"
    assert "Soldaten" in alert.sources[0].evidence.sentence

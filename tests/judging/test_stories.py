from typing import Any

from judging.reports import TUESDAY, crossing, killed, quiet, rule
from judging.timeline import span

from tocsin.schemas.alert import AlertKind
from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import Subtype
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.judging.state.slot_state import SentAlert

BANDS = [{"at_least": 10, "severity": "Moderate"}]
RULES = tuple(
    rule(
        "threshold",
        id=name,
        when={"event_type": "casualties", "subtypes": [name]},
        bands=BANDS,
        min_interval="1s",
    )
    for name in ("killed", "injured", "missing")
)
CRASH = "A bus fell into a gorge near Pokhara, killing 21 people and injuring 64."
BODIES = "Divers pulled 21 bodies from the Seti River on Tuesday."
BEDS = "Doctors at Gandaki hospital were treating 64 people with broken bones."
BOTH = "Divers pulled 21 bodies from the Seti River; Gandaki hospital was treating 64 people."


def injured(
    outlet: str,
    figure: int,
    after: str,
    sentence: str = CRASH,
    **given: Any,  # noqa: ANN401 - any field
) -> Report:
    return killed(outlet, figure, span(after), sentence, subtype=Subtype.INJURED, **given)


def test_the_killed_and_the_injured_of_one_crash_are_one_story_and_know_each_other() -> None:
    judge = InMemoryJudge(RULES)
    dead = killed("A", 21, span("0h"), CRASH).model_copy(update={"article_id": "one"})
    hurt = injured("A", 64, "0h").model_copy(update={"article_id": "one"})

    (first,) = judge.push(dead)
    (second,) = judge.push(hurt)
    (grown,) = judge.push(killed("B", 40, span("5h"), CRASH))

    assert first.story_id == first.id
    assert second.story_id == first.id
    assert second.related == (first.id,)
    assert (grown.id, grown.story_id, grown.related) == (first.id, first.id, (second.id,))


def test_a_crash_and_a_flood_of_one_day_are_two_stories() -> None:
    judge = InMemoryJudge(RULES)

    (crash,) = judge.push(killed("A", 21, span("0h"), CRASH))
    (flood,) = judge.push(injured("B", 90, "1h", "A flood swept through villages in the plain."))

    assert flood.story_id == flood.id != crash.story_id
    assert flood.related == ()


def test_a_measure_goes_with_the_story_that_it_fits_best_and_not_with_the_first() -> None:
    again = "A bus fell into a gorge near Pokhara again, killing 40 people and injuring 64."
    judge = InMemoryJudge(RULES)

    (before,) = judge.push(killed("A", 21, span("0h"), CRASH.replace(" and injuring 64", "")))
    (dead,) = judge.push(killed("B", 40, span("30h"), again, article_id="two"))
    (hurt,) = judge.push(injured("B", 64, "30h", again, article_id="two"))

    assert before.story_id != dead.story_id == hurt.story_id


def test_an_alert_that_was_alone_joins_the_story_once_one_sentence_tells_of_both() -> None:
    judge = InMemoryJudge(RULES)
    (dead,) = judge.push(killed("A", 21, span("0h"), BODIES))
    (hurt,) = judge.push(injured("B", 64, "1h", BEDS))
    assert dead.story_id != hurt.story_id

    judge.push(killed("C", 21, span("3h"), BOTH, article_id="three"))
    (grown,) = judge.push(injured("C", 64, "3h", BOTH, article_id="three"))

    assert (grown.id, grown.story_id) == (hurt.id, dead.story_id)
    assert grown.related == (dead.id,)


def test_late_articles_find_the_story_of_an_alert_that_has_expired() -> None:
    judge = InMemoryJudge(RULES)
    (dead,) = judge.push(killed("A", 21, span("0h"), CRASH, article_id="one"))
    (ended,) = judge.push(killed("Z", 1, span("10d"), "A climber died on Annapurna."))
    assert (ended.id, ended.kind) == (dead.id, AlertKind.EXPIRED)

    (hurt,) = judge.push(injured("A", 64, "0h", article_id="one"))

    assert (hurt.story_id, hurt.related) == (dead.story_id, (dead.id,))


def test_a_silence_holds_when_the_alert_joins_another_story() -> None:
    judge = InMemoryJudge(RULES)
    judge.push(killed("A", 21, span("0h"), BODIES))
    (hurt,) = judge.push(injured("B", 64, "1h", BEDS))
    judge.obey(quiet(hurt.story_id), TUESDAY + span("2h"))

    judge.push(killed("C", 21, span("3h"), BOTH, article_id="three"))
    (grown,) = judge.push(injured("C", 64, "3h", BOTH, article_id="three"))

    assert grown.story_id != hurt.story_id
    assert grown.silenced_by == "quiet"


def test_a_silenced_story_silences_the_measure_that_comes_later() -> None:
    judge = InMemoryJudge(RULES)
    (first,) = judge.push(killed("A", 21, span("0h"), CRASH))
    judge.obey(quiet(first.story_id), TUESDAY + span("1h"))

    (hurt,) = judge.push(injured("B", 64, "2h"))
    (flood,) = judge.push(injured("C", 90, "3h", "A flood swept through villages in the plain."))

    assert (hurt.story_id, hurt.silenced_by) == (first.story_id, "quiet")
    assert flood.silenced_by is None


def test_two_rules_on_one_incident_ring_in_one_story() -> None:
    loud = rule("threshold", id="loud", when=RULES[0].when, bands=BANDS)
    judge = InMemoryJudge((RULES[0], loud))

    one, other = judge.push(killed("A", 21, span("0h"), CRASH))

    assert one.story_id == other.story_id


def test_what_several_incidents_come_to_together_has_no_story() -> None:
    judge = InMemoryJudge((rule("total", window="7d"),))
    alerts = [
        *judge.push(crossing("A", 60, from_country="ETH")),
        *judge.push(crossing("B", 70, span("1d"), from_country="TCD")),
    ]

    assert [one.story_id for one in alerts] == [None]


def test_what_an_earlier_version_sent_has_no_story() -> None:
    judge = InMemoryJudge(RULES)
    judge.push(killed("A", 21, span("0h"), CRASH))
    (sent,) = judge.slots["NPL/casualties"].sent
    older = sent.model_dump(mode="json", exclude={"story_id"})

    assert SentAlert.model_validate(older).story_id is None

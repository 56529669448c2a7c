"""The killed of a flood and those who fled from it are one story, though judged apart."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from judging.reports import TUESDAY, crossing, killed, place, quiet, rule
from judging.timeline import span

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.control import Retraction
from tocsin.schemas.report import Evidence, Period, Report
from tocsin.schemas.vocabulary import Cause, EventType, Unit
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.stories.story import assemble

BANDS = [{"at_least": 10, "severity": "Moderate"}, {"at_least": 1_000, "severity": "Severe"}]
RULES = tuple(
    rule(
        "threshold",
        id=name.replace("_", "-"),
        when={"event_type": name},
        bands=BANDS,
        min_interval="1s",
    )
    for name in ("casualties", "displacement", "evacuation", "border_crossing")
)
FLOOD = "Floods in Pokhara have killed 21 people and displaced 14,200, officials said."
TOLL = "Floods in Pokhara have killed 21 people, officials said."
FLED = "The floods have displaced 14,200 people."


def evidence(sentence: str, start: int = 0) -> Evidence:
    return Evidence(sentence=sentence, start=start, end=start + len(sentence))


def dead(sentence: str = TOLL, after: str = "0h", **given: Any) -> Report:  # noqa: ANN401 - any field
    usual: dict[str, Any] = {"article_id": "one", "cause": Cause.FLOOD}
    return killed("A", 21, span(after), sentence, **{**usual, **given})


def moved(
    sentence: str = FLED,
    after: str = "0h",
    event_type: EventType = EventType.DISPLACEMENT,
    figure: int = 14_200,
    **given: Any,  # noqa: ANN401 - any field
) -> Report:
    usual: dict[str, Any] = {
        "article_id": "one",
        "cause": Cause.FLOOD,
        "event_type": event_type,
        "unit": Unit.PEOPLE,
        "country": "NPL",
        "evidence": evidence(sentence),
    }
    return crossing("A", figure, span(after), **{**usual, **given})


def behind(first: str, **given: Any) -> Report:  # noqa: ANN401 - any field
    """Return those who fled, told by the sentence behind this one."""
    return moved(evidence=evidence(FLED, len(first) + 1), **given)


def told(*reports: Report) -> list[Alert]:
    judge = InMemoryJudge(RULES)
    return [alert for report in reports for alert in judge.push(report)]


def test_the_killed_and_the_displaced_of_one_sentence_are_one_story_and_know_each_other() -> None:
    judge = InMemoryJudge(RULES)

    (first,) = judge.push(dead(FLOOD))
    (second,) = judge.push(moved(FLOOD))
    (grown,) = judge.push(killed("B", 40, span("5h"), TOLL, cause=Cause.FLOOD))

    assert first.story_id == first.id
    assert (second.story_id, second.related) == (first.id, (first.id,))
    assert (grown.id, grown.story_id, grown.related) == (first.id, first.id, (second.id,))


def test_whichever_type_comes_first_begins_the_story() -> None:
    second, first = told(moved(FLOOD), dead(FLOOD))

    assert (first.story_id, first.related) == (second.id, (second.id,))


def test_the_next_sentence_of_an_article_joins_if_it_names_the_same_cause() -> None:
    first, second = told(dead(), behind(TOLL))

    assert second.story_id == first.id


@pytest.mark.parametrize(
    "other",
    [
        behind(TOLL, article_id="two"),
        behind(TOLL, cause=Cause.FIGHTING),
        behind(TOLL + " " * 9),
        behind(TOLL, place=place("Birgunj", 27.0, 84.9, "NPL")),
        behind(
            TOLL,
            happened=Period(
                earliest=datetime(2013, 6, 1, tzinfo=UTC), latest=datetime(2013, 6, 2, tzinfo=UTC)
            ),
        ),
        behind(TOLL, country="IND"),
    ],
    ids=["another article", "another cause", "further on", "elsewhere", "long ago", "abroad"],
)
def test_what_is_less_certain_stays_a_story_of_its_own(other: Report) -> None:
    day = Period(earliest=TUESDAY - timedelta(hours=9), latest=TUESDAY)
    here = place("Kathmandu", 27.7, 85.3, "NPL")
    first, second = told(dead(place=here, happened=day), other)

    assert first.story_id == first.id != second.id == second.story_id
    assert second.related == ()


def test_a_sentence_that_names_two_causes_tells_of_two_events() -> None:
    first, second = told(dead(FLOOD), moved(FLOOD, cause=Cause.FIGHTING))

    assert second.story_id == second.id != first.story_id


def test_soldiers_who_cross_a_border_join_no_story_of_another_type() -> None:
    sentence = "Floods killed 21 people as 300 soldiers crossed."
    first, second = told(dead(sentence), moved(sentence, "0h", EventType.BORDER_CROSSING, 300))

    assert second.story_id == second.id != first.story_id


def test_three_types_are_one_story_with_all_its_measures() -> None:
    three = "Floods killed 21 people, displaced 14,200 and 900 were evacuated."
    here = place("Pokhara", 28.2, 84.0, "NPL")

    alerts = told(
        dead(three, place=here),
        moved(three, place=here),
        moved(three, "0h", EventType.EVACUATION, 900, place=here),
    )

    assert {one.story_id for one in alerts} == {alerts[0].id}
    assert set(alerts[2].related) == {one.id for one in alerts[:2]}
    assert (
        assemble(alerts).title
        == "Flood, Pokhara, Nepal: 21 killed, 14,200 displaced, 900 evacuated"
    )


def test_an_alert_that_was_alone_joins_with_the_revision_after_a_sentence_told_of_both() -> None:
    judge = InMemoryJudge(RULES)
    (first,) = judge.push(dead(article_id="elsewhere"))
    (second,) = judge.push(moved(article_id="here", figure=9_000))
    assert second.story_id == second.id

    judge.push(dead(FLOOD, "3h", article_id="three"))
    (grown,) = judge.push(moved(FLOOD, "3h", article_id="three"))

    assert (grown.id, grown.story_id, grown.related) == (second.id, first.id, (first.id,))


def test_an_alert_that_others_of_another_type_are_with_stays_where_people_saw_it() -> None:
    judge = InMemoryJudge(RULES)
    (first,) = judge.push(dead(FLOOD))
    (second,) = judge.push(moved(FLOOD))
    shelter = "900 people were brought out of Pokhara, where 40 have died."
    (third,) = judge.push(
        moved(shelter, "1h", EventType.EVACUATION, 900, article_id="two", cause=Cause.UNKNOWN)
    )
    assert third.story_id == third.id

    (grown,) = judge.push(killed("B", 40, span("2h"), shelter, article_id="two", cause=Cause.FLOOD))

    assert (grown.id, grown.story_id, grown.related) == (first.id, first.id, (second.id,))


def test_what_was_taken_back_is_no_longer_named() -> None:
    judge = InMemoryJudge(RULES)
    (first,) = judge.push(dead(FLOOD))
    judge.push(moved(FLOOD))
    said = Retraction(id=first.id, country="NPL", comment="no", author="editor", at=TUESDAY)
    (gone,) = judge.obey(said, TUESDAY + span("1h"))
    assert len(gone.related) == 1

    (grown,) = judge.push(moved(after="3h", article_id="two", figure=40_000))

    assert (grown.kind, grown.related) == (AlertKind.UPDATE, ())


def test_a_silenced_story_silences_the_measure_of_another_type_that_comes_later() -> None:
    judge = InMemoryJudge(RULES)
    (first,) = judge.push(dead(FLOOD))
    judge.obey(quiet(first.story_id), TUESDAY + span("1h"))

    (second,) = judge.push(moved(FLOOD, "2h"))

    assert second.silenced_by == "quiet"


def test_what_is_noted_of_a_story_is_forgotten_when_its_incidents_are() -> None:
    judge = InMemoryJudge(RULES)
    judge.push(dead(FLOOD))
    assert list(judge.stories)

    judge.push(killed("Z", 50, span("40d"), "A fire.", country="KEN", cause=Cause.FIRE))

    assert {note.country for note in judge.stories} == {"KEN"}

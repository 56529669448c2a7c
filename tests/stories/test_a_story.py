"""A story from its alerts: what it is called, how grave it is, in which order it is told."""

from itertools import permutations

import pytest
from stories.alerts_of_a_story import displaced, injured, killed, missing, taken_back
from watcher.alert_cases import alert

from tocsin.schemas.report import Quantity
from tocsin.schemas.vocabulary import Bound, Cause, Modality, Severity, Subtype, Unit
from tocsin.services.stories.measure import measure_of
from tocsin.services.stories.story import assemble, stories, story_of


def test_a_story_names_cause_and_place_once_and_all_its_measures() -> None:
    told = assemble([injured(), killed()])

    assert told.title == "Bus crash, Minya, Egypt: 21 killed, 164 injured"


def test_measures_of_several_event_types_stand_in_one_title() -> None:
    grave = displaced(severity=Severity.EXTREME)

    assert (
        assemble([grave, killed()]).title == "Bus crash, Minya, Egypt: 21 killed, 14,200 displaced"
    )


def test_a_story_is_the_same_whatever_the_order_of_its_alerts() -> None:
    grown = killed(24, revision=2, hours=5)
    told = {assemble(some).title for some in permutations([killed(), grown, injured(), missing()])}

    assert told == {"Bus crash, Minya, Egypt: 24 killed, 164 injured, 3 missing"}


def test_a_story_is_as_grave_as_its_worst_alert() -> None:
    told = assemble([killed(severity=Severity.MINOR), injured(severity=Severity.EXTREME)])

    assert told.severity is Severity.EXTREME
    assert told.lead.subtype is Subtype.INJURED


def test_one_alert_alone_keeps_its_title() -> None:
    assert assemble([alert()]).title == alert().title


def test_two_rules_on_one_figure_are_one_measure() -> None:
    loud = killed(identifier="loud", severity=Severity.EXTREME)

    assert assemble([killed(), loud, injured()]).figures == "21 killed, 164 injured"
    assert assemble([killed(), loud]).title == "Bus crash, Minya, Egypt: 21 killed"


def test_where_no_title_names_a_cause_the_kind_of_event_comes_first() -> None:
    dead = killed(cause=Cause.UNKNOWN, title="Killed: 21 people, Minya, Egypt")
    hurt = injured(cause=Cause.UNKNOWN, title="Injured: 164 people, Minya, Egypt")

    assert assemble([dead, hurt]).title == "Casualties, Minya, Egypt: 21 killed, 164 injured"


def test_a_cause_that_one_title_names_is_that_of_the_story() -> None:
    dead = killed(cause=Cause.UNKNOWN, title="Killed: 21 people, Minya, Egypt")

    assert assemble([dead, injured()]).head == "Bus crash, Minya, Egypt"


def test_what_was_taken_back_is_no_measure_until_nothing_else_is_left() -> None:
    gone = taken_back(injured())

    told = assemble([killed(), gone])
    assert (told.title, told.taken_back) == ("Bus crash, Minya, Egypt: 21 killed", (gone,))
    assert told.changed_at == gone.detected_at
    assert assemble([gone]).alerts == (gone,)


def test_an_alert_that_moved_to_another_story_is_shown_there_only() -> None:
    moved = injured(revision=2, story="other")
    first, second = stories([killed(), moved, killed(identifier="else", story="other")])

    assert (first.id, [one.id for one in first.alerts]) == ("crash", ["killed"])
    assert (second.id, {one.id for one in second.alerts}) == ("other", {"injured", "else"})


def test_an_alert_without_a_story_is_one_by_itself() -> None:
    assert story_of(alert("lonely")) == "lonely"
    assert [one.id for one in stories([alert("a"), alert("b")])] == ["a", "b"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "21 killed"),
        ({"quantity": Quantity(low=40, bound=Bound.MIN)}, "at least 40 killed"),
        ({"quantity": Quantity(low=24, bound=Bound.VAGUE)}, "dozens killed"),
        ({"unit": Unit.TROOPS}, "21 troops killed"),
        ({"modality": Modality.ANNOUNCED}, "21 to be killed"),
    ],
)
def test_a_measure_is_named_in_a_few_words(changes: dict[str, object], words: str) -> None:
    assert measure_of(killed(**changes)) == words

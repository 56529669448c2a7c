"""Which stories a watcher has shown, and what it says of an alert of one."""

from stories.alerts_of_a_story import injured, killed, missing, taken_back

from tocsin.services.watcher.rendering import Beside, render
from tocsin.services.watcher.stories_shown import StoriesShown


def titles(shown: StoriesShown, *alerts: object) -> list[str | None]:
    told = [shown.show(one) for one in alerts]  # type: ignore[arg-type]
    return [None if story is None else story.title for story in told]


def test_the_first_alert_of_a_story_is_no_story_yet_and_neither_is_its_update() -> None:
    assert titles(StoriesShown(), killed(), killed(24, revision=2)) == [None, None]


def test_a_further_measure_tells_the_story_with_its_newest_figures() -> None:
    told = titles(StoriesShown(), killed(), injured(), killed(24, revision=2), killed())

    assert told[1:] == [
        "Bus crash, Minya, Egypt: 21 killed, 164 injured",
        "Bus crash, Minya, Egypt: 24 killed, 164 injured",
        "Bus crash, Minya, Egypt: 24 killed, 164 injured",
    ]


def test_what_was_withdrawn_is_no_longer_sent() -> None:
    assert titles(StoriesShown(), killed(), taken_back(killed()), injured())[-1] is None


def test_an_alert_that_moves_to_another_story_is_reported_there() -> None:
    shown = StoriesShown()
    told = titles(
        shown,
        killed(),
        injured(story="other"),
        injured(revision=2),
        missing(story="other"),
    )

    assert told == [None, None, "Bus crash, Minya, Egypt: 21 killed, 164 injured", None]


def test_the_oldest_stories_are_forgotten() -> None:
    shown = StoriesShown(most=1)

    assert titles(shown, killed(), killed(story="b", identifier="b"), injured()) == [None] * 3


def test_what_has_ended_stands_for_itself_in_a_story() -> None:
    shown = StoriesShown()
    titles(shown, killed(), injured())
    gone = taken_back(injured())

    text = render(gone, 100, colour=False, beside=Beside("", shown.show(gone), by_story=True))

    assert text.splitlines()[0].endswith("Bus crash, Minya, Egypt: 164 injured")
    assert "Of a story shown before: Bus crash, Minya, Egypt: 21 killed\n" in text

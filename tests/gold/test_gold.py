"""A month of real news against a duty editor's list, and how the list is held against alerts."""

import pytest
from gold.measure import LISTS, NEWS, gold_of, measured
from shipped_network import shipped

from tocsin.schemas.article import ArticleText
from tocsin.services.backtest.against_gold import GoldTally, tally
from tocsin.services.backtest.gold import BadGold, Due, Tempting, parse_gold
from tocsin.services.backtest.outcome import Rung, judged
from tocsin.services.encoders.choice import BUILT_IN
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import SEEDS

MONTHS = sorted(file.stem for file in LISTS.glob("*.jsonl"))
RULES = load_rules(SEEDS / "rules")
FLOORS = {
    "2025-02": {"sound": 0.97, "found": 1.0, "loud_sound": 1.0},
    "2025-06": {"sound": 0.96, "found": 0.98, "loud_sound": 0.8},
    "2025-08": {"sound": 0.94, "found": 0.98, "loud_sound": 1.0},
    "2025-10": {"sound": 0.97, "found": 0.98, "loud_sound": 1.0},
    "2025-12": {"sound": 0.94, "found": 0.97, "loud_sound": 0.83},
}
"""Raised with each gain; lower only with the why.

December fell by one alert of 36 in sound and found when the network began to read alone, and rose
from 0.62 to 0.83 in what shouts. It fell by one more in sound with the network of w25 to w27, which
raised October from 0.97 to 0.985. The network that learned from two others reads unseen passages
better (F1 .878 after .866); it finds one event more in October, one figure there is a sum of two
events, and one more of August's 51 alerts joins two raids on one town. December rose.
"""
MOST_DOUBLED_OR_JOINED = {
    "2025-02": 0.0,
    "2025-06": 0.03,
    "2025-08": 0.06,
    "2025-10": 0.016,
    "2025-12": 0.01,
}


@pytest.fixture(scope="module", params=MONTHS)
def month(request: pytest.FixtureRequest) -> tuple[str, GoldTally]:
    if not NEWS.exists():
        pytest.skip(f"no news at {NEWS}: set TOCSIN_CORPUS to the folder of pool-2025.jsonl")
    return request.param, measured(request.param, BUILT_IN)


def test_a_month_of_news_rings_no_worse_than_it_did(month: tuple[str, GoldTally]) -> None:
    name, found = month
    values = {"sound": found.sound, "found": found.found, "loud_sound": found.loud.sound}
    below = {
        key: (values[key], floor) for key, floor in FLOORS[name].items() if values[key] < floor
    }

    assert not below, f"below the floor (measured, floor): {below}; see make gold ARGS=--show"


def test_repeats_and_wrong_merges_of_a_month_do_not_grow(month: tuple[str, GoldTally]) -> None:
    name, found = month

    assert found.doubled_or_joined is not None
    assert found.doubled_or_joined <= MOST_DOUBLED_OR_JOINED[name]


def test_every_story_and_rule_of_a_list_is_there_once() -> None:
    for name in MONTHS:
        named = [(one.story, one.rule) for one in gold_of(name)]
        assert len(named) == len(set(named))


def test_the_severity_of_every_entry_is_what_its_rule_makes_of_its_figure() -> None:
    bands = {rule.id: rule.bands for rule in RULES if rule.kind == "threshold"}
    for name in MONTHS:
        for due in gold_of(name):
            if isinstance(due, Due):
                reached = [one.severity for one in bands[due.rule] if one.at_least <= due.final]
                assert due.severity == reached[-1], due.story


CRASH = "Twenty people were killed when a bus crashed in Minya, Egypt."
FIRE = "At least 31 people were killed in a factory fire in Dhaka, Bangladesh."
TOTAL = "Fighting in Mali has killed 4,000 people since 2012."


def rung(*texts: str) -> tuple[Rung, ...]:
    articles = (
        ArticleText(id=f"a{number}", published_at="2026-03-02", text=text)
        for number, text in enumerate(texts)
    )
    return judged([report for one in articles for report in reports_of(one, shipped())], RULES)


def due(story: str, *items: str, country: str = "EGY", final: int = 20, **more: object) -> Due:
    return Due.model_validate(
        {
            "story": story,
            "rule": "casualties-killed",
            "should_ring": True,
            "countries": [country],
            "items": items,
            "first": final,
            "final": final,
            "severity": "Moderate",
            **more,
        }
    )


def marks(found: GoldTally) -> list[str]:
    return [str(one.mark) for one in found.marked]


def test_an_alert_of_the_listed_event_place_and_figure_is_sound() -> None:
    found = tally(rung(CRASH), [due("crash", "a0")])

    assert marks(found) == ["sound"]
    assert (found.sound, found.found, found.missed) == (1, 1, ())


def test_an_alert_that_no_entry_asks_for_is_false_and_says_why_the_list_warned_of_it() -> None:
    warned = Tempting(
        story="minya", rule="casualties-killed", should_ring=False, items=("a0",), reason="A drill."
    )
    found = tally(rung(CRASH), [warned])

    assert marks(found) == ["false"]
    assert found.marked[0].reason == "A drill."


def test_another_country_or_figure_than_the_list_has_is_not_sound() -> None:
    assert marks(tally(rung(CRASH), [due("crash", "a0", country="SDN")])) == ["wrong country"]
    assert marks(tally(rung(CRASH), [due("crash", "a0", final=40)])) == ["wrong figure"]


def test_an_alert_with_a_source_that_tells_of_something_else_is_a_wrong_merge() -> None:
    copied = rung(CRASH, CRASH)

    assert marks(tally(copied, [due("crash", "a0", "a1")])) == ["sound"]
    assert marks(tally(copied, [due("crash", "a0")])) == ["wrong merge"]
    assert marks(tally(copied, [due("crash", "a0", also=["a1"])])) == ["sound"]


def test_what_one_alert_tells_of_two_stories_is_right_only_if_the_list_lets_them_join() -> None:
    copied = rung(CRASH, CRASH)
    apart = [due("crash", "a0"), due("other", "a1")]
    joined = [due("crash", "a0", may_join=["other"]), due("other", "a1", may_join=["crash"])]

    assert marks(tally(copied, apart)) == ["wrong merge"]
    assert [one.story for one in tally(copied, apart).missed] == ["other"]
    assert marks(tally(copied, joined)) == ["sound"]
    assert tally(copied, joined).missed == ()


def test_the_second_alert_of_a_story_is_a_repeat() -> None:
    again = FIRE.replace("31", "20")
    found = tally(rung(CRASH, again), [due("crash", "a0", "a1", countries=["EGY", "BGD"])])

    assert marks(found) == ["sound", "repeat"]
    assert found.doubled_or_joined == 0.5


def test_a_second_final_figure_that_the_list_allows_is_sound_too() -> None:
    assert marks(tally(rung(CRASH), [due("crash", "a0", final=40, or_final=[20])])) == ["sound"]


def test_what_careful_editors_disagree_about_counts_neither_way() -> None:
    found = tally(rung(CRASH), [due("crash", "a0", optional=True)])

    assert marks(found) == ["optional"]
    assert (found.sound, found.found) == (None, None)


def test_severe_and_extreme_are_counted_alone_too() -> None:
    great = CRASH.replace("Twenty", "Some 240")
    entries = [due("crash", "a0", final=240, severity="Severe"), due("fire", "a1", final=31)]
    loud = tally(rung(great, FIRE), entries).loud

    assert marks(loud) == ["sound"]
    assert [one.story for one in loud.due] == ["crash"]


def test_a_line_that_is_no_entry_says_what_is_wrong() -> None:
    with pytest.raises(BadGold, match="Invalid JSON"):
        parse_gold("{")
    with pytest.raises(BadGold, match="reason"):
        parse_gold('{"story": "a", "rule": "b", "should_ring": false, "items": ["c"]}')

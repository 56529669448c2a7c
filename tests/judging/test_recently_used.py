from tocsin.services.judging.cache.recently_used import RecentlyUsed


def test_what_was_not_used_for_the_longest_time_goes_when_it_gets_too_much() -> None:
    at_hand: RecentlyUsed[str, str] = RecentlyUsed(most=10)
    at_hand.put("old", "o", 4)
    at_hand.put("used", "u", 4)
    assert at_hand.get("old") == "o"

    at_hand.put("new", "n", 4)

    assert at_hand.get("used") is None
    assert (at_hand.get("old"), at_hand.get("new")) == ("o", "n")


def test_what_is_too_much_by_itself_stays_until_the_next_comes() -> None:
    at_hand: RecentlyUsed[str, str] = RecentlyUsed(most=10)

    at_hand.put("huge", "h", 40)
    assert at_hand.get("huge") == "h"

    at_hand.put("small", "s", 1)
    assert at_hand.get("huge") is None
    assert at_hand.pop("small") == "s"
    assert at_hand.pop("small") is None


def test_what_is_laid_down_again_weighs_what_it_weighs_now() -> None:
    at_hand: RecentlyUsed[str, str] = RecentlyUsed(most=10)
    at_hand.put("a", "a", 9)
    at_hand.put("a", "A", 1)

    at_hand.put("b", "b", 9)

    assert (at_hand.get("a"), at_hand.get("b")) == ("A", "b")

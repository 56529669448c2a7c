from tocsin.services.demo.seed_articles import seed_articles
from tocsin.services.judging.incidents.near_duplicate import NEAR_DUPLICATE, shared
from tocsin.services.reading.article.fingerprint import fingerprint


def test_a_syndicated_copy_is_near_and_a_story_of_ones_own_is_not() -> None:
    text = {article.id: article.text for article in seed_articles()}
    original = fingerprint(text["border-wire-20260309-moei-crossing"])

    copy = fingerprint(text["valley-herald-20260309-wire-17"])
    assert shared(original, copy) > NEAR_DUPLICATE
    for own in ("harbour-post-20260309-river-or-grave", "mekong-courier-20260309-tak"):
        assert shared(original, fingerprint(text[own])) < NEAR_DUPLICATE / 2


def test_layout_and_case_do_not_count() -> None:
    assert fingerprint("A thousand soldiers\n\ncrossed.") == fingerprint(
        "a THOUSAND soldiers crossed"
    )


def test_a_text_without_words_has_a_fingerprint_and_is_near_nothing() -> None:
    assert len(fingerprint("")) == 64
    assert shared(fingerprint(""), fingerprint("")) == 0.0


def test_no_two_seeds_but_the_copy_are_near() -> None:
    marks = [fingerprint(article.text) for article in seed_articles()]
    near = [
        (at, other)
        for at, one in enumerate(marks)
        for other in range(at + 1, len(marks))
        if shared(one, marks[other]) >= NEAR_DUPLICATE
    ]

    assert len(near) == 1

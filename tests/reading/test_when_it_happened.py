"""A report says when its event happened, where its sentence does."""

from datetime import UTC, datetime

import pytest
from shipped_network import shipped

from tocsin.schemas.article import ArticleText
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.reading.dates.happened import is_long_past

THURSDAY = datetime(2026, 3, 5, 18, 30, tzinfo=UTC)
CASES = (
    ("Some 1,037 soldiers crossed the border into Kenya on Monday, officials said.", "2026-03-02"),
    ("Some 1,037 soldiers crossed the border into Kenya on Monday, they said on Wednesday.",
     "2026-03-02"),
    ("Officials said on Wednesday that 1,037 soldiers had crossed into Kenya on Monday.",
     "2026-03-02"),
    ("At least 40 people were killed in a flood in Kenya yesterday.", "2026-03-04"),
    ("Between 1 and 3 March, 12,000 people fled to Kenya.", "2026-03-01 to 2026-03-03"),
    ("Some 1,037 soldiers crossed the border into Kenya, officials said on Monday.", None),
    ("Some 1,037 soldiers crossed the border into Kenya.", None),
)  # fmt: skip


@pytest.mark.parametrize(("text", "days"), CASES, ids=[text for text, _ in CASES])
def test_the_day_nearest_to_the_deed_is_the_days_of_the_report(text: str, days: str | None) -> None:
    article = ArticleText(id="a", text=text, published_at=THURSDAY)

    (report,) = reports_of(article, shipped())

    assert (report.happened and report.happened.in_words()) == days


def test_what_happened_did_so_before_it_was_published() -> None:
    text = "At least 40 people were killed in a flood in Kenya today."
    article = ArticleText(id="a", text=text, published_at=THURSDAY)

    (report,) = reports_of(article, shipped())

    assert report.happened is not None
    assert report.happened.latest == THURSDAY


def test_an_article_without_a_date_tells_no_day() -> None:
    text = "At least 40 people were killed in a flood in Kenya on Monday."

    (report,) = reports_of(ArticleText(id="a", text=text), shipped())

    assert report.happened is None


@pytest.mark.parametrize(
    ("before", "sentence", "expected"),
    [
        ("The last quake there was in May 2019.", "It killed 612 people.", True),
        ("The last quake there was in May 2019.", "It killed 612 people on Monday.", False),
        ("The last quake there was in May 2019.", "A blast killed 12 people.", False),
        ("A quake struck on Tuesday.", "It killed 612 people.", False),
        ("", "It killed 612 people.", False),
    ],
)
def test_what_goes_on_about_an_old_event_is_as_old(
    before: str, sentence: str, *, expected: bool
) -> None:
    cue = sentence.index("killed")

    assert is_long_past(sentence, cue, THURSDAY, before) is expected

"""The seed articles are what a real wire would send, and their labels belong to them."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.seeds.seed_shapes import SEEDS, LabelledSeed
from tocsin.schemas.article import Article
from tocsin.schemas.vocabulary import EventType

Articles = dict[str, Article]
Labelled = dict[str, LabelledSeed]


def test_every_article_is_labelled_and_no_label_is_left_over(
    articles: Articles, labelled: Labelled
) -> None:
    assert articles.keys() == labelled.keys()


def test_the_labels_hold_the_article_as_it_is_fed(articles: Articles, labelled: Labelled) -> None:
    for id_, text in labelled.items():
        given = articles[id_].model_dump(exclude={"url", "dated_by"})
        assert text.model_dump(exclude={"events", "url"}) == given


def test_every_labelled_sentence_stands_in_its_text(labelled: Labelled) -> None:
    missing = [
        (text.id, event.sentence)
        for text in labelled.values()
        for event in text.events
        if event.sentence not in text.text
    ]
    assert missing == []


def test_no_title_is_repeated_in_its_text(articles: Articles) -> None:
    assert [a.id for a in articles.values() if a.title and a.text.startswith(a.title)] == []


@pytest.mark.parametrize("file", sorted((SEEDS / "articles").glob("*.jsonl")), ids=lambda f: f.stem)
def test_a_file_tells_its_articles_in_the_order_of_publication(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    times = [Article.model_validate_json(line).published_at for line in lines]
    assert all(earlier <= later for earlier, later in pairwise(times))


def test_every_event_type_happens_in_some_article(labelled: Labelled) -> None:
    told = {event.type for text in labelled.values() for event in text.events}
    assert told == set(EventType)


def test_a_third_of_the_articles_are_long_and_none_is_a_book(articles: Articles) -> None:
    words = [len(article.text.split()) for article in articles.values()]
    assert sum(count >= 100 for count in words) * 3 >= len(words)
    assert max(words) <= 350

"""Where patterns leave a count over, a dependency tree tells whose it is."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading.told import PUBLISHED, line

from schemas.article import ArticleText
from services.detector.parsers import loaded_parser, parser_named
from services.detector.reading.figures.find import find_figures
from services.detector.reading.reader import read, read_all
from services.detector.reading.syntax.parser import TreeParser
from services.detector.reading.syntax.tree import ROOT, ParsedWord, as_tree
from services.detector.reading.words.parsing import PATTERNS, Parser
from services.detector.reading.words.tokens import Token, tokenize
from services.problem import Problem
from services.settings import Settings

MODEL = Settings.model_fields["parser"].default


@pytest.fixture(scope="session")
def trees() -> Parser:
    try:
        return loaded_parser(MODEL)
    except Problem as missing:
        pytest.skip(str(missing))


def article(text: str, identifier: str = "a") -> ArticleText:
    return ArticleText(id=identifier, text=text, published_at=PUBLISHED)


def told(text: str, parser: Parser) -> list[str]:
    return [line(report) for report in read(article(text), parser)]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Nine men linked to the front who allegedly planned a bombing are arrested in Mali.",
            "detention/arrest 9 exact occurred MLI",
        ),
        (
            "Four of the eleven divers on board are killed as a boat sinks off Kenya.",
            "casualties/killed 4 exact occurred KEN",
        ),
        (
            "Some twelve thousand soldiers and military police departed from Mali.",
            "withdrawal 12000 approx occurred MLI",
        ),
        (
            "The first convoy, 320 of an expected 5,000 refugees, arrived in Chad.",
            "border_crossing 320 exact occurred TCD",
        ),
        (
            "A ferry was seized off Yemen, with over 90 passengers being taken hostage.",
            "detention/abduction 90 min occurred YEM",
        ),
    ],
)
def test_a_count_that_patterns_leave_over_finds_its_event(
    text: str, event: str, trees: Parser
) -> None:
    assert event in told(text, trees)


@pytest.mark.parametrize(
    "text",
    [
        "Twelve sailors are killed and several more injured in a collision off Malta.",
        "Police in Chad released 40 of the 90 students arrested on Monday.",
        "A judge in Spain was murdered by two members of a banned gang.",
        "A helicopter carrying five people crashed in Peru, killing two.",
        "In Nepal 14 people, nine of them children, were killed and 30 were hurt.",
    ],
)
def test_a_tree_takes_no_count_from_another_event(text: str, trees: Parser) -> None:
    assert told(text, trees) == told(text, PATTERNS)


def test_texts_read_together_tell_the_same_as_one_by_one(trees: Parser) -> None:
    sentence = "{} of the {} miners that were missing in Chile since the blast are found dead."
    many = [article(sentence.format(n, n + 40), str(n)) for n in range(2, 90)]

    together = [one.reports for one in read_all(many, trees)]

    assert together == [read(one, trees) for one in many]


def test_only_sentences_with_a_count_left_over_for_an_event_are_parsed() -> None:
    asked: list[str] = []

    def no_trees(sentences: Sequence[str]) -> Iterator[tuple[ParsedWord, ...]]:
        asked.extend(sentences)
        return iter(() for _ in sentences)

    clear = "A quake killed 14 people in Nepal."
    imagined = "The novel tells of four of the eleven divers who are killed in Nepal."
    unsure = "Four of the eleven divers on board are killed in Nepal."
    read(article(f"{clear} {imagined} {unsure}"), TreeParser(no_trees))

    assert asked == [unsure]


def test_a_parser_that_is_not_installed_is_named_with_its_remedy() -> None:
    with pytest.raises(Problem, match=r"en_core_web_xx is not installed.*TOCSIN_PARSER=none"):
        parser_named("en_core_web_xx")


def test_without_a_parser_patterns_read_alone() -> None:
    assert parser_named("none") is PATTERNS


def words(*parsed: tuple[str, int, int]) -> tuple[ParsedWord, ...]:
    """Words of a sentence with single spaces: text, its place, the index of its head."""
    return tuple(
        ParsedWord(start, start + len(text), head, "dep", "NN") for text, start, head in parsed
    )


def test_a_tree_has_no_circles_however_the_words_are_cut() -> None:
    tokens = (Token(0, 3, "a b", "a b"), Token(4, 7, "c d", "c d"))
    crossed = words(("a", 0, 2), ("b", 2, 1), ("c", 4, 2), ("d", 6, 1))

    tree = as_tree(tokens, crossed)

    assert sorted(tree.subtree(ROOT)) == [ROOT, 0, 1]


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 30)), min_size=1, max_size=30))
def test_every_token_hangs_somewhere_whatever_a_parser_says(cut: list[tuple[int, int]]) -> None:
    start = 0
    parsed = []
    for length, head in cut:
        parsed.append(ParsedWord(start, start + length, head % len(cut), "dep", "NN"))
        start += length
    sentence = "ab 12 more than 40 c's d" * 3
    tokens = tokenize(sentence, find_figures(sentence))

    tree = as_tree(tokens, parsed)

    assert sorted(tree.subtree(ROOT)) == [ROOT, *range(len(tokens))]

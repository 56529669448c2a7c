"""Adding a language, as `docs/languages.md` says: an eleventh one, in a folder of its own."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tocsin.schemas.vocabulary import Bound, Modality, Unit
from tocsin.services.reading.figures.figure import Figure, FigureKind
from tocsin.services.reading.languages.choice import of_folder
from tocsin.services.reading.languages.language import Language
from tocsin.services.reading.lexicon.load import BadLexiconError, table
from tocsin.services.reading.lexicon.model import Figures, Nouns, Places

PAGE = Path(__file__).resolve().parents[2] / "docs" / "languages.md"
FILES = (
    "figures.yaml", "nouns.yaml", "places.yaml", "dates.yaml", "sayings.yaml", "countries.tsv",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    blocks = re.findall(r"^```\w+\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    made = tmp_path_factory.mktemp("lexicon") / "it"
    made.mkdir()
    for name, block in zip(FILES, blocks, strict=True):
        (made / name).write_text(block, "utf-8")
    (made / "common.txt").write_text("\n", "utf-8")
    return made


@pytest.fixture(scope="module")
def italian(folder: Path) -> Language:
    return of_folder(folder)


def counts(language: Language, text: str) -> list[Figure]:
    return [one for one in language.figures(text) if one.kind is FigureKind.COUNT]


def test_the_page_gives_a_language_that_reads_its_own_examples(
    folder: Path, italian: Language
) -> None:
    assert italian.code == "it"
    for text, told in table(folder, Figures).hits.items():
        (figure,) = counts(italian, text)
        low, high = figure.quantity.low, figure.quantity.high
        span = f"{low}-{high}" if figure.quantity.bound is Bound.RANGE else f"{low}"
        assert f"{figure.quantity.bound} {span}" == told
    for text in table(folder, Figures).misses:
        assert not counts(italian, text)
    for text, unit in table(folder, Nouns).hits.items():
        assert [one.unit for one in counts(italian, text)] == [Unit(unit)]
    for text, told in table(folder, Places).hits.items():
        assert " ".join(one.country for one in italian.places(text)) == told


def test_the_new_language_reads_what_the_page_does_not_show(italian: Language) -> None:
    (figure,) = counts(italian, "Almeno quarantadue migranti sono morti ieri in Siria.")
    assert (figure.quantity.low, figure.quantity.bound, figure.unit) == (42, Bound.MIN, Unit.PEOPLE)
    published = datetime(2018, 9, 19, 12, tzinfo=UTC)
    period = italian.happened("Sono morti ieri.", 0, published, Modality.OCCURRED)
    assert period is not None
    assert period.earliest == datetime(2018, 9, 18, tzinfo=UTC)


def test_a_table_with_an_unknown_key_is_refused_with_its_file(folder: Path) -> None:
    wrong = folder.parent / "xx"
    wrong.mkdir()
    (wrong / "nouns.yaml").write_text("unit: {people: person}\n", "utf-8")
    with pytest.raises(BadLexiconError, match=r"xx/nouns\.yaml"):
        table(wrong, Nouns)

"""What the fuzzer found interesting, or broke on once, goes well for ever."""

from pathlib import Path

import pytest
from fuzz.target import one_message

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())


def test_the_corpus_is_there() -> None:
    assert CORPUS


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.name)
def test_an_input_of_the_corpus_is_read_and_what_comes_out_reads_back(file: Path) -> None:
    one_message(file.read_bytes())

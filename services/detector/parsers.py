"""The parser that `TOCSIN_PARSER` names: patterns alone, or with a spaCy model beside them."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.util import find_spec
from typing import Final

from services.detector.reading.syntax.parser import TreeParser
from services.detector.reading.syntax.spacy_trees import SpacyTrees
from services.detector.reading.syntax.tree import ParsedWord
from services.detector.reading.words.parsing import PATTERNS, Parser
from services.problem import Problem

NO_PARSER: Final = "none"
_NOT_NEEDED: Final = ("ner", "lemmatizer", "attribute_ruler")


class _Model:
    """A spaCy model that is loaded when the first sentence needs it: loading takes seconds."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, sentences: Sequence[str]) -> Iterator[tuple[ParsedWord, ...]]:
        return self.trees(sentences)

    @cached_property
    def trees(self) -> SpacyTrees:
        import spacy  # noqa: PLC0415 - takes a second, and an extra that may not be there

        return SpacyTrees(spacy.load(self._name, exclude=list(_NOT_NEEDED)))


def parser_named(name: str) -> Parser:
    """Return the parser; its model is loaded when a sentence needs it.

    Raises:
        Problem: spaCy or the model is not installed.
    """
    return PATTERNS if name == NO_PARSER else TreeParser(_model(name))


def loaded_parser(name: str) -> Parser:
    """Return the parser with its model loaded, for a service whose first article may not wait.

    Raises:
        Problem: spaCy or the model is not installed.
    """
    return PATTERNS if name == NO_PARSER else TreeParser(_model(name).trees)


def _model(name: str) -> _Model:
    for package in ("spacy", name):
        if find_spec(package) is None:
            message = (
                f"TOCSIN_PARSER={name}: {package} is not installed. `pip install 'tocsin[parser]'` "
                f"installs the default model; TOCSIN_PARSER={NO_PARSER} reads by patterns alone"
            )
            raise Problem(message)
    return _Model(name)

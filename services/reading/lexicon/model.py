"""The tables of a language as they are written; whatever they must not hold is refused."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from tocsin.schemas.vocabulary import Bound, Unit
from tocsin.services.reading.lexicon.terms import FigureKind


def _words(written: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    return tuple(str(written).split()) if isinstance(written, str | int) else written


def _phrases(written: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    if not isinstance(written, str):
        return written
    return tuple(" ".join(one.split()) for one in written.split("|") if one.strip())


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
"""Words between spaces; "soldier*" is every word that begins so, "per_cent" are two words."""
Phrases = Annotated[tuple[str, ...], BeforeValidator(_phrases)]
"""Phrases between bars."""
Value = Annotated[float, Field(gt=0)]


Country = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
"""ISO 3166-1 alpha-3."""


CountryCodes = Annotated[tuple[Country, ...], BeforeValidator(_words)]


class Table(BaseModel):
    """A table; an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Writing(Table):
    """How the language is written."""

    letters: dict[str, str] = {}
    """Letters that count as another one, or as none."""
    decimal: Annotated[str, Field(pattern=r"^[.,]$")] = ","
    in_words: str = ""
    """Marks that stand within a word, such as an apostrophe."""
    glued: Words = ()
    """Small words that are written together with the next one."""
    endings: Words = ()
    """What may be added to a number word."""
    compound: bool = False
    """Whether number words are written together."""
    units_first: bool = False
    """Whether it says "three and twenty"."""
    magnitude_first: bool = False
    """Whether it says "thousand three"."""
    years_named: bool = False
    """Whether a year has the word for it beside it, so that four bare digits are a count."""
    noun_first: bool = False
    """Whether what is counted stands before the number."""


class Numbers(Table):
    """Words that are numbers, by their value."""

    words: dict[Value, Words]
    magnitudes: dict[Value, Words]
    """Multiply what stands before them."""
    fractions: dict[Value, Words] = {}
    teens: Words = ()
    """Add ten to the unit before them."""
    vague: dict[Value, Words] = {}
    """Stand for a number only roughly: "dozens", by the least that they mean."""
    several: Words = ()
    """Make the magnitude behind them vague."""
    round: Words = ()
    """Magnitudes that are rough where only one of them is said: "about a hundred"."""
    joiners: Words = ()
    """Stand between the words of one number."""
    articles: Words = ()
    """One only where a noun of ours follows."""
    never: Words = ()
    """Look like numbers and are none, such as the name of a weekday."""
    abbreviated: Words = ()
    """Magnitudes that end with a full stop."""


class Limits(Table):
    """Phrases that bound a number."""

    before: Phrases = ()
    after: Phrases = ()
    """Right behind the number."""
    after_noun: Phrases = ()
    """Also behind what is counted."""


class Opening(Table):
    """A range that a word opens: "between 3 and 5"."""

    open: Words
    join: Words


class Ranges(Table):
    """How ranges are said."""

    pairs: tuple[Opening, ...] = ()
    between: Words = ()
    """Alone between two numbers: "3 to 5"."""


class Around(Table):
    """Words around a number that say what it is."""

    before: Words = ()
    after: Words = ()


class Figures(Table):
    """`figures.yaml`: numbers, their bounds, and what is no count."""

    writing: Writing
    numbers: Numbers
    bounds: dict[Bound, Limits]
    fillers: Words = ()
    """May stand between a bound and its number."""
    ranges: Ranges = Ranges()
    kinds: dict[FigureKind, Around] = {}
    hits: dict[str, str]
    """Texts, each with the only figure that must be found: "min 40"."""
    misses: tuple[str, ...]
    """Texts without any count."""


class Nouns(Table):
    """`nouns.yaml`: what is counted."""

    units: dict[Unit, Words]
    duals: dict[Unit, Words] = {}
    """Words that say two of them."""
    fighters: Words = ()
    """People who count as troops if they surrender, desert or are deployed."""
    homes: Words = ()
    """To empty them is to move those who live there."""
    others: Words = ()
    """Vehicles and formations: a number of them says nothing of how many people."""
    links: Words = ()
    """May stand between a number and its noun."""
    stops: Words = ()
    """End the search for a noun."""
    hits: dict[str, str]
    """Texts, each with the unit of its only figure; `-` for none."""


class Places(Table):
    """`places.yaml`: what `countries.tsv` and the towns do not tell."""

    script: Annotated[str, Field(pattern=r"^(?:latin|cyrillic|arabic)$")] = "latin"
    cased: bool = True
    """Whether names have capitals."""
    nouns_cased: bool = False
    """Whether common nouns have capitals, too."""
    cases: Words = ()
    """Endings that names take, the longest first."""
    trimmed: str = ""
    """Letters at a name's end that do not count."""
    countries: dict[Country, Phrases] = {}
    """Further names of countries: short, official, in capitals; regions that have one."""
    peoples: dict[Country, Words] = {}
    """Peoples and adjectives that `endings` does not make of the country's name."""
    endings: Words = ()
    """Make a people or an adjective of a country's name: "canad-ian"."""
    home: CountryCodes = ()
    """Countries whose outlets write the language: their towns are likelier than namesakes."""
    assumed: Country | None = None
    """The country of a text that names no place, for a language of one country above all."""
    locatives: Words
    """Words before a place."""
    prefixes: Words = ()
    """Small words before a place that are written together with it."""
    followers: Words = ()
    """Words behind a place that say what it is: "Kharkiv region"."""
    emblems: dict[Country, Phrases] = {}
    """Forces, offices and words of one country, for texts that name no place."""
    persons: Words = ()
    """Titles and words before a person's name."""
    ignored: Words = ()
    """Names of towns or countries that are other words."""
    hits: dict[str, str]
    """Texts, each with the countries of its places, in order."""
    misses: tuple[str, ...] = ()
    """Texts without a place."""


Twelve = Annotated[tuple[Words, ...], Field(min_length=12, max_length=12)]
Seven = Annotated[tuple[Words, ...], Field(min_length=7, max_length=7)]


class Dates(Table):
    """`dates.yaml`: words that say when."""

    months: Twelve
    """From January on, each with all its forms."""
    weekdays: Seven
    """From Monday on."""
    days: dict[int, Words]
    """Words for days, by their distance from the publication: yesterday is -1."""
    links: Words = ()
    """May stand between a day, its month and its year."""


class Sayings(Table):
    """`sayings.yaml`: phrases that settle what a figure or an event is."""

    total: Phrases = ()
    """Before a figure that is the whole so far: "the toll rose to"."""
    more: Phrases = ()
    """Before a figure that comes on top of another: "another"."""
    superseded: Phrases = ()
    """Before a figure that another one replaces: "initially"."""
    taken_back: Phrases = ()
    """Before an event that is denied: "denied that"."""
    untrue: Phrases = ()
    """Behind an event that is denied: "is not true"."""
    part: Phrases = ()
    """Between two figures of which the second is part of the first: "among them"."""
    leaving: Phrases = ()
    """Before a place that is left: "from"."""
    period: Phrases = ()
    """Around a figure that is the total of a period: "this year"."""

"""The tables of English figures: numbers, their bounds, what they count, and what is no count."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from tocsin.schemas.vocabulary import Bound, Unit
from tocsin.services.reading.lexicon.english.listed import WordList
from tocsin.services.reading.lexicon.model import Phrases, Table, Words
from tocsin.services.reading.lexicon.terms import FigureKind

Whole = Annotated[int, Field(ge=0)]


class RangeWords(Table):
    """Words that make two numbers one range, or keep them apart."""

    joints: WordList
    """Between the two."""
    about: WordList
    """Between "from" or "between" and the first."""
    changes: WordList
    """Before "from" they make it a change: "rose from 30 to 50"."""


class EnglishNumbers(Table):
    """`numbers.yaml`: words that are numbers, by their value."""

    atoms: dict[Whole, Words]
    """Below a hundred; the usual word first."""
    magnitudes: dict[Whole, Words]
    """Multiply what stands before them, from a hundred on."""
    dozens: dict[Whole, Words]
    """Magnitudes that end a number: "two dozen"."""
    scores: dict[Whole, Words]
    """The same, but not behind digits, which are the score of a game."""
    attached: dict[Whole, Words]
    """Abbreviations written against the digits: "20k"."""
    abbreviated: dict[Whole, Words]
    """The same, also behind a blank: "3 bn"."""
    vague: dict[Whole, Words]
    """Bare plurals, by the least that they say."""
    several: Phrases
    """Make the magnitude behind them vague."""
    couple: Phrases
    """Two, unless a magnitude follows."""
    if_not: Phrases
    """Between a vague number and a greater one that is not sure: "hundreds, if not thousands"."""
    fractions: WordList
    """What follows a number in a fraction: "two thirds"."""
    parts: dict[Decimal, Phrases]
    """Parts of a magnitude: "half a million"."""
    one_before: Phrases
    """Before "one" that counts nothing: "no one"."""
    one_behind: Phrases
    """Behind it: "one another"."""
    superlatives: WordList
    """Behind "one of the", beside those in -est: it counts nothing."""
    ranges: RangeWords
    hits: dict[str, str]
    """Texts, each with the only figure that must be found: "min 40"."""
    misses: tuple[str, ...]
    """Texts without any count."""


class EnglishLimits(Table):
    """How one bound is said."""

    before: Phrases
    """Before the number."""
    alternative: Phrases = ()
    """Behind the number, also if something follows: "or more"."""
    behind: Phrases = ()
    """Right behind the number."""
    closing: Phrases = ()
    """Behind the number, if nothing follows but a mark."""


class EnglishBounds(Table):
    """`bounds.yaml`: how words limit a number."""

    bounds: dict[Bound, EnglishLimits]
    fillers: WordList
    """May stand between a bound and its number."""
    determiners: WordList
    """Behind one, only a part bounds: "most of the 165", but not "talks about the 20 hostages"."""
    not_behind: dict[str, WordList]
    """Words that are no bound behind these."""
    hits: dict[str, str]
    """Texts, each with the only figure that must be found: "min 40"."""
    misses: tuple[str, ...]
    """Texts whose number has no bound."""


class EnglishKinds(Table):
    """`kinds.yaml`: words that make a number something else than a count."""

    kinds: dict[FigureKind, WordList]
    """Behind the number."""
    doubtful: WordList
    """Of these, the ones that are mostly something else: "killed 20 in", "20 won"."""
    no_units: Phrases
    """Phrases that begin with such a word and are no unit: "foot soldiers"."""
    before_unit: WordList
    """What may come between a number and its unit."""
    calibres: WordList
    """Behind a number and before a weapon."""
    weapons: WordList
    currencies: WordList
    """Before an amount of money."""
    negative: WordList
    """Before a number below zero."""
    machines: WordList
    """Behind a model's number: "a Bell 212 helicopter"."""
    designators: WordList
    """Right before a number they make it a name, in any case: "Resolution 2254"."""
    counting_designators: WordList
    """Designators that are none before something we count: "no 20 soldiers"."""
    numbered: WordList
    """Before "number", which is a verb otherwise: "refugees number 1,911"."""
    capital_designators: WordList
    """Designators only if they are written with a capital: "Sector 7"."""
    versus: WordList
    """Near a score or a vote: "won 3-1"."""
    before_year: WordList
    """Right before four digits that are a year, whatever follows."""
    before_count: WordList
    """Right before four digits that are a count."""
    before_clock: Phrases
    behind_clock: WordList
    before_age: Phrases
    about_age: Phrases
    """Between these words and the age."""
    part_follows: Phrases
    """Behind a number and a comma: it is no age after a name."""
    misses: dict[str, FigureKind]
    """Texts, each with the kind of its only figure, which is no count."""
    hits: dict[str, str]
    """Texts that are like these and have a count: "exact 20"."""


class EnglishNouns(Table):
    """`nouns.yaml`: what is counted, in the singular."""

    units: dict[Unit, WordList]
    irregular: dict[str, str]
    """Plurals that no rule makes."""
    invariant: WordList
    """Words that are their own plural."""
    only_plural: dict[Unit, WordList]
    """Further plurals."""
    crowds: dict[Unit, WordList]
    """What a "300-strong" one is made of."""
    fighters: WordList
    """People who count as troops if they surrender, desert or are deployed; plurals, too."""
    homes: WordList
    """To empty them is to move those who live there."""
    others: WordList
    """Vehicles and formations: a number of them says nothing of how many people."""
    of_a_force: WordList
    """Heads whose force another word names: "army officers"."""
    forces: dict[Unit, WordList]
    """What a word before such a head says of it."""
    bodies: dict[Unit, Phrases]
    """The same behind "of": "members of the navy"."""
    guards: WordList
    """Before "guard": it is one of a force, not of a shop."""
    helmets: WordList
    """Troops if one of `helmet_colours` stands before them."""
    helmet_colours: WordList
    agent_endings: Words
    """Endings of unknown plurals that are people."""
    no_agents: WordList
    """Plurals with such an ending that are not people."""
    plural_endings: Words
    """Endings of plurals without an s."""
    plural_words: WordList
    """Further plurals without an s."""
    stops: WordList
    """End a noun phrase."""
    partitives: WordList
    """Before "of" and the noun: "more of the"."""
    determiners: WordList
    """Between "of" and the noun."""
    participles: WordList
    """Count people alone, and also come before a noun: "20 wounded soldiers"."""
    linkers: WordList
    """Plurals that mostly come before another noun."""
    attributive: WordList
    """Singulars that often come before another noun: alone behind "a" they count nothing."""
    sized: WordList
    """Behind a hyphen they make a head count: "300-strong"."""
    hits: dict[str, str]
    """Texts, each with the unit of its only figure; `-` for none."""
    misses: tuple[str, ...]
    """Texts without any count."""

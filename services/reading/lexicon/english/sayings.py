"""The table of English phrases that settle what is meant."""

from tocsin.services.reading.lexicon.model import Phrases, Table


class EnglishSaying(Table):
    """Phrases that say the same."""

    phrases: Phrases
    hits: tuple[str, ...]
    """What must be understood so, as the code sees it: before or between what it is about."""
    misses: tuple[str, ...]


class EnglishSayings(Table):
    """`sayings.yaml`."""

    wide: EnglishSaying
    """Before a country: the event was wider than any town in it."""
    kinds_of_place: EnglishSaying
    """Between an adjective and the place that it belongs to."""
    account: EnglishSaying
    """Before an event: what may be denied behind it."""
    untrue: EnglishSaying
    """Behind an event: the account of it is denied."""

"""What a figure counts."""

from typing import Final

from tocsin.schemas.fields.word import Word


class Unit(Word):
    """What a figure counts."""

    PEOPLE = "people"
    TROOPS = "troops"
    RESERVISTS = "reservists"
    POLICE = "police"
    HOUSEHOLDS = "households"
    PLACES = "places"
    SHIPS = "ships"

    @property
    def one(self) -> str:
        """The word for one of it: "person"."""
        return _ONE.get(self, str(self))


_ONE: Final = {
    Unit.PEOPLE: "person",
    Unit.TROOPS: "soldier",
    Unit.RESERVISTS: "reservist",
    Unit.POLICE: "police officer",
    Unit.HOUSEHOLDS: "household",
    Unit.PLACES: "place",
    Unit.SHIPS: "ship",
}

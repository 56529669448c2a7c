"""The place of an event is the town that the text names, if the network chose only its country."""

from tocsin.schemas.vocabulary import EventType
from tocsin.services.reading.network.finer_place import LEAST, finer_place
from tocsin.services.reading.places.find import find_places
from tocsin.services.reading.places.mention import PlaceMention

CROSSING = EventType.BORDER_CROSSING
KILLED = EventType.CASUALTIES


def chosen(
    text: str, event_type: EventType = KILLED, *, unlikely: tuple[str, ...] = ()
) -> str | None:
    """Return the place of an event in the first sentence, where the network chose the country."""
    places = find_places(text)
    country = next(one for one in places if one.text == "Thailand")
    likely = [(one, 0.1 if one.text in unlikely else LEAST) for one in places]
    end = text.find(". ") if ". " in text else len(text)

    def is_beside(one: PlaceMention) -> bool:
        return one.start < end

    found = finer_place(country, likely, event_type, text, is_beside)
    return None if found is None else found.text


def test_towns_near_each_other_are_finer_than_the_country_they_lie_in() -> None:
    text = "They crossed into Thailand at seven places between Mae Ramat and Mae Sot."

    assert chosen(text) == "Mae Ramat"


def test_towns_far_from_each_other_leave_the_country() -> None:
    assert chosen("Troops in Thailand clashed in Mae Sot and in Phuket.") == "Thailand"


def test_a_crossing_is_placed_by_a_later_sentence_and_other_events_are_not() -> None:
    text = "They came into Thailand at dawn. They slept in a school outside Mae Sot."

    assert chosen(text, CROSSING) == "Mae Sot"
    assert chosen(text, KILLED) == "Thailand"


def test_a_town_that_is_unlikely_or_stands_in_the_dateline_is_not_the_place() -> None:
    text = "MAE SOT, Thailand, 9 March (Border Wire) - Storms killed 40 people in Thailand."

    assert chosen(text) == "Thailand"
    assert chosen("Police in Mae Sot spoke of 12 dead in Thailand.", unlikely=("Mae Sot",)) == (
        "Thailand"
    )


def test_what_is_said_of_a_whole_country_stays_there() -> None:
    assert chosen("Storms across Thailand killed 40 people, most in Mae Sot.") == "Thailand"


def test_without_a_country_nothing_is_refined() -> None:
    assert finer_place(None, [], KILLED, "", lambda _: True) is None

"""Words at a figure that say that it counts something else than the event's people."""

import pytest

from tocsin.schemas.vocabulary import EventType, Subtype
from tocsin.services.reading.figures.misfit import counts_others

CASUALTIES, DETENTION = EventType.CASUALTIES, EventType.DETENTION


def told(event_type: EventType, subtype: Subtype | None, text: str) -> bool:
    """Say whether the figure in brackets counts others."""
    start, end = text.index("["), text.index("]") - 1
    return counts_others(event_type, subtype, text.replace("[", "").replace("]", ""), (start, end))


@pytest.mark.parametrize(
    ("event_type", "subtype", "text"),
    [
        (EventType.DISPLACEMENT, None, "The strike leaves [160,000] residents without heating."),
        (EventType.DISPLACEMENT, None, "[Hundreds of thousands] are without power in Ireland."),
        (EventType.DISPLACEMENT, None, "[Thousands] of people are trapped in their homes."),
        (CASUALTIES, Subtype.MISSING, "Police found [34] survivors on the beach."),
        (CASUALTIES, Subtype.MISSING, "All [23] miners in the shaft were brought out alive."),
        (CASUALTIES, Subtype.MISSING, "The coast guard rescued [at least 40] from the wreck."),
        (CASUALTIES, Subtype.KILLED, "The outbreak has infected nearly [300] people."),
        (CASUALTIES, Subtype.KILLED, "Some 140 dolphins were stranded, with [60] confirmed dead."),
        (CASUALTIES, Subtype.KILLED, "Bird flu killed [40,000] laying hens in Poland."),
        (CASUALTIES, Subtype.KILLED, "The writers killed [60] characters of the series."),
        (CASUALTIES, Subtype.KILLED, "The committee killed [12] bills on Monday."),
        (DETENTION, Subtype.ARREST, "Police released [320] people who had been detained."),
        (DETENTION, Subtype.ABDUCTION, "The kidnappers freed [62] pupils on Sunday."),
        (EventType.PROTEST, None, "[Tens of thousands] of mourners lined the streets."),
        (EventType.PROTEST, None, "The cathedral holds [5,000] worshippers."),
    ],
)
def test_a_figure_of_others_is_not_the_events(
    event_type: EventType, subtype: Subtype | None, text: str
) -> None:
    assert told(event_type, subtype, text)


@pytest.mark.parametrize(
    ("event_type", "subtype", "text"),
    [
        (EventType.DISPLACEMENT, None, "The flood left [160,000] people without homes."),
        (EventType.DISPLACEMENT, None, "Some [35,000] fled and sat in a field without water."),
        (CASUALTIES, Subtype.MISSING, "[Twenty-five] miners are trapped, and six are rescued."),
        (CASUALTIES, Subtype.MISSING, "Ten were rescued and [40] people are missing."),
        (CASUALTIES, Subtype.KILLED, "Clashes of cattle herders and farmers killed [56]."),
        (CASUALTIES, Subtype.KILLED, "The virus infected 300 people and killed [17]."),
        (DETENTION, Subtype.ARREST, "Two were released and [320] people were detained."),
        (DETENTION, Subtype.ABDUCTION, "Gunmen abducted [62] pupils and freed two."),
        (EventType.PROTEST, None, "[Several thousand] mourners called for freedom."),
        (EventType.PROTEST, None, "Some [80,000] people marched past the cathedral."),
    ],
)
def test_a_figure_of_the_event_is_left_alone(
    event_type: EventType, subtype: Subtype | None, text: str
) -> None:
    assert not told(event_type, subtype, text)

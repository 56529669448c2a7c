"""What an alert is called, where it says that it was, and how others code it."""

from typing import Any

import pytest
from judging.reports import TUESDAY, crossing, killed, place, rule
from judging.timeline import Timeline, span

from tocsin.schemas.alert import Alert
from tocsin.schemas.report import Evidence, Period, Place, Quantity, Report
from tocsin.schemas.rule import Rule
from tocsin.schemas.vocabulary import (
    Bound,
    Category,
    Cause,
    EventType,
    Modality,
    Resolution,
    Subtype,
    Unit,
    Urgency,
)
from tocsin.services.stories.measure import measured

BANDS = [{"at_least": 10, "severity": "Moderate"}]
CASUALTIES = rule("threshold", when={"event_type": "casualties"}, bands=BANDS, category="Safety")
CATEEL = place("Cateel", 7.8, 126.4, "PHL")


def alert_of(*reports: Report, ring: Rule = CASUALTIES) -> Alert:
    """Return the last alert that the reports give."""
    story = Timeline(ring)
    story.push(*reports)
    return story.rest()[-1]


def dead(figure: int, sentence: str, **given: Any) -> Report:  # noqa: ANN401 - any field
    return killed("Border Wire", figure, span("0h"), sentence, **given)


@pytest.mark.parametrize(
    ("sentence", "cause", "title"),
    [
        ("A quake killed 142 people.", Cause.EARTHQUAKE, "Earthquake, Nepal: 142 killed"),
        ("A bus fell into a canal, killing 142.", Cause.ROAD, "Bus crash, Nepal: 142 killed"),
        ("A crash killed 142 people.", Cause.ROAD, "Road crash, Nepal: 142 killed"),
        ("A ferry sank and 142 died.", Cause.WATER, "Ferry accident, Nepal: 142 killed"),
        ("Cholera has killed 142.", Cause.EPIDEMIC, "Cholera outbreak, Nepal: 142 killed"),
        ("A bridge gave way; 142 died.", Cause.COLLAPSE, "Bridge collapse, Nepal: 142 killed"),
        ("Soldiers shot 142.", Cause.FIREARMS, "Shooting, Nepal: 142 killed"),
        ("A nightclub roof fell in; 142 died.", Cause.COLLAPSE, "Roof collapse, Nepal: 142 killed"),
        (
            "A funicular left its rails; 142 died.",
            Cause.RAIL,
            "Funicular accident, Nepal: 142 killed",
        ),
        ("A balloon caught fire; 142 died.", Cause.AIR, "Balloon accident, Nepal: 142 killed"),
        ("A fire in a crowded hotel killed 142.", Cause.FIRE, "Hotel fire, Nepal: 142 killed"),
        ("A bus catches fire, killing 142.", Cause.FIRE, "Bus fire, Nepal: 142 killed"),
        ("A house fire killed 142; a hospital is full.", Cause.FIRE, "Fire, Nepal: 142 killed"),
        (
            "A car was driven into a crowd; 142 died.",
            Cause.PRIMITIVE,
            "Vehicle attack, Nepal: 142 killed",
        ),
        ("Men with machetes killed 142.", Cause.PRIMITIVE, "Stabbing, Nepal: 142 killed"),
        ("Police beat 142 to death.", Cause.PRIMITIVE, "Attack, Nepal: 142 killed"),
        ("Police fired on marchers: 142 dead.", Cause.RIOT, "Unrest, Nepal: 142 killed"),
        ("Rioting in Jos killed 142.", Cause.RIOT, "Riot, Nepal: 142 killed"),
        ("A riot at the women's prison: 142 dead.", Cause.RIOT, "Prison riot, Nepal: 142 killed"),
        ("Lassa fever has killed 142.", Cause.EPIDEMIC, "Lassa fever outbreak, Nepal: 142 killed"),
        ("And 142 people were killed.", Cause.UNKNOWN, "Killed: 142 people, Nepal"),
    ],
)
def test_a_title_says_cause_place_figure_and_measure(
    sentence: str, cause: Cause, title: str
) -> None:
    alert = alert_of(dead(142, sentence, cause=cause))

    assert alert.title == title
    assert alert.cause is cause


@pytest.mark.parametrize(
    ("sentence", "cause"),
    [
        ("An earthquake killed 142 people in Nepal.", Cause.EARTHQUAKE),
        ("A suicide bomber killed 31 people at a mosque.", Cause.SUICIDE),
        ("A car bomb killed 31 people in a market.", Cause.EXPLOSIVES),
        ("A drone strike on a market killed 31 people.", Cause.AIRSTRIKE),
        ("A bus plunged into a ravine, killing 31.", Cause.ROAD),
        ("At least 57 were killed after a night ferry sank.", Cause.WATER),
        ("Two passenger trains collided near Minya, killing 21.", Cause.RAIL),
        ("A helicopter crashed in the hills, killing 12.", Cause.AIR),
        ("Gunmen opened fire on a wedding and killed 21.", Cause.FIREARMS),
        ("Eleven coal miners were killed when a bomb hit their truck.", Cause.EXPLOSIVES),
        ("A bus veered off a bridge, killing 56.", Cause.ROAD),
        ("Three vehicles collided, killing 15.", Cause.ROAD),
        ("The strikes killed 31 people.", Cause.AIRSTRIKE),
        ("Over 50 died in an unknown virus outbreak.", Cause.EPIDEMIC),
        ("Eleven died in the collapse of a residential building.", Cause.COLLAPSE),
        ("A landslide buried a village and killed 40.", Cause.LANDSLIDE),
        ("A car carrying the minister passed; 31 people were killed.", Cause.UNKNOWN),
        ("The ceasefire held, and 31 people were killed before it.", Cause.UNKNOWN),
    ],
)
def test_where_the_reading_found_no_cause_the_words_tell_it(sentence: str, cause: Cause) -> None:
    assert alert_of(dead(142, sentence)).cause is cause


def test_the_causes_of_others_count_if_the_leading_report_names_none() -> None:
    first = dead(142, "An earthquake killed 142 people.")
    second = killed("Harbour Post", 142, span("2h"), "The death toll stands at 142.")

    alert = alert_of(first, second)

    assert alert.title == "Earthquake, Nepal: 142 killed"


@pytest.mark.parametrize(
    ("read_as", "sentence", "cause"),
    [
        (Cause.FIREARMS, "A whaleboat caught fire on the river and 142 died.", Cause.FIRE),
        (Cause.FIREARMS, "Gunmen set the market ablaze; 142 died.", Cause.FIREARMS),
        (Cause.FIREARMS, "Tank fire killed 142.", Cause.FIREARMS),
        (Cause.CYCLONE, "A blizzard in the mountains killed 142.", Cause.STORM),
        (Cause.CYCLONE, "The storm, a former typhoon, killed 142.", Cause.CYCLONE),
    ],
)
def test_a_cause_that_is_easily_mistaken_gives_way_to_the_words(
    read_as: Cause, sentence: str, cause: Cause
) -> None:
    assert alert_of(dead(142, sentence, cause=read_as)).cause is cause


def test_violence_is_named_only_if_most_of_the_sources_name_it() -> None:
    blast = "An explosion at the port killed {}."
    others = [
        killed(outlet, 142, span("0h"), blast.format(142), cause=Cause.BLAST) for outlet in "AB"
    ]
    lead = killed("C", 142, span("2h"), blast.format(142), cause=Cause.EXPLOSIVES)

    assert alert_of(*others, lead).title == "Explosion, Nepal: 142 killed"
    assert alert_of(lead).title == "Bombing, Nepal: 142 killed"


def test_units_other_than_people_are_named_and_what_is_to_come_says_so() -> None:
    soldiers = alert_of(dead(40, "Fighting killed 40.", cause=Cause.FIGHTING, unit=Unit.TROOPS))
    assert soldiers.title == "Fighting, Nepal: 40 troops killed"

    when = {"event_type": "evacuation", "modalities": ["announced"]}
    moved = rule("threshold", when=when, bands=BANDS)
    to_come = dead(
        3200,
        "3,200 will be moved.",
        event_type=EventType.EVACUATION,
        subtype=None,
        modality=Modality.ANNOUNCED,
        cause=Cause.WILDFIRE,
    )
    told = alert_of(to_come, ring=moved)
    assert told.title == "Wildfire, Nepal: 3,200 to be evacuated"
    assert told.urgency is Urgency.EXPECTED


@pytest.mark.parametrize(
    ("sentence", "unit", "told"),
    [
        ("The army says 340 Boko Haram fighters gave up.", Unit.TROOPS, "340 fighters"),
        ("The army says 340 rebels gave up.", Unit.TROOPS, "340 rebels"),
        ("The army says 340 gave up, then other fighters.", Unit.TROOPS, "340 troops"),
        ("The army says 340, among them fighters, gave up.", Unit.TROOPS, "340 troops"),
        ("The army says 340 soldiers gave up.", Unit.TROOPS, "340 troops"),
        ("The army says 340 towns and villages fell.", Unit.PLACES, "340 towns and villages"),
        ("The army says 340 places fell.", Unit.PLACES, "340 places"),
        ("The army says 340 civilian rebels came.", Unit.PEOPLE, "340 people"),
    ],
)
def test_a_title_names_what_the_sentence_counts(sentence: str, unit: Unit, told: str) -> None:
    evidence = Evidence(sentence=sentence, start=0, end=len(sentence), figure=(14, 17))
    ring = rule("threshold", when={"event_type": "surrender"}, bands=BANDS)
    report = crossing(
        "A", 340, event_type=EventType.SURRENDER, unit=unit, evidence=evidence, country="NGA"
    )

    alert = alert_of(report, ring=ring)

    assert alert.title == f"Surrender: {told}, Nigeria"


def test_a_withdrawal_says_from_where() -> None:
    ring = rule("threshold", when={"event_type": "withdrawal"}, bands=BANDS)

    alert = alert_of(crossing("A", 1800, event_type=EventType.WITHDRAWAL), ring=ring)

    assert alert.title == "Withdrawal: 1,800 troops from Sudan"


def test_a_place_is_named_once() -> None:
    country = Place(
        name="Democratic Republic of the Congo",
        country="COD",
        resolution=Resolution.COUNTRY,
        latitude=-2,
        longitude=23,
    )
    alert = alert_of(dead(40, "And 40 died.", country="COD", place=country, actor="people"))

    assert alert.title == "Killed: 40 people, DR Congo"
    assert alert.summary == "Killed: 40 people, DR Congo; according to Border Wire."


def test_who_suffers_it_is_named_if_that_says_more_than_the_unit() -> None:
    alert = alert_of(dead(40, "And 40 miners died.", actor="miners"))

    assert alert.summary.startswith("Mine accident, Nepal: 40 killed (miners);")


@pytest.mark.parametrize("dash", ["-", "—", "\N{EN DASH}"])
def test_a_town_in_which_only_the_article_was_written_is_not_where_it_was(dash: str) -> None:
    kathmandu = place("Kathmandu", 27.7, 85.3, "NPL")
    far = f"KATHMANDU, 16 March (Border Wire) {dash} A quake killed 96 in western Nepal."
    near = f"KATHMANDU {dash} A quake killed 96 people in Kathmandu."

    written = alert_of(dead(96, far, place=kathmandu))
    happened = alert_of(dead(96, near, place=kathmandu))

    assert (written.title, written.place) == ("Earthquake, Nepal: 96 killed", None)
    assert happened.title == "Earthquake, Kathmandu, Nepal: 96 killed"


def test_the_finest_place_of_any_source_is_used_and_far_ones_leave_the_wider() -> None:
    quake = "An earthquake killed 142 people."
    first = dead(142, quake, country="PHL")
    second = killed("B", 142, span("2h"), quake, country="PHL", place=CATEEL)
    far = place("Iloilo", 10.7, 122.5, "PHL")
    third = killed("C", 142, span("4h"), quake, country="PHL", place=far)

    assert alert_of(first, second).title == "Earthquake, Cateel, Philippines: 142 killed"
    assert alert_of(first, second, third).title == "Earthquake, Philippines: 142 killed"


def test_a_town_in_another_country_is_not_named() -> None:
    beirut = place("Beirut", 33.9, 35.5, "LBN")

    assert "Beirut" not in alert_of(dead(40, "And 40 died.", place=beirut)).title


def test_a_crossing_says_whence_and_the_town_of_arrival() -> None:
    adre = place("Adré", 13.5, 22.2, "SDN")
    alert = alert_of(
        crossing("A", 500, from_country="TCD", place=adre), ring=rule("threshold", bands=BANDS)
    )

    assert alert.title == "Border crossing: 500 troops, from Chad into Adré, Sudan"


def test_a_total_says_that_it_is_one() -> None:
    total = rule("total", window="7d", bands=[{"at_least": 100, "severity": "Severe"}])
    alert = alert_of(
        crossing("A", 60, place=place("Geneina", 13.4, 22.4)),
        crossing("B", 50, span("30h"), place=place("Port Sudan", 19.6, 37.2)),
        ring=total,
    )

    assert alert.title == "Total within 7 days: Border crossing, at least 110 troops, Sudan"


@pytest.mark.parametrize(
    ("cause", "plover", "category"),
    [
        (Cause.WATER, "NONE", Category.TRANSPORT),
        (Cause.EARTHQUAKE, "NONE", Category.GEO),
        (Cause.FLOOD, "NONE", Category.MET),
        (Cause.WILDFIRE, "NONE", Category.FIRE),
        (Cause.EPIDEMIC, "NONE", Category.HEALTH),
        (Cause.CRUSH, "NONE", Category.SAFETY),
        (Cause.FIREARMS, "ASSAULT/firearms", Category.SECURITY),
        (Cause.AIRSTRIKE, "FIGHT/heavy-weapons", Category.SECURITY),
        (Cause.UNKNOWN, "NONE", Category.SAFETY),
    ],
)
def test_codes_follow_the_cause(cause: Cause, plover: str, category: Category) -> None:
    alert = alert_of(dead(40, "And 40 died.", cause=cause))

    assert (alert.plover, alert.category) == (plover, category)


def test_every_cause_has_words_and_a_category() -> None:
    for cause in set(Cause) - {Cause.UNKNOWN}:
        alert = alert_of(dead(40, "And 40 died.", cause=cause))
        assert alert.title.endswith(", Nepal: 40 killed")
        assert (alert.category is Category.SECURITY) is (alert.plover != "NONE")


@pytest.mark.parametrize(
    ("days", "urgency"), [(1, Urgency.IMMEDIATE), (6, Urgency.IMMEDIATE), (8, Urgency.PAST)]
)
def test_what_happened_more_than_a_week_before_it_was_reported_is_past(
    days: int, urgency: Urgency
) -> None:
    then = TUESDAY - span(f"{days}d")
    happened = Period(earliest=then - span("12h"), latest=then)

    assert alert_of(dead(40, "And 40 died.", happened=happened)).urgency is urgency


def test_people_who_flee_a_flood_are_not_expelled_by_anybody() -> None:
    moved = rule("threshold", when={"event_type": "displacement"}, bands=BANDS)
    words = "Floods drove 4,000 from their homes."
    alert = alert_of(
        dead(
            4000,
            words,
            event_type=EventType.DISPLACEMENT,
            subtype=None,
        ),
        ring=moved,
    )

    assert (alert.title, alert.plover) == ("Flood, Nepal: 4,000 displaced", "NONE")


def test_who_is_abducted_is_detained_and_not_arrested() -> None:
    taken = rule("threshold", when={"event_type": "detention"}, bands=BANDS)
    words = "Gunmen abducted 74 pupils."
    report = dead(74, words, event_type=EventType.DETENTION, subtype=Subtype.ABDUCTION)

    assert alert_of(report, ring=taken).plover == "COERCE/detain"


@pytest.mark.parametrize(
    ("quantity", "unit", "told"),
    [
        (Quantity(low=1, high=1, bound=Bound.EXACT), Unit.SHIPS, "1 ship"),
        (Quantity(low=1, bound=Bound.MIN), Unit.PEOPLE, "at least 1 person"),
        (Quantity(low=1, high=3, bound=Bound.RANGE), Unit.PLACES, "1 to 3 places"),
        (Quantity(low=2, high=2, bound=Bound.EXACT), Unit.TROOPS, "2 troops"),
        (Quantity(low=2000, bound=Bound.VAGUE), Unit.HOUSEHOLDS, "thousands of households"),
        (Quantity(), Unit.TROOPS, "an unknown number of troops"),
    ],
)
def test_a_figure_goes_with_its_unit(quantity: Quantity, unit: Unit, told: str) -> None:
    assert measured(quantity, unit) == told

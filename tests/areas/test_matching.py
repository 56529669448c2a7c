"""Whether an alert lies in an area, and what is said where nobody can know."""

import pytest
from watcher.alert_cases import alert

from tocsin.schemas.alert import Alert
from tocsin.schemas.area import CountryOnly
from tocsin.schemas.report import Place
from tocsin.schemas.vocabulary import Resolution
from tocsin.services.areas.matching import AreaMatcher, AreaMatchers, Whereabouts
from tocsin.services.areas.naming import Atlas

ATLAS = Atlas()
DARFUR = "circle:13.5,24,400"
EL_FASHER = (13.63, 25.35)
KHARTOUM = (15.55, 32.53)


def at(point: tuple[float, float], country: str, resolution: Resolution) -> Alert:
    latitude, longitude = point
    place = Place(
        name="There",
        country=country,
        resolution=resolution,
        latitude=latitude,
        longitude=longitude,
    )
    return alert(country=country, from_country=None, place=place)


def whereabouts(area: str, one: Alert) -> Whereabouts:
    return AreaMatcher(ATLAS.area(area)).whereabouts(one)


def test_a_town_lies_inside_or_outside() -> None:
    assert whereabouts(DARFUR, at(EL_FASHER, "SDN", Resolution.CITY)) is Whereabouts.INSIDE
    assert whereabouts(DARFUR, at(KHARTOUM, "SDN", Resolution.CITY)) is Whereabouts.OUTSIDE


def test_of_a_country_that_the_area_covers_in_part_nobody_can_tell() -> None:
    # the middle of Sudan is not where it happened, whether it lies in the area or not
    middle = at((13.5, 24.0), "SDN", Resolution.COUNTRY)
    assert whereabouts(DARFUR, middle) is Whereabouts.UNSURE
    nowhere = alert(country="SDN", from_country=None, place=None)
    assert whereabouts(DARFUR, nowhere) is Whereabouts.UNSURE


def test_a_country_that_the_area_does_not_touch_is_outside() -> None:
    assert whereabouts(DARFUR, at(EL_FASHER, "BRA", Resolution.COUNTRY)) is Whereabouts.OUTSIDE


def test_where_nothing_is_known_it_is_outside() -> None:
    nowhere = alert(country=None, from_country=None, place=None)
    assert whereabouts(DARFUR, nowhere) is Whereabouts.OUTSIDE
    assert whereabouts("Africa", nowhere) is Whereabouts.OUTSIDE


def test_of_a_country_that_lies_wholly_within_its_name_is_enough() -> None:
    nowhere = alert(country="RWA", from_country=None, place=None)
    assert whereabouts("box:-10,20,10,45", nowhere) is Whereabouts.INSIDE
    assert whereabouts("Eastern Africa", nowhere) is Whereabouts.INSIDE
    assert whereabouts("Western Africa", nowhere) is Whereabouts.OUTSIDE


def test_a_crossing_belongs_to_both_of_its_countries() -> None:
    crossing = alert(country="THA", from_country="MMR", place=None)
    assert whereabouts("Myanmar", crossing) is Whereabouts.INSIDE
    assert whereabouts("Thailand", crossing) is Whereabouts.INSIDE


def test_a_region_is_known_by_its_middle_and_may_reach_into_the_area() -> None:
    near = at((13.5, 29.0), "SDN", Resolution.REGION)
    far = at(KHARTOUM, "SDN", Resolution.REGION)
    assert whereabouts(DARFUR, at(EL_FASHER, "SDN", Resolution.REGION)) is Whereabouts.INSIDE
    assert whereabouts(DARFUR, near) is Whereabouts.UNSURE
    assert whereabouts(DARFUR, far) is Whereabouts.OUTSIDE


def test_a_small_country_counts_though_the_outlines_have_none_of_it() -> None:
    singapore = alert(country="SGP", from_country=None, place=None)
    assert whereabouts("circle:1.35,103.8,50", singapore) is Whereabouts.INSIDE


@pytest.mark.parametrize(
    ("country_only", "is_held", "is_marked"),
    [
        (CountryOnly.IN, True, False),
        (CountryOnly.OUT, False, False),
        (CountryOnly.MARKED, True, True),
    ],
)
def test_what_is_unsure_is_in_or_out_or_marked(
    country_only: CountryOnly, *, is_held: bool, is_marked: bool
) -> None:
    grounds = AreaMatchers([ATLAS.area(DARFUR)], country_only)
    unsure = alert(country="SDN", from_country=None, place=None)
    sure = at(EL_FASHER, "SDN", Resolution.CITY)

    assert grounds.holds(unsure) is is_held
    assert grounds.marks(unsure) is is_marked
    assert grounds.holds(sure)
    assert not grounds.marks(sure)


def test_any_of_several_areas_will_do_and_the_surest_counts() -> None:
    grounds = AreaMatchers(ATLAS.areas([DARFUR, "Northern Africa"]), CountryOnly.MARKED)
    assert not grounds.marks(alert(country="SDN", from_country=None, place=None))
    assert grounds.holds(alert(country="EGY", from_country=None, place=None))
    assert not grounds.holds(alert(country="BRA", from_country=None, place=None))


def test_without_an_area_each_alert_passes() -> None:
    assert AreaMatchers((), CountryOnly.OUT).holds(
        alert(country=None, from_country=None, place=None)
    )

"""Where it happens."""

import pytest
from reading.told import reports

from tocsin.schemas.fields.countries import COUNTRY_NAMES
from tocsin.services.reading.places.centroid import country_place
from tocsin.services.reading.places.find import find_places
from tocsin.services.reading.whereabouts.dateline import dateline


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Gunmen killed 12 people in Kano, Nigeria.", "NGA"),
        ("Ugandan soldiers killed 12 rebels in Ituri, Democratic Republic of the Congo.", "COD"),
        ("Kenya said that 12 of its soldiers were killed in Somalia.", "SOM"),
        ("Twelve Malian soldiers were killed near the border with Niger.", "MLI"),
        ("Turkey pulled 500 troops out of Iraq.", "IRQ"),
        ("Some 3,000 people crossed from Sudan into Chad.", "TCD"),
        ("Police arrested 40 Russians in Phuket, Thailand.", "THA"),
        ("Twelve people were killed.", None),
    ],
)
def test_the_country_of_an_event(text: str, country: str | None) -> None:
    assert [report.country for report in reports(text)] == [country]


def test_a_crossing_tells_whence() -> None:
    report = reports("Some 3,000 people crossed from Sudan into Chad.")[0]
    assert report.from_country == "SDN"


def test_a_sentence_without_a_place_takes_what_the_text_is_about() -> None:
    text = "A ferry sank off Batangas in the Philippines on Sunday.\n\nForty people are missing."
    assert [report.country for report in reports(text)] == ["PHL"]


def test_a_country_without_a_finer_place_is_its_middle() -> None:
    (report,) = reports("Floods hit Kenya again. Some 20 people were killed.")

    assert report.place is not None
    assert (report.place.name, report.place.resolution) == ("Kenya", "country")
    assert report.place.latitude == pytest.approx(0.5, abs=1)
    assert report.place.longitude == pytest.approx(37.5, abs=2)


def test_nearly_every_country_has_a_middle() -> None:
    missing = [code for code in COUNTRY_NAMES if country_place(code) is None]

    assert len(missing) <= 5, missing


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Police in Abidjan said rebels in Damboa, Nigeria, killed 12 people.", "NGA"),
        ("Moscow, which announced the fall of Bakhmut on Sunday, lost 300 men there.", "UKR"),
        ("BUNIA - Kampala put the dead at 40.\n\nSome 900 fled.", "COD"),
        ("Uganda opened its border and registered 4,000 people who fled from South Sudan.", "UGA"),
        ("About 200 people went over the Lempa river and into Honduras.", "HND"),
        ("A frigate docked at Jeddah with 900 evacuees from Port Sudan.", "SDN"),
        ("The White House said 300 people were evacuated.", "USA"),
        ("Carabinieri arrested 14 people; the mayor was not among them.", "ITA"),
        ("The Houthi and Hamas leaders met. Twelve people were killed.", None),
        ("Fighting in Babila-Babombi killed 12 people.", None),
    ],
)
def test_whose_words_they_are_is_not_where_it_happened(text: str, country: str | None) -> None:
    assert [report.country for report in reports(text)][-1:] == [country]


def test_a_dateline_tells_its_country_even_if_its_place_is_unknown() -> None:
    text = "XANTHOPORT, Greece - The coast guard locked up eight Ukrainians on Monday."
    assert [report.country for report in reports(text)] == ["GRC"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Sixty people were evacuated.\n\nThe road to Grindavik is closed.", "ISL"),
        ("Fires near Birao killed 12 people.", "CAF"),
        ("Some 400 people fled from Baghouz.", "SYR"),
        ("Rain on Gavdos left 20 people dead.", "GRC"),
        ("Smith, of Hope, said that 20 people were killed.", None),
    ],
)
def test_villages_crossings_and_islands_of_the_news_are_known(
    text: str, country: str | None
) -> None:
    assert {report.country for report in reports(text)} == {country}


def test_a_dateline_may_give_the_day_before_the_month() -> None:
    text = "HARARE, 10 March - Soldiers came from Zambia and Malawi, and Zambia said so."

    assert dateline(text, find_places(text)) == "ZWE"

"""Places: names resolved to countries, and the words that only look like names."""

import time

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.schemas.vocabulary import Resolution
from tocsin.services.reading.places.find import MentionKind, PlaceMention, find_places


def named(text: str) -> list[tuple[str, str, MentionKind]]:
    return [(m.text, m.country, m.how) for m in find_places(text)]


def only(text: str) -> PlaceMention:
    (mention,) = find_places(text)
    return mention


@pytest.mark.parametrize(
    ("text", "country", "how"),
    [
        ("in Syria", "SYR", MentionKind.COUNTRY),
        ("in Burma", "MMR", MentionKind.COUNTRY),
        ("in the DRC", "COD", MentionKind.COUNTRY),
        ("in the Democratic Republic of the Congo", "COD", MentionKind.COUNTRY),
        ("in the Republic of the Congo", "COG", MentionKind.COUNTRY),
        ("in Côte d'Ivoire", "CIV", MentionKind.COUNTRY),
        ("in Guinea-Bissau", "GNB", MentionKind.COUNTRY),
        ("in South Sudan", "SSD", MentionKind.COUNTRY),
        ("in Kosovo", "XKX", MentionKind.COUNTRY),
        ("in Taiwan", "TWN", MentionKind.COUNTRY),
        ("in Hong Kong", "HKG", MentionKind.COUNTRY),
        ("Syrian troops", "SYR", MentionKind.ADJECTIVE),
        ("Somali forces", "SOM", MentionKind.ADJECTIVE),
        ("U.S. troops", "USA", MentionKind.ADJECTIVE),
        ("The North Korean army", "PRK", MentionKind.ADJECTIVE),
        ("The South Sudanese government", "SSD", MentionKind.ADJECTIVE),
        ("300 Syrians fled", "SYR", MentionKind.DEMONYM),
        ("a Syrian was killed", "SYR", MentionKind.DEMONYM),
        ("in Darfur", "SDN", MentionKind.REGION),
        ("in the Donbas", "UKR", MentionKind.REGION),
        ("in Nagorno-Karabakh", "AZE", MentionKind.REGION),
        ("in North Kivu", "COD", MentionKind.REGION),
        ("in the Gaza Strip", "PSE", MentionKind.REGION),
        ("in the West Bank", "PSE", MentionKind.REGION),
        ("in the Golan Heights", "SYR", MentionKind.REGION),
        ("in Niger State", "NGA", MentionKind.REGION),
        ("in the Somali Region", "ETH", MentionKind.REGION),
        ("in Kharkiv Oblast", "UKR", MentionKind.REGION),
        ("in Kanagawa Prefecture", "JPN", MentionKind.REGION),
        ("in Texas", "USA", MentionKind.REGION),
        ("in Goma", "COD", MentionKind.CITY),
        ("in Kiev", "UKR", MentionKind.CITY),
        ("in Deir ez-Zor", "SYR", MentionKind.CITY),
        ("in Sana'a", "YEM", MentionKind.CITY),
        ("in al-Fashir near El Fasher", "SDN", MentionKind.CITY),
        ("IN GAZIANTEP", "TUR", MentionKind.CITY),
        ("ROCKHAMPTON: The river crested.", "AUS", MentionKind.CITY),
    ],
)
def test_a_name_tells_its_country(text: str, country: str, how: MentionKind) -> None:
    mention = find_places(text)[0]
    assert (mention.country, mention.how) == (country, how)
    assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    "text",
    [
        "Reading the news is hard",
        "Police said so",
        "he handed it to Police on Monday",
        "Most people left",
        "Mobile phones rang",
        "Nice weather, a Man said in March",
        "a turkey and a chad",
        "Michael Jordan was there, he said on arrival",
        "the singer Chad Smith was there for us",
        "tell us more",
        "the Islamic State of Iraq and the Levant",
        "the Paris Agreement",
        "a Washington Post reporter",
        "Hurricane Florence made landfall",
        "the arrest of Rubio",
        "but Agence France-Presse reported more",
        "Radio France Internationale reported",
        "the Bank of China said",
    ],
)
def test_what_only_looks_like_a_place_is_quiet(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("in Reading, England", ("Reading", "GBR")),
        ("a pool hall in Santo Domingo, Ecuador, on Sunday", ("Santo Domingo", "ECU")),
        ("near Valencia, Carabobo, Venezuela.", ("Valencia", "VEN")),
        ("the North West Province, South Africa", ("North West Province", "ZAF")),
        (
            "Stilfontein, North West Province, South Africa following a siege",
            ("Stilfontein", "ZAF"),
        ),
        ("outside Jablonov nad Turňou, Slovakia.", ("Slovakia", "SVK")),
        ("near Chalon-sur-Mer, France.", ("France", "FRA")),
        ("a house in Sabra suburb in Gaza City.", ("Sabra", "PSE")),
        ("the Zeitoun neighbourhood of Gaza City.", ("Gaza City", "PSE")),
        ("near Lake Chad in Nigeria.", ("Lake Chad", "NGA")),
        ("near Lake Chad, Niger.", ("Lake Chad", "NER")),
        ("on Lake Tanganyika in Burundi.", ("Tanganyika", "BDI")),
        ("marches in London, Germany and Spain.", ("London", "GBR")),
        ("talks in Geneva, Iran, Iraq and Oman said.", ("Geneva", "CHE")),
        ("IN MEDELLIN, IN NORTHWESTERN COLOMBIA.", ("MEDELLIN", "COL")),
        ("in Paris, Beirut, Mali, the Sinai Peninsula", ("Paris", "FRA")),
        ("In Moscow, Ukraine's envoy spoke.", ("Moscow", "RUS")),
        ("in Kanam and Wase, Plateau State, Nigeria", ("Kanam", "NGA")),
        ("the town of Kufra, Libya, was quiet", ("Kufra", "LBY")),  # known in Turkey only
        ("in Goma, Uganda's army said", ("Goma", "COD")),
        ("in Mobile, Alabama", ("Mobile", "USA")),
        ("in Police, Poland", ("Police", "POL")),
        ("Split, Croatia", ("Split", "HRV")),
        ("in Tripoli, Lebanon", ("Tripoli", "LBN")),
        ("in Tripoli, Libya", ("Tripoli", "LBY")),
        ("in San Jose, California", ("San Jose", "USA")),
        ("in San José, Costa Rica", ("San José", "CRI")),
        ("in Punjab, India", ("Punjab", "IND")),
        ("in Punjab, Pakistan", ("Punjab", "PAK")),
        ("in Valencia, where Venezuelan police", ("Valencia", "VEN")),
        ("in Atlanta, Georgia, on Monday", ("Atlanta", "USA")),
        ("in Boulder, Colo.", ("Boulder", "USA")),
        ("in Bountiful, B.C., on", ("Bountiful", "CAN")),
    ],
)
def test_the_words_beside_a_name_decide_which_is_meant(text: str, first: tuple[str, str]) -> None:
    mention = find_places(text)[0]
    assert (mention.text, mention.country) == first


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("the war in Georgia", "GEO"),
        ("protesters filled Tbilisi, Georgia, on Sunday", "GEO"),
        ("a U.S. delegation visited Georgia", "GEO"),
        ("Georgia called up reservists as Russia massed troops", "GEO"),
        ("a sheriff in Georgia", "USA"),
        ("were evacuated in Georgia on Sunday, said Governor Brian Kemp", "USA"),
        ("were moved from Columbus, Georgia, as the river rose", "USA"),
        ("ATLANTA - Storms killed 12 people across Georgia", "USA"),
        ("Georgia's National Guard was sent to Augusta and Macon", "USA"),
    ],
)
def test_georgia_is_the_state_in_an_american_text(text: str, country: str) -> None:
    assert {one for name, one, _ in named(text) if name == "Georgia"} == {country}


def test_an_agency_in_a_dateline_is_not_a_place() -> None:
    assert [name for name, _, _ in named("LIMA (AP) - A bridge fell in Peru.")] == ["LIMA", "Peru"]


def test_countries_joined_by_a_dash_are_two() -> None:
    assert [m.country for m in find_places("the Ethiopia\u2013Somalia border")] == ["ETH", "SOM"]


def test_a_place_has_its_point_and_a_people_has_none() -> None:
    goma = only("fighting in Goma").place
    assert goma is not None
    assert (goma.resolution, goma.geonames_id) == (Resolution.CITY, 216281)
    assert (round(goma.latitude), round(goma.longitude)) == (-2, 29)
    assert only("Syrian troops").place is None


def test_a_capital_for_its_government_is_a_city() -> None:
    assert only("Moscow said").how is MentionKind.CITY


TEXTS = st.lists(
    st.sampled_from(
        "in Goma, Georgia Chad Police US U.S. Syria's the of San José New York Deir ez-Zor İzmir "
        "Reading England, Kharkiv Oblast Syrian \n — ( ) . Kyiv".split(" ")
    ),
    max_size=30,
).map(" ".join)


@settings(max_examples=examples(100))
@given(st.one_of(TEXTS, st.text(max_size=150)))
def test_any_text_gives_places_in_order_with_true_offsets(text: str) -> None:
    done = 0
    for mention in find_places(text):
        assert done <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert len(mention.country) == 3
        done = mention.end


@pytest.mark.parametrize(
    "piece", ["Kyiv ", "A", "The ", "San ", "Paris, ", "Aa-", "U.", "New York "]
)
def test_no_text_of_200_kb_takes_over_a_second(piece: str) -> None:
    text = (piece * 200_000)[:200_000]
    find_places("Kyiv")
    started = time.process_time()
    find_places(text)
    assert time.process_time() - started < 1


def test_a_state_of_a_named_country_goes_before_a_town_of_another() -> None:
    (_, place) = find_places("Firefighters in the Australian state of Victoria asked for help.")

    assert (place.text, place.country) == ("Victoria", "AUS")


def test_a_dateline_in_capitals_gives_a_name_as_people_write_it() -> None:
    kaduna = find_places("KADUNA, Nigeria, 17 March - Gunmen came before dawn.")[0]

    assert kaduna.text == "KADUNA"
    assert kaduna.place is not None
    assert kaduna.place.name == "Kaduna"

"""CAP, GeoJSON and Atom as their readers want them, whatever the news text holds."""

import csv
import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from stories.alerts_of_a_story import injured, killed
from watcher.alert_cases import alert, source

from tocsin.schemas.alert import Alert, AlertKind, Change
from tocsin.schemas.vocabulary import Cause, MsgType, Resolution, Status
from tocsin.services.renderings.atom import Links, atom_feed
from tocsin.services.renderings.cap import cap_message
from tocsin.services.renderings.csv_table import csv_table
from tocsin.services.renderings.edxl import BundledAlert, cap_bundle
from tocsin.services.renderings.geojson import feature_collection

CAP = xmlschema.XMLSchema(Path(__file__).with_name("cap-1.2.xsd"))
NS = {
    "cap": "urn:oasis:names:tc:emergency:cap:1.2",
    "atom": "http://www.w3.org/2005/Atom",
    "de": "urn:oasis:names:tc:emergency:EDXL:DE:1.0",
}
LINKS = Links("https://board.example/alerts.atom", "https://board.example/alerts/{id}")


def told(message: bytes, path: str) -> list[str]:
    return [one.text or "" for one in ET.fromstring(message).findall(path, NS)]  # noqa: S314 - our own


def test_a_first_alert_is_valid_cap_with_its_words_and_place() -> None:
    message = cap_message(alert(), web="https://board.example/alerts/a1b2c3")

    CAP.validate(message)
    assert told(message, "cap:msgType") == ["Alert"]
    assert told(message, "cap:references") == []
    assert told(message, "cap:info/cap:area/cap:geocode/cap:value") == ["THA"]
    assert told(message, "cap:info/cap:urgency") == [alert().urgency]


def test_an_update_and_a_cancel_refer_to_every_earlier_message() -> None:
    first = alert()
    second = alert(
        revision=2, kind=AlertKind.UPDATE, change=Change.FIGURE_UP, msg_type=MsgType.UPDATE
    )
    last = alert(
        revision=3, kind=AlertKind.RETRACTION, change=Change.TAKEN_BACK, msg_type=MsgType.CANCEL
    )

    message = cap_message(last, [first, second])

    CAP.validate(message)
    (references,) = told(message, "cap:references")
    assert [one.split(",")[1] for one in references.split()] == ["a1b2c3.1", "a1b2c3.2"]
    assert all(one.split(",")[2].endswith("-00:00") for one in references.split())


def test_a_place_has_its_reach_and_a_country_no_point() -> None:
    town = alert().place
    assert town is not None
    country = town.model_copy(update={"name": "Siam", "resolution": Resolution.COUNTRY})

    message = cap_message(alert(place=country))

    CAP.validate(message)
    assert told(message, "cap:info/cap:area/cap:areaDesc") == ["Thailand"]
    assert told(message, "cap:info/cap:area/cap:circle") == []
    (circle,) = told(cap_message(alert()), "cap:info/cap:area/cap:circle")
    assert circle == f"{town.latitude},{town.longitude} 30"


def test_words_that_only_a_newer_version_knows_give_valid_cap() -> None:
    words = {
        "category": "Cosmic",
        "urgency": "Later",
        "severity": "Catastrophic",
        "certainty": "Certain",
        "status": "Rumour",
        "msg_type": "Nudge",
        "event_type": "crop_failure",
        "kind": "reopened",
    }
    payload = json.dumps({**json.loads(alert().write()), **words})

    message = cap_message(Alert.read_along(payload))

    CAP.validate(message)
    assert told(message, "cap:info/cap:event") == ["crop failure"]
    assert told(message, "cap:info/cap:severity") == ["Unknown"]


def test_codes_are_given_where_there_are_any() -> None:
    quake = cap_message(alert(cause=Cause.EARTHQUAKE, plover="NONE"))

    CAP.validate(quake)
    assert told(quake, "cap:info/cap:eventCode/cap:valueName") == ["cause"]
    assert told(quake, "cap:info/cap:eventCode/cap:value") == ["EQ"]
    assert told(cap_message(alert()), "cap:info/cap:eventCode/cap:value") == [alert().plover]


def test_an_exercise_says_so() -> None:
    assert told(cap_message(alert(status=Status.EXERCISE)), "cap:status") == ["Exercise"]


@given(text=st.text(min_size=1), name=st.text(max_size=80))
def test_any_text_gives_valid_xml_and_json(text: str, name: str) -> None:
    hostile = alert(
        title=text, summary=text, why=text, actor=text, sources=(source(title=name, source=name),)
    )

    CAP.validate(cap_message(hostile))
    ET.fromstring(atom_feed([hostile], LINKS))  # noqa: S314 - our own
    (feature,) = json.loads(feature_collection([hostile]))["features"]
    assert feature["properties"]["title"] == text


def test_geojson_gives_longitude_first_and_no_geometry_without_a_place() -> None:
    placed = alert()
    assert placed.place is not None

    collection = json.loads(feature_collection([placed, alert("d4", place=None)]))

    assert collection["features"][0]["geometry"] == {
        "type": "Point",
        "coordinates": [placed.place.longitude, placed.place.latitude],
    }
    assert collection["features"][1]["geometry"] is None


def test_the_feed_is_newest_first_and_as_new_as_its_newest() -> None:
    older = alert("old", detected_at=datetime(2026, 3, 1, tzinfo=UTC))
    newer = alert("new", detected_at=datetime(2026, 3, 2, tzinfo=UTC))

    feed = atom_feed([older, newer], LINKS)

    assert told(feed, "atom:entry/atom:id") == ["urn:tocsin:alert:new", "urn:tocsin:alert:old"]
    assert told(feed, "atom:updated") == ["2026-03-02T00:00:00+00:00"]
    assert told(atom_feed([], LINKS), "atom:updated") == ["1970-01-01T00:00:00+00:00"]


def test_sent_never_goes_back_and_references_say_when_each_message_was_sent() -> None:
    """Also for revisions of earlier versions, whose time was the event's."""
    march = [datetime(2026, 3, day, tzinfo=UTC) for day in (16, 20, 16)]
    first, second, third = (
        alert(
            revision=number,
            detected_at=moment,
            msg_type=MsgType.ALERT if number == 1 else MsgType.UPDATE,
        )
        for number, moment in enumerate(march, start=1)
    )

    message = cap_message(third, [second, third, first])

    CAP.validate(message)
    assert told(message, "cap:sent") == ["2026-03-20T00:00:00-00:00"]
    assert told(message, "cap:references") == [
        "tocsin,a1b2c3.1,2026-03-16T00:00:00-00:00 tocsin,a1b2c3.2,2026-03-20T00:00:00-00:00"
    ]


def test_every_message_expires_and_not_before_it_was_sent() -> None:
    late = datetime(2026, 5, 1, tzinfo=UTC)
    given = datetime(2026, 6, 1, tzinfo=UTC)

    old = cap_message(alert())
    lasting = cap_message(alert(expires=given))
    replayed = cap_message(alert(detected_at=late, expires=late.replace(month=3)))
    ended = cap_message(alert(kind=AlertKind.EXPIRED, detected_at=late, expires=given))

    usual = (alert().last_published_at + timedelta(days=4)).strftime("%Y-%m-%dT%H:%M:%S-00:00")
    assert told(old, "cap:info/cap:expires") == [usual]
    assert told(lasting, "cap:info/cap:expires") == ["2026-06-01T00:00:00-00:00"]
    assert told(replayed, "cap:info/cap:expires") == ["2026-05-01T00:00:00-00:00"]
    assert told(ended, "cap:info/cap:expires") == ["2026-05-01T00:00:00-00:00"]


def test_a_table_has_a_row_for_each_alert_and_no_formula_of_a_stranger() -> None:
    hostile = alert("b", title='=HYPERLINK("http://x.example","y")\n@sum', actor=None, place=None)
    told = csv_table([alert("a"), hostile], "https://b.example/{id}", lambda of: of.id * 2)
    first, second = csv.DictReader(StringIO(told.decode()))

    assert (first["id"], first["figure"], first["bound"]) == ("a", "1000", "min")
    assert (first["place"], first["country_name"]) == ("Mae Sot", "Thailand")
    assert (first["link"], first["note"]) == ("https://b.example/a", "aa")
    assert second["title"] == '\'=HYPERLINK("http://x.example","y") @sum'
    assert (second["place"], second["latitude"]) == ("", "")
    assert told.count(b"\r\n") == 3


def test_feeds_say_which_alerts_may_lie_elsewhere() -> None:
    links = Links("https://b.example/feed", "https://b.example/{id}")
    feed = atom_feed([alert("a"), alert("b")], links, note=lambda of: "far" * (of.id == "b"))
    assert feed.count(b'<category term="area-unsure" label="far"') == 1
    assert feed.count(b"(far)</summary>") == 1
    features = json.loads(feature_collection([alert("a"), alert("b")], {"b"}))["features"]
    assert [one["properties"].get("area_unsure") for one in features] == [None, True]


def test_the_messages_of_one_story_have_one_incident() -> None:
    messages = [cap_message(one) for one in (killed(), injured())]

    for message in messages:
        CAP.validate(message)
    assert [told(one, "cap:incidents") for one in messages] == [["crash"], ["crash"]]
    assert told(cap_message(alert()), "cap:incidents") == []


def test_a_bundle_has_each_message_whole_and_the_measures_of_a_story_together() -> None:
    now = datetime(2026, 3, 9, 12, tzinfo=UTC)
    update = killed(24, revision=2, kind=AlertKind.UPDATE, msg_type=MsgType.UPDATE)
    sent = [
        BundledAlert(update, [killed()], "https://board.example/alerts/killed"),
        BundledAlert(alert("other"), [], "https://board.example/alerts/other"),
        BundledAlert(injured(), [], "https://board.example/alerts/injured"),
    ]

    root = ET.fromstring(cap_bundle(sent, "https://board.example/alerts.edxl", now))  # noqa: S314

    contents = root.findall("de:contentObject", NS)
    messages = [one.find("de:xmlContent/de:embeddedXMLContent/*", NS) for one in contents]
    for message in messages:
        CAP.validate(ET.tostring(message))  # type: ignore[arg-type]
    assert [one.findtext("de:incidentID", "", NS) for one in contents] == [
        "crash",
        "crash",
        "other",
    ]
    assert contents[0].findtext("de:incidentDescription", "", NS) == (
        "Bus crash, Minya, Egypt: 24 killed, 164 injured"
    )
    assert "killed.1" in (messages[0].findtext("cap:references", "", NS))  # type: ignore[union-attr]
    assert [one.tag.partition("}")[2] for one in root][:6] == [
        "distributionID",
        "senderID",
        "dateTimeSent",
        "distributionStatus",
        "distributionType",
        "combinedConfidentiality",
    ]


def test_maps_feeds_and_tables_say_which_alerts_are_one_story() -> None:
    feed = atom_feed([killed(), alert()], LINKS)
    terms = ET.fromstring(feed).findall("atom:entry/atom:category", NS)  # noqa: S314
    features = json.loads(feature_collection([killed(), alert()]))["features"]
    rows = list(csv.DictReader(StringIO(csv_table([killed(), alert()], "{id}").decode())))

    assert [one.get("term") for one in terms if one.get("scheme")] == ["crash"]
    assert [one["properties"]["story_id"] for one in features] == ["crash", None]
    assert [one["story_id"] for one in rows] == ["crash", ""]

"""An alert as a CAP 1.2 message (OASIS, Common Alerting Protocol Version 1.2, 2010)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Final, TypeVar
from xml.etree.ElementTree import Element

from tocsin.schemas.alert import Alert
from tocsin.schemas.event_types.profile import NO_PLOVER
from tocsin.schemas.fields.countries import COUNTRY_NAMES
from tocsin.schemas.fields.word import Word
from tocsin.schemas.vocabulary import (
    Category,
    Cause,
    Certainty,
    MsgType,
    Resolution,
    Severity,
    Status,
    Urgency,
)
from tocsin.services.renderings.xml_text import child, document

NAMESPACE: Final = "urn:oasis:names:tc:emergency:cap:1.2"
CONTENT_TYPE: Final = "application/cap+xml"
SENDER: Final = "tocsin"

_REACH_KM: Final = {Resolution.CITY: 30, Resolution.REGION: 150}
"""How far from the point of a place its event may be."""

_USUAL_LIFE: Final = timedelta(days=4)
"""Of alerts of earlier versions, which did not say: a rule's usual quiet time, and a day."""

W = TypeVar("W", bound=Word)

_UNKNOWN_PLACE: Final = "place unknown"


def cap_message(
    alert: Alert, earlier: Sequence[Alert] = (), sender: str = SENDER, web: str | None = None
) -> bytes:
    """Return one revision as a CAP message.

    Args:
        alert: the revision.
        earlier: other revisions; an update or cancel refers to those before it.
        sender: who sends, without spaces, commas, `<` and `&` (CAP 1.2, section 3.2.1).
        web: a page that says more.
    """
    return document(cap_element(alert, earlier, sender, web))


def cap_element(
    alert: Alert, earlier: Sequence[Alert] = (), sender: str = SENDER, web: str | None = None
) -> Element:
    """Return what `cap_message` writes, to be put into a bundle.

    `incidents` has the id of the story: the messages on the killed and on the injured of one crash
    have the same.
    """
    before = sorted(
        (one for one in earlier if one.revision < alert.revision), key=lambda one: one.revision
    )
    *times, sent = accumulate((one.detected_at for one in (*before, alert)), max)
    root = Element("alert", {"xmlns": NAMESPACE})
    child(root, "identifier", identifier(alert))
    child(root, "sender", sender)
    child(root, "sent", cap_time(sent))
    child(root, "status", _known(alert.status, Status.ACTUAL))
    child(root, "msgType", _known(alert.msg_type, MsgType.UPDATE if before else MsgType.ALERT))
    child(root, "scope", "Public")
    if alert.msg_type is not MsgType.ALERT and before:
        messages = zip(before, times, strict=True)
        named = (f"{sender},{identifier(one)},{cap_time(moment)}" for one, moment in messages)
        child(root, "references", " ".join(named))
    if alert.story_id is not None:
        child(root, "incidents", alert.story_id)
    _info(child(root, "info"), alert, sent, web)
    return root


def identifier(alert: Alert) -> str:
    """Return the CAP identifier of a revision; each revision is a message of its own."""
    return f"{alert.id}.{alert.revision}"


def cap_time(moment: datetime) -> str:
    """Return a time as CAP wants it: seconds, and UTC as `-00:00`, never as `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S-00:00")


def _begun(alert: Alert) -> datetime:
    """Return when it began, as far as the sources say; else when it was first published."""
    return alert.happened.earliest if alert.happened else alert.first_published_at


def _expires(alert: Alert, sent: datetime) -> datetime:
    """Return until when the message holds: what ended holds no longer, the rest till it is old."""
    if alert.has_ended:
        return sent
    return max(sent, alert.expires or alert.last_published_at + _USUAL_LIFE)


def _info(info: Element, alert: Alert, sent: datetime, web: str | None) -> None:
    """Fill the info block; the order of its parts is the schema's."""
    child(info, "language", "en")
    child(info, "category", _known(alert.category, Category.OTHER))
    child(info, "event", alert.event_type.replace("_", " "))
    child(info, "urgency", _known(alert.urgency, Urgency.UNKNOWN))
    child(info, "severity", _known(alert.severity, Severity.UNKNOWN))
    child(info, "certainty", _known(alert.certainty, Certainty.UNKNOWN))
    if alert.plover != NO_PLOVER:
        code = child(info, "eventCode")
        child(code, "valueName", "PLOVER")
        child(code, "value", alert.plover)
    if alert.cause is not Cause.UNKNOWN:
        code = child(info, "eventCode")
        child(code, "valueName", "cause")
        child(code, "value", alert.cause)
    child(info, "onset", cap_time(_begun(alert)))
    child(info, "expires", cap_time(_expires(alert, sent)))
    child(info, "senderName", "Tocsin, early warning from the news")
    child(info, "headline", alert.title)
    child(info, "description", f"{alert.summary}\n\n{alert.why}")
    if web is not None:
        child(info, "web", web)
    for name, value in _parameters(alert):
        parameter = child(info, "parameter")
        child(parameter, "valueName", name)
        child(parameter, "value", value)
    _area(child(info, "area"), alert)


def _known(word: W, otherwise: W) -> W:
    """Return a word of CAP's own lists; a newer version's may not be among them."""
    return otherwise if word.is_newer else word


def _parameters(alert: Alert) -> list[tuple[str, object]]:
    told: list[tuple[str, object | None]] = [
        ("rule", f"{alert.rule_id} {alert.rule_version}"),
        ("change", alert.change),
        ("figure", alert.quantity.figure),
        ("bound", alert.quantity.bound),
        ("low", alert.low),
        ("high", alert.high),
        ("unit", alert.unit),
        ("actor", alert.actor),
        ("modality", alert.modality),
        ("independentSources", alert.independent_sources),
    ]
    sources = [("source", one.url or one.source or one.article_id) for one in alert.sources]
    return [(name, value) for name, value in (*told, *sources) if value is not None]


def _area(area: Element, alert: Alert) -> None:
    country = COUNTRY_NAMES.get(alert.country or "", alert.country)
    place = alert.place
    if place is not None and place.resolution is Resolution.COUNTRY:
        place = None  # the country's middle is not where it was
    named = [place.name] if place is not None else []
    if country is not None and country not in named:
        named.append(country)
    child(area, "areaDesc", ", ".join(named) or _UNKNOWN_PLACE)
    if place is not None:
        # CAP: "latitude,longitude radius", the radius in kilometres
        reach = _REACH_KM.get(place.resolution, _REACH_KM[Resolution.REGION])
        child(area, "circle", f"{place.latitude},{place.longitude} {reach}")
    if alert.country is not None:
        geocode = child(area, "geocode")
        child(geocode, "valueName", "ISO3166-1")
        child(geocode, "value", alert.country)

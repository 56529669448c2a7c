"""An alert as a CAP 1.2 message (OASIS, Common Alerting Protocol Version 1.2, 2010)."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from xml.etree.ElementTree import Element

from schemas.alert import Alert, AlertKind
from schemas.countries import COUNTRY_NAMES
from schemas.vocabulary import NO_PLOVER, Cause, MsgType, Resolution
from services.renderings.xml_text import child, document

NAMESPACE: Final = "urn:oasis:names:tc:emergency:cap:1.2"
CONTENT_TYPE: Final = "application/cap+xml"
SENDER: Final = "tocsin"

_REACH_KM: Final = {Resolution.CITY: 30, Resolution.REGION: 150}
"""How far from the point of a place its event may lie."""

_UNKNOWN_PLACE: Final = "place unknown"


def cap_message(
    alert: Alert, earlier: Sequence[Alert] = (), sender: str = SENDER, web: str | None = None
) -> bytes:
    """Return one revision as a CAP message.

    Args:
        alert: the revision.
        earlier: revisions before it, oldest first; an update or cancel refers to them.
        sender: who sends, without spaces, commas, `<` and `&` (CAP 1.2, section 3.2.1).
        web: a page that tells more.
    """
    root = Element("alert", {"xmlns": NAMESPACE})
    child(root, "identifier", identifier(alert))
    child(root, "sender", sender)
    child(root, "sent", cap_time(alert.detected_at))
    child(root, "status", alert.status)
    child(root, "msgType", alert.msg_type)
    child(root, "scope", "Public")
    if alert.msg_type is not MsgType.ALERT and earlier:
        child(root, "references", " ".join(_reference(one, sender) for one in earlier))
    _info(child(root, "info"), alert, web)
    return document(root)


def identifier(alert: Alert) -> str:
    """Return the CAP identifier of a revision; each revision is a message of its own."""
    return f"{alert.id}.{alert.revision}"


def cap_time(moment: datetime) -> str:
    """Return a time as CAP wants it: seconds, and UTC as `-00:00`, never as `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S-00:00")


def _begun(alert: Alert) -> datetime:
    """Return when it began, as far as the sources tell; else when it was first published."""
    return alert.happened.earliest if alert.happened else alert.first_published_at


def _reference(alert: Alert, sender: str) -> str:
    return f"{sender},{identifier(alert)},{cap_time(alert.detected_at)}"


def _info(info: Element, alert: Alert, web: str | None) -> None:
    """Fill the info block; the order of its parts is the schema's."""
    child(info, "language", "en")
    child(info, "category", alert.category)
    child(info, "event", alert.event_type.replace("_", " "))
    child(info, "urgency", alert.urgency)
    child(info, "severity", alert.severity)
    child(info, "certainty", alert.certainty)
    if alert.plover != NO_PLOVER:
        code = child(info, "eventCode")
        child(code, "valueName", "PLOVER")
        child(code, "value", alert.plover)
    if alert.cause is not Cause.UNKNOWN:
        code = child(info, "eventCode")
        child(code, "valueName", "cause")
        child(code, "value", alert.cause)
    child(info, "onset", cap_time(_begun(alert)))
    if alert.kind in (AlertKind.EXPIRED, AlertKind.RETRACTION):
        child(info, "expires", cap_time(alert.detected_at))
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
        reach = _REACH_KM[place.resolution]
        child(area, "circle", f"{place.latitude},{place.longitude} {reach}")
    if alert.country is not None:
        geocode = child(area, "geocode")
        child(geocode, "valueName", "ISO3166-1")
        child(geocode, "value", alert.country)

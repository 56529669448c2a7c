"""Several CAP messages in one bundle: EDXL Distribution Element 1.0 (OASIS, 2006).

Each content object is one CAP message; `incidentID` has its story, so that who takes the bundle
can put the measures of one story together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.etree.ElementTree import Element

from tocsin.schemas.alert import Alert
from tocsin.schemas.vocabulary import Status
from tocsin.services.renderings.cap import SENDER, cap_element, cap_time
from tocsin.services.renderings.xml_text import child, document
from tocsin.services.stories.story import Story, stories, story_of

NAMESPACE: Final = "urn:oasis:names:tc:emergency:EDXL:DE:1.0"
CONTENT_TYPE: Final = "application/xml"


@dataclass(frozen=True, slots=True)
class BundledAlert:
    """An alert as it is now, with its earlier revisions and the page that says more."""

    alert: Alert
    earlier: Sequence[Alert]
    web: str


def cap_bundle(messages: Iterable[BundledAlert], identifier: str, now: datetime) -> bytes:
    """Return CAP messages as one document, the messages of a story beside each other.

    Args:
        messages: in the order in which their stories are to come.
        identifier: of the bundle, such as the address that it was asked at.
        now: when it is sent.
    """
    sent = {one.alert.id: one for one in messages}
    told = stories(one.alert for one in sent.values())
    root = Element("EDXLDistribution", {"xmlns": NAMESPACE})
    child(root, "distributionID", f"{identifier} {cap_time(now)}")
    child(root, "senderID", f"{SENDER}@{SENDER}")
    child(root, "dateTimeSent", cap_time(now))
    child(root, "distributionStatus", _status(one.alert for one in sent.values()))
    child(root, "distributionType", "Report")
    child(root, "combinedConfidentiality", "UNCLASSIFIED AND NOT SENSITIVE")
    for story in told:
        for alert in (*story.alerts, *story.taken_back):
            _content(child(root, "contentObject"), sent[alert.id], story)
    return document(root)


def _content(content: Element, sent: BundledAlert, story: Story) -> None:
    child(content, "contentDescription", sent.alert.title)
    child(content, "incidentID", story_of(sent.alert))
    child(content, "incidentDescription", story.title)
    embedded = child(child(content, "xmlContent"), "embeddedXMLContent")
    embedded.append(cap_element(sent.alert, sent.earlier, web=sent.web))


def _status(alerts: Iterable[Alert]) -> str:
    """Return that it is real if any of it is: nobody may take it for an exercise."""
    found = {alert.status for alert in alerts}
    return Status.EXERCISE.value if found == {Status.EXERCISE} else Status.ACTUAL.value

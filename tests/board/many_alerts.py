# ruff: noqa: E501 - a table reads best in its rows
"""Alerts in great number, the same for the same seed: what a busy year would leave on the board."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from tocsin.schemas.alert import Alert, AlertKind, Before, Change, SourceReport
from tocsin.schemas.event_types.profiles import PROFILES
from tocsin.schemas.report import Evidence, Place, Quantity
from tocsin.schemas.vocabulary import (
    Bound,
    Category,
    Certainty,
    EventType,
    Modality,
    MsgType,
    Resolution,
    Severity,
    Status,
    Subtype,
    Unit,
    Urgency,
)

PLACES = (
    ("Goma", "COD", -1.68, 29.22),
    ("Port Sudan", "SDN", 19.62, 37.22),
    ("El Fasher", "SDN", 13.63, 25.35),
    ("Adre", "TCD", 13.47, 22.2),
    ("Mae Sot", "THA", 16.71, 98.57),
    ("Sittwe", "MMR", 20.15, 92.9),
    ("Cox's Bazar", "BGD", 21.44, 91.98),
    ("Kharkiv", "UKR", 49.98, 36.25),
    ("Kherson", "UKR", 46.64, 32.61),
    ("Aleppo", "SYR", 36.2, 37.16),
    ("Port-au-Prince", "HTI", 18.54, -72.34),
    ("Caracas", "VEN", 10.49, -66.88),
    ("Maiduguri", "NGA", 11.85, 13.16),
    ("Mopti", "MLI", 14.49, -4.19),
    ("Mekele", "ETH", 13.5, 39.47),
    ("Kabul", "AFG", 34.53, 69.17),
    ("Peshawar", "PAK", 34.01, 71.58),
    ("Marawi", "PHL", 8.0, 124.29),
    ("Novi Sad", "SRB", 45.25, 19.85),
    ("Quelimane", "MOZ", -17.88, 36.89),
    ("Kathmandu", "NPL", 27.72, 85.32),
    ("Lae", "PNG", -6.73, 147.0),
    ("Tegucigalpa", "HND", 14.08, -87.21),
    ("Juba", "SSD", 4.85, 31.58),
)
OUTLETS = (
    "Border Wire",
    "Valley Herald",
    "Harbour Post",
    "The Meridian",
    "Relief Bulletin",
    "Radio Delta",
)

# type, subtype, unit, the figure's lowest and highest exponent, and the sentence around the figure
KINDS = (
    (
        EventType.DISPLACEMENT,
        None,
        Unit.PEOPLE,
        3.0,
        5.4,
        "Fighting around {place} drove {figure} people from their homes in a single week, the provincial disaster office said.",
    ),
    (
        EventType.BORDER_CROSSING,
        None,
        Unit.PEOPLE,
        3.0,
        4.8,
        "Officials counted {figure} people at the crossing near {place} since Friday, most of them women and children.",
    ),
    (
        EventType.CASUALTIES,
        Subtype.KILLED,
        Unit.PEOPLE,
        1.0,
        2.6,
        "The blast at the market in {place} killed {figure} people, the regional health directorate said late on Tuesday.",
    ),
    (
        EventType.CASUALTIES,
        Subtype.INJURED,
        Unit.PEOPLE,
        1.7,
        3.0,
        "Hospitals in {place} treated {figure} people for burns and broken bones after the collapse.",
    ),
    (
        EventType.MOBILIZATION,
        Subtype.CALLUP,
        Unit.RESERVISTS,
        3.6,
        5.0,
        "The president ordered {figure} reservists to report to barracks around {place} by Sunday.",
    ),
    (
        EventType.MOBILIZATION,
        Subtype.DEPLOYMENT,
        Unit.TROOPS,
        3.0,
        4.3,
        "The army is moving {figure} troops to {place}, according to two officers who asked not to be named.",
    ),
    (
        EventType.EVACUATION,
        None,
        Unit.PEOPLE,
        3.0,
        5.0,
        "Authorities told {figure} people in the low-lying districts of {place} to leave before the river crests.",
    ),
    (
        EventType.PROTEST,
        None,
        Unit.PEOPLE,
        4.0,
        5.3,
        "A crowd of {figure} filled the boulevard in {place}, police estimated, the largest march in a decade.",
    ),
    (
        EventType.TERRITORIAL_CAPTURE,
        None,
        Unit.PLACES,
        0.8,
        1.5,
        "Rebels said they took {figure} villages south of {place}; the ministry called the claim exaggerated.",
    ),
    (
        EventType.DETENTION,
        Subtype.ARREST,
        Unit.PEOPLE,
        2.0,
        3.2,
        "Police in {place} arrested {figure} people in overnight raids, a lawyers' group said.",
    ),
)
SEVERITIES = (Severity.MINOR, Severity.MODERATE, Severity.SEVERE, Severity.EXTREME)


def many_alerts(count: int, newest: datetime, seed: int = 7) -> Iterator[Alert]:
    """Give so many alerts, each a first revision, the newest published at `newest`."""
    chance = random.Random(seed)  # noqa: S311
    moment = newest
    for number in range(count):
        yield _alert(chance, number, moment)
        moment -= timedelta(minutes=chance.expovariate(1 / 9))


def _alert(chance: random.Random, number: int, moment: datetime) -> Alert:
    event_type, subtype, unit, low, high, sentence = chance.choice(KINDS)
    name, country, latitude, longitude = chance.choice(PLACES)
    part = chance.random() ** 1.6
    figure = round(10 ** (low + (high - low) * part))
    figure = figure if figure < 100 else round(figure, -(len(str(figure)) - 2))
    severity = SEVERITIES[min(3, int(part * 4))]
    bound = chance.choice((Bound.EXACT, Bound.EXACT, Bound.MIN, Bound.APPROX))
    quantity = Quantity(low=figure, high=None if bound is Bound.MIN else figure, bound=bound)
    told = {Bound.EXACT: "", Bound.MIN: "at least ", Bound.APPROX: "about "}[bound] + f"{figure:,}"
    outlets = chance.sample(OUTLETS, chance.choice((1, 1, 1, 2, 3, 4)))
    sources = tuple(
        _source(
            f"{number}-{index}",
            outlet,
            moment - timedelta(minutes=7 * (len(outlets) - index - 1)),
            quantity,
            sentence.format(place=name, figure=told),
            told,
        )
        for index, outlet in enumerate(outlets)
    )
    grown = len(outlets) > 1 and chance.random() < 0.4
    word = (subtype or event_type).replace("_", " ").capitalize()
    return Alert(
        id=f"{number:08x}{chance.getrandbits(64):016x}",
        revision=len(outlets),
        kind=AlertKind.UPDATE if len(outlets) > 1 else AlertKind.INITIAL,
        change=(Change.FIGURE_UP if grown else Change.CERTAINTY_UP)
        if len(outlets) > 1
        else Change.FIRST_REPORT,
        rule_id=f"{event_type.replace('_', '-')}",
        rule_version=1,
        title=f"{word}: {quantity.in_words()} {unit}, {name}",
        summary=f"{word} reported as having happened: {quantity.in_words()} {unit}, {name}; according to {', '.join(outlets)}.",
        why=f"{word}: {figure:,}, and that is {severity} (rule {event_type.replace('_', '-')}, version 1).",
        event_type=event_type,
        subtype=subtype,
        plover=PROFILES[event_type].kind.plover,
        modality=Modality.OCCURRED,
        quantity=quantity,
        low=round(figure * 0.8) if grown else figure,
        high=figure,
        before=Before(
            quantity=Quantity(low=round(figure * 0.8), high=round(figure * 0.8), bound=Bound.EXACT),
            severity=severity,
            certainty=Certainty.POSSIBLE,
        )
        if len(outlets) > 1
        else None,
        unit=unit,
        country=country,
        place=Place(
            name=name,
            country=country,
            resolution=Resolution.CITY,
            latitude=latitude + chance.uniform(-2, 2),
            longitude=longitude + chance.uniform(-2, 2),
        ),
        category=Category.SECURITY,
        urgency=Urgency.IMMEDIATE,
        severity=severity,
        certainty=(Certainty.POSSIBLE, Certainty.LIKELY, Certainty.OBSERVED)[
            min(2, len(outlets) - 1)
        ],
        status=Status.EXERCISE if chance.random() < 0.01 else Status.ACTUAL,
        msg_type=MsgType.UPDATE if len(outlets) > 1 else MsgType.ALERT,
        first_published_at=sources[0].published_at,
        last_published_at=moment,
        detected_at=moment + timedelta(seconds=40),
        independent_sources=len(outlets),
        sources=sources,
    )


def _source(
    name: str, outlet: str, moment: datetime, quantity: Quantity, sentence: str, told: str
) -> SourceReport:
    start = sentence.index(told)
    return SourceReport(
        report_id=f"report-{name}",
        article_id=f"article-{name}",
        source=outlet,
        title=sentence[:70].rsplit(" ", 1)[0],
        url=f"https://{outlet.lower().replace(' ', '-')}.example/{name}",
        published_at=moment,
        quantity=quantity,
        evidence=Evidence(
            sentence=sentence, start=0, end=len(sentence), figure=(start, start + len(told))
        ),
    )

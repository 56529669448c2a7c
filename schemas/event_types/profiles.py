"""The event types, each with its profile. A new type is an entry here, and a rule in `seeds/rules`.

The order is that of the network's classes: add new types and subtypes at the end.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tocsin.schemas.event_types.profile import (
    NO_PLOVER,
    EventProfile,
    KindProfile,
    PloverBy,
    check,
)
from tocsin.schemas.event_types.wordings import (
    ABOUT,
    ANIMALS,
    DEFIANCE,
    PEOPLE_AND_HOMES,
    SERVICES,
    THINGS,
)
from tocsin.schemas.fields.unit import Unit
from tocsin.schemas.fields.word import Word


class EventType(Word):
    """What kind of threshold event a text reports."""

    BORDER_CROSSING = "border_crossing"
    MOBILIZATION = "mobilization"
    DISPLACEMENT = "displacement"
    EVACUATION = "evacuation"
    TERRITORIAL_CAPTURE = "territorial_capture"
    SURRENDER = "surrender"
    WITHDRAWAL = "withdrawal"
    CASUALTIES = "casualties"
    DETENTION = "detention"
    PROTEST = "protest"


class Subtype(Word):
    """A closer kind of some event types; most have none."""

    CALLUP = "callup"
    DEPLOYMENT = "deployment"
    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    ARREST = "arrest"
    PRISONERS = "prisoners"
    ABDUCTION = "abduction"


PROFILES: Final[Mapping[EventType, EventProfile]] = MappingProxyType(
    {
        EventType.BORDER_CROSSING: EventProfile(
            kind=KindProfile(
                heading="Border crossing",
                board_heading="Border crossing",
                measure="crossing the border",
                order=6,
                plover="SANCTION/expel",
                not_after=None,
                not_before=None,
                newest_count_wins=False,
            ),
            subtypes={},
            plover_by=PloverBy.KIND_UNLESS_ACCIDENT,
            default_unit=Unit.PEOPLE,
            counts_persons=False,
            has_cause=False,
            mentioned_in_passing=True,
            happens_where_left=False,
            named_apart_from_its_place=True,
            subtypes_overlap=False,
            goes_on_for_days=True,
            stays_open=False,
            subtypes_are_measured=False,
        ),
        EventType.MOBILIZATION: EventProfile(
            kind=KindProfile(
                heading="Mobilization",
                board_heading="Mobilization",
                measure=None,
                order=16,
                plover="MOBILIZE/troops",
                not_after=None,
                not_before=None,
                newest_count_wins=False,
            ),
            subtypes={
                Subtype.CALLUP: KindProfile(
                    heading="Call-up",
                    board_heading="Call-up",
                    measure="called up",
                    order=10,
                    plover="MOBILIZE/troops",
                    not_after=None,
                    not_before=None,
                    newest_count_wins=False,
                ),
                Subtype.DEPLOYMENT: KindProfile(
                    heading="Deployment",
                    board_heading="Deployment",
                    measure="deployed",
                    order=11,
                    plover="MOBILIZE/troops",
                    not_after=None,
                    not_before=None,
                    newest_count_wins=False,
                ),
            },
            plover_by=PloverBy.KIND,
            default_unit=Unit.TROOPS,
            counts_persons=False,
            has_cause=False,
            mentioned_in_passing=False,
            happens_where_left=False,
            named_apart_from_its_place=False,
            subtypes_overlap=True,
            goes_on_for_days=True,
            stays_open=False,
            subtypes_are_measured=False,
        ),
        EventType.DISPLACEMENT: EventProfile(
            kind=KindProfile(
                heading="Displacement",
                board_heading="Displacement",
                measure="displaced",
                order=4,
                plover="SANCTION/expel",
                not_after=None,
                not_before=(
                    rf"(?:of )?(?:{PEOPLE_AND_HOMES} )?(?:are |were |was |remain(?:ed)? |left )?"
                    rf"(?:(?:without|with no) (?:\w+ and )?{SERVICES}\b"
                    r"|(?:trapped|shut|stuck|stranded) (?:in|inside) their (?:homes|houses)\b)"
                ),
                newest_count_wins=False,
            ),
            subtypes={},
            plover_by=PloverBy.KIND_UNLESS_ACCIDENT,
            default_unit=Unit.PEOPLE,
            counts_persons=False,
            has_cause=True,
            mentioned_in_passing=True,
            happens_where_left=False,
            named_apart_from_its_place=False,
            subtypes_overlap=False,
            goes_on_for_days=True,
            stays_open=True,
            subtypes_are_measured=False,
        ),
        EventType.EVACUATION: EventProfile(
            kind=KindProfile(
                heading="Evacuation",
                board_heading="Evacuation",
                measure="evacuated",
                order=5,
                plover="AID",
                not_after=None,
                not_before=None,
                newest_count_wins=False,
            ),
            subtypes={},
            plover_by=PloverBy.KIND,
            default_unit=Unit.PEOPLE,
            counts_persons=False,
            has_cause=True,
            mentioned_in_passing=False,
            happens_where_left=False,
            named_apart_from_its_place=False,
            subtypes_overlap=False,
            goes_on_for_days=True,
            stays_open=False,
            subtypes_are_measured=False,
        ),
        EventType.TERRITORIAL_CAPTURE: EventProfile(
            kind=KindProfile(
                heading="Territorial capture",
                board_heading="Territorial capture",
                measure="captured",
                order=12,
                plover="COERCE/seize",
                not_after=None,
                not_before=None,
                newest_count_wins=False,
            ),
            subtypes={},
            plover_by=PloverBy.KIND,
            default_unit=Unit.PLACES,
            counts_persons=False,
            has_cause=False,
            mentioned_in_passing=False,
            happens_where_left=False,
            named_apart_from_its_place=False,
            subtypes_overlap=False,
            goes_on_for_days=False,
            stays_open=False,
            subtypes_are_measured=False,
        ),
        EventType.SURRENDER: EventProfile(
            kind=KindProfile(
                heading="Surrender",
                board_heading="Surrender",
                measure="surrendering",
                order=13,
                plover="RETREAT/disarm",
                not_after=None,
                not_before=None,
                newest_count_wins=False,
            ),
            subtypes={},
            plover_by=PloverBy.KIND,
            default_unit=Unit.TROOPS,
            counts_persons=False,
            has_cause=False,
            mentioned_in_passing=False,
            happens_where_left=False,
            named_apart_from_its_place=False,
            subtypes_overlap=False,
            goes_on_for_days=False,
            stays_open=False,
            subtypes_are_measured=False,
        ),
        EventType.WITHDRAWAL: EventProfile(
            kind=KindProfile(
                heading="Withdrawal",
                board_heading="Withdrawal",
                measure="withdrawing",
                order=14,
                plover="RETREAT/withdraw",
                not_after=None,
                not_before=None,
                newest_count_wins=False,
            ),
            subtypes={},
            plover_by=PloverBy.KIND,
            default_unit=Unit.TROOPS,
            counts_persons=False,
            has_cause=False,
            mentioned_in_passing=False,
            happens_where_left=True,
            named_apart_from_its_place=False,
            subtypes_overlap=False,
            goes_on_for_days=True,
            stays_open=False,
            subtypes_are_measured=False,
        ),
        EventType.CASUALTIES: EventProfile(
            kind=KindProfile(
                heading="Casualties",
                board_heading="Casualties",
                measure=None,
                order=16,
                plover=NO_PLOVER,
                not_after=None,
                not_before=None,
                newest_count_wins=False,
            ),
            subtypes={
                Subtype.KILLED: KindProfile(
                    heading="Killed",
                    board_heading="People killed",
                    measure="killed",
                    order=1,
                    plover=NO_PLOVER,
                    not_after=(
                        rf"\b(?:infect(?:s|ed|ing)?|sicken(?:s|ed|ing)?){ABOUT}"
                        r"|\b(?:[\d,]+|dozens of|hundreds of|thousands of) "
                        rf"(?:\w+ )?{ANIMALS}\b[^.;]*$"
                    ),
                    not_before=(
                        r"(?:[\w-]+ )?"
                        rf"(?:(?:infections|cases|infected|{THINGS}|{ANIMALS})\b)"
                    ),
                    newest_count_wins=False,
                ),
                Subtype.INJURED: KindProfile(
                    heading="Injured",
                    board_heading="People injured",
                    measure="injured",
                    order=2,
                    plover=NO_PLOVER,
                    not_after=None,
                    not_before=rf"(?:[\w-]+ )?{ANIMALS}\b",
                    newest_count_wins=False,
                ),
                Subtype.MISSING: KindProfile(
                    heading="Missing",
                    board_heading="People missing",
                    measure="missing",
                    order=3,
                    plover=NO_PLOVER,
                    not_after=rf"\b(?:rescu(?:es|ed|ing)){ABOUT}",
                    not_before=(
                        r"(?:[\w-]+ )?survivors\b|[^,.;]*\b(?:rescued|brought out|pulled out|found|"
                        r"freed|walked out) (?:safe and )?alive\b"
                    ),
                    newest_count_wins=True,
                ),
            },
            plover_by=PloverBy.VIOLENCE,
            default_unit=Unit.PEOPLE,
            counts_persons=True,
            has_cause=True,
            mentioned_in_passing=True,
            happens_where_left=False,
            named_apart_from_its_place=False,
            subtypes_overlap=False,
            goes_on_for_days=False,
            stays_open=False,
            subtypes_are_measured=True,
        ),
        EventType.DETENTION: EventProfile(
            kind=KindProfile(
                heading="Detention",
                board_heading="Detention",
                measure=None,
                order=16,
                plover="COERCE/arrest",
                not_after=None,
                not_before=None,
                newest_count_wins=False,
            ),
            subtypes={
                Subtype.ARREST: KindProfile(
                    heading="Arrests",
                    board_heading="Arrests",
                    measure="arrested",
                    order=7,
                    plover="COERCE/arrest",
                    not_after=rf"\b(?:releas(?:es|ed|ing)|fre(?:es|ed|eing)|pardon(?:s|ed|ing)){ABOUT}",
                    not_before=None,
                    newest_count_wins=False,
                ),
                Subtype.PRISONERS: KindProfile(
                    heading="Prisoners taken",
                    board_heading="Prisoners taken",
                    measure="taken prisoner",
                    order=8,
                    plover="COERCE/detain",
                    not_after=None,
                    not_before=None,
                    newest_count_wins=False,
                ),
                Subtype.ABDUCTION: KindProfile(
                    heading="Abduction",
                    board_heading="Abduction",
                    measure="abducted",
                    order=9,
                    plover="COERCE/detain",
                    not_after=rf"\b(?:releas(?:es|ed|ing)|fre(?:es|ed|eing)){ABOUT}",
                    not_before=None,
                    newest_count_wins=False,
                ),
            },
            plover_by=PloverBy.KIND,
            default_unit=Unit.PEOPLE,
            counts_persons=True,
            has_cause=False,
            mentioned_in_passing=True,
            happens_where_left=False,
            named_apart_from_its_place=False,
            subtypes_overlap=False,
            goes_on_for_days=False,
            stays_open=False,
            subtypes_are_measured=False,
        ),
        EventType.PROTEST: EventProfile(
            kind=KindProfile(
                heading="Protest",
                board_heading="Protest",
                measure="protesting",
                order=15,
                plover="PROTEST",
                not_after=rf"\b(?:seats|holds?){ABOUT}",
                not_before=(
                    r"(?:of )?(?:people )?"
                    r"(?:mourners|mourning|worshippers|pilgrims|fans|faithful)\b"
                    rf"(?!.*\b{DEFIANCE})"
                ),
                newest_count_wins=False,
            ),
            subtypes={},
            plover_by=PloverBy.KIND,
            default_unit=Unit.PEOPLE,
            counts_persons=False,
            has_cause=False,
            mentioned_in_passing=False,
            happens_where_left=False,
            named_apart_from_its_place=False,
            subtypes_overlap=False,
            goes_on_for_days=True,
            stays_open=False,
            subtypes_are_measured=False,
        ),
    }
)

check(PROFILES, EventType, Subtype)

SUBTYPES: Final[Mapping[EventType, frozenset[Subtype]]] = MappingProxyType(
    {event_type: frozenset(map(Subtype, one.subtypes)) for event_type, one in PROFILES.items()}
)
"""The subtypes that each event type may have."""


def kind_of(event_type: EventType, subtype: Subtype | None) -> KindProfile | None:
    """Return the kind of an event; None for a word that only a newer version knows."""
    profile = PROFILES.get(event_type)
    if profile is None or subtype is None:
        return None if profile is None else profile.kind
    return profile.subtypes.get(subtype)

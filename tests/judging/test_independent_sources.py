"""Voices found by what incidents know of each other's texts are those that comparing all finds."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from judging.reports import crossing, held

from tocsin.schemas.report import Evidence, Report
from tocsin.services.judging.cache.incremental_clustering import Clustering
from tocsin.services.judging.incidents.incident import in_order
from tocsin.services.judging.incidents.independent_sources import independent_groups, outlet
from tocsin.services.judging.incidents.near_duplicate import is_near_duplicate

_LONG = "Some 1,037 soldiers crossed the river at the old bridge before dawn, villagers said."


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Draw a report whose text is often, more or less, that of others."""
    text = bytearray(draw(st.sampled_from([b"\x05" * 32, b"\x00" * 20 + b"\x07" * 12, bytes(32)])))
    for place in draw(st.lists(st.integers(0, 31), max_size=24)):
        text[place] = draw(st.integers(0, 255))
    sentence = draw(st.sampled_from([_LONG, _LONG.upper(), "Soldiers crossed.", "They came."]))
    return crossing(
        draw(st.sampled_from([f"Outlet {n}" for n in range(9)])),
        draw(st.integers(1, 10_000)),
        timedelta(minutes=draw(st.integers(0, 500))),
        text_fingerprint=draw(st.sampled_from([bytes(text).hex(), None])),
        evidence=Evidence(sentence=sentence, start=0, end=len(sentence)),
    )


@given(st.lists(reports(), max_size=30, unique_by=lambda one: one.id))
def test_voices_are_those_that_comparing_each_with_each_finds(found: list[Report]) -> None:
    groups: list[list[Report]] = []
    for report in sorted(found, key=in_order):
        same = [
            group
            for group in groups
            if any(outlet(one) == outlet(report) or is_near_duplicate(one, report) for one in group)
        ]
        groups = [group for group in groups if group not in same]
        groups.append([*(one for group in same for one in group), report])

    clustering = Clustering()
    for number in range(len(found) + 1):  # those of before do not know who came after
        incidents = clustering(held(*found[:number]))
    assert [list(group) for group in independent_groups(incidents)] == groups

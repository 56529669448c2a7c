"""A clustering that remembers gives what one from scratch gives, whatever came and went."""

from datetime import timedelta

from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from judging.reports import held, killed

from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import Modality
from tocsin.services.judging.cache.incremental_clustering import Clustering
from tocsin.services.judging.incidents.coreference.reference_clustering import incidents_of
from tocsin.services.judging.state.slot_state import HeldReport

_WORDS = ("flood in the valley", "flood on the coast", "shooting in the market", "fire", "attack")

reports = st.builds(
    killed,
    outlet=st.sampled_from(["Border Wire", "Harbour Post", "Mekong Courier"]),
    figure=st.sampled_from([12, 15, 20, 31, 40, 110]),
    after=st.integers(0, 12 * 24).map(lambda hours: timedelta(hours=hours)),
    sentence=st.sampled_from(_WORDS),
    modality=st.sampled_from([Modality.OCCURRED, Modality.OCCURRED, Modality.NEGATED]),
)


@given(st.lists(reports, max_size=25, unique_by=lambda one: one.id), st.data())
@settings(max_examples=examples(100), deadline=None)
def test_reports_that_come_and_go_leave_what_one_would_have_found_at_once(
    story: list[Report], data: st.DataObject
) -> None:
    clustering = Clustering()
    kept: list[HeldReport] = []
    for report in story:
        kept.extend(held(report))
        for one in data.draw(st.lists(st.sampled_from(kept), max_size=2, unique_by=id)):
            if data.draw(st.integers(0, 3)) == 0:
                kept.remove(one)

        assert clustering(tuple(kept)) == incidents_of(kept)


def test_what_did_not_change_is_the_same_object() -> None:
    first = killed("Border Wire", 40, timedelta(), "flood in the valley")
    other = killed("Harbour Post", 400, timedelta(hours=1), "fire in the market")
    clustering = Clustering()
    (before,) = clustering(held(first))

    assert clustering(held(first, other))[0] is before

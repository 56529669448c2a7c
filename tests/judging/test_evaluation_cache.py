"""What a cache remembers changes no decision: the evaluation without caches agrees to the byte."""

from collections.abc import Iterable
from datetime import timedelta

from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from judging.reports import TUESDAY, killed, place, rule

from tocsin.schemas.control import Retraction
from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import Modality
from tocsin.services.judging.alerts.evaluation import Evaluations, UncachedEvaluations
from tocsin.services.judging.cache.evaluation_cache import EvaluationCaches
from tocsin.services.judging.partition_processor import PartitionProcessor, StateChange
from tocsin.services.judging.state.slot_state import JudgedPosition, SlotState

WHEN = {"event_type": "casualties", "subtypes": ["killed"]}
FIGURES = [{"at_least": 10, "severity": "Moderate"}, {"at_least": 100, "severity": "Severe"}]
COUNTS = [{"at_least": 2, "severity": "Moderate"}, {"at_least": 4, "severity": "Severe"}]
RULES = (
    rule("threshold", id="loud", when=WHEN, bands=FIGURES[1:], suppress=["plain"]),
    rule("threshold", id="plain", when=WHEN, bands=FIGURES, min_interval="6h", quiet="2d"),
    rule("threshold", id="two", when={**WHEN, "independent_sources": 2}, bands=FIGURES),
    rule("total", when=WHEN, bands=FIGURES, window="3d", by="country"),
    rule("frequency", when=WHEN, bands=COUNTS, window="2d", count="sources"),
    rule("spike", when=WHEN, bands=COUNTS, baseline="3d", false_alarm_rate=0.05),
    rule("first", when=WHEN, bands=FIGURES, after="2d"),
)

reports = st.builds(
    killed,
    outlet=st.sampled_from(["Border Wire", "Harbour Post", "Mekong Courier", "Far Post"]),
    figure=st.sampled_from([4, 12, 15, 31, 110, 400]),
    after=st.integers(0, 9 * 24).map(lambda hours: timedelta(hours=hours)),
    sentence=st.sampled_from(["A flood in the valley.", "Shelling of a market.", "A correction."]),
    modality=st.sampled_from([Modality.OCCURRED] * 4 + [Modality.NEGATED]),
    place=st.sampled_from([None, place("Pokhara", 28.2, 84.0, "NPL")]),
    text_fingerprint=st.sampled_from([None, "05" * 32]),
)


class Judge:
    """A processor whose states are written and read back, and its decisions."""

    def __init__(self, evaluations: Evaluations, *, forgets: bool = False) -> None:
        self.processor = PartitionProcessor(RULES, evaluations=evaluations)
        self.forgets = forgets
        self.states: dict[str, bytes] = {}
        self.loaded: dict[str, SlotState] = {}
        self.decisions: list[bytes] = []
        self.judged = 0

    def judge(self, report: Report) -> None:
        self._keep(self.processor.process(report, self._load, TUESDAY, self._place()))

    def retract(self, alert_id: str) -> None:
        said = Retraction(id=alert_id, country="NPL", comment="no", author="editor", at=TUESDAY)
        self._keep(self.processor.obey(said, self._load, TUESDAY, self._place()))

    def _place(self) -> JudgedPosition:
        self.judged += 1
        return JudgedPosition(topic="reports", offset=self.judged)

    def _load(self, slot: str) -> SlotState:
        if slot not in self.loaded:
            self.loaded[slot] = SlotState.read(self.states.get(slot, b"{}"))
        return self.loaded[slot]

    def _keep(self, changes: Iterable[StateChange]) -> None:
        if self.forgets:
            self.processor.evaluations = EvaluationCaches()
            self.loaded.clear()
        for change in changes:
            self.loaded[change.slot] = change.judgement.state
            self.states[change.slot] = change.judgement.state.write()
            self.decisions.extend(alert.write() for alert in change.judgement.alerts)
            self.decisions.extend(reason.encode() for reason in change.judgement.withheld)


@given(st.lists(reports, min_size=6, max_size=16), st.data())
@settings(max_examples=examples(12), deadline=None)
def test_caches_decide_as_the_evaluation_without_them(
    story: list[Report], data: st.DataObject
) -> None:
    plain, caching = Judge(UncachedEvaluations()), Judge(EvaluationCaches())
    forgetting = Judge(EvaluationCaches(), forgets=True)
    judges = (plain, caching, forgetting)
    for report in story:
        for judge in judges:
            judge.judge(report)
        rung = [one for one in plain.loaded["NPL/casualties"].sent if not one.ended]
        if rung and data.draw(st.integers(0, 9)) == 0:
            taken_back = data.draw(st.sampled_from(rung)).alert_id
            for judge in judges:
                judge.retract(taken_back)

    for judge in (caching, forgetting):
        assert judge.decisions == plain.decisions
        assert judge.states == plain.states

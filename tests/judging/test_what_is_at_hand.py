"""What a judge remembers between two looks changes no decision: one that forgets all agrees."""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from judging.reports import TUESDAY, killed, place, rule

from schemas.control import Retraction
from schemas.report import Report
from schemas.vocabulary import Modality
from services.detector.judging.desk import Desk, Look
from services.detector.judging.docket import Dockets
from services.detector.judging.state import SlotState

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
    """A desk whose states are written and read back, and its decisions."""

    def __init__(self) -> None:
        self.desk = Desk(RULES)
        self.states: dict[str, bytes] = {}
        self.at_hand: dict[str, SlotState] = {}
        self.decisions: list[bytes] = []

    def judge(self, report: Report) -> None:
        self._keep(list(self.desk.looks(report, self._load, TUESDAY)))

    def retract(self, alert_id: str) -> None:
        said = Retraction(id=alert_id, country="NPL", comment="no", author="editor", at=TUESDAY)
        self._keep(list(self.desk.obeys(said, self._load, TUESDAY)))

    def forget(self) -> None:
        self.desk.dockets = Dockets()
        self.at_hand.clear()

    def _load(self, slot: str) -> SlotState:
        if slot not in self.at_hand:
            self.at_hand[slot] = SlotState.read(self.states.get(slot, b"{}"))
        return self.at_hand[slot]

    def _keep(self, looks: Sequence[Look]) -> None:
        for look in looks:
            self.at_hand[look.slot] = look.judgement.state
            self.states[look.slot] = look.judgement.state.write()
            self.decisions.extend(alert.write() for alert in look.judgement.alerts)
            self.decisions.extend(reason.encode() for reason in look.judgement.withheld)


@given(st.lists(reports, min_size=6, max_size=30), st.data())
@settings(max_examples=60, deadline=None)
def test_a_judge_that_forgets_all_between_two_looks_decides_the_same(
    story: list[Report], data: st.DataObject
) -> None:
    remembering, forgetting = Judge(), Judge()
    for report in story:
        forgetting.forget()
        for judge in (remembering, forgetting):
            judge.judge(report)
        rung = [one for one in remembering.at_hand["NPL/casualties"].sent if not one.ended]
        if rung and data.draw(st.integers(0, 9)) == 0:
            taken_back = data.draw(st.sampled_from(rung)).alert_id
            forgetting.forget()
            for judge in (remembering, forgetting):
                judge.retract(taken_back)

    assert remembering.decisions == forgetting.decisions
    assert remembering.states == forgetting.states

from datetime import timedelta

from judging.reports import crossing, rule
from judging.timeline import span

from tocsin.schemas.alert import Alert
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.judging.state.sequence_steps import SequenceStep, Steps


def rung(after: timedelta = timedelta()) -> Alert:
    """Return the alert of a crossing that was told so long after the beginning."""
    (alert,) = InMemoryJudge([rule("threshold", id="crossed")]).push(crossing("A", 1037, after))
    return alert


def test_steps_that_are_read_again_know_what_those_know_that_lived_on() -> None:
    late, early = rung(span("9d")), rung()
    lived_on = Steps()
    lived_on.put("one", SequenceStep(alert=late))
    lived_on.put("one", SequenceStep(alert=early))

    read_anew = Steps()
    read_anew.put("one", SequenceStep(alert=early))

    assert lived_on.newest == read_anew.newest == early.last_published_at

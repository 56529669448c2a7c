from datetime import timedelta

import pytest
from judging.reports import TUESDAY, crossing, exactly, place, rule
from judging.timeline import Timeline, span

from tocsin.schemas.alert import Alert, AlertKind, Change
from tocsin.schemas.report import Evidence, Quantity, Report
from tocsin.schemas.vocabulary import Bound, Cause, Certainty, Modality, MsgType, Severity
from tocsin.services.judging.alerts.alert import MOST_SOURCES
from tocsin.services.judging.alerts.outcome import Withheld
from tocsin.services.judging.state.slot_state import SentAlert

INITIAL, UPDATE, EXPIRED = AlertKind.INITIAL, AlertKind.UPDATE, AlertKind.EXPIRED
RULE = rule("threshold", min_interval="2h", quiet="3d")


def test_a_figure_that_reaches_a_band_rings_with_that_bands_severity() -> None:
    story = Timeline(RULE)

    story.push(crossing("Border Wire", 1037))

    alert = story.want(INITIAL, Change.FIRST_REPORT, "0h", "0h")
    assert alert.revision == 1
    assert alert.severity is Severity.SEVERE
    assert alert.certainty is Certainty.POSSIBLE
    assert alert.title == "Border crossing: 1,037 troops, Sudan"
    assert alert.sources[0].source == "Border Wire"
    assert "1,000 or more is Severe" in alert.why
    story.want_silence()


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(crossing("A", 99), id="below the lowest band"),
        pytest.param(crossing("A", Quantity()), id="no figure"),
        pytest.param(crossing("A", 1037, modality=Modality.NEGATED), id="denied"),
        pytest.param(crossing("A", 1037, modality=Modality.HYPOTHETICAL), id="feared"),
        pytest.param(crossing("A", 1037, published_at=None), id="no date"),
    ],
)
def test_what_meets_no_rule_does_not_ring(report: Report) -> None:
    story = Timeline(RULE)

    story.push(report)
    story.pass_time()

    story.want_silence()


def test_a_quarter_more_is_an_update_and_less_is_not() -> None:
    story = Timeline(RULE)

    story.push(crossing("Border Wire", 1000))
    story.push(crossing("Border Wire", 1200, span("3h")))
    story.push(crossing("Border Wire", 1250, span("6h")))

    story.want(INITIAL, Change.FIRST_REPORT, "0h", "0h")
    update = story.want(UPDATE, Change.FIGURE_UP, "6h", "6h")
    assert update.revision == 2
    assert update.msg_type is MsgType.UPDATE
    assert update.before is not None
    assert update.before.quantity == exactly(1000)
    assert (update.low, update.quantity, update.high) == (1000, exactly(1250), 1250)
    story.want_silence()


def test_a_second_and_a_third_independent_outlet_make_it_likely_and_observed() -> None:
    story = Timeline(RULE)

    for hours, outlet in ((0, "Border Wire"), (3, "Harbour Post"), (6, "Mekong Courier")):
        story.push(crossing(outlet, 1037, timedelta(hours=hours)))

    story.want(INITIAL, Change.FIRST_REPORT, "0h", "0h")
    likely = story.want(UPDATE, Change.CERTAINTY_UP, "3h", "3h")
    assert likely.certainty is Certainty.LIKELY
    observed = story.want(UPDATE, Change.CERTAINTY_UP, "6h", "6h")
    assert observed.certainty is Certainty.OBSERVED
    assert observed.independent_sources == 3
    story.want_silence()


def test_a_syndicated_copy_is_listed_and_makes_nothing_surer() -> None:
    words = "A total of 1,037 soldiers crossed the border at seven points to save their lives."
    said = Evidence(sentence=words, start=0, end=len(words))
    story = Timeline(RULE)

    story.push(crossing("Border Wire", 1037, evidence=said))
    story.push(crossing("Valley Herald", 1037, span("3h"), evidence=said))
    story.pass_time()

    original = story.want(INITIAL, Change.FIRST_REPORT, "0h", "0h")
    last = story.want(EXPIRED, Change.QUIET, "3d", "5d")
    assert last.independent_sources == 1
    assert [source.copy_of for source in last.sources] == [None, original.sources[0].article_id]
    story.want_silence()


def test_a_denial_is_shown_and_makes_it_less_sure() -> None:
    story = Timeline(RULE)

    story.push(crossing("Border Wire", 1037))
    story.push(crossing("Harbour Post", 1037, span("3h")))
    story.push(crossing("Mekong Courier", 1037, span("6h"), modality=Modality.NEGATED))

    story.want(INITIAL, Change.FIRST_REPORT, "0h", "0h")
    story.want(UPDATE, Change.CERTAINTY_UP, "3h", "3h")
    denied = story.want(UPDATE, Change.CERTAINTY_DOWN, "6h", "6h")
    assert denied.certainty is Certainty.POSSIBLE
    assert [source.denies for source in denied.sources] == [False, False, True]
    assert denied.quantity == exactly(1037)
    assert "deny" in denied.summary


def test_a_correction_rings_however_small_it_is() -> None:
    words = "The army corrected its count to 1,100 soldiers."
    story = Timeline(RULE)

    story.push(crossing("Border Wire", 1037))
    story.push(
        crossing(
            "Border Wire",
            1100,
            span("5h"),
            evidence=Evidence(sentence=words, start=0, end=len(words)),
        )
    )

    story.want(INITIAL, Change.FIRST_REPORT, "0h", "0h")
    story.want(UPDATE, Change.CORRECTION, "5h", "5h")


def test_a_correction_to_below_the_lowest_band_is_sent_as_minor() -> None:
    story = Timeline(RULE)

    story.push(crossing("Border Wire", 120))
    story.push(crossing("Border Wire", 60, span("5h")))

    story.want(INITIAL, Change.FIRST_REPORT, "0h", "0h")
    assert story.want(UPDATE, Change.FIGURE_DOWN, "5h", "5h").severity is Severity.MINOR


def test_changes_within_the_interval_are_held_and_the_last_is_sent_when_it_ends() -> None:
    story = Timeline(RULE)

    story.push(crossing("Border Wire", 1000))
    story.push(crossing("Border Wire", 1300, span("30m")))
    story.push(crossing("Border Wire", 1800, span("90m")))
    story.want(INITIAL, Change.FIRST_REPORT, "0h", "0h")
    story.want_silence()

    story.push(crossing("Far Post", 500, span("9h"), country="TCD"))

    update = story.want(UPDATE, Change.FIGURE_UP, "2h", "2h")
    assert update.quantity == exactly(1800)
    assert update.held == 2
    story.want(INITIAL, Change.FIRST_REPORT, "9h", "9h")
    assert story.withheld == [Withheld.INTERVAL, Withheld.INTERVAL]


def test_only_changes_of_the_alert_itself_count_as_held_back() -> None:
    story = Timeline(RULE)

    story.push(crossing("Border Wire", 1000))
    story.push(crossing("Border Wire", 1300, span("30m")))
    for minutes in (40, 50, 60):
        other = crossing("Far Post", 20, span(f"{minutes}m"), place=place("Geneina", 13.4, 22.4))
        story.push(other)
    story.push(crossing("Far Post", 500, span("9h"), country="TCD"))

    story.want(INITIAL, Change.FIRST_REPORT, "0h", "0h")
    assert story.want(UPDATE, Change.FIGURE_UP, "2h", "2h").held == 1
    assert story.withheld == [Withheld.INTERVAL]


def test_what_grows_more_severe_does_not_wait() -> None:
    story = Timeline(RULE)

    story.push(crossing("Border Wire", 500), crossing("Border Wire", 1000, span("10m")))

    story.want(INITIAL, Change.FIRST_REPORT, "0h", "0h")
    assert story.want(UPDATE, Change.FIGURE_UP, "10m", "10m").severity is Severity.SEVERE


def test_an_alert_expires_when_nothing_new_comes_though_its_country_is_quiet() -> None:
    story = Timeline(RULE)

    story.push(crossing("Border Wire", 1037))
    story.push(crossing("Far Post", 50, span("20d"), country="TCD"))

    story.want(INITIAL, Change.FIRST_REPORT, "0h", "0h")
    expired = story.want(EXPIRED, Change.QUIET, "4d", "4d")  # 3 d quiet, 1 d allowed for lateness
    assert expired.revision == 2
    story.want_silence()


def test_a_late_article_amends_an_expired_alert_and_rings_no_new_one() -> None:
    story = Timeline(RULE)
    story.push(crossing("Border Wire", 1037))
    story.push(crossing("Far Post", 50, span("6d"), country="TCD"))
    story.want(INITIAL, Change.FIRST_REPORT, "0h", "0h")
    story.want(EXPIRED, Change.QUIET, "4d", "4d")

    story.push(crossing("Harbour Post", 1037, span("5h")))

    amended = story.want(EXPIRED, Change.LATE_REPORT, "4d", "4d")
    assert amended.independent_sources == 2
    story.want_silence()


def test_a_late_older_article_does_not_turn_the_figure_back() -> None:
    story = Timeline(RULE)

    story.push(crossing("Border Wire", 1037))
    story.push(crossing("Border Wire", 800, -span("5h")))

    story.want(INITIAL, Change.FIRST_REPORT, "0h", "0h")
    story.want_silence()


def test_a_vague_figure_does_not_replace_an_exact_one() -> None:
    story = Timeline(RULE)

    story.push(crossing("Border Wire", 1037))
    story.push(crossing("Border Wire", Quantity(low=2000, bound=Bound.VAGUE), span("5h")))

    story.want(INITIAL, Change.FIRST_REPORT, "0h", "0h")
    story.want_silence()


def test_an_article_older_than_the_rules_age_amends_and_does_not_ring() -> None:
    fresh_only = rule("threshold", max_age="2d")
    old = crossing("Border Wire", 1037, ingested_at=TUESDAY + span("5d"))
    story = Timeline(fresh_only)

    story.push(old)
    story.want_silence()
    assert story.withheld == [Withheld.STALE]

    story.push(crossing("Far Post", 20, place=place("Geneina", 13.4, 22.4)))
    assert story.withheld == [Withheld.STALE], "a report elsewhere counts it no second time"

    story.push(crossing("Harbour Post", 1037, span("1h"), ingested_at=TUESDAY + span("2h")))
    alert = story.want(INITIAL, Change.FIRST_REPORT, "2h", "2h")
    assert alert.independent_sources == 2


def test_while_a_rule_rings_the_rules_that_it_suppresses_do_not() -> None:
    wide = rule("threshold", id="wide", suppress=["narrow"], bands=[_band(1000)])
    narrow = rule("threshold", id="narrow", bands=[_band(100)])
    story = Timeline(narrow, wide)

    story.push(crossing("Border Wire", 1037))

    assert story.want(INITIAL, Change.FIRST_REPORT, "0h", "0h").rule_id == "wide"
    story.want_silence()
    assert story.withheld == [Withheld.SUPPRESSED]


def _band(figure: int) -> dict[str, object]:
    return {"at_least": figure, "severity": "Severe"}


def test_an_alert_lists_the_first_and_the_newest_of_very_many_sources() -> None:
    story = Timeline(RULE)
    for n in range(3 * MOST_SOURCES):
        story.push(crossing(f"Outlet {n}", 1000 + n, timedelta(minutes=n)))
    story.pass_time()

    story.want(INITIAL, Change.FIRST_REPORT, "0h", "0h")
    story.want(UPDATE, Change.CERTAINTY_UP, "2h", "2h")
    expired = story.want(EXPIRED, Change.QUIET, "4d", "5d")
    assert len(expired.sources) == MOST_SOURCES
    assert expired.sources[0].source == "Outlet 0"
    assert expired.sources[-1].source == f"Outlet {3 * MOST_SOURCES - 1}"
    story.want_silence()


def test_the_time_of_a_revision_never_lies_before_that_of_the_one_before() -> None:
    story = Timeline(RULE)
    story.push(crossing("Border Wire", 1037))
    story.push(crossing("Far Post", 50, span("6d"), country="TCD"))
    story.push(crossing("Harbour Post", 1037, span("5h")))
    story.push(crossing("Mekong Courier", 1500, span("6h")))

    times = [one.detected_at for one in story.rest() if one.country == "SDN"]

    assert len(times) > 2
    assert times == sorted(times)


def test_what_arrives_in_a_backlog_is_not_dated_by_its_event_time() -> None:
    arrived = TUESDAY + span("9d")
    story = Timeline(rule("threshold", min_interval="2h", max_age="30d"))
    for hours, figure in ((0, 1000), (1, 1300), (30, 1400)):
        at = timedelta(hours=hours)
        story.push(crossing("Border Wire", figure, at, ingested_at=arrived))

    assert {one.detected_at for one in story.rest()} == {arrived}


def test_an_alert_says_when_it_expires_unless_something_new_comes() -> None:
    story = Timeline(RULE)
    story.push(crossing("Border Wire", 1037))
    story.push(crossing("Far Post", 50, span("20d"), country="TCD"))

    first, last = (one for one in story.rest() if one.country == "SDN")

    assert first.expires == TUESDAY + span("4d")
    assert last.kind is EXPIRED
    assert last.expires == last.detected_at


def test_what_earlier_versions_wrote_is_read() -> None:
    story = Timeline(RULE)
    story.push(crossing("Border Wire", 1037))
    (alert,) = story.rest()
    sent = SentAlert(
        rule_id=alert.rule_id,
        alert_id=alert.id,
        revision=1,
        anchors=("a",),
        quantity=alert.quantity,
        severity=alert.severity,
        certainty=alert.certainty,
        reports=1,
        sent_at=TUESDAY,
        last_at=TUESDAY,
        detected_at=TUESDAY,
    )
    new = {"cause", "expires"}

    assert (
        SentAlert.model_validate_json(sent.model_dump_json(exclude={"detected_at"})).revision == 1
    )
    old = Alert.model_validate_json(alert.model_dump_json(exclude=new))
    assert (old.cause, old.expires) == (Cause.UNKNOWN, None)

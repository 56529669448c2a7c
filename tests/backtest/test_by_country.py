"""Countries judged apart, put together again, give the alerts of one judge, to the byte."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some

from tocsin.schemas.report import Evidence, Quantity, Report
from tocsin.schemas.vocabulary import Bound, EventType, Modality, Status, Subtype, Unit
from tocsin.services.backtest.cluster.country_judging import CountryJudge, in_order, together
from tocsin.services.backtest.cluster.kept import PieceRead, Segment
from tocsin.services.backtest.cluster.ranks import RankedSegment, ranked
from tocsin.services.backtest.outcome import Rung, judged
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import SEEDS

RULES = load_rules(SEEDS / "rules")
BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
EPOCH = datetime.fromtimestamp(0, UTC)
KINDS = (
    (EventType.BORDER_CROSSING, None, Unit.TROOPS),
    (EventType.MOBILIZATION, Subtype.CALLUP, Unit.RESERVISTS),
    (EventType.CASUALTIES, Subtype.KILLED, Unit.PEOPLE),
)


def report(number: int, hours: int, country: str | None, kind: int, figure: int) -> Report:
    event_type, subtype, unit = KINDS[kind]
    sentence = f"{figure} of {event_type} in {country}."
    return Report(
        id=blake2b(str(number).encode(), digest_size=16).hexdigest(),
        article_id=f"article-{number}",
        source=f"Outlet {number % 5}",
        published_at=BEGIN + timedelta(hours=hours),
        status=Status.EXERCISE if number % 11 == 7 else Status.ACTUAL,
        event_type=event_type,
        subtype=subtype,
        quantity=Quantity(low=figure, high=figure, bound=Bound.EXACT),
        unit=unit,
        modality=Modality.OCCURRED,
        country=country,
        evidence=Evidence(sentence=sentence, start=0, end=len(sentence)),
    )


def kept(piece: list[Report]) -> tuple[PieceRead, dict[tuple[int, int], list[bytes]]]:
    """Return a piece as a worker keeps it, two segments where a country has many reports."""
    numbered = sorted(enumerate(piece), key=lambda one: (one[1].published_at, one[0]))
    segments, contents = [], {}
    for country in sorted({one.topic_key.decode() for one in piece}):
        own = [one for one in numbered if one[1].topic_key.decode() == country]
        for part in (own[::2], own[1::2]):
            if part:
                place = (len(segments), len(segments) + 1)
                contents[place] = [one.write() for _, one in part]
                segments.append(
                    Segment(
                        country=country,
                        start=place[0],
                        end=place[1],
                        times=tuple(
                            (one.published_at - EPOCH) // timedelta(microseconds=1)
                            for _, one in part
                            if one.published_at
                        ),
                        numbers=tuple(number for number, _ in part),
                        moving=tuple(one.status is Status.ACTUAL for _, one in part),
                    )
                )
    read = PieceRead(
        articles=len(piece),
        other_languages=0,
        lines=0,
        faults=(),
        segments=tuple(segments),
        size=0,
    )
    return read, contents


def apart(pieces: list[list[Report]]) -> tuple[Rung, ...]:
    known = {str(number): kept(piece) for number, piece in enumerate(pieces)}

    def load(one: RankedSegment) -> list[bytes]:
        return known[one.key][1][one.segment.start, one.segment.end]

    order = ranked((key, read) for key, (read, _) in known.items())
    countries = []
    for segments in order.countries.values():
        judge = CountryJudge(RULES, order.moments)
        for rank, one in in_order(segments, load):
            judge.push(rank, one)
        countries.append(judge.finish())
    return together(reversed(countries), RULES, order.moments)


def as_bytes(rung: tuple[Rung, ...]) -> list[tuple[bytes, bytes, int]]:
    return [(one.first.write(), one.last.write(), one.revisions) for one in rung]


def in_event_time(pieces: list[list[Report]]) -> list[Report]:
    found = [one for piece in pieces for one in piece]
    key: Callable[[Report], datetime] = lambda one: one.published_at or EPOCH  # noqa: E731
    return sorted(found, key=key)


@settings(max_examples=40, deadline=None)
@given(
    told=some.lists(
        some.tuples(
            some.integers(0, 40).map(lambda days: days * 8),
            some.sampled_from(["SDN", "TCD", "ETH", "SRB", None]),
            some.integers(0, len(KINDS) - 1),
            some.sampled_from([30, 900, 4_000, 60_000]),
        ),
        max_size=40,
    ),
    cuts=some.lists(some.integers(0, 40), max_size=4),
)
def test_countries_judged_apart_give_what_one_judge_gives(
    told: list[tuple[int, str | None, int, int]], cuts: list[int]
) -> None:
    reports = [report(number, *one) for number, one in enumerate(told)]
    edges = [0, *sorted(cuts), len(reports)]
    pieces = [reports[start:end] for start, end in pairwise(edges)]

    assert as_bytes(apart(pieces)) == as_bytes(judged(in_event_time(pieces), RULES))


def test_a_crossing_and_a_callup_next_door_are_a_sequence_though_judged_apart() -> None:
    pieces = [[report(1, 0, "SDN", 0, 4_000)], [report(2, 30, "TCD", 1, 60_000)]]

    rung = apart(pieces)

    assert {one.first.rule_id for one in rung} >= {"border-crossing-troops", "crossing-then-callup"}
    assert as_bytes(rung) == as_bytes(judged(in_event_time(pieces), RULES))


def test_reports_of_one_moment_keep_the_order_of_the_archive() -> None:
    pieces = [
        [report(1, 5, "SDN", 0, 900), report(2, 5, "TCD", 0, 900)],
        [report(3, 5, "SDN", 0, 1)],
    ]

    order = ranked((str(number), kept(piece)[0]) for number, piece in enumerate(pieces))

    ranks = {
        (one.key, country): one.ranks.tolist()
        for country, segments in order.countries.items()
        for one in segments
    }
    assert ranks == {("0", "SDN"): [0], ("0", "TCD"): [1], ("1", "SDN"): [2]}
    assert np.array_equal(order.moments.ranks, [0, 1, 2])

"""When the work stands still, told from offsets over a fake clock."""

from faust.types import TP

from tocsin.services.detector.progress import Progress, Stand

TP0, TP1 = TP("articles", 0), TP("articles", 1)


def test_work_that_comes_on_however_slowly_is_not_a_standstill() -> None:
    progress = Progress()
    for second in range(100):
        progress.take({TP0: Stand(done=second // 9, end=1_000 + second)}, second)
        assert progress.standing_still(second, patience=10) is None


def test_messages_that_come_while_none_is_done_are_a_standstill() -> None:
    progress = Progress()
    for second in range(12):
        progress.take({TP0: Stand(5, 5), TP1: Stand(done=5, end=5 + second)}, second)
        stuck = progress.standing_still(second, patience=10)
        assert stuck == (TP1 if second > 10 else None)

    progress.take({TP0: Stand(5, 5), TP1: Stand(6, 30)}, 12)
    assert progress.standing_still(12, patience=10) is None


def test_an_end_that_lies_ahead_forever_is_not_one_while_nothing_comes() -> None:
    progress = Progress()
    for second in range(100):
        progress.take({TP0: Stand(done=9, end=10)}, second)
        assert progress.standing_still(second, patience=10) is None


def test_after_a_long_quiet_the_patience_begins_with_the_first_message() -> None:
    progress = Progress()
    progress.take({TP0: Stand(5, 5)}, 0)
    progress.take({TP0: Stand(5, 5)}, 500)
    progress.take({TP0: Stand(5, 6)}, 501)

    assert progress.standing_still(509, patience=10) is None
    assert progress.standing_still(512, patience=10) == TP0


def test_a_partition_that_went_to_another_replica_is_not_ours_to_judge() -> None:
    progress = Progress()
    progress.take({TP0: Stand(0, 1), TP1: Stand(0, 1)}, 0)
    progress.take({TP1: Stand(0, 2)}, 1)
    progress.take({}, 20)

    assert progress.standing_still(30, patience=10) is None

"""Of the reports that are so sure, how many are right?"""

from tocsin.services.evaluation.calibration import ScoredReport, bins, calibration_lines


def test_reports_are_counted_in_bins_of_like_confidence() -> None:
    reports = [
        ScoredReport(0.96, right=True),
        ScoredReport(1.0, right=False),
        ScoredReport(0.72, right=True),
    ]

    low, high = bins(reports)

    assert (low.low, low.reports, low.right, low.mean) == (0.7, 1, 1, 0.72)
    assert (high.low, high.reports, high.right, high.mean) == (0.95, 2, 1, 0.98)


def test_the_table_says_what_nine_in_ten_is_worth() -> None:
    reports = [ScoredReport(0.9, right=True)] * 9 + [
        ScoredReport(0.9, right=False),
        ScoredReport(0.3, right=False),
    ]

    *_, last = calibration_lines(reports)

    assert last.split() == ["0.90", "and", "more", "10", "9", "0.900"]


def test_without_reports_there_is_no_table() -> None:
    assert list(calibration_lines([])) == []

"""Every kind of trouble there is."""

from chaos.faults import (
    Fault,
    asked_to_end,
    broker_away,
    broker_killed,
    broker_restarted,
    killed,
    producer_crashed,
    scaled,
    stopped_beyond_the_session,
)
from chaos.faults_of_machines import clock_jumped, disk_full, no_faketime, no_mount
from chaos.faults_of_many import killed_amid_a_crowd, two_with_one_id
from chaos.faults_of_topics import alerts_made_again, partitions_added, retention_overtook


def all_faults(away_seconds: float) -> list[Fault]:
    """Return every kind; the broker stays away for so long."""
    return [
        Fault("SIGKILL of a detector", killed),
        Fault("SIGTERM of a detector", asked_to_end),
        Fault("SIGSTOP beyond the session", stopped_beyond_the_session),
        Fault("broker restarted", broker_restarted),
        Fault("broker killed", broker_killed),
        Fault(f"broker away for {away_seconds:.0f} s", broker_away(away_seconds)),
        Fault("scaled 1, 3, 1", scaled),
        Fault("producer crashed", producer_crashed),
        Fault("disk full", disk_full, no_mount),
        Fault("clock jumps by 3 and 26 hours", clock_jumped, no_faketime),
        Fault("partitions added", partitions_added),
        Fault("alerts topic made again", alerts_made_again),
        Fault("retention overtakes", retention_overtook),
        Fault("two detectors with one id", two_with_one_id),
        Fault("kills amid 1,000 reports of one country", killed_amid_a_crowd),
    ]

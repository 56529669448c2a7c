"""Sets of topics are apart: none takes another's consumer group, memory or folder by chance."""

from tocsin.services.settings import Settings


def test_each_topic_prefix_has_a_consumer_group_and_a_memory_of_its_own() -> None:
    usual, other = Settings.load(), Settings.load(topic_prefix="archive")

    assert usual.application_id == "tocsin-detector"
    assert other.application_id == "archive-detector"
    assert other.changelog_topic == "archive-detector-incidents-changelog"
    assert other.sequences_changelog_topic == "archive-detector-sequences-changelog"


def test_an_application_id_that_is_named_is_kept() -> None:
    named = Settings.load(topic_prefix="archive", application_id="mine")

    assert named.application_id == "mine"
    assert named.changelog_topic == "mine-incidents-changelog"

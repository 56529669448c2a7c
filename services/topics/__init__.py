"""The topics on the broker: wait for it, see what is there, make what is missing.

`services.topics.creation.ensure_topics` and `services.topics.waiting.wait_for_broker` are for
other services; nothing is imported here, so that `tocsin --help` does not load the Kafka client.
"""

"""What is loaded beside the start: there when it is waited for, or a clear line at once."""

import gc

import pytest

from tocsin.services.detector.warm_up import warming_up
from tocsin.services.encoders.choice import BUILT_IN
from tocsin.services.problem import Problem


def test_the_encoder_is_there_and_garbage_is_looked_for_again() -> None:
    before = gc.get_threshold()
    gc.disable()  # as the detector's command does
    try:
        loading = warming_up(BUILT_IN)

        assert loading.result(timeout=60).heads is not None
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
    finally:
        gc.set_threshold(*before)
        gc.enable()
        gc.unfreeze()


def test_who_waits_may_be_cancelled_and_the_loading_goes_on() -> None:
    loading = warming_up(BUILT_IN)

    assert not loading.cancel()
    assert loading.result(timeout=60).heads is not None


def test_a_network_that_is_not_there_is_reported_at_once() -> None:
    with pytest.raises(Problem, match=r"TOCSIN_READER=/nowhere: it has no model\.json"):
        warming_up("/nowhere")

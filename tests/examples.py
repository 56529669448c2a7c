"""How many examples a property test tries: some in each run, five times as many in `make fuzz`."""

import hypothesis

_USUAL = 100
"""Of hypothesis, and of the profile that runs by default."""


def examples(usual: int) -> int:
    """Return the number for the profile in force."""
    return usual * hypothesis.settings.default.max_examples // _USUAL

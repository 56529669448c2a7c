"""Word lists as people write them: words between spaces."""


def words(text: str) -> frozenset[str]:
    """Return the words of a list; line ends are spaces."""
    return frozenset(text.split())

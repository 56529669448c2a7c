"""Which stories of the day are on Kafka, and as which text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from recorded_day.outlets import Outlet, Story, Trouble

from tocsin.schemas.article import Article

Place = tuple[str, int]
"""A story by its outlet's host and its number."""


def by_story(articles: Iterable[Article]) -> dict[Place, list[Article]]:
    """Return what arrived of each story, in the order of its partition."""
    found = defaultdict(list)
    for article in articles:
        parts = urlsplit(article.id)
        found[(parts.hostname or "", int(parts.path.rpartition("/")[2]))].append(article)
    return dict(found)


def missing(
    outlets: Sequence[Outlet], arrived: Mapping[Place, list[Article]], until: float
) -> list[str]:
    """Return the stories published until a moment that did not arrive, or not as they are now."""
    found = []
    for outlet in outlets:
        if outlet.trouble is Trouble.DEAD:
            continue
        for story in outlet.stories:
            if story.published > until:
                continue
            told = arrived.get((outlet.host, story.number))
            if told is None:
                found.append(f"outlet {outlet.number}, {story}")
            elif outlet.trouble is Trouble.NONE and not _as_it_is(story, told[-1], until):
                found.append(f"the change of outlet {outlet.number}, {story}")
    return found


def repeated(arrived: Mapping[Place, list[Article]]) -> list[str]:
    """Return what arrived twice with the same words."""
    return [
        f"{place}: {len(told)} times"
        for place, told in arrived.items()
        if len({(one.id, one.text) for one in told}) < len(told)
    ]


def _as_it_is(story: Story, article: Article, until: float) -> bool:
    """Whether an article has the words that its story had at a moment."""
    now = story.text(until)[0]
    return article.text.startswith(now) or (story.changed or 0) > until

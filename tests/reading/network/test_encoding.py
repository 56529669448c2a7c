"""Word pieces and the characters that they cover."""

import numpy as np

from tocsin.services.reading.network.encoding import Encoding, offsets_of


def test_the_space_before_a_word_is_not_part_of_its_piece() -> None:
    text = "Some 500 fled"

    pieces = [(0, 0), (0, 4), (4, 8), (8, 13), (0, 0)]

    covered = offsets_of(text, pieces, [None, 0, 0, 0, None], 0)

    assert covered == (None, (0, 4), (5, 8), (9, 13), None)


def test_a_piece_that_is_only_a_space_covers_nothing() -> None:
    assert offsets_of("a b", [(0, 1), (1, 2), (2, 3)], [0, 0, 0], 0) == ((0, 1), None, (2, 3))


def test_pieces_of_the_title_cover_nothing_of_the_passage() -> None:
    assert offsets_of("b", [(0, 1), (0, 1)], [0, 1], 1) == (None, (0, 1))


def test_what_some_pieces_cover_begins_with_a_letter() -> None:
    text = "Unas 500 personas huyeron"
    spans = offsets_of(text, [(0, 4), (4, 8), (8, 17), (17, 25)], [0, 0, 0, 0], 0)
    encoding = Encoding(np.zeros((4, 2), np.float32), spans)

    first, last = encoding.characters((3, 4)) or (0, 0)

    assert text[first:last] == "huyeron"

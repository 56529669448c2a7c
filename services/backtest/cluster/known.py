"""How far the reading is, in articles. Pure."""

from collections.abc import Sequence

from tocsin.services.backtest.archives.pieces import Kind, Piece


class ReadingProgress:
    """Articles read of all pieces, and how many there are as far as that is known.

    Rows of Parquet are counted before they are read, other pieces when they were; the rest is
    estimated by bytes. A piece that a killed worker had begun counts again from where its next
    worker is.
    """

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.read = 0
        """Articles that are read."""
        self._pieces = pieces
        self._read = [0] * len(pieces)
        self._is_done = [False] * len(pieces)
        self._rows = sum(one.end - one.start for one in pieces if one.kind is Kind.ROWS)
        self._others = 0
        """Articles of pieces that are done and are no rows."""
        self._others_size = 0
        left = [one for one in pieces if one.kind is not Kind.ROWS]
        self._left_size = sum(_size(one) for one in left)
        self._left_count = len(left)

    def begun(self, number: int, articles: int) -> None:
        """Learn how far a piece is; what comes after its end changes nothing."""
        if not self._is_done[number]:
            self.read += articles - self._read[number]
            self._read[number] = articles

    def done(self, number: int, articles: int) -> None:
        """Learn how many articles a piece had."""
        self.begun(number, articles)
        self._is_done[number] = True
        piece = self._pieces[number]
        if piece.kind is not Kind.ROWS:
            self._others += articles
            self._others_size += _size(piece)
            self._left_size -= _size(piece)
            self._left_count -= 1

    @property
    def is_exact(self) -> bool:
        """Whether `articles` is counted, not estimated."""
        return not self._left_count

    @property
    def articles(self) -> int | None:
        """Articles in total; None while unknown."""
        counted = self._rows + self._others
        if self.is_exact:
            return max(counted, self.read)
        if not self._others or not self._others_size:
            return None
        estimated = round(self._left_size * self._others / self._others_size)
        return max(counted + estimated, self.read)

    def in_words(self) -> str:
        """Say it, as "12,400 of about 310,000 articles"."""
        articles = self.articles
        if articles is None:
            return f"{self.read:,} articles"
        about = "" if self.is_exact else "about "
        return f"{self.read:,} of {about}{articles:,} articles"


def _size(piece: Piece) -> int:
    return piece.end - piece.start if piece.kind is Kind.LINES else piece.file.size or 0

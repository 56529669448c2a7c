"""`tocsin train`: teach the network that reads with labels of your own."""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.services.settings import Settings


def train(
    labels: Annotated[
        list[Path],
        typer.Argument(
            metavar="LABELS.jsonl…",
            help="Labelled texts as JSON Lines, with spans: see docs/evaluate.md.",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder to write the network to.")],
    beside: Annotated[
        list[Path] | None,
        typer.Option(
            "--beside",
            help="More labels, so that the network does not forget what it knew; as many of "
            "their rows are used as of yours.",
        ),
    ] = None,
    passes: Annotated[
        int, typer.Option("--passes", min=1, help="Number of passes over the texts.")
    ] = 3,
    rate: Annotated[float, typer.Option("--rate", help="Learning rate.")] = 3e-5,
    seed: Annotated[
        int, typer.Option("--seed", help="Random seed; the same seed gives the same network.")
    ] = 7,
) -> None:
    """Fine-tune the network of TOCSIN_READER on your labels, and write it to a folder.

    Needs the extra `train`. One text in ten is held out; its scores before and after training are
    printed. Status 0: written. 2: the labels cannot be used.
    """
    # torch takes seconds to import, and comes with an extra
    from tocsin.services.encoders.choice import folder_of  # noqa: PLC0415
    from tocsin.training.own import Own, train_own  # noqa: PLC0415

    start = folder_of(Settings.load().reader)
    train_own(Own(labels, beside or [], start, out, passes, rate, seed))

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
    out: Annotated[Path, typer.Option("--out", help="Folder that the network is written to.")],
    beside: Annotated[
        list[Path] | None,
        typer.Option(
            "--beside",
            help="Further labels, so that the network does not forget what it knew; as many "
            "rows of them are used as of yours.",
        ),
    ] = None,
    passes: Annotated[int, typer.Option("--passes", min=1, help="Times it sees each text.")] = 3,
    rate: Annotated[float, typer.Option("--rate", help="Learning rate.")] = 3e-5,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same network.")] = 7,
) -> None:
    """Go on training the network of TOCSIN_READER with your labels, and write it to a folder.

    Needs the extra `train`. One text in ten is set aside, and the figures before and after are
    printed. Status 0: written. 2: labels that cannot be used.
    """
    # torch takes seconds to import, and comes with an extra
    from tocsin.services.encoders.choice import folder_of  # noqa: PLC0415
    from tocsin.training.own import Own, train_own  # noqa: PLC0415

    start = folder_of(Settings.load().reader)
    train_own(Own(labels, beside or [], start, out, passes, rate, seed))

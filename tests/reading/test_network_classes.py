"""A network names the classes that it was trained for; one that does not fit is refused."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tocsin.services.encoders.choice import BUILT_IN, folder_of
from tocsin.services.encoders.onnx import DamagedModelError, load
from tocsin.services.reading.network.classes import CLASSES, named

SHIPPED = folder_of(BUILT_IN)


def changed(folder: Path, change: Callable[[list[str]], list[str] | None]) -> Path:
    """Return a copy of the shipped network that names other classes, or none at all."""
    for file in SHIPPED.iterdir():
        if file.name != "model.json":
            (folder / file.name).symlink_to(file)
    model = json.loads((SHIPPED / "model.json").read_text("utf-8"))
    classes = change(model.pop("classes"))
    named_too = {} if classes is None else {"classes": classes}
    (folder / "model.json").write_text(json.dumps({**named_too, **model}), "utf-8")
    return folder


def test_the_shipped_network_knows_all_types() -> None:
    assert load(SHIPPED).heads.classes == CLASSES


def test_a_network_from_before_the_classes_were_named_knows_all_types(tmp_path: Path) -> None:
    assert load(changed(tmp_path, lambda _: None)).heads.classes == CLASSES


def test_the_classes_are_in_the_order_in_which_the_network_names_them(tmp_path: Path) -> None:
    backwards = load(changed(tmp_path, lambda classes: classes[::-1])).heads.classes
    assert [named(one) for one in backwards] == [named(one) for one in CLASSES][::-1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda classes: [*classes[:-1], "crop_failure"], "crop_failure, which is no event type"),
        (lambda classes: classes[:-1], "15 classes, but 14 are named"),
    ],
    ids=["a class that is none of ours", "fewer classes than outputs"],
)
def test_a_network_with_other_classes_is_refused(
    change: Callable[[list[str]], list[str]], said: str, tmp_path: Path
) -> None:
    with pytest.raises(DamagedModelError, match=said):
        load(changed(tmp_path, change))

"""YAML that is small and large inside is refused with its line: rules, routes, sources."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tocsin.services.feeder.live.sources.files import read_sources_file
from tocsin.services.notifier.routes_file import load_routes
from tocsin.services.problem import Problem
from tocsin.services.rules.files import read_rules

LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 10)
)
BOMBS = {
    "billion laughs": (LAUGHS, "values, aliases counted in full"),
    "an alias within itself": ("id: x\nwhen: &w\n  type: *w\n", "*w contains itself"),
    "a list within itself": ("&l [*l]\n", "*l contains itself"),
    "a merge of itself": ("&m\n<<: *m\nid: x\n", "*m contains itself"),
    "brackets": ("id: " + "[" * 20_000 + "]" * 20_000, "levels deep"),
    "open brackets": ("[" * 20_000, "levels deep"),
    "braces": ("id: " + "{a: " * 20_000 + "}" * 20_000, "levels deep"),
    "dashes": ("- " * 20_000, "levels deep"),
    "keys of keys": ("? " * 20_000, "levels deep"),
    "a long file": ("# " + "x" * 5_000_000, "more than 4,194,304 bytes"),
    "a chain of aliases": (
        "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 900)),
        "levels deep",
    ),
    "a number of base 60": ("id: 1" + ":59" * 1_000_000, "that is not text"),
    "a number of many digits": ("id: " + "9" * 5_000, "that is not text"),
    "many values": ("id: [" + "1," * 400_000 + "1]", "more than 200,000 values"),
}


def rules(file: Path) -> str:
    return "\n".join(map(str, read_rules([file])[1]))


def routes(file: Path) -> str:
    with pytest.raises(Problem) as told:
        load_routes(file, {})
    return str(told.value)


def sources(file: Path) -> str:
    with pytest.raises(Problem) as told:
        read_sources_file(file)
    return str(told.value)


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("read", [rules, routes, sources])
def test_it_is_refused_with_file_and_line_in_little_time(
    tmp_path: Path, read: Callable[[Path], str], name: str
) -> None:
    text, told = BOMBS[name]
    file = tmp_path / "bomb.yaml"
    file.write_text(text)
    began = time.process_time()

    found = read(file)

    assert told in found
    assert f"{file}:" in found
    assert time.process_time() - began < 20


@pytest.mark.parametrize("told", ["!!bool x", '!!int ""', "!!int _", '!!float ""', "!!timestamp x"])
@pytest.mark.parametrize("read", [rules, routes, sources])
def test_a_value_that_is_not_what_its_tag_says_is_a_fault(
    tmp_path: Path, read: Callable[[Path], str], told: str
) -> None:
    file = tmp_path / "tags.yaml"
    file.write_text(f"sources: [{{name: a, url: 'https://a.example/', every: {told}}}]\n")

    assert f"{file}:1: a value that is not what its tag says" in read(file)


def test_aliases_that_stay_small_are_taken(tmp_path: Path) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text(
        "sources:\n"
        "  - &one {name: a, url: 'https://a.example/'}\n"
        "  - {<<: *one, name: b, url: 'https://b.example/'}\n"
    )

    assert [one.name for one in read_sources_file(file)] == ["a", "b"]

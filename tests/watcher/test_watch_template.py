"""Templates for `tocsin watch --format`."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from watcher.alert_cases import alert, source

from tocsin.services.problem import Problem
from tocsin.services.watcher.template import template


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "{severity} {title}",
            "Severe Border crossing: at least 1,000 troops, from Myanmar into Thailand",
        ),
        ("{{{id}}}", "{a1b2c3}"),
        (r"{id}\t{revision:03}\\n", "a1b2c3\t001\\n"),
        ("{quantity.low:,}/{quantity.high:,}", "1,000/"),
        ("{sources.0.url}{sources.7.url}", "https://gazette.example/1"),
        ("{sources.0.quantity.bound}", "min"),
        ("{place.name}{before.severity}", "Mae Sot"),
        ("{outlet}: {sentence:.12}", "River Gazette: More than 1,"),
        ("{related}", "[]"),
        ("no field {{}}", "no field {}"),
    ],
)
def test_fields_are_those_of_the_json_and_a_few_more(text: str, line: str) -> None:
    assert template(text)(alert()) == f"{line}\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{severty}", "no field 'severty'; near it: severity"),
        ("{place.nam}", "no field 'place.nam'; near it: name"),
        ("{title.upper}", "no field 'title.upper'"),
        ("{sources.url}", "no field 'sources.url'"),
        ("{__class__}", "no field '__class__'"),
        ("{sources[0]}", "no field 'sources[0]'"),
        ("{}", "no field ''"),
        ("{0}", "no field '0'"),
        ("{title", "expected '}' before end of string"),
        ("title}", "Single '}' encountered"),
        ("{id:{title.x}}", "no field 'title.x'"),
    ],
)
def test_what_no_alert_has_is_refused_before_any_comes(text: str, told: str) -> None:
    with pytest.raises(Problem) as wrong:
        template(text)
    assert told in str(wrong.value)


def test_a_format_that_does_not_fit_its_value_is_reported() -> None:
    with pytest.raises(Problem, match=re.escape("--format '{title:,}'")):
        template("{title:,}")(alert())


def test_a_text_cannot_begin_a_line_of_its_own() -> None:
    hostile = alert(title="one\n\x1b[2Jtwo", sources=(source(source="a\r\nb"),))
    assert template("{title}|{outlet}")(hostile) == "one [2Jtwo|a b\n"


@given(st.text(max_size=60))
def test_no_template_whatever_ends_with_a_traceback(text: str) -> None:
    try:
        line = template(text)(alert())
    except Problem:
        return
    assert line.endswith("\n")


@pytest.mark.parametrize(
    "text",
    [
        "{title:100000000000000}",
        "{title:>1000}",
        "{figure:.99999999}",
        "{revision:99999999.99999999f}",
        "{title:{quantity.low}}",
        "{id:0100000000000000}",
    ],
)
def test_a_width_beyond_any_line_is_refused_before_memory_is_taken(text: str) -> None:
    with pytest.raises(Problem, match="more than any line has"):
        template(text)(alert())

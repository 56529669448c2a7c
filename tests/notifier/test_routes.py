"""What the routes file may say, who hears of what, and how a wrong file is told."""

import json
import re
import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest
from watcher.alert_cases import alert

from tocsin.schemas.area import CountryOnly
from tocsin.schemas.vocabulary import Certainty, EventType, Severity, Status
from tocsin.services.areas.naming import Atlas
from tocsin.services.notifier.messages.message import Writer
from tocsin.services.notifier.routes import AreaContext, Route, RouteMatch, Routes
from tocsin.services.notifier.routes_file import load_routes, read_routes
from tocsin.services.notifier.routing import routes_of
from tocsin.services.problem import Problem

SECRET = "whsec_" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB"
GOOD = """\
targets:
  - {kind: apprise, name: desk-mail, url: "mailto://${MAIL_USER}:${MAIL_PASSWORD}@mail.example"}
  - {kind: webhook, name: hub, url: "https://hub.example/tocsin", secret: "${HUB_SECRET}"}
routes:
  - name: worst
    match: {severity: Severe}
    targets: [desk-mail, hub]
    go_on: true
  - name: sahel
    match: {countries: [MLI, NER, TCD], types: [border_crossing]}
    targets: [hub]
    quiet_hours: {begin: "22:00", end: "07:00", zone: Africa/Bamako}
    min_interval: 30m
    limit: {count: 10, per: 1h}
"""
ENVIRONMENT = {"MAIL_USER": "desk", "MAIL_PASSWORD": "open-sesame", "HUB_SECRET": SECRET}


def read(tmp_path: Path, text: str, environment: Mapping[str, str] = ENVIRONMENT) -> list[str]:
    file = tmp_path / "routes.yaml"
    file.write_text(text)
    found = read_routes(file, environment)
    return [] if isinstance(found, Routes) else [str(one).removeprefix(str(file)) for one in found]


def taken(routes: Routes, **changes: object) -> list[str]:
    return [route.name for route in routes_of(alert(**changes), routes)]


def test_a_good_file_is_read_with_its_secrets_from_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "routes.yaml"
    file.write_text(GOOD)

    routes = load_routes(file, ENVIRONMENT)

    assert [route.name for route in routes.routes] == ["worst", "sahel"]
    assert "open-sesame" in routes.targets[0].url.get_secret_value()
    assert "open-sesame" not in repr(routes)
    assert SECRET not in repr(routes)


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("severity: Severe", "severity: Awful", ":6: routes.0.match.severity: Input should be"),
        ("targets: [hub]", "targets: [hup]", "no target hup; there are desk-mail, hub"),
        ("min_interval: 30m", "min_interval: soon", ":13: routes.1.min_interval: a duration is"),
        ("name: sahel", "name: worst", "route worst is given twice"),
        ("Africa/Bamako", "Africa/Timbuktoo", ":12: routes.1.quiet_hours.zone: unknown time zone"),
        ("go_on: true", "go_on: true\n    loud: yes", ":9: routes.0.loud: no such field"),
        ("mailto://", "nosuch://", ":2: no address that Apprise knows"),
        ("[MLI, NER, TCD]", "[Mali]", "routes.1.match.countries"),
        (
            "min_interval: 30m",
            "min_interval: 30m\n    min_interval: 1h",
            ":14: min_interval is here twice",
        ),
        ("targets:\n  -", "targets:\n  - [", ":"),
        ("hub.example", "①⑥⑨.254.169.254", ":3: targets.1.url: a host that is read as 169.254"),
        ("hub.example", "127。0。0。1", ":3: targets.1.url: a host that is read as 127.0.0.1"),
        ("hub.example", "2130706433", ":3: targets.1.url: a host that is read as 127.0.0.1"),
    ],
)
def test_a_wrong_file_is_reported_with_its_line(
    tmp_path: Path, wrong: str, right: str, told: str
) -> None:
    assert wrong in GOOD

    faults = read(tmp_path, GOOD.replace(wrong, right, 1))

    assert any(told in fault for fault in faults), faults
    assert not any("open-sesame" in fault or SECRET in fault for fault in faults)


def test_a_variable_that_is_not_set_is_reported(tmp_path: Path) -> None:
    faults = read(tmp_path, GOOD, {"MAIL_USER": "desk", "HUB_SECRET": SECRET})

    assert faults == [":2: ${MAIL_PASSWORD} is not set in the environment"]


def test_a_short_secret_is_refused_without_being_shown(tmp_path: Path) -> None:
    faults = read(tmp_path, GOOD, {**ENVIRONMENT, "HUB_SECRET": "whsec_c2hvcnQ="})

    assert any("at least 24 bytes" in fault for fault in faults)
    assert not any("c2hvcnQ" in fault for fault in faults)


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="No such file"):
        load_routes(tmp_path / "none.yaml", {})


def test_a_silenced_alert_takes_no_route(tmp_path: Path) -> None:
    file = tmp_path / "routes.yaml"
    file.write_text(GOOD)
    routes = load_routes(file, ENVIRONMENT)

    assert taken(routes, country="TCD", severity=Severity.SEVERE, silenced_by="exercise") == []


def test_the_first_route_that_fits_is_taken_and_more_where_it_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "routes.yaml"
    file.write_text(GOOD)
    routes = load_routes(file, ENVIRONMENT)

    assert taken(routes, country="TCD", severity=Severity.SEVERE) == ["worst", "sahel"]
    assert taken(routes, country="TCD", severity=Severity.MINOR) == ["sahel"]
    assert taken(routes, country="THA", from_country="NER", severity=Severity.MINOR) == ["sahel"]
    assert taken(routes, country="FRA", from_country=None, severity=Severity.MINOR) == []


@pytest.mark.parametrize(
    ("match", "changes", "fits"),
    [
        (RouteMatch(), {}, True),
        (RouteMatch(), {"status": Status.EXERCISE}, False),
        (RouteMatch(), {"silenced_by": "march-exercise"}, False),
        (RouteMatch(silenced=True), {"silenced_by": "march-exercise"}, True),
        (RouteMatch(exercises=True), {"status": Status.EXERCISE}, True),
        (RouteMatch(certainty=Certainty.LIKELY), {"certainty": Certainty.POSSIBLE}, False),
        (RouteMatch(certainty=Certainty.LIKELY), {"certainty": Certainty.OBSERVED}, True),
        (RouteMatch(types=frozenset({EventType.PROTEST})), {}, False),
        (RouteMatch(rules=frozenset({"another-rule"})), {}, False),
    ],
)
def test_a_match_asks_only_what_it_names(
    match: RouteMatch, changes: dict[str, object], *, fits: bool
) -> None:
    route = Route(name="desk", match=match, targets=("mail",))

    routes = Routes.model_validate(
        {
            "targets": [{"kind": "apprise", "name": "mail", "url": "json://localhost"}],
            "routes": [route.model_dump(exclude_defaults=True)],
        }
    )

    assert bool(taken(routes, **changes)) is fits


AREAS = """\
targets:
  - {kind: webhook, name: hub, url: "https://hub.example/tocsin", secret: "${HUB_SECRET}"}
routes:
  - name: border
    match: {areas: ["circle:16.71,98.57,50", border.geojson], country_only: out}
    targets: [hub]
    go_on: true
  - name: region
    match: {areas: [south-eastern asia, Home]}
    targets: [hub]
"""
SQUARE = [[[98, 16], [98, 17], [99, 17], [99, 16], [98, 16]]]


def test_routes_ask_for_areas_by_name_shape_and_file(tmp_path: Path) -> None:
    (tmp_path / "border.geojson").write_text(json.dumps({"type": "Polygon", "coordinates": SQUARE}))
    own = tmp_path / "own.geojson"
    home = {"type": "Polygon", "coordinates": [[[0, 0], [0, 9], [9, 9], [9, 0], [0, 0]]]}
    own.write_text(
        json.dumps({"type": "Feature", "properties": {"name": "Home"}, "geometry": home})
    )
    file = tmp_path / "routes.yaml"
    file.write_text(AREAS)
    places = AreaContext(Atlas.load(own), tmp_path, CountryOnly.MARKED)
    routes = load_routes(file, ENVIRONMENT, places)
    nigeria = {"country": "NGA", "from_country": None, "place": None}

    assert taken(routes) == ["border", "region"]  # Mae Sot
    assert taken(routes, place=None) == ["region"]
    assert taken(routes, **nigeria) == ["region"]  # it may lie in Home
    assert taken(routes, **{**nigeria, "country": "BRA"}) == []
    assert routes.routes[1].match.grounds.marks(alert(**nigeria))


def test_an_area_that_is_invalid_is_reported_with_its_line(tmp_path: Path) -> None:
    text = AREAS.replace("south-eastern asia", "south-eastern asai")
    told = read(tmp_path, text.replace(", border.geojson", ""))
    assert len(told) == 2
    assert told[0].startswith(":9: routes.1.match.areas.0: area 'south-eastern asai': no such area")
    assert "near it: South-eastern Asia" in told[0]


def test_a_message_says_that_its_alert_may_lie_elsewhere() -> None:
    writer = Writer("https://board.example/{id}")
    one = writer.write([alert("a")], lambda _: "may lie outside Home")
    both = writer.write([alert("a"), alert("b")], lambda of: "may lie outside" * (of.id == "b"))
    assert "(may lie outside Home)" in one.body.splitlines()
    assert both.body.count("(may lie outside)") == 1
    assert "may lie" not in writer.write([alert("a")]).body


def test_the_routes_of_the_duty_officers_night_are_right(tmp_path: Path) -> None:
    document = Path(__file__).resolve().parents[2] / "docs" / "desk.md"
    (block,) = re.findall(r"```yaml\n(.*?)```", document.read_text("utf-8"), re.DOTALL)
    file = tmp_path / "routes.yaml"
    file.write_text(textwrap.dedent("   " + block.lstrip()))
    given = {"MAIL_USER": "u", "MAIL_PASSWORD": "p", "MAIL_HOST": "mail.example"}

    routes = load_routes(file, given)

    assert [route.name for route in routes.routes] == ["morning", "night", "calm"]

"""The broker's settings: nothing in them depends on where the data folder is."""

from pathlib import Path

from tocsin.services.broker.properties import Listeners, java_options, server_properties


def settings(listeners: Listeners) -> dict[str, str]:
    lines = server_properties(listeners).splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_clients_and_controller_have_their_own_listeners() -> None:
    found = settings(Listeners("127.0.0.1", "localhost", 9092, 9093))
    assert found["listeners"] == "BROKER://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093"
    assert found["advertised.listeners"] == "BROKER://localhost:9092"
    assert found["controller.quorum.voters"] == "1@127.0.0.1:9093"


def test_the_controller_is_never_reached_from_outside() -> None:
    found = settings(Listeners("0.0.0.0", "tower", 9092, 9093))  # noqa: S104 - the case itself
    assert found["listeners"] == "BROKER://0.0.0.0:9092,CONTROLLER://127.0.0.1:9093"


def test_an_ipv6_address_is_bracketed() -> None:
    listeners = Listeners("::1", "::1", 9092, 9093)
    assert listeners.bootstrap_servers == "[::1]:9092"
    assert settings(listeners)["advertised.listeners"] == "BROKER://[::1]:9092"


def test_each_setting_is_given_once() -> None:
    text = server_properties(Listeners("127.0.0.1", "127.0.0.1", 9092, 9093))
    names = [line.split("=", 1)[0] for line in text.splitlines()]
    assert len(names) == len(set(names))


def test_a_jar_with_a_space_in_its_path_stays_one_entry_of_the_class_path() -> None:
    options = java_options([Path("/a b/c.jar"), Path("/a b/d.jar")], heap_mb=384)
    assert options[-2:] == ("-cp", "/a b/c.jar:/a b/d.jar")

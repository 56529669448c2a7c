"""`tocsin broker`: a real Kafka on this machine, in the foreground."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings

if TYPE_CHECKING:
    from tocsin.services.broker.embedded import EmbeddedKafka


def broker(
    *,
    data: Annotated[
        Path | None,
        typer.Option(help="Folder for messages and logs; kept across restarts."),
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=65_535,
            help="Port to listen on; default: 9092, or a free port if that is taken.",
        ),
    ] = None,
    advertised_host: Annotated[
        str | None,
        typer.Option(help="Host name that clients use, if it differs from the address."),
    ] = None,
    address_file: Annotated[
        Path | None,
        typer.Option(help="For scripts: file that holds host:port while the broker is running."),
    ] = None,
) -> None:
    """Run a real Apache Kafka until Ctrl-C; its messages stay in the data folder.

    The first start downloads Kafka from Maven Central, about 44 MB; every file's hash is checked.
    """
    from tocsin.services.broker.embedded import (  # noqa: PLC0415 - keeps `tocsin --help` fast
        EmbeddedKafka,
    )

    settings = Settings.load(broker_dir=data)
    kafka = EmbeddedKafka(
        settings.broker_dir,
        cache_dir=settings.cache_dir,
        host=host,
        port=port,
        advertised=advertised_host,
    )
    try:
        _stop_on_signals()
        typer.echo(f"Starting Kafka on {kafka.data}", err=True)
        _serve(kafka, address_file)
    except KeyboardInterrupt:
        typer.echo("Kafka has stopped; its messages are kept", err=True)


def _serve(kafka: "EmbeddedKafka", address_file: Path | None) -> NoReturn:
    """Run until interrupted.

    Raises:
        KeyboardInterrupt: someone asked it to stop, and Kafka has stopped.
        Problem: Kafka did not start, or exited unexpectedly.
    """
    with kafka, _told_in(address_file, kafka):
        typer.echo(
            f"Kafka is running at {kafka.bootstrap_servers}. In other terminals:\n  "
            f"export TOCSIN_BOOTSTRAP_SERVERS={kafka.bootstrap_servers}\nCtrl-C stops it."
        )
        status = kafka.wait()
        message = f"Kafka exited unexpectedly with status {status}.\n{kafka.last_words()}"
        raise Problem(message, ExitStatus.UNAVAILABLE)


@contextmanager
def _told_in(file: Path | None, kafka: "EmbeddedKafka") -> Iterator[None]:
    """Keep the address in the file, if there is to be one, as long as the broker serves."""
    if file is None:
        yield
        return
    write_address(file, kafka.bootstrap_servers)
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def write_address(file: Path, address: str) -> None:
    """Write the address so that no reader ever sees a part of it.

    Raises:
        Problem: the file cannot be written.
    """
    aside = file.with_name(f".{file.name}.new")
    try:
        aside.write_text(f"{address}\n", encoding="utf-8")
        aside.replace(file)
    except OSError as error:
        message = f"--address-file {file} cannot be written: {error.strerror}"
        raise Problem(message) from error


def _stop_on_signals() -> None:
    """Treat SIGTERM and a closed terminal as Ctrl-C, also behind a shell's `&`."""
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _interrupt)
    # what `nohup` starts is to outlive its terminal
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _interrupt)


def _interrupt(*_: object) -> NoReturn:
    """Do what Ctrl-C does."""
    raise KeyboardInterrupt

"""``ipsxml serve``."""

import errno
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

import click
import msgspec

from ipsxml.cli.error_output import say, tell, tell_warnings
from ipsxml.cli.line_log import LineLog, LogHandler
from ipsxml.cli.options import DIRECTORY, FILE
from ipsxml.contract import versions
from ipsxml.errors import MissingExtra, SourceError
from ipsxml.printable_text import counted, printable

if TYPE_CHECKING:
    from ipsxml.service import Backend, Credentials, Exchange, Service

_MOST_BYTES_OF_CREDENTIALS = 1 << 16
_MOST_NAMED = 5


@click.command("serve")
@click.option("--captures", type=DIRECTORY, metavar="DIR", help="Answer from the captures in a directory.")
@click.option(
    "--series", type=int, metavar="SEED", help="Answer getActiveJobs from a sample series, step by step."
)
@click.option("--host", metavar="HOST", help="Listen there (0.0.0.0: everywhere), not on this machine only.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default=True,
    metavar="N",
    help="The port; 0 is any free one.",
)
@click.option("--public-url", metavar="URL", help="The address under which clients reach the service.")
@click.option("--cert", type=FILE, metavar="FILE", help="Speak TLS, with the certificate in a PEM file.")
@click.option(
    "--key", type=FILE, metavar="FILE", help="The certificate's private key, if it is in another file."
)
@click.option(
    "--credentials-file",
    type=FILE,
    metavar="FILE",
    help='Ask for credentials: those in a JSON file, {"user": …, "password": …}, with an "accessToken" or a '
    '"samlResponse" if there is one.',
)
@click.option(
    "--speed",
    type=click.FloatRange(0, 1_000_000),
    default=1,
    metavar="N",
    help="Run the queue's clock N times as fast.",
)
@click.option("--control", is_flag=True, help="Open the pages below /control that steer the service.")
@click.option("-v", "--verbose", is_flag=True, help="Print the reasons of faults.")
@click.option("-q", "--quiet", is_flag=True, help="Print the service's address, and nothing else.")
def serve_command(
    captures: str | None,
    series: int | None,
    host: str | None,
    port: int,
    public_url: str | None,
    cert: str | None,
    key: str | None,
    credentials_file: str | None,
    speed: float,
    control: bool,
    verbose: bool,
    quiet: bool,
) -> None:
    """Run a service to test a client against: it answers the job operations like IPS does.

    It speaks the SOAP version and API version of each request. By default it listens on this
    machine only, and there is a small simulated queue, in which submitted jobs run and finish.
    Requests that are not valid get the fault that says so. First the service's address is printed,
    then those of its WSDLs, then a line for each request. Ctrl-C stops it.

    Files are uploaded to /scene7/UploadFile, as multipart/form-data; plain Request documents are
    answered without SOAP.

    With --captures an operation is answered by the documents of its Return, in the order of their
    names, the last one again and again; a captured fault answers the operation that its path
    names (stopJob-refused.xml). With --series nothing that a client asks for changes anything.

    With --control, tests in any language put the clock forward, read what was asked, begin anew,
    and ask for trouble; GET /control lists how.

    \b
    Examples:
      ipsxml serve
      ipsxml serve --captures captures/ --port 8080
      ipsxml serve --series 7 --credentials-file credentials.json
      ipsxml serve --control --speed 60 -v
      ipsxml serve --host 0.0.0.0 --port 8443 --cert cert.pem --key key.pem
    """
    if captures is not None and series is not None:
        raise click.UsageError("--captures and --series exclude each other")
    try:
        from ipsxml.service import Clock, serve  # with libraries that only those install who serve
    except MissingExtra as error:
        raise click.UsageError(str(error)) from None
    log, errors = LineLog(sys.stdout), LineLog(sys.stderr)
    logging.getLogger("ipsxml.service").addHandler(LogHandler(errors))
    try:
        credentials = None if credentials_file is None else _read_credentials(credentials_file)
        service = serve(
            _backend(captures, series),
            clock=Clock(speed=speed),
            host=host,
            port=port,
            credentials=credentials,
            cert=cert,
            key=key,
            public_url=public_url,
            control=control,
            on_exchange=None if quiet else _printer(log, verbose=verbose),
        )
    except (SourceError, ValueError) as error:
        raise click.UsageError(printable(str(error))) from None
    except OSError as error:
        raise click.UsageError(_why_it_cannot_listen(error, host, port)) from None
    with service, _end() as end:
        _tell_addresses(service, quiet=quiet)
        while not end.wait(0.5):  # on Windows an endless wait would not hear of Ctrl-C
            pass
    log.close()
    errors.close()


def _backend(captures: str | None, series: int | None) -> "Backend | None":
    """The backend that the options ask for; ``None`` for the usual one."""
    from ipsxml.service import CapturesBackend, SeriesBackend

    if series is not None:
        return SeriesBackend(series)
    if captures is None:
        return None
    backend = CapturesBackend(captures)
    for path, error in backend.skipped:
        tell(path, error)
    for path, warning in backend.warnings:
        tell_warnings(path, [warning])
    taken = ", ".join(f"{name or 'anything else'} {count}" for name, count in backend.taken.items())
    skipped = f"; {counted(len(backend.skipped), 'file')} cannot be used" if backend.skipped else ""
    others = f"; {_named(backend.passed_over)} passed over" if backend.passed_over else ""
    say(f"{printable(captures)}: {counted(sum(backend.taken.values()), 'answer')}: {taken}{skipped}{others}")
    return backend


def _named(paths: list[str]) -> str:
    """Files by their names, or so many of them."""
    if len(paths) > _MOST_NAMED:
        return counted(len(paths), "file")
    return ", ".join(printable(os.path.basename(path)) for path in paths)


class _CredentialsFile(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    user: str
    password: str
    access_token: str | None = None
    saml_response: str | None = None


def _read_credentials(path: str) -> "Credentials":
    """The credentials in a file; raises ``SourceError``, whose text quotes nothing of it."""
    from ipsxml.service import Credentials

    try:
        with open(path, "rb") as file:
            found = msgspec.json.decode(file.read(_MOST_BYTES_OF_CREDENTIALS), type=_CredentialsFile)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from None
    except (msgspec.MsgspecError, ValueError):
        raise SourceError(
            f'{path}: not credentials; expected JSON: {{"user": "…", "password": "…"}}, and an "accessToken" '
            'or a "samlResponse" if there is one'
        ) from None
    return Credentials(found.user, found.password, found.access_token, found.saml_response)


def _why_it_cannot_listen(error: OSError, host: str | None, port: int) -> str:
    where = f"port {port}" if host is None else f"{printable(host)}, port {port}"
    if error.errno == errno.EADDRINUSE:
        return f"{where} is already in use"
    return f"the service cannot listen at {where}: {error.strerror}"


def _tell_addresses(service: "Service", *, quiet: bool) -> None:
    wsdls = [service.wsdl_url(version.name) for version in versions() if not version.is_reference]
    # All at once: the first line may be followed by a request, and that by a line of its own.
    click.echo("\n".join([service.url, *([] if quiet else wsdls)]))


def _printer(log: LineLog, *, verbose: bool) -> Callable[["Exchange"], None]:
    def print_exchange(exchange: "Exchange") -> None:
        reason = f": {exchange.reason}" if verbose and exchange.reason else ""
        log.print(printable(f"{exchange}{reason}"))

    return print_exchange


@contextmanager
def _end() -> Iterator[Event]:
    """What happens at Ctrl-C, or when the system asks to end: within the block that ends nothing else."""
    end = Event()
    before = {name: signal.signal(name, lambda *_: end.set()) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield end
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)

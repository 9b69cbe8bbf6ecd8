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

from ipsxml.cli.error_output import report_error, report_warnings, say
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
@click.option(
    "--host",
    metavar="HOST",
    help="Address to listen on; 0.0.0.0 means all interfaces.  [default: this machine only]",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default=True,
    metavar="N",
    help="Port to listen on; 0 means any free port.",
)
@click.option("--public-url", metavar="URL", help="URL at which clients reach the service.")
@click.option("--cert", type=FILE, metavar="FILE", help="Use TLS with the certificate in this PEM file.")
@click.option("--key", type=FILE, metavar="FILE", help="The certificate's private key, if in another file.")
@click.option(
    "--credentials-file",
    type=FILE,
    metavar="FILE",
    help='Require the credentials in this JSON file: {"user": …, "password": …}, optionally with '
    '"accessToken" or "samlResponse".',
)
@click.option(
    "--speed",
    type=click.FloatRange(0, 1_000_000),
    default=1,
    metavar="N",
    help="Run the queue's clock N times as fast as real time.",
)
@click.option("--control", is_flag=True, help="Let clients control the service through /control.")
@click.option("-v", "--verbose", is_flag=True, help="Print the reason for each fault.")
@click.option("-q", "--quiet", is_flag=True, help="Print only the service's URL.")
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
    """Run a test service that answers the job operations as IPS does.

    It answers in the SOAP version and API version of each request. By default, it listens on
    this machine only and simulates a small queue, in which submitted jobs run and finish. Invalid
    requests get the matching fault. The command prints the service's URL, the URLs of its WSDLs,
    and then one line per request. Press Ctrl-C to stop it.

    Upload files to /scene7/UploadFile, as multipart/form-data. Plain Request documents get
    answers without SOAP.

    With --captures, the captured Return documents answer their operation in the order of their
    names; the last one repeats. A captured fault answers the operation named in its path
    (stopJob-refused.xml). With --series, requests change nothing.

    With --control, tests in any language can advance the clock, read the recorded requests,
    reset the service, and inject errors. GET /control lists the calls.

    \b
    Examples:
      ipsxml serve
      ipsxml serve --captures captures/ --port 8080
      ipsxml serve --series 7 --credentials-file credentials.json
      ipsxml serve --control --speed 60 -v
      ipsxml serve --host 0.0.0.0 --port 8443 --cert cert.pem --key key.pem
    """
    if captures is not None and series is not None:
        raise click.UsageError("--captures and --series cannot be combined")
    try:
        from ipsxml.service import Clock, serve  # needs the libraries of an extra
    except MissingExtra as error:
        raise click.UsageError(str(error)) from None
    with LineLog(sys.stdout) as log, LineLog(sys.stderr) as errors, _logging_to(errors):
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
            _print_addresses(service, quiet=quiet)
            while not end.wait(0.5):  # on Windows, Ctrl-C does not interrupt a wait without a timeout
                pass


@contextmanager
def _logging_to(lines: LineLog) -> Iterator[None]:
    """Print the service's log records within this block."""
    logger, handler = logging.getLogger("ipsxml.service"), LogHandler(lines)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


def _backend(captures: str | None, series: int | None) -> "Backend | None":
    """The backend that the options select; ``None`` for the default one."""
    from ipsxml.service import CapturesBackend, SeriesBackend

    if series is not None:
        return SeriesBackend(series)
    if captures is None:
        return None
    backend = CapturesBackend(captures)
    for path, error in backend.unusable:
        report_error(path, error)
    for path, warning in backend.warnings:
        report_warnings(path, [warning])
    taken = ", ".join(f"{name or 'anything else'} {count}" for name, count in backend.taken.items())
    unusable = f"; {counted(len(backend.unusable), 'file')} could not be used" if backend.unusable else ""
    others = f"; skipped {_named(backend.skipped)}" if backend.skipped else ""
    say(f"{printable(captures)}: {counted(sum(backend.taken.values()), 'answer')}: {taken}{unusable}{others}")
    return backend


def _named(paths: list[str]) -> str:
    """The names of a few files, or their number if there are more."""
    if len(paths) > _MOST_NAMED:
        return counted(len(paths), "file")
    return ", ".join(printable(os.path.basename(path)) for path in paths)


class _CredentialsFile(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    user: str
    password: str
    access_token: str | None = None
    saml_response: str | None = None


def _read_credentials(path: str) -> "Credentials":
    """The credentials in a file; raises ``SourceError``, whose text quotes none of its content."""
    from ipsxml.service import Credentials

    try:
        with open(path, "rb") as file:
            found = msgspec.json.decode(file.read(_MOST_BYTES_OF_CREDENTIALS), type=_CredentialsFile)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from None
    except (msgspec.MsgspecError, ValueError):
        raise SourceError(
            f'{path}: not credentials; expected JSON: {{"user": "…", "password": "…"}}, optionally with '
            '"accessToken" or "samlResponse"'
        ) from None
    return Credentials(found.user, found.password, found.access_token, found.saml_response)


def _why_it_cannot_listen(error: OSError, host: str | None, port: int) -> str:
    where = f"port {port}" if host is None else f"{printable(host)}, port {port}"
    if error.errno == errno.EADDRINUSE:
        return f"{where} is already in use"
    return f"cannot listen on {where}: {error.strerror}"


def _print_addresses(service: "Service", *, quiet: bool) -> None:
    wsdls = [service.wsdl_url(version.name) for version in versions() if not version.is_reference]
    # In one call, because a client may send a request after the first line, and its log line would intervene.
    click.echo("\n".join([service.url, *([] if quiet else wsdls)]))


def _printer(log: LineLog, *, verbose: bool) -> Callable[["Exchange"], None]:
    def print_exchange(exchange: "Exchange") -> None:
        reason = f": {exchange.reason}" if verbose and exchange.reason else ""
        log.print(printable(f"{exchange}{reason}"))

    return print_exchange


@contextmanager
def _end() -> Iterator[Event]:
    """An event that Ctrl-C and SIGTERM set; inside the block, they do nothing else."""
    end = Event()
    before = {name: signal.signal(name, lambda *_: end.set()) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield end
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)

"""``ipsxml serve``."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event

import click
import msgspec

from ipsxml.cli.failures import tell
from ipsxml.contract import versions
from ipsxml.errors import SourceError
from ipsxml.service import (
    Backend,
    CapturesBackend,
    Credentials,
    Exchange,
    SeriesBackend,
    Service,
    serve,
)
from ipsxml.validation.render.text import printable

_MOST_BYTES_OF_CREDENTIALS = 1 << 16


@click.command("serve")
@click.option("--captures", metavar="DIR", help="Answer from the captures in a directory.")
@click.option(
    "--series", type=int, metavar="SEED", help="Answer getActiveJobs from a sample series, step by step."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default=True,
    metavar="N",
    help="The port; 0 is any free one.",
)
@click.option(
    "--credentials-file",
    metavar="FILE",
    help='Ask for credentials: those in a JSON file, {"user": …, "password": …}, with an "accessToken" if '
    "there is one.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print the service's address, and nothing else.")
def serve_command(
    captures: str | None,
    series: int | None,
    port: int,
    credentials_file: str | None,
    quiet: bool,
) -> None:
    """Run a service to test a client against: it answers the job operations like IPS does.

    It listens on this machine only, and speaks the SOAP version and API version of each request.
    By default there is a small simulated queue, in which submitted jobs run and finish. Requests that
    are not valid get the fault that says so. First the service's address is printed, then those of
    its WSDLs, then a line for each request. Ctrl-C stops it.

    With --captures an operation is answered by the documents of its Return, in the order of their
    names, the last one again and again; a captured fault answers the operation that its path
    names (stopJob-refused.xml). With --series nothing that a client asks for changes anything.

    \b
    Examples:
      ipsxml serve
      ipsxml serve --captures captures/ --port 8080
      ipsxml serve --series 7 --credentials-file credentials.json
    """
    if captures is not None and series is not None:
        raise click.UsageError("--captures and --series exclude each other")
    try:
        credentials = None if credentials_file is None else _read_credentials(credentials_file)
        backend = _backend(captures, series)
    except SourceError as error:
        raise click.UsageError(printable(str(error))) from None
    try:
        service = serve(
            backend,
            port=port,
            credentials=credentials,
            on_exchange=None if quiet else _tell_exchange,
        )
    except OSError as error:
        raise click.UsageError(f"port {port} is not to be had: {error.strerror}") from None
    with service, _end() as end:
        _tell_addresses(service, quiet=quiet)
        while not end.wait(0.5):  # on Windows an endless wait would not hear of Ctrl-C
            pass


def _backend(captures: str | None, series: int | None) -> Backend | None:
    """The backend that the options ask for; ``None`` for the usual one."""
    if series is not None:
        return SeriesBackend(series)
    if captures is None:
        return None
    backend = CapturesBackend(captures)
    for path, error in backend.skipped:
        tell(path, error)
    return backend


class _CredentialsFile(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    user: str
    password: str
    access_token: str | None = None


def _read_credentials(path: str) -> Credentials:
    """The credentials in a file; raises ``SourceError``, whose text quotes nothing of it."""
    try:
        with open(path, "rb") as file:
            found = msgspec.json.decode(file.read(_MOST_BYTES_OF_CREDENTIALS), type=_CredentialsFile)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from None
    except (msgspec.MsgspecError, ValueError):
        raise SourceError(
            f'{path}: not credentials; expected JSON: {{"user": "…", "password": "…"}}, and an "accessToken" '
            "if there is one"
        ) from None
    return Credentials(found.user, found.password, found.access_token)


def _tell_addresses(service: Service, *, quiet: bool) -> None:
    wsdls = [service.wsdl_url(version.name) for version in versions() if not version.is_reference]
    # All at once: the first line may be followed by a request, and that by a line of its own.
    click.echo("\n".join([service.url, *([] if quiet else wsdls)]))


def _tell_exchange(exchange: Exchange) -> None:
    with suppress(OSError):  # whoever read the output may have stopped reading
        click.echo(printable(str(exchange)))


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

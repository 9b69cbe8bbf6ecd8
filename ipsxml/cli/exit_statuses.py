"""Ending a command that cannot continue: one line on standard error, and an exit status."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import click
from click.exceptions import Exit

from ipsxml.errors import ClusterError, TargetError

# Shells report a command ended by a signal as 128 plus the signal's number.
_INTERRUPTED = 128 + 2
_BROKEN_PIPE = 128 + 13


@contextmanager
def ending_with_status() -> Iterator[None]:
    """Turn an interruption from outside (Ctrl-C, a full disk, a closed pipe) into an exit status."""
    try:
        with _output_errors_reported():
            yield
    except BrokenPipeError:
        _write_nowhere()
        raise Exit(_BROKEN_PIPE) from None  # silently: the reader has what it wants, as with `| head -1`


@contextmanager
def _output_errors_reported() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        click.echo("interrupted", err=True)
        raise Exit(_INTERRUPTED) from None
    except (TargetError, ClusterError) as error:
        from ipsxml.printable_text import printable

        click.echo(f"error: {printable(str(error))}", err=True)
        raise Exit(2) from None
    except MemoryError:  # while a source is read, this is the source's outcome and does not get here
        click.echo("error: there is not enough memory", err=True)
        raise Exit(2) from None
    except BrokenPipeError:
        raise
    except OSError as error:  # errors with sources and files are their outcomes and do not get here
        click.echo(f"error: the output cannot be written: {error.strerror or error}", err=True)
        _write_nowhere()
        raise Exit(2) from None


def _write_nowhere() -> None:
    """Discard unwritten output: Python flushes it at exit and would fail again."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with suppress(OSError), open(os.devnull, "wb") as nowhere:
                os.dup2(nowhere.fileno(), stream.fileno())

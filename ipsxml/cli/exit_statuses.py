"""How a command ends that cannot go on: in a line, and with a status that tells why."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import click
from click.exceptions import Exit

from ipsxml.errors import ClusterError, TargetError

# What shells report of a command that a signal ended: 128 and its number.
_INTERRUPTED = 128 + 2
_BROKEN_PIPE = 128 + 13


@contextmanager
def told_in_a_line() -> Iterator[None]:
    """What ends a command from outside, as an exit status: Ctrl-C, a full disk, a reader that has left."""
    try:
        with _output_errors_told():
            yield
    except BrokenPipeError:
        _write_nowhere()
        raise Exit(_BROKEN_PIPE) from None  # without a word: who reads has had enough, as `| head -1` has


@contextmanager
def _output_errors_told() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        click.echo("interrupted", err=True)
        raise Exit(_INTERRUPTED) from None
    except (TargetError, ClusterError) as error:
        from ipsxml.printable_text import printable

        click.echo(f"error: {printable(str(error))}", err=True)
        raise Exit(2) from None
    except MemoryError:  # where a source was being read, that is its outcome; here it is the command's
        click.echo("error: there is not enough memory", err=True)
        raise Exit(2) from None
    except BrokenPipeError:
        raise
    except OSError as error:  # those of sources and files are reported as their outcomes
        click.echo(f"error: the output cannot be written: {error.strerror or error}", err=True)
        _write_nowhere()
        raise Exit(2) from None


def _write_nowhere() -> None:
    """Let what is still to be written go to nowhere: Python would stumble over it as it ends."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with suppress(OSError), open(os.devnull, "wb") as nowhere:
                os.dup2(nowhere.fileno(), stream.fileno())

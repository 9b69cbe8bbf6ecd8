"""Reporting problems with a source or a target on standard error."""

from collections.abc import Callable, Iterable

import click

from ipsxml.errors import IpsXmlError, SourceError, TargetError
from ipsxml.issues import Issue
from ipsxml.printable_text import printable
from ipsxml.reading import InvalidDocument, Outcome
from ipsxml.reading.render.report_text import render_text

Say = Callable[[str], None]


def say(text: str) -> None:
    """Print a line on standard error."""
    click.echo(text, err=True)


def report_error(source: str, error: IpsXmlError, say: Say = say) -> int:
    """Report an error; return the exit status: 2 if a source or target is inaccessible, otherwise 1."""
    if isinstance(error, InvalidDocument):
        say(render_text(Outcome(source, "invalid", error.report)))
        return 1
    if isinstance(error, SourceError):
        say(render_text(Outcome(source, "unreadable", unreadable=str(error))))
        return 2
    say(f"{printable(source)}: error: {printable(str(error))}")
    return 2 if isinstance(error, TargetError) else 1


def report_warnings(source: str, warnings: Iterable[Issue], say: Say = say) -> None:
    """Report warnings about a source that can still be used."""
    for warning in warnings:
        say(f"{printable(source)}: warning: {printable(warning.message)}")

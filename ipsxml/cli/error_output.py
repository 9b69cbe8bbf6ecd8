"""Telling on standard error what is wrong with a source or a target."""

from collections.abc import Callable, Iterable

import click

from ipsxml.errors import IpsXmlError, SourceError, TargetError
from ipsxml.issues import Issue
from ipsxml.printable_text import printable
from ipsxml.reading import InvalidDocument, Outcome
from ipsxml.reading.render.report_text import render_text

Say = Callable[[str], None]


def say(text: str) -> None:
    """Say it on standard error."""
    click.echo(text, err=True)


def tell(source: str, error: IpsXmlError, say: Say = say) -> int:
    """Say what became of a source; gives 2 where it cannot be read or the target not written, else 1."""
    if isinstance(error, InvalidDocument):
        say(render_text(Outcome(source, "invalid", error.report)))
        return 1
    if isinstance(error, SourceError):
        say(render_text(Outcome(source, "unreadable", unreadable=str(error))))
        return 2
    say(f"{printable(source)}: error: {printable(str(error))}")
    return 2 if isinstance(error, TargetError) else 1


def tell_warnings(source: str, warnings: Iterable[Issue], say: Say = say) -> None:
    """Say what is doubtful about a source that can be used nevertheless."""
    for warning in warnings:
        say(f"{printable(source)}: warning: {printable(warning.message)}")

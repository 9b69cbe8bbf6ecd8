"""Telling on standard error what is wrong with a source or a target."""

from collections.abc import Iterable

import click

from ipsxml.errors import IpsXmlError, SourceError, TargetError
from ipsxml.issues import Issue
from ipsxml.validation import InvalidDocument, Outcome
from ipsxml.validation.render.text import printable, render_text


def tell(source: str, error: IpsXmlError) -> int:
    """Say what became of a source; gives 2 where it cannot be read or the target not written, else 1."""
    if isinstance(error, InvalidDocument):
        click.echo(render_text(Outcome(source, "invalid", error.report)), err=True)
        return 1
    if isinstance(error, SourceError):
        click.echo(render_text(Outcome(source, "unreadable", unreadable=str(error))), err=True)
        return 2
    click.echo(f"{printable(source)}: error: {printable(str(error))}", err=True)
    return 2 if isinstance(error, TargetError) else 1


def tell_warnings(source: str, warnings: Iterable[Issue]) -> None:
    """Say what is doubtful about a source that can be used nevertheless."""
    for warning in warnings:
        click.echo(f"{printable(source)}: warning: {printable(warning.message)}", err=True)

"""A progress bar on a terminal, with messages printed above it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from ipsxml.cli.error_output import Say, say

if TYPE_CHECKING:
    from rich.progress import Progress


@contextmanager
def progress(total: Callable[[], int]) -> Iterator[tuple[Callable[[], None], Say]]:
    """Yield two functions: one counts a finished source, the other prints a line on standard error.

    If ``total`` returns more than one source, and standard error is a terminal, a bar shows how many of them
    are done, the rate, and the remaining time.
    """
    number = total() if sys.stderr.isatty() else 0
    if number < 2:
        yield lambda: None, say
        return
    from rich.text import Text

    with _bar("Converting") as bar:
        task = bar.add_task("", total=number)
        # Print above the bar, verbatim: Text ignores markup, and soft_wrap leaves long lines to the terminal.
        yield lambda: bar.advance(task), lambda text: bar.print(Text(text), soft_wrap=True)


@contextmanager
def counting(
    total: Callable[[], int | None] | None,
) -> Iterator[tuple[Callable[[str], None], Say]]:
    """Yield two functions: one counts a capture of the given source, the other prints on standard output.

    If ``total`` is given, and standard error is a terminal, a bar shows how many sources were started and
    the rate. ``total`` returns the number of sources; if it is known, the bar shows the remaining time.
    """
    if total is None or not sys.stderr.isatty():
        yield lambda _source: None, click.echo
        return
    with _bar("Reading") as bar:
        task = bar.add_task("", total=total())
        before: str | None = None

        def count(source: str) -> None:
            nonlocal before
            if source != before:
                before = source
                bar.advance(task)

        def say_above(text: str) -> None:
            bar.stop()
            click.echo(text)
            bar.start()

        yield count, say_above


def _bar(what: str) -> "Progress":
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f}/s" if task.speed else "")

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)

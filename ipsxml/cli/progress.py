"""A progress bar on a terminal, which makes room for what is said meanwhile."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from ipsxml.cli.error_output import Say, say

if TYPE_CHECKING:
    from rich.progress import Progress


@contextmanager
def progress(total: int) -> Iterator[tuple[Callable[[], None], Say]]:
    """How to count a source that is done, of ``total``, and how to say something on standard error.

    On a terminal, and where there are several, a bar shows how many are done, how many a second, and how
    long the rest will take.
    """
    if total < 2 or not sys.stderr.isatty():
        yield lambda: None, say
        return
    from rich.text import Text

    with _bar("Converting") as bar:
        task = bar.add_task("", total=total)
        # Above the bar, and as it is: a Text has no markup, and soft_wrap leaves long lines to the terminal.
        yield lambda: bar.advance(task), lambda text: bar.print(Text(text), soft_wrap=True)


@contextmanager
def counting(
    total: Callable[[], int | None] | None,
) -> Iterator[tuple[Callable[[str], None], Say]]:
    """How to count a capture of a source, and how to say something on standard output meanwhile.

    Where ``total`` can be asked how many sources there are, and on a terminal, a bar shows how many are
    begun, how many a second, and, unless nobody knows the total, how long the rest will take.
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

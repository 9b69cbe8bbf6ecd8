"""A progress bar on a terminal, which makes room for what is said meanwhile."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from ipsxml.cli.error_output import Say, say


@contextmanager
def progress(total: int) -> Iterator[tuple[Callable[[], None], Say]]:
    """How to count a source that is done, of ``total``, and how to say something on standard error.

    On a terminal, and where there are several, a bar shows how many are done, how many a second, and how
    long the rest will take.
    """
    if total < 2 or not sys.stderr.isatty():
        yield lambda: None, say
        return
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

    columns = (
        TextColumn("Converting"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        # Above the bar, and as it is: a Text has no markup, and soft_wrap leaves long lines to the terminal.
        yield lambda: bar.advance(task), lambda text: bar.print(Text(text), soft_wrap=True)


@contextmanager
def counting(*, shown: bool) -> Iterator[tuple[Callable[[], None], Say]]:
    """How to count something that is done, and how to say something on standard output meanwhile.

    Where it is ``shown``, and on a terminal, a line below says how many are done.
    """
    if not shown or not sys.stderr.isatty():
        yield lambda: None, click.echo
        return
    from rich.console import Console
    from rich.progress import Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.completed:,.0f} judged"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def say_above(text: str) -> None:
            bar.stop()
            click.echo(text)
            bar.start()

        yield lambda: bar.advance(task), say_above

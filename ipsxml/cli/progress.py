"""A progress bar on a terminal, which makes room for what is said meanwhile."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import click

from ipsxml.cli.error_output import Say, say

_Item = TypeVar("_Item")


@contextmanager
def progress(items: Sequence[_Item]) -> Iterator[tuple[Iterable[_Item], Say]]:
    """The items one by one, and how to say something of one of them on standard error.

    On a terminal, and where there are several, a bar shows how many are done.
    """
    if len(items) < 2 or not sys.stderr.isatty():
        yield items, say
        return
    from rich.console import Console
    from rich.progress import Progress
    from rich.text import Text

    with Progress(console=Console(stderr=True), transient=True) as bar:
        # Above the bar, and as it is: a Text has no markup, and soft_wrap leaves long lines to the terminal.
        yield bar.track(items, description="Converting"), lambda text: bar.print(Text(text), soft_wrap=True)


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

"""``ipsxml jobs --watch``: the table drawn anew as captures come."""

import os
import sys
from collections.abc import Iterator, Sequence

import click

from ipsxml.cli.jobs import Choice, look_of
from ipsxml.cli.output import write_output
from ipsxml.job_history import History
from ipsxml.job_history.watching import watch_command, watch_directory
from ipsxml.printable_text import printable

_EVERY_FILE, _EVERY_COMMAND = 1.0, 30.0  # seconds


def watch_jobs(
    sources: Sequence[str], every: float | None, choice: Choice, output: str | None, *, force: bool
) -> int:
    """Show the jobs of a directory, or of what a command prints, until all have ended; the exit status."""
    if len(sources) == 1 and os.path.isdir(sources[0]):
        histories = watch_directory(sources[0], every or _EVERY_FILE)
    else:
        histories = watch_command(sources, every or _EVERY_COMMAND)
    last: History | None = None
    try:
        for last in _drawn(histories, choice):
            if last.jobs and all(job.outcome for job in last.jobs):
                break
    finally:
        if last is not None:
            write_output(choice.render(last, look_of(to_file=output is not None)), output, force=force)
    return 0 if last and all(job.outcome and job.outcome.kind == "done" for job in last.jobs) else 1


def _drawn(histories: Iterator[History], choice: Choice) -> Iterator[History]:
    """The histories, each drawn on a terminal in place of the one before; elsewhere as what has changed."""
    if not sys.stdout.isatty():
        yield from _told(histories)
        return
    from rich.live import Live
    from rich.text import Text

    with Live(transient=True, auto_refresh=False) as live:
        for history in histories:
            shown = choice.render(history, look_of(to_file=False))
            live.update(Text.from_ansi(shown if isinstance(shown, str) else shown.decode()), refresh=True)
            yield history


def _told(histories: Iterator[History]) -> Iterator[History]:
    """The histories; a line on standard error for each job that is new, or has changed its state."""
    known: dict[str, str] = {}
    for history in histories:
        for job in history.jobs:
            if known.get(job.handle) != job.status:
                told = f"{job.title}: {job.outcome.text if job.outcome else job.status}"
                click.echo(printable(told), err=True)
            known[job.handle] = job.status
        yield history

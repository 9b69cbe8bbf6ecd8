"""``ipsxml jobs --watch``: updates the table as captures arrive."""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence

import click

from ipsxml.cli.output import write_output
from ipsxml.cli.shown_jobs import Choice, look_of
from ipsxml.job_history import History
from ipsxml.job_history.watching import watch_command, watch_directory
from ipsxml.printable_text import printable

_EVERY_FILE, _EVERY_COMMAND = 1.0, 30.0  # seconds


def watch_jobs(
    sources: Sequence[str], every: float | None, choice: Choice, output: str | None, *, force: bool
) -> int:
    """Show the jobs of a directory or of a command's output until all have ended; return the exit status."""
    if len(sources) == 1 and os.path.isdir(sources[0]):
        histories = watch_directory(sources[0], every or _EVERY_FILE)
    elif os.path.isdir(sources[0]):
        raise click.UsageError("--watch needs one directory, or a command with its arguments")
    elif len(sources) > 1 and shutil.which(sources[0]) is None:
        raise click.UsageError(f"command not found: {sources[0]!r}")
    else:
        histories = watch_command(sources, every or _EVERY_COMMAND)
    last: History | None = None
    try:
        for last in _drawn(histories, choice):
            if last.jobs and all(job.outcome for job in last.jobs):
                break
    finally:
        if last is not None:
            choice.warn(last)
            write_output(choice.render(last, look_of(to_file=output is not None)), output, force=force)
    return 0 if last and all(job.outcome and job.outcome.kind == "done" for job in last.jobs) else 1


def _drawn(histories: Iterator[History], choice: Choice) -> Iterator[History]:
    """Yield the histories: on a terminal, draw each over the previous one; elsewhere, print the changes."""
    if not sys.stdout.isatty():
        yield from _with_changes_printed(histories)
        return
    from rich.live import Live
    from rich.text import Text

    look = look_of(to_file=False)  # before rich.live replaces standard output
    with Live(transient=True, auto_refresh=False) as live:
        for history in histories:
            live.update(
                Text.from_ansi(choice.table(history, look._replace(width=live.console.width))), refresh=True
            )
            yield history


def _with_changes_printed(histories: Iterator[History]) -> Iterator[History]:
    """Yield the histories; print a line on standard error for each job that is new or changed its state."""
    known: dict[str, str] = {}
    for history in histories:
        for job in history.jobs:
            if known.get(job.handle) != job.status:
                change = f"{job.title}: {job.outcome.text if job.outcome else job.status}"
                click.echo(printable(change), err=True)
            known[job.handle] = job.status
        yield history

"""``ipsxml jobs``."""

import shutil
import sys
from typing import Any

import click

from ipsxml.cli.options import FILE, exclude_option, include_option, read_once
from ipsxml.cli.output import write_output
from ipsxml.job_history import History, JobTimeline, history
from ipsxml.job_history.instants import UNKNOWN
from ipsxml.job_history.job_choice import SORTS, chosen_jobs, since_when, states_of
from ipsxml.job_history.render.history_formats import FORMATS, Look
from ipsxml.printable_text import printable

_LOOKS: dict[str, dict[str, Any]] = {
    "done": {"fg": "green"},
    "failed": {"fg": "red", "bold": True},
    "vanished": {"fg": "yellow"},
    "heading": {"bold": True},
    "path": {"dim": True},
    "remark": {"fg": "yellow"},
}


class Choice:
    """What of a history is shown, and how."""

    def __init__(
        self, form: str, sort: str, states: tuple[str, ...], since: str | None, *, reverse: bool
    ) -> None:
        self._form = form
        self._sort = sort
        self._states = states
        self._since = since
        self._reverse = reverse

    def render(self, found: History, look: Look) -> str | bytes:
        """What is chosen of a history, in its format: bytes where that is for machines."""
        rendered = FORMATS[self._form].render(found, self._jobs(found), look)
        return rendered if self._form == "text" else rendered.encode("utf-8", "replace")

    def table(self, found: History, look: Look) -> str:
        """What is chosen of a history, as text."""
        return FORMATS["text"].render(found, self._jobs(found), look)

    def warn(self, found: History) -> None:
        """Say so where no job is in a state that was asked for."""
        if found.jobs and self._states and not chosen_jobs(found, states=self._states):
            told = f"no job is {' or '.join(self._states)}; there are {', '.join(states_of(found.jobs))}"
            click.echo(printable(f"warning: {told}"), err=True)

    def _jobs(self, found: History) -> list[JobTimeline]:
        try:
            since = UNKNOWN if self._since is None else since_when(self._since, found)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
        return chosen_jobs(found, states=self._states, since=since, sort=self._sort, reverse=self._reverse)


def look_of(*, to_file: bool) -> Look:
    """How text looks on standard output, or in a file."""
    is_terminal = sys.stdout.isatty() and not to_file
    return Look(
        shutil.get_terminal_size().columns if is_terminal else None,
        lambda text, role: click.style(text, **_LOOKS.get(role, {})),
        is_ascii=not to_file and not _can_write_blocks(),
    )


def _can_write_blocks() -> bool:
    try:
        "█░".encode(sys.stdout.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


@click.command("jobs")
@click.argument("sources", type=FILE, metavar="SOURCE...", nargs=-1, required=True, callback=read_once)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="; ".join(f"{name}: {form.about}" for name, form in FORMATS.items()) + ".",
)
@click.option(
    "--sort", type=click.Choice(list(SORTS)), default="started", show_default=True, help="What to sort by."
)
@click.option("--reverse", is_flag=True, help="Sort the other way round.")
@click.option(
    "--state",
    "states",
    multiple=True,
    metavar="STATE",
    help="Only jobs in this state, such as Running, or that ended so: done, failed, vanished; repeatable.",
)
@click.option(
    "--since",
    metavar="TIME",
    help="Only jobs seen since: 2013-03-04T09:30, or 30m, 2h, 1d before the last capture.",
)
@include_option
@exclude_option
@click.option(
    "--watch", is_flag=True, help="Go on until all jobs have ended: SOURCE is a directory or a command."
)
@click.option(
    "--every",
    type=click.FloatRange(min=0.1),
    metavar="SECONDS",
    help="With --watch, how often to look: by default each second, or run a command each 30 seconds.",
)
@click.option("-o", "--output", type=FILE, metavar="FILE", help="Where to write; standard output by default.")
@click.option("--force", is_flag=True, help="Overwrite a file that exists.")
@click.pass_context
def jobs_command(
    ctx: click.Context,
    sources: tuple[str, ...],
    form: str,
    sort: str,
    reverse: bool,
    states: tuple[str, ...],
    since: str | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    watch: bool,
    every: float | None,
    output: str | None,
    force: bool,
) -> None:
    """Show which jobs ran, how far each came, how long it took, and how it ended.

    A SOURCE is what `ipsxml validate` takes: a single answer of getActiveJobs, a directory of
    them, a HAR, a file of JSON lines. Job logs, submissions and faults count, too. Each job is
    shown once; it is done or failed where its log says so, or its last state; it has vanished
    where a later answer does not name it any more. Gaps between captures, faults and pages in
    place of answers are told below the table.

    With --watch the table is drawn anew as captures come: to the directory SOURCE, or from the
    output of the command SOURCE..., until all jobs have ended, or Ctrl-C.

    \b
    Exit status:
      0  jobs were shown; with --watch, all jobs are done
      1  the sources say nothing of jobs; with --watch, a job failed or vanished
      2  a source could not be read, or the command line is wrong

    \b
    Examples:
      ipsxml jobs response.xml
      ipsxml jobs polls/ --sort took --state failed --state vanished
      ipsxml jobs session.har --since 2h --format csv -o jobs.csv
      ipsxml jobs polls/ --format html -o jobs.html
      ipsxml jobs --watch polls/
      ipsxml jobs --watch --every 10 -- curl -s -d @poll.xml https://ips.example/
    """
    choice = Choice(form, sort, states, since, reverse=reverse)
    if watch:
        from ipsxml.cli.jobs_watch import watch_jobs

        ctx.exit(watch_jobs(sources, every, choice, output, force=force))
    if every is not None:
        raise click.UsageError("--every goes with --watch")
    found = history(sources, include=include, exclude=exclude)
    choice.warn(found)
    write_output(choice.render(found, look_of(to_file=output is not None)), output, force=force)
    kinds = {remark.kind for remark in found.remarks}
    ctx.exit(2 if "unreadable" in kinds else 0 if found.jobs or found.polls else 1)

"""``ipsxml jobs``."""

import click

from ipsxml.cli.options import FILE, exclude_option, include_option, read_once
from ipsxml.cli.output import write_output
from ipsxml.cli.shown_jobs import Choice, look_of
from ipsxml.job_history import history
from ipsxml.job_history.job_choice import SORTS
from ipsxml.job_history.render.history_formats import FORMATS


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
    "--sort",
    type=click.Choice(list(SORTS)),
    default="started",
    show_default=True,
    help="Sort by this column.",
)
@click.option("--reverse", is_flag=True, help="Reverse the order.")
@click.option(
    "--state",
    "states",
    multiple=True,
    metavar="STATE",
    help="Show only jobs in this state (such as Running) or with this outcome: done, failed, vanished; "
    "repeatable.",
)
@click.option(
    "--since",
    metavar="TIME",
    help="Show only jobs seen since TIME: 2013-03-04T09:30, or 30m, 2h, 1d before the last capture.",
)
@include_option
@exclude_option
@click.option(
    "--watch", is_flag=True, help="Update until all jobs have ended; SOURCE is a directory or a command."
)
@click.option(
    "--every",
    type=click.FloatRange(min=0.1),
    metavar="SECONDS",
    help="With --watch, the interval.  [default: 1 for a directory, 30 for a command]",
)
@click.option("-o", "--output", type=FILE, metavar="FILE", help="Where to write.  [default: standard output]")
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
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
    """Show which jobs ran, how far each got, how long it took, and how it ended.

    A SOURCE is anything that `ipsxml validate` accepts: one getActiveJobs response, a directory
    of them, a HAR file, a file of JSON lines. Job logs, submissions, and faults are used, too.
    Each job is one row. It is done or failed if its log or its last state says so, and vanished
    if a later answer no longer lists it. Gaps between captures, faults, and HTML pages in place
    of answers are listed below the table.

    With --watch, the table updates as captures arrive, in the directory SOURCE or from the
    output of the command SOURCE..., until all jobs have ended or you press Ctrl-C.

    \b
    Exit status:
      0  jobs were shown; with --watch, all jobs are done
      1  nothing about jobs was found; with --watch, a job failed or vanished
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
        raise click.UsageError("--every needs --watch")
    found = history(sources, include=include, exclude=exclude)
    choice.warn(found)
    write_output(choice.render(found, look_of(to_file=output is not None)), output, force=force)
    kinds = {remark.kind for remark in found.remarks}
    ctx.exit(2 if "unreadable" in kinds else 0 if found.jobs or found.polls else 1)

"""``ipsxml diff``."""

import shutil
import sys
from collections.abc import Sequence

import click

from ipsxml.capture import only_capture
from ipsxml.cli.error_output import tell, tell_warnings
from ipsxml.cli.options import FILE, read_once
from ipsxml.cli.output import write_output
from ipsxml.codec import Document
from ipsxml.comparison import Diff, compare, misses, rules_of
from ipsxml.comparison.compare import Rules
from ipsxml.comparison.render.diff_formats import FORMATS, Look
from ipsxml.errors import IpsXmlError, PatternError
from ipsxml.printable_text import printable
from ipsxml.reading.door import Question, read

_COLOURS = {"added": "green", "removed": "red", "changed": "yellow", "moved": "cyan"}


@click.command("diff")
@click.argument("sources", type=FILE, metavar="OLD NEW", nargs=-1, required=True, callback=read_once)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="; ".join(f"{name}: {form.about}" for name, form in FORMATS.items()) + ".",
)
@click.option("--ignore", multiple=True, metavar="PATH", help="Leave out the changes at a path; repeatable.")
@click.option("--only", multiple=True, metavar="PATH", help="Only the changes at a path; repeatable.")
@click.option("--ignore-times", is_flag=True, help="Leave out every dateTime.")
@click.option("--tolerance", type=float, metavar="X", help="How much two numbers with a point may differ.")
@click.option("--follow", is_flag=True, help="Tell what happened in a poll series: captures in time order.")
@click.option("-o", "--output", type=FILE, metavar="FILE", help="Where to write; standard output by default.")
@click.option("--force", is_flag=True, help="Overwrite a file that exists.")
@click.option("-q", "--quiet", is_flag=True, help="Print no changes; the exit status tells. Not with -o.")
@click.pass_context
def diff_command(
    ctx: click.Context,
    sources: tuple[str, ...],
    form: str,
    ignore: tuple[str, ...],
    only: tuple[str, ...],
    ignore_times: bool,
    tolerance: float | None,
    follow: bool,
    output: str | None,
    force: bool,
    quiet: bool,
) -> None:
    """Say what changed from one job document to another.

    OLD and NEW are what `ipsxml validate` takes: XML or JSON, in whatever version and envelope.
    Jobs are matched by their handles, tasks by their types, items and URLs by their names; what
    is in another order has moved, and values are compared as values: 1.0 is 1, and the same
    instant in two time zones is the same.

    A PATH begins at the payload: jobArray[*].progress is the progress of any job, **/progress
    any progress at whatever depth, jobArray[j|7||winter_2013-03-04-09:30:00.000|1001]
    a job by its jobHandle. Tasks are selected by their taskType, items by their itemName, URLs by
    their destPath. The text output shortens paths, --format json has them whole.

    With --follow there are two captures or more, in containers and directories, too: what
    happened from each to the next is told, and nothing where nothing did; gaps, faults and pages
    in place of answers are lines. `ipsxml jobs` shows the same as a table of jobs.

    \b
    Exit status:
      0  nothing changed
      1  something did
      2  a document is not valid or cannot be read, or the command line is wrong

    \b
    Examples:
      ipsxml diff before.xml after.xml
      ipsxml diff --ignore-times --ignore '**/progressMessage' old.xml new.json
      ipsxml diff --only 'jobArray[*].state' --follow polls/
      ipsxml diff --format html -o changes.html before.xml after.xml
      ipsxml diff --format json-patch before.xml after.xml > changes.json
    """
    if quiet and output is not None:
        raise click.UsageError("-q prints nothing, so that -o has nothing to write; leave out one of the two")
    try:
        rules = rules_of(ignore=ignore, only=only, tolerance=tolerance, ignore_times=ignore_times)
    except (PatternError, ValueError) as error:
        raise click.UsageError(str(error)) from None
    look = _look(to_file=output is not None)
    if follow:
        diffs, rendered, status = _follow(sources, form, rules, look)
    else:
        diffs, rendered, status = _compare(ctx, sources, form, rules, look)
    for option, patterns in (("--only", only), ("--ignore", ignore)):
        _warn_of_misses(option, patterns, diffs)
    if not quiet:
        # What is for machines, or a page that says so, is UTF-8 whatever the terminal's encoding.
        write_output(rendered if form == "text" else rendered.encode("utf-8", "replace"), output, force=force)
    ctx.exit(status)


_Compared = tuple[list[Diff], str, int]
"""The diffs, how they are rendered, and the exit status."""


def _compare(ctx: click.Context, names: Sequence[str], form: str, rules: Rules, look: Look) -> _Compared:
    if len(names) != 2:
        raise click.UsageError(f"two documents are compared, not {len(names)}; more need --follow")
    old, new = (_document(ctx, name) for name in names)
    found = compare(old, new, rules)
    return [found], FORMATS[form].render(found, (names[0], names[1]), look), 1 if found else 0


def _document(ctx: click.Context, name: str) -> Document:
    try:
        reading = read(only_capture(name), Question("plain"))
        document = reading.valid_document
    except IpsXmlError as error:
        tell(name, error)
        ctx.exit(2)
    tell_warnings(name, reading.report.warnings)
    return document


def _follow(sources: Sequence[str], form: str, rules: Rules, look: Look) -> _Compared:
    from ipsxml.job_history.following import follow  # with what else histories need
    from ipsxml.job_history.render.follow_formats import FOLLOW_FORMATS

    if form not in FOLLOW_FORMATS:
        raise click.UsageError(f"--follow is printed as {' or '.join(FOLLOW_FORMATS)}, not {form}")
    found = follow(sources, rules)
    if found.number < 2:
        raise click.UsageError(f"--follow needs two captures or more, not {found.number}")
    diffs = [step.diff for step in found.steps]
    kinds = {remark.kind for remark in found.remarks}
    status = 2 if "unreadable" in kinds else 1 if kinds or any(diffs) else 0
    return diffs, FOLLOW_FORMATS[form](found, look), status


def _warn_of_misses(option: str, patterns: Sequence[str], series: Sequence[Diff]) -> None:
    """Say which patterns select nothing: most likely something else was meant."""
    for pattern, hint in misses(patterns, series):
        told = f"warning: {option} '{pattern}' selects no place in any document" + (
            f": {hint}" if hint else ""
        )
        click.echo(printable(told), err=True)


def _look(*, to_file: bool) -> Look:
    is_terminal = sys.stdout.isatty() and not to_file
    return Look(shutil.get_terminal_size().columns if is_terminal else None, _style)


def _style(text: str, role: str) -> str:
    if role in _COLOURS:
        return click.style(text, fg=_COLOURS[role])
    return click.style(text, bold=True) if role == "job" else click.style(text, dim=True)

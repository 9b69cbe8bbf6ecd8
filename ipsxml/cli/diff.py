"""``ipsxml diff``."""

import shutil
import sys
from collections.abc import Sequence

import click

from ipsxml.capture import only_capture
from ipsxml.cli.error_output import report_error, report_warnings
from ipsxml.cli.options import FILE, read_once
from ipsxml.cli.output import write_output
from ipsxml.codec import Document
from ipsxml.comparison import Diff, compare, misses, rules_of
from ipsxml.comparison.compare import Rules
from ipsxml.comparison.render.diff_formats import FORMATS, Look
from ipsxml.errors import IpsXmlError, PatternError
from ipsxml.printable_text import printable
from ipsxml.reading.door import read
from ipsxml.reading.question import Question

_COLORS = {"added": "green", "removed": "red", "changed": "yellow", "moved": "cyan"}


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
@click.option("--ignore", multiple=True, metavar="PATH", help="Ignore changes at this path; repeatable.")
@click.option("--only", multiple=True, metavar="PATH", help="Show only changes at this path; repeatable.")
@click.option("--ignore-times", is_flag=True, help="Ignore changes of dateTime values.")
@click.option(
    "--tolerance",
    type=float,
    metavar="X",
    help="Treat floating-point numbers as equal if they differ by at most X.",
)
@click.option("--follow", is_flag=True, help="Show what happened in a series of captures, in time order.")
@click.option("-o", "--output", type=FILE, metavar="FILE", help="Where to write.  [default: standard output]")
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing; set only the exit status. Not with -o.")
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
    """Show what changed between two job documents.

    OLD and NEW are anything that `ipsxml validate` accepts: XML or JSON, in any version and
    envelope. Jobs are matched by handle, tasks by type, items and URLs by name. An element in a
    different position is reported as moved. Values are compared by meaning: 1.0 equals 1, and
    the same instant in two time zones is equal.

    A PATH starts at the payload. jobArray[*].progress selects the progress of any job,
    **/progress selects progress at any depth, and
    jobArray[j|7||winter_2013-03-04-09:30:00.000|1001] selects a job by its jobHandle. Select
    tasks by taskType, items by itemName, and URLs by destPath. The text format shortens paths;
    --format json prints them in full.

    --follow takes two or more captures, and also containers and directories. It shows what
    happened between each capture and the next, including gaps, faults, and HTML pages in place
    of answers. `ipsxml jobs` shows the same data as a table of jobs.

    \b
    Exit status:
      0  nothing changed
      1  something changed
      2  a document is invalid or could not be read, or the command line is
         wrong

    \b
    Examples:
      ipsxml diff before.xml after.xml
      ipsxml diff --ignore-times --ignore '**/progressMessage' old.xml new.json
      ipsxml diff --only 'jobArray[*].state' --follow polls/
      ipsxml diff --format html -o changes.html before.xml after.xml
      ipsxml diff --format json-patch before.xml after.xml > changes.json
    """
    if quiet and output is not None:
        raise click.UsageError("-q and -o cannot be combined: -q prints nothing")
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
        # Formats for programs, and pages that declare it, are UTF-8 regardless of the terminal's encoding.
        write_output(rendered if form == "text" else rendered.encode("utf-8", "replace"), output, force=force)
    ctx.exit(status)


_Compared = tuple[list[Diff], str, int]
"""The diffs, how they are rendered, and the exit status."""


def _compare(ctx: click.Context, names: Sequence[str], form: str, rules: Rules, look: Look) -> _Compared:
    if len(names) != 2:
        raise click.UsageError(f"expected two documents, got {len(names)}; use --follow for a series")
    old, new = (_document(ctx, name) for name in names)
    found = compare(old, new, rules)
    return [found], FORMATS[form].render(found, (names[0], names[1]), look), 1 if found else 0


def _document(ctx: click.Context, name: str) -> Document:
    try:
        reading = read(only_capture(name), Question("plain"))
        document = reading.valid_document
    except IpsXmlError as error:
        report_error(name, error)
        ctx.exit(2)
    report_warnings(name, reading.report.warnings)
    return document


def _follow(sources: Sequence[str], form: str, rules: Rules, look: Look) -> _Compared:
    from ipsxml.job_history.following import follow  # needed only for a series, and slow to import
    from ipsxml.job_history.render.follow_formats import FOLLOW_FORMATS

    if form not in FOLLOW_FORMATS:
        raise click.UsageError(f"--follow needs --format {' or '.join(FOLLOW_FORMATS)}, not {form}")
    found = follow(sources, rules)
    if found.number < 2:
        raise click.UsageError(f"--follow needs at least two captures, found {found.number}")
    diffs = [step.diff for step in found.steps]
    kinds = {remark.kind for remark in found.remarks}
    status = 2 if "unreadable" in kinds else 1 if kinds or any(diffs) else 0
    return diffs, FOLLOW_FORMATS[form](found, look), status


def _warn_of_misses(option: str, patterns: Sequence[str], series: Sequence[Diff]) -> None:
    """Warn about patterns that match nothing, which are probably mistakes."""
    for pattern, hint in misses(patterns, series):
        warning = f"warning: {option} '{pattern}' matches nothing in these documents"
        click.echo(printable(f"{warning}: {hint}" if hint else warning), err=True)


def _look(*, to_file: bool) -> Look:
    is_terminal = sys.stdout.isatty() and not to_file
    return Look(shutil.get_terminal_size().columns if is_terminal else None, _style)


def _style(text: str, role: str) -> str:
    if role in _COLORS:
        return click.style(text, fg=_COLORS[role])
    return click.style(text, bold=True) if role == "job" else click.style(text, dim=True)

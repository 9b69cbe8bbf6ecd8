"""``ipsxml diff``."""

import re
import shutil
import sys
from collections.abc import Iterator, Sequence

import click

from ipsxml.capture import find_sources, only_capture
from ipsxml.cli.error_output import tell, tell_warnings
from ipsxml.cli.options import read_once
from ipsxml.cli.output import write_output
from ipsxml.codec import Document
from ipsxml.comparison import Diff, compare, misses, rules_of
from ipsxml.comparison.render.diff_formats import FORMATS, Look
from ipsxml.errors import IpsXmlError, PatternError
from ipsxml.printable_text import printable
from ipsxml.reading.door import Question, read

_COLOURS = {"added": "green", "removed": "red", "changed": "yellow", "moved": "cyan"}
_LEAST_TO_FOLLOW = 3
_FOLLOWING = " or ".join(name for name, form in FORMATS.items() if form.render_series)


@click.command("diff")
@click.argument("sources", metavar="OLD NEW", nargs=-1, required=True, callback=read_once)
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
@click.option("--follow", is_flag=True, help="Three or more documents of a poll series, in time order.")
@click.option("-o", "--output", metavar="FILE", help="Where to write; standard output by default.")
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
    their destPath. The text output shortens paths, --format json has them whole. With --follow
    there are three or more documents, or a directory of them, and the changes are told from each
    to the next.

    \b
    Exit status:
      0  nothing changed
      1  something did
      2  a document is not valid or cannot be read, or the command line is wrong

    \b
    Examples:
      ipsxml diff before.xml after.xml
      ipsxml diff --ignore-times --ignore '**/progressMessage' expected.xml actual.json
      ipsxml diff --only 'jobArray[*].state' --follow polls/
      ipsxml diff --format html -o changes.html before.xml after.xml
      ipsxml diff --format json-patch before.xml after.xml > changes.json
    """
    if quiet and output is not None:
        raise click.UsageError("-q prints nothing, so that -o has nothing to write; leave out one of the two")
    names = _in_time_order(sources) if follow else list(sources)
    if follow and FORMATS[form].render_series is None:
        raise click.UsageError(f"--follow is printed as {_FOLLOWING}, not {form}")
    if follow and len(names) < _LEAST_TO_FOLLOW:
        raise click.UsageError(f"--follow needs at least {_LEAST_TO_FOLLOW} documents, here are {len(names)}")
    if not follow and len(names) != 2:
        raise click.UsageError(f"two documents are compared, not {len(names)}; more need --follow")
    try:
        rules = rules_of(ignore=ignore, only=only, tolerance=tolerance, ignore_times=ignore_times)
    except (PatternError, ValueError) as error:
        raise click.UsageError(str(error)) from None
    steps = [(compare(old, new, rules), pair) for pair, old, new in _pairs(ctx, names)]
    for option, patterns in (("--only", only), ("--ignore", ignore)):
        _warn_of_misses(option, patterns, [found for found, _ in steps])
    if not quiet:
        render_series, look = FORMATS[form].render_series, _look(to_file=output is not None)
        rendered = (
            render_series(steps, look) if follow and render_series else FORMATS[form].render(*steps[0], look)
        )
        # What is for machines, or a page that says so, is UTF-8 whatever the terminal's encoding.
        is_text = form == "text"
        write_output(rendered if is_text else rendered.encode("utf-8", "replace"), output, force=force)
    ctx.exit(1 if any(found for found, _ in steps) else 0)


def _in_time_order(given: Sequence[str]) -> list[str]:
    """The sources as given, those of a directory by their names, numbers in them as numbers."""
    return [source for each in given for source in sorted(find_sources([each]), key=_natural)]


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"([0-9]+)", name)]


def _pairs(ctx: click.Context, names: Sequence[str]) -> Iterator[tuple[tuple[str, str], Document, Document]]:
    """Each document with the next, and their names, read one by one."""
    before: tuple[str, Document] | None = None
    for name in names:
        try:
            reading = read(only_capture(name), Question("plain"))
            document = reading.valid_document
            tell_warnings(name, reading.report.warnings)
        except IpsXmlError as error:
            tell(name, error)
            ctx.exit(2)
        if before is not None:
            yield (before[0], name), before[1], document
        before = name, document


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

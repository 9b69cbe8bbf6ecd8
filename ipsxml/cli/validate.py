"""``ipsxml validate``."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

import click

from ipsxml.cli.options import (
    API_VERSION,
    FILE,
    ISSUE_CODE,
    every_capture_option,
    exclude_option,
    include_option,
    jobs_option,
    read_once,
)
from ipsxml.cli.progress import counting
from ipsxml.cli.project_settings import read_project_settings
from ipsxml.reading.batch import Outcome, validate_all
from ipsxml.reading.read_all import number_of_sources
from ipsxml.reading.render.report_formats import FORMATS
from ipsxml.reading.render.report_text import render_counts

_STYLES = {
    "valid": "green",
    "invalid": "red",
    "unreadable": "red",
    "error": "red",
    "warning": "yellow",
    "ignored": "yellow",
    "skipped": "yellow",
}


@click.command("validate")
@click.argument("sources", type=FILE, metavar="SOURCE...", nargs=-1, required=True, callback=read_once)
@click.option(
    "--api", type=API_VERSION, help="Require this version; by default, each document's namespace decides."
)
@click.option(
    "--strict/--no-strict",
    help="Treat advisory warnings (values that the reference pages don't list) as errors.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="; ".join(f"{name}: {form.about}" for name, form in FORMATS.items()) + ".",
)
@click.option(
    "--max-issues",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="Report at most this many issues per source.",
)
@click.option(
    "--ignore",
    multiple=True,
    type=ISSUE_CODE,
    help="Ignore issues with this code; repeatable.",
)
@click.option("--ignore-unsupported", is_flag=True, help="Ignore well-formed XML that is not a job document.")
@every_capture_option
@include_option
@exclude_option
@jobs_option
@click.option("--problems", is_flag=True, help="Print only sources with problems, and a summary.")
@click.option(
    "--no-config",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=read_project_settings,
    help="Ignore the [tool.ipsxml] table of pyproject.toml.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing; set only the exit status.")
@click.pass_context
def validate_command(
    ctx: click.Context,
    sources: tuple[str, ...],
    api: str | None,
    strict: bool,
    form: str,
    max_issues: int,
    ignore: tuple[str, ...],
    ignore_unsupported: bool,
    every_capture: bool,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    jobs: int,
    problems: bool,
    quiet: bool,
) -> None:
    """Check documents against their API version, and report what is wrong.

    A SOURCE is a file, a directory, or - for standard input. It can be a bare document, a SOAP
    envelope, or a saved HTTP message, compressed or not. It can also be a container of many: a
    HAR export, a zip or tar archive, a VCR cassette, a WireMock mapping. The kind is detected
    from the content. Directories are searched recursively for *.xml, *.json, *.http, *.txt,
    *.gz, and any other file with recognizable content. Anything in a container that is not a
    job document is skipped and counted.

    The document's namespace selects the API version to check against.

    The nearest [tool.ipsxml] table, in the pyproject.toml of the working directory or of one
    above it, sets defaults for --api, --exclude, --ignore, and --strict.

    \b
    Exit status:
      0  all documents are valid
      1  some documents are invalid
      2  a source could not be read, or the command line is wrong

    \b
    Examples:
      ipsxml validate response.xml
      curl -i ... | ipsxml validate -
      ipsxml validate --strict --format github fixtures/
      ipsxml validate --api 2013-02-15 --ignore-unsupported captures/
      ipsxml validate --problems --jobs 0 --exclude node_modules .
    """
    outcomes = validate_all(
        sources,
        api=api,
        strict=strict,
        max_issues=max_issues,
        ignore=ignore,
        ignore_unsupported=ignore_unsupported,
        every_capture=every_capture,
        include=include,
        exclude=exclude,
        jobs=jobs,
    )
    if problems and form != "text":
        raise click.UsageError("--problems needs --format text")
    total = partial(number_of_sources, sources, include, exclude)
    counts = _count(outcomes) if quiet else _print_while(outcomes, form, total, problems=problems)
    ctx.exit(2 if counts["unreadable"] else 1 if counts["invalid"] else 0)


def _count(outcomes: Iterator[Outcome]) -> Counter[str]:
    return Counter(outcome.status for outcome in outcomes)


def _print_while(
    outcomes: Iterator[Outcome], form: str, total: Callable[[], int], *, problems: bool
) -> Counter[str]:
    """Count the outcomes by status; print each as it comes or all at the end, depending on the format."""
    chosen, is_text = FORMATS[form], form == "text"
    counts: Counter[str] = Counter()
    kept: list[Outcome] = []
    with counting(total if problems else None) as (count, say):
        for outcome in outcomes:
            counts[outcome.status] += 1
            if chosen.render_all is not None:
                kept.append(outcome)
            if not (problems and outcome.status in ("valid", "ignored")):
                for text in chosen.render_one(outcome, _style):
                    (say if is_text else _print_utf_8)(text)
            count(outcome.source.removesuffix(outcome.place))
    if chosen.render_all is not None:
        _print_utf_8(chosen.render_all(kept))
    for text in [render_counts(counts)] if problems else chosen.render_counts(counts):
        (click.echo if is_text else _print_utf_8)(text)
    return counts


def _print_utf_8(text: str) -> None:
    """Print for a program: in UTF-8, regardless of the terminal's encoding."""
    click.echo(text.encode("utf-8", "backslashreplace"))


def _style(text: str, role: str) -> str:
    if role == "hint":
        return click.style(text, fg="cyan")
    return click.style(text, dim=True) if role == "path" else click.style(text, fg=_STYLES[role], bold=True)

"""``ipsxml validate``."""

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
from ipsxml.reading.render.report_text import render_summary

_LOOKS = {
    "valid": "green",
    "invalid": "red",
    "unreadable": "red",
    "error": "red",
    "warning": "yellow",
    "ignored": "yellow",
    "passed over": "yellow",
}


@click.command("validate")
@click.argument("sources", type=FILE, metavar="SOURCE...", nargs=-1, required=True, callback=read_once)
@click.option(
    "--api", type=API_VERSION, help="The version the documents must speak; else their namespace says."
)
@click.option(
    "--strict/--no-strict", help="Make advice count: values that no reference page lists are errors."
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
    help="Issues to report per source.",
)
@click.option(
    "--ignore",
    multiple=True,
    type=ISSUE_CODE,
    help="Leave out issues with this code, which then do not count; repeatable.",
)
@click.option("--ignore-unsupported", is_flag=True, help="Pass over well-formed XML outside the job family.")
@every_capture_option
@include_option
@exclude_option
@jobs_option
@click.option("--problems", is_flag=True, help="Print only what is not valid, and a closing line.")
@click.option(
    "--no-config",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=read_project_settings,
    help="Pass over [tool.ipsxml] of pyproject.toml: exclude, ignore, strict and api.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing; the exit status tells.")
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
    """Check whether documents are what the service speaks, and say what is wrong where.

    A SOURCE is a file, a directory (its *.xml, *.json, *.http, *.txt and *.gz files, and others
    in which something is recognised, recursively) or - for standard input. It may hold a bare
    document, a SOAP envelope or a saved HTTP message, compressed or not, or many of them: a HAR
    export, a zip or tar archive, a VCR cassette, a WireMock mapping. What it is, is recognised by
    content. What is no job document in a container is passed over and counted.

    A document's namespace tells the version whose contract it is held against.

    Defaults of --exclude, --ignore, --strict and --api are those of [tool.ipsxml] in the
    pyproject.toml of the working directory or one above it.

    \b
    Exit status:
      0  all are valid
      1  some are invalid
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
        raise click.UsageError("--problems goes with the text format")
    total = partial(number_of_sources, sources, include, exclude)
    seen = list(outcomes if quiet else _print_while(outcomes, form, total, problems=problems))
    statuses = {outcome.status for outcome in seen}
    ctx.exit(2 if "unreadable" in statuses else 1 if "invalid" in statuses else 0)


def _print_while(
    outcomes: Iterator[Outcome], form: str, total: Callable[[], int], *, problems: bool
) -> Iterator[Outcome]:
    """Pass the outcomes on, printing each as it comes, or all at the end, as the format allows."""
    chosen, is_text = FORMATS[form], form == "text"
    seen: list[Outcome] = []
    with counting(total if problems else None) as (count, say):
        for outcome in outcomes:
            seen.append(outcome)
            if not (problems and outcome.status in ("valid", "ignored")):
                for text in chosen.render_one(outcome, _style):
                    (say if is_text else _print_utf_8)(text)
            count(outcome.source.removesuffix(outcome.place))
            yield outcome
    for text in [render_summary(seen)] if problems else chosen.render_all(seen):
        (click.echo if is_text else _print_utf_8)(text)


def _print_utf_8(text: str) -> None:
    """Print for a machine: in UTF-8, whatever the encoding of the terminal."""
    click.echo(text.encode("utf-8", "backslashreplace"))


def _style(text: str, role: str) -> str:
    if role == "hint":
        return click.style(text, fg="cyan")
    return click.style(text, dim=True) if role == "path" else click.style(text, fg=_LOOKS[role], bold=True)

"""``ipsxml validate``."""

from collections.abc import Iterator

import click

from ipsxml.cli.options import API_VERSION
from ipsxml.reading.batch import Outcome, validate_all
from ipsxml.reading.render.report_text import render_summary, render_text

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
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--api", type=API_VERSION, help="The version the documents must speak; else their namespace says."
)
@click.option(
    "--strict", is_flag=True, help="Make advice count: values that no reference page lists are errors."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "junit", "github"]),
    default="text",
    show_default=True,
    help="How to print the outcomes.",
)
@click.option(
    "--max-issues",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="Issues to report per source.",
)
@click.option("--ignore-unsupported", is_flag=True, help="Pass over well-formed XML outside the job family.")
@click.option(
    "--all",
    "every_capture",
    is_flag=True,
    help="Judge everything in a container, job document or not; else the rest is passed over and counted.",
)
@click.option(
    "--include",
    multiple=True,
    metavar="PATTERN",
    help="In directories look only at files that match: 'polls/*.har', or a name; repeatable.",
)
@click.option(
    "--exclude",
    multiple=True,
    metavar="PATTERN",
    help="In directories leave out files that match, and directories; repeatable.",
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
    ignore_unsupported: bool,
    every_capture: bool,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    quiet: bool,
) -> None:
    """Check whether documents are what the service speaks, and say what is wrong where.

    A SOURCE is a file, a directory (its *.xml, *.json, *.http, *.txt and *.gz files, and others
    in which something is recognised, recursively) or - for standard input. It may hold a bare
    document, a SOAP envelope or a saved HTTP message, compressed or not, or many of them: a HAR
    export, a zip or tar archive, a VCR cassette, a WireMock mapping. What it is, is recognised by
    content. What is no job document in a container is passed over and counted.

    A document's namespace tells the version whose contract it is held against.

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
    """
    outcomes = validate_all(
        sources,
        api=api,
        strict=strict,
        max_issues=max_issues,
        ignore_unsupported=ignore_unsupported,
        every_capture=every_capture,
        include=include,
        exclude=exclude,
    )
    seen = list(outcomes if quiet else _print_while(outcomes, form))
    statuses = {outcome.status for outcome in seen}
    ctx.exit(2 if "unreadable" in statuses else 1 if "invalid" in statuses else 0)


def _print_while(outcomes: Iterator[Outcome], form: str) -> Iterator[Outcome]:
    """Pass the outcomes on, printing each as it comes, or all at the end, as the format allows."""
    seen = []
    for outcome in outcomes:
        seen.append(outcome)
        if form == "text" and outcome.status != "passed over":
            click.echo(render_text(outcome, _style))
        elif form == "github":
            from ipsxml.reading.render.github import render_github

            for command in render_github(outcome):
                click.echo(command)
        yield outcome
    if form == "text" and len(seen) > 1:
        click.echo(render_summary(seen))
    elif form == "json":
        from ipsxml.reading.render.report_json import render_json

        click.echo(render_json(seen))
    elif form == "junit":
        from ipsxml.reading.render.junit import render_junit

        click.echo(render_junit(seen))


def _style(text: str, role: str) -> str:
    if role == "hint":
        return click.style(text, fg="cyan")
    return click.style(text, dim=True) if role == "path" else click.style(text, fg=_LOOKS[role], bold=True)

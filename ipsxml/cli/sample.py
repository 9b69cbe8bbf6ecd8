"""``ipsxml sample``."""

from typing import Literal

import click

from ipsxml.cli.options import API_VERSION, FILE, TYPE_NAME
from ipsxml.cli.output import write_output
from ipsxml.cli.sample_many import rendered, write_many
from ipsxml.codec import Document
from ipsxml.errors import UnknownType
from ipsxml.testing import sample, sample_series

_POLLED = "getActiveJobsReturn"


@click.command("sample")
@click.argument("name", type=TYPE_NAME, metavar="TYPE", required=False)
@click.option("--api", type=API_VERSION, required=True, help="The API version of the documents.")
@click.option(
    "--seed",
    type=int,
    default=0,
    show_default=True,
    metavar="N",
    help="Seed of the generator; each seed gives a different document.",
)
@click.option(
    "--count",
    type=click.IntRange(min=1, max=1_000_000),
    metavar="N",
    help="Generate N documents, with consecutive seeds.",
)
@click.option(
    "--series",
    type=click.IntRange(min=1, max=100_000),
    metavar="N",
    help="Generate N successive getActiveJobs responses, about half a minute apart, while jobs run and end.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=0, max=1_000_000),
    default=2,
    show_default=True,
    metavar="N",
    help="Number of items in an array of jobs or logs; with --series, the maximum number of jobs at a time.",
)
@click.option("--complete", is_flag=True, help="Fill every optional element, including all details of a job.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["xml", "json"]),
    help="Output format.  [default: xml; json, one document per line, if -o ends with .jsonl]",
)
@click.option(
    "--envelope",
    type=click.Choice(["1.1", "1.2", "none"]),
    default="none",
    show_default=True,
    help="SOAP version to wrap documents in.",
)
@click.option("--indent", type=click.IntRange(min=0, max=16), metavar="N", help="Indent by N spaces.")
@click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="FILE|DIR",
    help="Where to write; several documents need a directory or a .jsonl file.  [default: standard output]",
)
@click.option("--force", is_flag=True, help="Overwrite existing files.")
def sample_command(
    name: str | None,
    api: str,
    seed: int,
    count: int | None,
    series: int | None,
    jobs: int,
    complete: bool,
    form: Literal["xml", "json"] | None,
    envelope: Literal["1.1", "1.2", "none"],
    indent: int | None,
    output: str | None,
    force: bool,
) -> None:
    """Generate realistic, valid documents, reproducibly.

    TYPE is the name of a type or element, which becomes the document's root. Handles, names,
    times, states, and progress are consistent with each other, as in a recorded response. The
    same arguments give the same documents on every machine.

    With --count, files are named after the type and the seed. With --series, which needs no
    TYPE, they are numbered in time order.

    \b
    Examples:
      ipsxml sample getActiveJobsReturn --api 2013-02-15 --jobs 3 --envelope 1.1
      ipsxml sample TaskProgress --api 2012-02-14 --format json --indent 2
      ipsxml sample JobLog --api 2016-01-14-beta --complete --seed 7 -o log.xml
      ipsxml sample getActiveJobsReturn --api 2013-02-15 --count 1000 -o samples/
      ipsxml sample --series 20 --api 2013-02-15 --jobs 5 -o polls/
    """
    _check(name, count, series)

    def made(seed: int) -> Document:
        return sample(name or "", api=api, seed=seed, jobs=jobs, complete=complete, envelope=envelope)

    try:
        if series is not None:
            polls = sample_series(series, api=api, seed=seed, jobs=jobs, complete=complete, envelope=envelope)
            write_many(polls, _numbered("poll", range(1, series + 1)), output, form, indent, force=force)
        elif count is not None:
            seeds = range(seed, seed + count)
            names = _numbered(name or "", seeds)
            write_many(map(made, seeds), names, output, form, indent, force=force)
        else:
            write_output(rendered(made(seed), form, indent), output, force=force)
    except UnknownType as error:
        raise click.BadParameter(str(error), param_hint="TYPE") from None


def _check(name: str | None, count: int | None, series: int | None) -> None:
    if count is not None and series is not None:
        raise click.UsageError("--count and --series cannot be combined")
    if name is None and series is None:
        raise click.UsageError("Missing argument 'TYPE'.")
    if series is not None and name not in (None, _POLLED):
        raise click.UsageError(f"--series generates {_POLLED}, not {name}")


def _numbered(name: str, numbers: range) -> list[str]:
    """Names with numbers, padded so that they sort numerically."""
    width = max(len(str(number)) for number in (numbers[0], numbers[-1]))
    return [f"{name}-{number:0{width}}" for number in numbers]

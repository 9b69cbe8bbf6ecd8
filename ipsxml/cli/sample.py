"""``ipsxml sample``."""

from typing import Literal

import click

from ipsxml.cli.options import API_VERSION, FILE, TYPE_NAME
from ipsxml.cli.output import write_output
from ipsxml.document import encode, to_json
from ipsxml.errors import UnknownType
from ipsxml.testing import sample


@click.command("sample")
@click.argument("name", type=TYPE_NAME, metavar="TYPE")
@click.option("--api", type=API_VERSION, required=True, help="The version.")
@click.option(
    "--seed", type=int, default=0, show_default=True, metavar="N", help="Another seed, another document."
)
@click.option(
    "--jobs",
    type=click.IntRange(min=0, max=1_000_000),
    default=2,
    show_default=True,
    metavar="N",
    help="How many items an array of jobs, or of logs, gets.",
)
@click.option(
    "--complete", is_flag=True, help="Fill every optional member, all job details of a job included."
)
@click.option(
    "--format", "form", type=click.Choice(["xml", "json"]), default="xml", show_default=True, help="The form."
)
@click.option(
    "--envelope",
    type=click.Choice(["1.1", "1.2", "none"]),
    default="none",
    show_default=True,
    help="The SOAP version to wrap in.",
)
@click.option("--indent", type=click.IntRange(min=0, max=16), metavar="N", help="Indent by N spaces.")
@click.option("-o", "--output", type=FILE, metavar="FILE", help="Where to write; standard output by default.")
@click.option("--force", is_flag=True, help="Overwrite a file that exists.")
def sample_command(
    name: str,
    api: str,
    seed: int,
    jobs: int,
    complete: bool,
    form: Literal["xml", "json"],
    envelope: Literal["1.1", "1.2", "none"],
    indent: int | None,
    output: str | None,
    force: bool,
) -> None:
    """Make up a realistic, valid document: the same one for the same arguments, everywhere.

    TYPE is the name of a type or element, which becomes the document's root. Handles, names,
    times, states and progress hang together as in a recorded response.

    \b
    Examples:
      ipsxml sample getActiveJobsReturn --api 2013-02-15 --jobs 3 --envelope 1.1
      ipsxml sample TaskProgress --api 2012-02-14 --format json --indent 2
      ipsxml sample JobLog --api 2016-01-14-beta --complete --seed 7 -o log.xml
    """
    try:
        document = sample(name, api=api, seed=seed, jobs=jobs, complete=complete, envelope=envelope)
    except UnknownType as error:
        raise click.BadParameter(str(error), param_hint="TYPE") from None
    content = encode(document, indent=indent) if form == "xml" else to_json(document, indent=indent)
    write_output(content, output, force=force)

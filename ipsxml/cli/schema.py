"""``ipsxml schema``."""

import click

from ipsxml.cli.options import API_VERSION, TYPE_NAME
from ipsxml.contract.export import export_schema
from ipsxml.contract.json_schema import export_json_schema
from ipsxml.errors import UnknownType


@click.command("schema")
@click.argument("name", type=TYPE_NAME, metavar="[TYPE]", required=False)
@click.option(
    "--api", type=API_VERSION, default="reference", help="The version; the reference pages by default."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["xsd", "json-schema"]),
    default="xsd",
    show_default=True,
    help="An XSD for the XML, or a JSON Schema (2020-12) for the JSON that `ipsxml convert` writes.",
)
def schema_command(name: str | None, api: str, form: str) -> None:
    """Print the contract of a version as one self-contained, commented XSD or JSON Schema.

    TYPE, the name of a type or element, leaves only that and what it is made of. Without
    --api it is the contract of the public reference pages, which has no namespace. Faults are the
    same in every version, in a namespace of their own, which an XSD can hold only where they are
    the TYPE, or with --api pre-4.0, which shares it.

    \b
    Examples:
      ipsxml schema > ips.xsd
      ipsxml schema --api 2013-02-15 > ips-2013-02-15.xsd
      ipsxml schema TaskProgress --api 2010-01-31
      ipsxml schema authenticationFault --api 2013-02-15
      ipsxml schema getActiveJobsReturn --api 2013-02-15 --format json-schema
    """
    try:
        export = export_json_schema if form == "json-schema" else export_schema
        text = export(name, api=api)
    except UnknownType as error:
        raise click.BadParameter(str(error), param_hint="TYPE") from None
    click.echo(text, nl=False)

"""``ipsxml schema``."""

import os

import click

from ipsxml.cli.error_output import say
from ipsxml.cli.options import API_VERSION, FILE, TYPE_NAME
from ipsxml.cli.output import write_output
from ipsxml.contract.export import export_schema
from ipsxml.contract.json_schema import export_json_schema
from ipsxml.errors import UnknownType
from ipsxml.printable_text import printable

_DEFAULT = click.core.ParameterSource.DEFAULT


@click.command("schema")
@click.argument("name", type=TYPE_NAME, metavar="[TYPE]", required=False)
@click.option(
    "--api", type=API_VERSION, default="reference", help="API version.  [default: the reference pages]"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["xsd", "json-schema"]),
    default="xsd",
    show_default=True,
    help="xsd: an XSD for the XML; json-schema: a JSON Schema (2020-12) for the JSON that `ipsxml convert` "
    "writes.",
)
@click.option(
    "--all",
    "every_version",
    is_flag=True,
    help="Write the XSD and the JSON Schema of every version, and an XML catalog, to the -o directory.",
)
@click.option(
    "-o", "--output", type=FILE, metavar="FILE|DIR", help="Where to write.  [default: standard output]"
)
@click.option("--force", is_flag=True, help="Overwrite existing files.")
@click.pass_context
def schema_command(
    ctx: click.Context,
    name: str | None,
    api: str,
    form: str,
    every_version: bool,
    output: str | None,
    force: bool,
) -> None:
    """Print a version's contract as an XSD or a JSON Schema.

    The schema is self-contained and documented. TYPE, the name of a type or element, reduces it
    to that type and the types it uses. Without --api, the command prints the contract of the
    public reference pages, which has no namespace. Faults are the same in every version and have
    their own namespace, so an XSD contains them only if the TYPE is a fault, or with --api
    pre-4.0, which has the same namespace.

    With --all, an editor that reads XML catalogs, such as VS Code with its XML extension, can
    validate and complete documents: catalog.xml maps each namespace to its XSD.

    \b
    Examples:
      ipsxml schema > ips.xsd
      ipsxml schema --api 2013-02-15 > ips-2013-02-15.xsd
      ipsxml schema TaskProgress --api 2010-01-31
      ipsxml schema authenticationFault --api 2013-02-15
      ipsxml schema getActiveJobsReturn --api 2013-02-15 --format json-schema
      ipsxml schema --all -o schemas/
    """
    if every_version:
        if output is None:
            raise click.UsageError("--all needs -o with a directory")
        if any(ctx.get_parameter_source(choice) is not _DEFAULT for choice in ("name", "api", "form")):
            raise click.UsageError("--all cannot be combined with TYPE, --api, or --format")
        _write_all(output, force=force)
        return
    try:
        export = export_json_schema if form == "json-schema" else export_schema
        text = export(name, api=api)
    except UnknownType as error:
        raise click.BadParameter(str(error), param_hint="TYPE") from None
    write_output(text, output, force=force)


def _write_all(directory: str, *, force: bool) -> None:
    from ipsxml.contract.schema_files import schema_files

    names = []
    for name, text in schema_files():
        write_output(text, os.path.join(directory, name), force=force)
        names.append(name)
    catalog = printable(os.path.join(directory, names[-1]))
    say(f"{len(names)} files; {catalog} maps each namespace to its XSD")

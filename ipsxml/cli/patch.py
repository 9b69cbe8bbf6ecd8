"""``ipsxml patch``."""

from typing import Literal

import click

from ipsxml.capture import only_capture
from ipsxml.cli.error_output import report_error, report_warnings
from ipsxml.cli.options import FILE, read_once
from ipsxml.cli.output import write_output
from ipsxml.codec import write_json
from ipsxml.comparison.json_patches import apply_patch, read_patch
from ipsxml.errors import IpsXmlError
from ipsxml.reading.door import read
from ipsxml.reading.question import Question
from ipsxml.xml_writing import write_plain


@click.command("patch")
@click.argument("document", type=FILE, metavar="DOC")
@click.argument("patch", type=FILE, metavar="PATCH")
@click.option("-o", "--output", type=FILE, metavar="FILE", help="Where to write.  [default: standard output]")
@click.option("--to", type=click.Choice(["json", "xml"]), help="Output format; by default, the one of DOC.")
@click.option("--indent", type=click.IntRange(min=0, max=16), metavar="N", help="Indent by N spaces.")
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
@click.pass_context
def patch_command(
    ctx: click.Context,
    document: str,
    patch: str,
    output: str | None,
    to: Literal["json", "xml"] | None,
    indent: int | None,
    force: bool,
) -> None:
    """Apply a JSON Patch to a job document.

    DOC is anything that `ipsxml validate` accepts, XML or JSON. PATCH is a JSON Patch (RFC 6902)
    for the document's JSON form, such as `ipsxml diff --format json-patch` prints. If the result
    would be invalid, nothing is written.

    \b
    Exit status:
      0  the document was changed
      1  the patch does not fit the document, or the result would be invalid
      2  a source could not be read, the output could not be written, or the
         command line is wrong

    \b
    Examples:
      ipsxml diff --format json-patch old.xml new.xml | ipsxml patch old.xml -
      ipsxml patch fixture.xml changes.json -o patched.xml --indent 2
    """
    read_once(ctx, ctx.command.params[0], (document, patch))
    source = document
    try:
        reading = read(only_capture(document), Question("plain"))
        old = reading.valid_document
        report_warnings(document, reading.report.warnings)
        source = patch
        operations = read_patch(only_capture(patch).message().content)
        source = document
        new = apply_patch(old, operations)
        written = (write_json if (to or reading.form) == "json" else write_plain)(new, indent=indent)
    except IpsXmlError as error:
        ctx.exit(report_error(source, error))
    write_output(written, output, force=force)

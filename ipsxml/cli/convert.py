"""``ipsxml convert``."""

import os
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from typing import BinaryIO, Literal

import click

from ipsxml.capture import find_sources
from ipsxml.cli.error_output import tell, tell_warnings
from ipsxml.cli.options import API_VERSION
from ipsxml.cli.output import write_output
from ipsxml.cli.progress import progress
from ipsxml.document_conversion import convert
from ipsxml.errors import IpsXmlError, TargetError
from ipsxml.redaction import Redactor
from ipsxml.whole_files import whole_file

_SUFFIXES = (".gz", ".xml", ".json", ".http", ".txt")
_SHORTEST_KEY = 16


@click.command("convert")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="FILE|DIR", help="Where to write; standard output by default.")
@click.option("--to", type=click.Choice(["json", "xml"]), help="The form to write; by default the other one.")
@click.option("--api", type=API_VERSION, help="The version to move to; what it lacks is dropped.")
@click.option(
    "--fill",
    is_flag=True,
    help="With --api: give what that version requires, and is missing, a stated value.",
)
@click.option(
    "--envelope",
    type=click.Choice(["1.1", "1.2", "none"]),
    help="The SOAP version to wrap in; by default as it came.",
)
@click.option("--indent", type=click.IntRange(min=0, max=16), metavar="N", help="Indent by N spaces.")
@click.option("--redact", is_flag=True, help="Replace what identifies people and places by pseudonyms.")
@click.option(
    "--redact-key",
    type=click.File("rb"),
    metavar="FILE",
    help="Redact with the key in FILE: other runs with it give the same pseudonyms.",
)
@click.option(
    "--strict", is_flag=True, help="Errors instead of warnings: for an unknown version, for what --api drops."
)
@click.option("--force", is_flag=True, help="Overwrite files that exist.")
@click.pass_context
def convert_command(
    ctx: click.Context,
    sources: tuple[str, ...],
    output: str | None,
    to: Literal["json", "xml"] | None,
    api: str | None,
    fill: bool,
    envelope: Literal["1.1", "1.2", "none"] | None,
    indent: int | None,
    redact: bool,
    redact_key: BinaryIO | None,
    strict: bool,
    force: bool,
) -> None:
    """Convert documents between XML and JSON; what is not valid is refused.

    A SOURCE is what `ipsxml validate` takes, and JSON in the form that this command writes.
    One source goes to standard output or to the file of -o. Several go to the directory of
    -o, under their names; or as one document a line to the file of -o, if its name ends with
    .jsonl. Files appear whole or not at all.

    \b
    Exit status:
      0  all were converted
      1  some were not valid, or do not fit the version
      2  a source could not be read, a target not written, or the command line is wrong

    \b
    Examples:
      ipsxml convert response.xml > response.json
      ipsxml convert response.json --to xml --envelope 1.2 --indent 2
      ipsxml convert captures/ -o json/
      ipsxml convert captures/ -o all.jsonl --redact
      ipsxml convert captures/ -o all.jsonl --redact-key key.bin
      ipsxml convert old.xml --to xml --api 2013-02-15
      ipsxml convert fixtures/ -o new/ --to xml --api 2016-01-14-beta --fill
    """
    if fill and api is None:
        raise click.UsageError("--fill goes with --api")
    redactor = Redactor(_key_in(redact_key)) if redact or redact_key else None
    is_lines = output is not None and output.endswith(".jsonl")
    if is_lines and (to == "xml" or indent is not None):
        raise click.UsageError("a .jsonl file takes JSON without --indent")
    named = [(source, target) for given in sources for source, target in _targets(given)]
    to_directory = output is not None and not is_lines and (len(named) > 1 or _is_directory(output, sources))
    if output is None and len(named) > 1:
        raise click.UsageError("several sources need -o with a directory or a .jsonl file")
    moved = partial(convert, api=api, fill=fill, envelope=envelope, strict=strict)
    converted = partial(moved, to="json" if is_lines else to, indent=indent, redactor=redactor)
    status = 0
    written: set[str | None] = set()
    with (
        whole_file(output, force=force, even_empty=False) if is_lines and output else nullcontext() as lines,
        progress(named) as (each_named, say),
    ):
        for source, name in each_named:
            try:
                result = converted(source)
                tell_warnings(source, result.warnings, say)
                if lines is not None:
                    lines.write(result.content + b"\n")
                    continue
                target = output
                if to_directory and output is not None:
                    target = os.path.join(output, f"{name}.{result.form}")
                if target in written:
                    raise TargetError(f"{target} is the target of another source, too")
                written.add(target)
                write_output(result.content, target, force=force)
            except IpsXmlError as error:
                status = max(status, tell(source, error, say))
    ctx.exit(status)


def _key_in(file: BinaryIO | None) -> bytes | None:
    if file is None:
        return None
    key = file.read()
    if len(key) < _SHORTEST_KEY:
        raise click.BadParameter(f"a key has {_SHORTEST_KEY} bytes or more", param_hint="--redact-key")
    return key


def _targets(given: str) -> Iterator[tuple[str, str]]:
    """The sources that an argument stands for, each with the name of its target, without a suffix."""
    for source in find_sources([given]):
        name = os.path.relpath(source, given) if source != given else os.path.basename(source)
        for suffix in _SUFFIXES:
            name = name.removesuffix(suffix)
        yield source, name


def _is_directory(output: str, sources: Sequence[str]) -> bool:
    return (
        output.endswith(os.sep) or os.path.isdir(output) or any(os.path.isdir(source) for source in sources)
    )

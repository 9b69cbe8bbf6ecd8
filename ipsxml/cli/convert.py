"""``ipsxml convert``."""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Literal

import click

from ipsxml.capture import Origin, captures
from ipsxml.cli.error_output import Say, tell, tell_warnings
from ipsxml.cli.options import API_VERSION, read_once
from ipsxml.cli.progress import progress
from ipsxml.cli.targets import SEVERAL, STANDARD_OUTPUT, Files, Lines, Target, form_by_name, named_sources
from ipsxml.contract import Version, version_named
from ipsxml.document_conversion import Converted, Envelope, Form, convert_reading, question_of_conversion
from ipsxml.errors import IpsXmlError, SourceError, TargetError
from ipsxml.printable_text import counted
from ipsxml.reading.door import Reading
from ipsxml.reading.passing_over import described_without_document, read_unless_passed_over
from ipsxml.redaction import Redactor
from ipsxml.whole_files import whole_file

if TYPE_CHECKING:
    from ipsxml.capture.other_content import Kind
    from ipsxml.file_groups import FileGroup

_SHORTEST_KEY = 16


@click.command("convert")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, callback=read_once)
@click.option("-o", "--output", metavar="FILE|DIR", help="Where to write; standard output by default.")
@click.option(
    "--to",
    type=click.Choice(["json", "xml", "jsonl"]),
    help="The form to write; by default that of -o, else the other one. jsonl: JSON, a document a line.",
)
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
    to: Literal["json", "xml", "jsonl"] | None,
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
    One document goes to standard output or to the file of -o. Several go to the directory of
    -o, under their names, those of a container in a directory of its name, by their places in it
    (session.har/entries-3-response.json); or as one document a line to the file of -o, if its
    name ends with .jsonl. What is no job document in a container is passed over. Files appear
    whole or not at all.

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
    output = None if output in STANDARD_OUTPUT else output
    named = [(source, name) for given in sources for source, name in named_sources(given)]
    to_directory = len(named) > 1 or _is_directory(output, sources)
    by_name = None if output is None else form_by_name(output, may_be_directory=to_directory)
    is_lines = "jsonl" in (to, by_name)
    if is_lines and (to == "xml" or indent is not None):
        raise click.UsageError("JSON lines are JSON, without --indent")
    if output is None and len(named) > 1 and not is_lines:
        raise click.UsageError(SEVERAL)
    wanted = to or by_name
    conversion = _Conversion(
        to="json" if is_lines or wanted == "jsonl" else wanted,
        fill=fill,
        version=None if api is None else version_named(api),
        envelope=envelope,
        indent=indent,
        redactor=Redactor(_key_in(redact_key)) if redact or redact_key else None,
        strict=strict,
    )
    with ExitStack() as stack:
        whole = whole_file(output, force=force, even_empty=False) if is_lines and output else None
        lines = None if whole is None else stack.enter_context(whole)
        each_named, say = stack.enter_context(progress(named))
        if is_lines:
            target: Target = Lines(lines)
        else:
            paths = [source for source, _ in named]

            def start_group() -> "FileGroup[Origin]":
                from ipsxml.file_groups import file_group  # what is needed for several files

                return stack.enter_context(
                    file_group(lambda origin, error: conversion.not_written(origin, error, say))
                )

            target = Files(output, paths, start_group, to_directory=to_directory, force=force)
        for source, name in each_named:
            conversion.convert_source(source, name, target, say)
        target.close()
    if conversion.summary:
        say(conversion.summary)
    ctx.exit(conversion.status)


def _key_in(file: BinaryIO | None) -> bytes | None:
    if file is None:
        return None
    key = file.read()
    if len(key) < _SHORTEST_KEY:
        raise click.BadParameter(f"a key has {_SHORTEST_KEY} bytes or more", param_hint="--redact-key")
    return key


@dataclass
class _Conversion:
    """Converts sources, all in the same way, and counts them.

    ``passed_over`` counts what in containers is no job document; ``status`` is the exit status.
    """

    to: Form | None
    version: Version | None
    fill: bool
    envelope: Envelope | None
    indent: int | None
    redactor: Redactor | None
    strict: bool
    converted: int = 0
    refused: int = 0
    passed_over: int = 0
    status: int = 0

    @property
    def summary(self) -> str | None:
        """A closing line, where there was more than one document or something was passed over."""
        parts = (
            [f"{self.refused:,} not converted"] if self.refused and self.converted + self.refused > 1 else []
        )
        if self.converted > 1 or parts:
            parts.insert(0, f"{counted(self.converted, 'document')} converted")
        if self.passed_over:
            parts.append(f"{counted(self.passed_over, 'capture')} passed over")
        return ", ".join(parts) or None

    def convert_source(self, source: str, name: str, target: Target, say: Say) -> None:
        """Convert each document in a source."""
        container = None
        kinds: list[Kind] = []
        is_passed_over = True
        for capture in captures(source):
            container = container or capture.container
            origin = capture.origin
            try:
                reading, kind = read_unless_passed_over(capture, question_of_conversion(self.to))
                kinds += [kind] if kind else []
                if reading is not None:
                    is_passed_over = False
                    result = self._converted(reading)
                    tell_warnings(str(origin), result.warnings, say)
                    target.write(result, name, origin)
                    self.converted += 1
            except IpsXmlError as error:
                is_passed_over = False
                self._refuse(str(origin), error, say)
        self.passed_over += len(kinds)
        if container and is_passed_over:
            status = tell(source, SourceError(described_without_document(container, kinds)), say)
            self.status = max(self.status, status)

    def not_written(self, origin: Origin, error: TargetError, say: Say) -> None:
        """Tell that a document was converted in vain."""
        self.converted -= 1
        self._refuse(str(origin), error, say)

    def _refuse(self, source: str, error: IpsXmlError, say: Say) -> None:
        self.refused += 1
        self.status = max(self.status, tell(source, error, say))

    def _converted(self, reading: Reading) -> Converted:
        return convert_reading(
            reading,
            to=self.to,
            version=self.version,
            fill=self.fill,
            envelope=self.envelope,
            indent=self.indent,
            redactor=self.redactor,
            strict=self.strict,
        )


def _is_directory(output: str | None, sources: Sequence[str]) -> bool:
    return output is not None and (
        output.endswith(os.sep) or os.path.isdir(output) or any(os.path.isdir(source) for source in sources)
    )

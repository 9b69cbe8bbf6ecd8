"""``ipsxml convert``."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple

import click

from ipsxml.capture import Origin
from ipsxml.cli.error_output import Say, tell, tell_warnings
from ipsxml.cli.options import API_VERSION, FILE, jobs_option, read_once
from ipsxml.cli.progress import progress
from ipsxml.cli.targets import SEVERAL, STANDARD_OUTPUT, Files, Lines, Target, form_by_name, named_sources
from ipsxml.contract import version_named
from ipsxml.document_conversion import Conversion, ConvertedCapture, convert_attempts
from ipsxml.errors import EncodeError, IpsXmlError, SourceError, TargetError
from ipsxml.printable_text import counted
from ipsxml.reading import InvalidDocument
from ipsxml.reading.read_all import read_all
from ipsxml.redaction import Redactor
from ipsxml.whole_files import whole_file

if TYPE_CHECKING:
    from ipsxml.file_groups import FileGroup

_SHORTEST_KEY = 16


@click.command("convert")
@click.argument("sources", type=FILE, metavar="SOURCE...", nargs=-1, required=True, callback=read_once)
@click.option(
    "-o", "--output", type=FILE, metavar="FILE|DIR", help="Where to write; standard output by default."
)
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
@jobs_option
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
    jobs: int,
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
      2  a source could not be read, a target not written, or the command
         line is wrong

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
    conversion = Conversion(
        to="json" if is_lines or wanted == "jsonl" else wanted,
        version=None if api is None else version_named(api),
        fill=fill,
        envelope=envelope,
        indent=indent,
        redactor=Redactor(_key_in(redact_key)) if redact or redact_key else None,
        strict=strict,
    )
    told = _carry_out(sources, named, conversion, jobs, _Place(output, is_lines, to_directory, force))
    ctx.exit(told.status)


class _Place(NamedTuple):
    """Where documents go: to lines of ``output``, or to files, in the directory ``output`` or not."""

    output: str | None
    is_lines: bool
    to_directory: bool
    force: bool


def _carry_out(
    sources: Sequence[str],
    named: Sequence[tuple[str, str]],
    conversion: Conversion,
    jobs: int,
    place: _Place,
) -> "_Told":
    """Convert each capture, write it to its place, and say what is to be said."""
    names = dict(reversed(named))
    with ExitStack() as stack:
        step, say = stack.enter_context(progress(len(named)))
        told = _Told(say)
        target = _target(stack, place, list(names), told)
        before = None
        for each in _converted(sources, conversion, jobs):
            source = each.origin.source
            if source != before or not each.origin.place:
                before = source
                step()
            told.take(each, target, names.get(source, source))
        target.close()
    if told.summary:
        say(told.summary)
    return told


def _target(stack: ExitStack, place: _Place, sources: list[str], told: "_Told") -> Target:
    if place.is_lines:
        if place.output is None:
            return Lines(None)
        return Lines(stack.enter_context(whole_file(place.output, force=place.force, even_empty=False)))

    def start_group() -> "FileGroup[Origin]":
        from ipsxml.file_groups import file_group  # what is needed for several files

        return stack.enter_context(file_group(told.not_written))

    return Files(place.output, sources, start_group, to_directory=place.to_directory, force=place.force)


def _converted(sources: Sequence[str], conversion: Conversion, jobs: int) -> Iterator[ConvertedCapture]:
    """What becomes of each capture, in the order of the sources."""
    if jobs == 1:
        return convert_attempts(read_all(sources, conversion.question), conversion)
    from ipsxml.reading.reading_in_processes import read_in_processes  # wanted for several

    convert = partial(convert_attempts, conversion=conversion)
    return read_in_processes(sources, conversion.question, convert, jobs=jobs)


def _key_in(file: BinaryIO | None) -> bytes | None:
    if file is None:
        return None
    key = file.read()
    if len(key) < _SHORTEST_KEY:
        raise click.BadParameter(f"a key has {_SHORTEST_KEY} bytes or more", param_hint="--redact-key")
    return key


class _Told:
    """Tells what became of captures, and counts it; ``status`` is the exit status.

    What is passed over in containers is counted; what is no capture in a directory is not.
    """

    def __init__(self, say: Say) -> None:
        self.status = 0
        self._say = say
        self._converted = self._refused = self._passed_over = 0

    @property
    def summary(self) -> str | None:
        """A closing line, where there was more than one document or something was passed over."""
        several = self._converted + self._refused > 1
        parts = [f"{self._refused:,} not converted"] if self._refused and several else []
        if self._converted > 1 or parts:
            parts.insert(0, f"{counted(self._converted, 'document')} converted")
        if self._passed_over:
            parts.append(f"{counted(self._passed_over, 'capture')} passed over")
        return ", ".join(parts) or None

    def take(self, each: ConvertedCapture, target: Target, name: str) -> None:
        """Write a document, and tell what there is to tell of it."""
        source = str(each.origin)
        if each.passed_over is not None:
            self._passed_over += bool(each.origin.place)
        elif each.unreadable is not None:
            self._refused += 1
            self._tell(source, SourceError(each.unreadable))
        elif each.report is not None:
            self._refused += 1
            self._tell(source, InvalidDocument(each.report))
        elif each.refused is not None:
            self._refused += 1
            self._tell(source, EncodeError(each.refused))
        elif each.converted is not None:
            tell_warnings(source, each.converted.warnings, self._say)
            self._converted += 1
            try:
                target.write(each.converted, name, each.origin)
            except TargetError as error:
                self.not_written(each.origin, error)

    def not_written(self, origin: Origin, error: TargetError) -> None:
        """Tell that a document was converted in vain."""
        self._converted -= 1
        self._refused += 1
        self._tell(str(origin), error)

    def _tell(self, source: str, error: IpsXmlError) -> None:
        self.status = max(self.status, tell(source, error, self._say))


def _is_directory(output: str | None, sources: Sequence[str]) -> bool:
    return output is not None and (
        output.endswith(os.sep) or os.path.isdir(output) or any(os.path.isdir(source) for source in sources)
    )

"""``ipsxml convert``."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple

import click

from ipsxml.capture import Origin
from ipsxml.cli.error_output import Say, report_error, report_warnings
from ipsxml.cli.options import API_VERSION, FILE, jobs_option, read_once
from ipsxml.cli.progress import progress
from ipsxml.cli.targets import SEVERAL, STANDARD_OUTPUT, Files, Lines, Target, form_by_name, named_sources
from ipsxml.contract import version_named
from ipsxml.document_conversion import Conversion, ConvertedCapture, convert_attempts
from ipsxml.errors import EncodeError, IpsXmlError, SourceError, TargetError
from ipsxml.printable_text import counted
from ipsxml.reading import InvalidDocument
from ipsxml.reading.read_all import Attempt, FoundSource, read_all
from ipsxml.redaction import Redactor
from ipsxml.whole_files import whole_file

if TYPE_CHECKING:
    from ipsxml.file_groups import FileGroup

_SHORTEST_KEY = 16


@click.command("convert")
@click.argument("sources", type=FILE, metavar="SOURCE...", nargs=-1, required=True, callback=read_once)
@click.option(
    "-o", "--output", type=FILE, metavar="FILE|DIR", help="Where to write.  [default: standard output]"
)
@click.option(
    "--to",
    type=click.Choice(["json", "xml", "jsonl"]),
    help="Output format; by default, as -o's name implies, or else JSON for XML and XML for JSON. "
    "jsonl: one JSON document per line.",
)
@click.option("--api", type=API_VERSION, help="Migrate to this version, dropping elements that it lacks.")
@click.option(
    "--fill",
    is_flag=True,
    help="With --api, fill missing required elements with the values their schema states.",
)
@click.option(
    "--envelope",
    type=click.Choice(["1.1", "1.2", "none"]),
    help="SOAP version to wrap documents in; by default, each keeps its own.",
)
@click.option("--indent", type=click.IntRange(min=0, max=16), metavar="N", help="Indent by N spaces.")
@click.option("--redact", is_flag=True, help="Replace values that identify people or places with pseudonyms.")
@click.option(
    "--redact-key",
    type=click.File("rb"),
    metavar="FILE",
    help="Redact with the key in FILE; every run with this key gives the same pseudonyms.",
)
@click.option("--strict", is_flag=True, help="Fail on an unknown version, or if --api would drop elements.")
@jobs_option
@click.option("--force", is_flag=True, help="Overwrite existing files.")
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
    """Convert valid documents between XML and JSON.

    A SOURCE is anything that `ipsxml validate` accepts, including JSON written by this command.
    A single document goes to standard output or to the -o file. Several documents go to the -o
    directory: each file keeps its source's name, and documents of a container go into a
    subdirectory named after it (session.har/entries-3-response.json). With --to jsonl, or if -o
    ends with .jsonl, all documents go to one file, one per line. Anything in a container that is
    not a job document is skipped. Output files are written completely or not at all.

    \b
    Exit status:
      0  all documents were converted
      1  some documents are invalid, or do not fit the target version
      2  a source could not be read, an output could not be written, or the
         command line is wrong

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
        raise click.UsageError("--fill needs --api")
    output = None if output in STANDARD_OUTPUT else output
    named = [each for given in sources for each in named_sources(given)]
    are_several = sum(isinstance(found, FoundSource) for found, _ in named) > 1
    to_directory = are_several or _is_directory(output, sources)
    by_name = (
        None
        if output is None
        else form_by_name(output, may_be_directory=to_directory, any_suffix=to is not None)
    )
    is_lines = "jsonl" in (to, by_name)
    if is_lines and (to == "xml" or indent is not None):
        raise click.UsageError("JSON lines cannot be combined with --to xml or --indent")
    if output is None and are_several and not is_lines:
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
    results = _carry_out(named, conversion, jobs, _Place(output, is_lines, to_directory, force))
    ctx.exit(results.status)


class _Place(NamedTuple):
    """Where documents go: to lines of ``output``, to the file ``output``, or to files in that directory."""

    output: str | None
    is_lines: bool
    to_directory: bool
    force: bool


def _carry_out(
    named: Sequence[tuple[FoundSource | Attempt, str]], conversion: Conversion, jobs: int, place: _Place
) -> "_Results":
    """Convert each capture, write the result, and report problems."""
    names = {found.path: name for found, name in reversed(named) if isinstance(found, FoundSource)}
    with ExitStack() as stack:
        step, say = stack.enter_context(progress(len(named)))
        results = _Results(say)
        target = _target(stack, place, list(names), results)
        before = None
        for each in _converted((found for found, _ in named), conversion, jobs):
            source = each.origin.source
            if source != before or not each.origin.place:
                before = source
                step()
            results.take(each, target, names.get(source, source))
        target.close()
    if results.summary:
        say(results.summary)
    return results


def _target(stack: ExitStack, place: _Place, sources: list[str], results: "_Results") -> Target:
    if place.is_lines:
        if place.output is None:
            return Lines(None)
        return Lines(stack.enter_context(whole_file(place.output, force=place.force, even_empty=False)))

    def start_group() -> "FileGroup[Origin]":
        from ipsxml.file_groups import file_group  # needed only for several files

        return stack.enter_context(file_group(results.not_written))

    return Files(place.output, sources, start_group, to_directory=place.to_directory, force=place.force)


def _converted(
    found: Iterable[FoundSource | Attempt], conversion: Conversion, jobs: int
) -> Iterator[ConvertedCapture]:
    """Convert each capture, in the order of the sources."""
    if jobs == 1:
        return convert_attempts(read_all(found, conversion.question), conversion)
    from ipsxml.reading.reading_in_processes import read_in_processes  # needed only for several processes

    convert = partial(convert_attempts, conversion=conversion)
    return read_in_processes(found, conversion.question, convert, jobs=jobs)


def _key_in(file: BinaryIO | None) -> bytes | None:
    if file is None:
        return None
    key = file.read()
    if len(key) < _SHORTEST_KEY:
        raise click.BadParameter(
            f"the key must have at least {_SHORTEST_KEY} bytes", param_hint="--redact-key"
        )
    return key


class _Results:
    """Reports and counts what happened to each capture; ``status`` is the exit status.

    Skipped captures of containers are counted; files in a directory that are not captures are not.
    """

    def __init__(self, say: Say) -> None:
        self.status = 0
        self._say = say
        self._converted = self._refused = self._skipped = 0

    @property
    def summary(self) -> str | None:
        """A closing line if there was more than one document, or if captures were skipped."""
        several = self._converted + self._refused > 1
        parts = [f"{self._refused:,} not converted"] if self._refused and several else []
        if self._converted > 1 or parts:
            parts.insert(0, f"{counted(self._converted, 'document')} converted")
        if self._skipped:
            parts.append(f"{counted(self._skipped, 'capture')} skipped")
        return ", ".join(parts) or None

    def take(self, each: ConvertedCapture, target: Target, name: str) -> None:
        """Write a document, and report any problem with it."""
        source = str(each.origin)
        if each.skipped is not None:
            self._skipped += bool(each.origin.place)
        elif each.unreadable is not None:
            self._refused += 1
            self._report(source, SourceError(each.unreadable))
        elif each.report is not None:
            self._refused += 1
            self._report(source, InvalidDocument(each.report))
        elif each.refused is not None:
            self._refused += 1
            self._report(source, EncodeError(each.refused))
        elif each.converted is not None:
            report_warnings(source, each.converted.warnings, self._say)
            self._converted += 1
            try:
                target.write(each.converted, name, each.origin)
            except TargetError as error:
                self.not_written(each.origin, error)

    def not_written(self, origin: Origin, error: TargetError) -> None:
        """Report that a converted document could not be written."""
        self._converted -= 1
        self._refused += 1
        self._report(str(origin), error)

    def _report(self, source: str, error: IpsXmlError) -> None:
        self.status = max(self.status, report_error(source, error, self._say))


def _is_directory(output: str | None, sources: Sequence[str]) -> bool:
    return output is not None and (
        output.endswith(os.sep) or os.path.isdir(output) or any(os.path.isdir(source) for source in sources)
    )

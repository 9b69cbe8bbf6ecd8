"""``ipsxml convert``."""

import os
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import ExitStack, closing
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple, TypeVar

import click

from ipsxml.cli.conversion_results import ConversionResults
from ipsxml.cli.options import API_VERSION, FILE, jobs_option, read_once
from ipsxml.cli.progress import progress
from ipsxml.cli.targets import (
    SEVERAL,
    STANDARD_OUTPUT,
    Files,
    form_by_name,
    is_json_lines,
    named_sources,
    without_standard_output,
    without_target,
)
from ipsxml.contract import version_named
from ipsxml.converted_lines import convert_to_lines
from ipsxml.document_conversion import Conversion, convert_attempts
from ipsxml.errors import TargetError
from ipsxml.reading.read_all import (
    Attempt,
    FoundSource,
    found_sources,
    is_source,
    number_of_sources,
    read_all,
)
from ipsxml.redaction import Redactor
from ipsxml.whole_files import directory_aside, whole_file

if TYPE_CHECKING:
    from ipsxml.capture import Origin
    from ipsxml.file_groups import FileGroup

_SHORTEST_KEY = 16
_Result = TypeVar("_Result")


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
    is_lines = to == "jsonl" or is_json_lines(output)
    if is_lines and (to == "xml" or indent is not None):
        raise click.UsageError("JSON lines cannot be combined with --to xml or --indent")
    named = [] if is_lines else [each for given in sources for each in named_sources(given)]
    number = sum(is_source(found) for found, _ in named)
    if output is None and number > 1:
        raise click.UsageError(SEVERAL)
    to_directory = number > 1 or _is_directory(output, sources)
    if to is None and output is not None and not (is_lines or to_directory):
        to = form_by_name(output)
    conversion = Conversion(
        to="json" if is_lines or to == "jsonl" else to,
        version=None if api is None else version_named(api),
        fill=fill,
        envelope=envelope,
        indent=indent,
        redactor=Redactor(_key_in(redact_key)) if redact or redact_key else None,
        strict=strict,
    )
    work = _Work(conversion, jobs, output, force)
    with progress(partial(number_of_sources, sources) if is_lines else lambda: number) as (step, say):
        results = ConversionResults(say, step)
        if is_lines:
            _write_lines(work, found_sources(sources), results)
        else:
            _write_files(work, named, results, to_directory=to_directory)
    if results.summary:
        say(results.summary)
    ctx.exit(results.status)


class _Work(NamedTuple):
    """How to convert documents, in how many processes, and where to write them."""

    conversion: Conversion
    jobs: int
    output: str | None
    force: bool

    def results(
        self,
        make: Callable[[Iterable[Attempt]], Iterable[_Result]],
        found: Iterable[FoundSource | Attempt],
    ) -> Generator[_Result]:
        """What ``make`` makes of the captures, in the order of the sources."""
        if self.jobs == 1:
            yield from make(read_all(found, self.conversion.question))
            return
        from ipsxml.reading.reading_in_processes import read_in_processes  # needed only for several processes

        yield from read_in_processes(found, self.conversion.question, make, jobs=self.jobs)


def _write_lines(work: _Work, found: Iterable[FoundSource | Attempt], results: ConversionResults) -> None:
    """Write one document per line, to a file or to standard output."""
    with ExitStack() as stack:
        write: Callable[[bytes], object]
        directory = None
        if work.output is None:
            found = without_standard_output(found)
            write = partial(click.echo, nl=False)
        else:
            found = without_target(found, work.output)
            write = stack.enter_context(whole_file(work.output, force=work.force, even_empty=False)).write
            if work.jobs != 1:
                directory = stack.enter_context(directory_aside(work.output))
        convert = partial(convert_to_lines, conversion=work.conversion, directory=directory)
        made = work.results(convert, found)
        for converted in stack.enter_context(closing(made)):  # worker processes end before files are removed
            write(converted.lines.take())
            results.take_lines(converted)


def _write_files(
    work: _Work,
    named: Sequence[tuple[FoundSource | Attempt, str]],
    results: ConversionResults,
    *,
    to_directory: bool,
) -> None:
    """Write each document to a file of its own, or the only one to ``work.output`` or to standard output."""
    names = {found.path: name for found, name in reversed(named) if isinstance(found, FoundSource)}
    with ExitStack() as stack:

        def start_group() -> "FileGroup[Origin]":
            from ipsxml.file_groups import file_group  # needed only for several files

            return stack.enter_context(file_group(results.not_written))

        files = Files(work.output, list(names), start_group, to_directory=to_directory, force=work.force)
        convert = partial(convert_attempts, conversion=work.conversion)
        made = work.results(convert, (found for found, _ in named))
        for result in stack.enter_context(closing(made)):
            converted = results.take(result)
            if converted is None:
                continue
            try:
                files.write(converted, names[result.origin.source], result.origin)
            except TargetError as error:
                results.not_written(result.origin, error)
        files.close()


def _key_in(file: BinaryIO | None) -> bytes | None:
    if file is None:
        return None
    key = file.read()
    if len(key) < _SHORTEST_KEY:
        raise click.BadParameter(
            f"the key must have at least {_SHORTEST_KEY} bytes", param_hint="--redact-key"
        )
    return key


def _is_directory(output: str | None, sources: Sequence[str]) -> bool:
    return output is not None and (
        output.endswith(os.sep) or os.path.isdir(output) or any(os.path.isdir(source) for source in sources)
    )

"""``ipsxml table``."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

import click

from ipsxml.cli.error_output import say
from ipsxml.cli.options import (
    FILE,
    every_capture_option,
    exclude_option,
    include_option,
    jobs_option,
    read_once,
)
from ipsxml.cli.progress import counting
from ipsxml.cli.targets import STANDARD_OUTPUT
from ipsxml.errors import MissingExtra, TargetError
from ipsxml.printable_text import printable
from ipsxml.reading import Outcome
from ipsxml.reading.read_all import number_of_sources
from ipsxml.reading.render.report_text import render_counts, render_text
from ipsxml.tables import TABLES, TableName
from ipsxml.whole_files import TEMPORARY_FILES, whole_file

if TYPE_CHECKING:
    from ipsxml.tables.record_batches import NamedBatch
    from ipsxml.tables.table_files import Format

_FORMS: dict[str, "Format"] = {
    ".parquet": "parquet",
    ".csv": "csv",
    ".arrow": "arrow",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_TEXT_FORMS = ("jsonl", "csv")


@click.command("table")
@click.argument("sources", type=FILE, metavar="SOURCE...", nargs=-1, required=True, callback=read_once)
@click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="DIR|FILE",
    help="The directory of the six tables, or with --rows a file.",
)
@click.option("--rows", type=click.Choice(list(TABLES)), help="Write this table only.")
@click.option(
    "--to",
    type=click.Choice(["parquet", "csv", "arrow", "jsonl"]),
    help="With --rows: the form; by default that of -o, else jsonl.",
)
@click.option("--latest", is_flag=True, help="With --rows jobs: a row a job, of its newest capture.")
@every_capture_option
@include_option
@exclude_option
@jobs_option
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Have a Dask cluster do it: the address of its scheduler, or local for a process a core.",
)
@click.option(
    "--force", is_flag=True, help="Overwrite files that exist; with --cluster remove tables of other sources."
)
@click.pass_context
def table_command(
    ctx: click.Context,
    sources: tuple[str, ...],
    output: str | None,
    rows: TableName | None,
    to: "Format | None",
    latest: bool,
    every_capture: bool,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    jobs: int,
    cluster: str | None,
    force: bool,
) -> None:
    """Write flat tables of captures: Parquet files that pandas, Polars, DuckDB and Spark read.

    A SOURCE is what `ipsxml validate` takes. The directory of -o gets six files:
    documents.parquet (every capture, with its verdict and first error), jobs.parquet,
    tasks.parquet, items.parquet, logs.parquet and entries.parquet (what logs say). The column
    `document` joins them. With --rows one table goes to the file of -o, in the form that its
    name ends with (.parquet, .csv, .arrow or .jsonl), or to standard output.

    What is not valid is a row of documents with its reason, and of no other table. Files appear
    whole or not at all, documents.parquet last.

    With --cluster sources and DIR may be URLs (s3://bucket/polls), each table is a directory of
    files, and a run that was broken off goes on where it ended.

    \b
    Exit status:
      0  all are valid
      1  some are invalid; the tables have the others
      2  a source could not be read, a target not written, or the command
         line is wrong

    \b
    Examples:
      ipsxml table captures/ -o tables/
      ipsxml table captures/ --rows jobs -o jobs.csv
      ipsxml table polls.har --rows jobs --latest
      ipsxml table captures/ --rows documents --to csv
      ipsxml table s3://bucket/polls -o s3://bucket/tables --cluster local
    """
    output = None if output in STANDARD_OUTPUT else output
    if cluster is not None:
        from ipsxml.cli.table_on_cluster import write_on_cluster  # with libraries that only some install

        if output is None or rows or to or latest or jobs != 1:
            raise click.UsageError("--cluster goes with -o, and not with --rows, --to, --latest and --jobs")
        ctx.exit(write_on_cluster(cluster, sources, output, every_capture, include, exclude, force))
    _check_no_url(*sources, output or "")
    form = _form(output, rows, to)
    if latest and rows != "jobs":
        raise click.UsageError("--latest goes with --rows jobs")
    _check_target(output, sources)
    try:
        from ipsxml.tables import batches_in  # with a library that only some install
    except MissingExtra as error:
        raise click.UsageError(str(error)) from None
    total = partial(number_of_sources, sources, include, exclude)
    with counting(total if output is not None else None) as (count, _):
        seen = _Seen(count, is_telling=rows not in (None, "documents"))
        batches = batches_in(
            sources,
            list(TABLES) if rows is None else [rows],
            every_capture=every_capture,
            include=include,
            exclude=(*exclude, TEMPORARY_FILES),
            jobs=jobs,
            seen=seen.take,
        )
        if rows is None:
            assert output is not None
            written = _write_all(batches, output, force=force)
        else:
            written = {rows: _write_one(batches, rows, output, form, latest=latest, force=force)}
    say(render_counts(seen.verdicts))
    say("rows: " + ", ".join(f"{name} {number:,}" for name, number in written.items()))
    ctx.exit(2 if seen.verdicts["unreadable"] else 1 if seen.verdicts["invalid"] else 0)


def _form(output: str | None, rows: TableName | None, to: "Format | None") -> "Format":
    """The form of the one table; raises ``click.UsageError`` where target, rows and form do not agree."""
    ending = os.path.splitext(output or "")[1].lower()
    if rows is None:
        if output is None:
            raise click.UsageError("six tables need -o with a directory; --rows writes one of them")
        if to or (ending in _FORMS and not os.path.isdir(output)):
            raise click.UsageError(f"a file holds one table: --rows says which ({', '.join(TABLES)})")
        return "parquet"
    if output is None:
        if to not in (None, *_TEXT_FORMS):
            raise click.UsageError(f"{to} needs -o with a file; to standard output goes jsonl or csv")
        return to or "jsonl"
    if to is None and ending not in _FORMS:
        raise click.UsageError(
            f"the name of a table's file ends with {', '.join(_FORMS)}; {printable(output)} does not"
        )
    return to or _FORMS[ending]


def _check_no_url(*places: str) -> None:
    from ipsxml.cluster.file_systems import is_url, without_credentials

    url = next((place for place in places if is_url(place) and not os.path.exists(place)), None)
    if url is not None:
        raise click.UsageError(
            f"{printable(without_credentials(url))} is a URL, which needs --cluster; "
            "with --cluster local this machine does it"
        )


def _check_target(output: str | None, sources: Iterable[str]) -> None:
    """Raise ``TargetError`` for a target that is a source."""
    if output is None or os.path.isdir(output):
        return
    if os.path.realpath(output) in map(os.path.realpath, sources):
        raise TargetError(f"{output} is a source of this run, which is not overwritten")


class _Seen:
    """Counts captures by what came of them; what is not valid is said, if anything is."""

    def __init__(self, count: Callable[[str], None], *, is_telling: bool) -> None:
        self.verdicts: Counter[str] = Counter()
        self._count = count
        self._is_telling = is_telling

    def take(self, outcome: Outcome) -> None:
        """Count a capture."""
        self.verdicts[outcome.status] += 1
        self._count(outcome.source.removesuffix(outcome.place))
        if self._is_telling and outcome.status in ("invalid", "unreadable"):
            say(render_text(outcome))


def _write_all(batches: "Iterable[NamedBatch]", directory: str, *, force: bool) -> dict[TableName, int]:
    from ipsxml.tables import write_tables

    return write_tables(batches, directory, force=force)


def _write_one(
    batches: "Iterable[NamedBatch]",
    rows: TableName,
    output: str | None,
    form: "Format",
    *,
    latest: bool,
    force: bool,
) -> int:
    from ipsxml.tables import reader_of, write_table

    with _opened(output, force=force) as file:
        reader = reader_of(batches, rows, latest=latest)
        return write_table(reader, reader.schema, file, form)


def _opened(output: str | None, *, force: bool) -> AbstractContextManager[BinaryIO]:
    if output is None:
        return nullcontext(sys.stdout.buffer)
    return whole_file(output, force=force)

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
from ipsxml.cli.targets import STANDARD_OUTPUT, alternatives, replaced, source_kept
from ipsxml.errors import MissingExtra
from ipsxml.printable_text import printable
from ipsxml.reading import Outcome
from ipsxml.reading.read_all import number_of_sources
from ipsxml.reading.render.report_text import render_counts, render_text
from ipsxml.tables import TABLES, TableName
from ipsxml.whole_files import whole_file

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
    help="Directory for the six tables or, with --rows, a file.",
)
@click.option("--rows", type=click.Choice(list(TABLES)), help="Write only this table.")
@click.option(
    "--to",
    type=click.Choice(["parquet", "csv", "arrow", "jsonl"]),
    help="With --rows, the file format; by default, the one -o's name implies, or else jsonl.",
)
@click.option("--latest", is_flag=True, help="With --rows jobs, write only the newest row of each job.")
@every_capture_option
@include_option
@exclude_option
@jobs_option
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Run on a Dask cluster: the address of its scheduler, or local for one process per core.",
)
@click.option(
    "--force", is_flag=True, help="Overwrite existing files; with --cluster, remove tables of other sources."
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
    """Write captures as flat tables for pandas, Polars, DuckDB, and Spark.

    A SOURCE is anything that `ipsxml validate` accepts. The -o directory gets six Parquet files:
    documents (every capture, with its verdict and first error), jobs, tasks, items, logs, and
    entries (the entries of logs). Join them on the column `document`. With --rows, one table
    goes to the -o file, in the format that its name implies (.parquet, .csv, .arrow, or .jsonl),
    or to standard output.

    An invalid capture has a row with the reason in documents, and no rows in the other tables.
    Files are written completely or not at all, documents.parquet last.

    With --cluster, sources and DIR can be URLs (s3://bucket/polls), each table is a directory of
    files, and an interrupted run can be resumed.

    \b
    Exit status:
      0  all documents are valid
      1  some documents are invalid; the tables contain the others
      2  a source could not be read, an output could not be written, or the
         command line is wrong

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
        from ipsxml.cli.table_on_cluster import write_on_cluster  # needs the libraries of an extra

        if output is None or rows or to or latest or jobs != 1:
            raise click.UsageError(
                "--cluster needs -o, and cannot be combined with --rows, --to, --latest, or --jobs"
            )
        ctx.exit(write_on_cluster(cluster, sources, output, every_capture, include, exclude, force))
    _check_no_url(*sources, output or "")
    form = _form(output, rows, to)
    if latest and rows != "jobs":
        raise click.UsageError("--latest needs --rows jobs")
    _check_target(output, sources)
    try:
        from ipsxml.tables import batches_in  # needs the library of an extra
    except MissingExtra as error:
        raise click.UsageError(str(error)) from None
    total = partial(number_of_sources, sources, include, exclude)
    with counting(total if output is not None else None) as (count, _):
        seen = _Seen(count, reports_invalid=rows not in (None, "documents"))
        batches = batches_in(
            sources,
            list(TABLES) if rows is None else [rows],
            every_capture=every_capture,
            include=include,
            exclude=exclude,
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
    """The file format of the table; raises ``click.UsageError`` if the options do not fit together."""
    ending = os.path.splitext(output or "")[1].lower()
    if rows is None:
        if output is None:
            raise click.UsageError("the six tables need -o with a directory; --rows selects a single table")
        if to or (ending in _FORMS and not os.path.isdir(output)):
            raise click.UsageError(f"a file needs --rows to select its table ({', '.join(TABLES)})")
        return "parquet"
    if output is None:
        if to not in (None, *_TEXT_FORMS):
            raise click.UsageError(f"{to} needs -o with a file; standard output takes only jsonl or csv")
        return to or "jsonl"
    if to is None and ending not in _FORMS:
        raise click.UsageError(
            f"{printable(output)} must end with {alternatives(_FORMS)}; otherwise, use --to"
        )
    return to or _FORMS[ending]


def _check_no_url(*places: str) -> None:
    from ipsxml.cluster.file_systems import is_url, without_credentials

    url = next((place for place in places if is_url(place) and not os.path.exists(place)), None)
    if url is not None:
        raise click.UsageError(
            f"{printable(without_credentials(url))} is a URL, which needs --cluster; "
            "use --cluster local to run on this machine"
        )


def _check_target(output: str | None, sources: Iterable[str]) -> None:
    """Raise ``TargetError`` if the target is one of the sources."""
    if output is None or os.path.isdir(output):
        return
    if replaced(output) in map(os.path.realpath, sources):
        raise source_kept(output)


class _Seen:
    """Counts captures by their verdict, and reports unreadable ones and, if wanted, invalid ones."""

    def __init__(self, count: Callable[[str], None], *, reports_invalid: bool) -> None:
        self.verdicts: Counter[str] = Counter()
        self._count = count
        self._reported = {"unreadable", "invalid"} if reports_invalid else {"unreadable"}

    def take(self, outcome: Outcome) -> None:
        """Count a capture."""
        self.verdicts[outcome.status] += 1
        self._count(outcome.source.removesuffix(outcome.place))
        if outcome.status in self._reported:
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

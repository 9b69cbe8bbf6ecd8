"""Sources read by several processes give the same results as with one process."""

import json
import multiprocessing
import os
import signal
import zipfile
from collections.abc import Sequence
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from click.testing import CliRunner
from pyarrow import parquet

import ipsxml
from ipsxml import converted_lines, worker_processes
from ipsxml.capture import Capture
from ipsxml.capture.container_parts import Part, captures_in_part, parts_of
from ipsxml.cli import main
from ipsxml.reading import chunks, read_all
from ipsxml.reading.chunks import SourcesRead
from ipsxml.reading.door import read
from ipsxml.reading.question import Question, Reading
from ipsxml.reading.read_all import FoundSource, found_sources
from ipsxml.tables import TABLES, write_table
from ipsxml.tables.table_files import Format

GOOD = ["2010-01-31.xml", "2013-02-15.xml", "fault.xml"]

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="needs forked processes, which inherit monkeypatched values"
)


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of a few kilobytes, so that small sources have several."""
    monkeypatch.setattr(chunks, "_MOST_BYTES", 20_000)
    monkeypatch.setattr(chunks, "_MOST_SOURCES", 7)


@pytest.fixture
def archive(tmp_path: Path, fixtures: Path) -> Path:
    """A zip archive of all fixtures, with a picture and a directory."""
    path = tmp_path / "fixtures.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.mkdir("empty")
        made.writestr("picture.png", b"\x89PNG\r\n\x1a\n")
        for source in sorted(fixtures.rglob("*.*")):
            made.write(source, source.relative_to(fixtures))
    return path


@pytest.fixture
def lines(tmp_path: Path, fixtures: Path) -> Path:
    """JSON lines, including blank lines and one that is not a document."""
    path = tmp_path / "lines.jsonl"
    document = ipsxml.to_json(fixtures / "get_active_jobs.xml")
    path.write_bytes(b"\n".join([document, b"", document, b'{"@apiVersion": "x"}', *[document, b" "] * 30]))
    return path


def both(sources: Sequence[str | Path], **options: Any) -> tuple[list[ipsxml.Outcome], list[ipsxml.Outcome]]:
    one, several = (list(ipsxml.validate_all(sources, jobs=jobs, **options)) for jobs in (1, 3))
    return one, several


@pytest.mark.usefixtures("small_chunks", "in_checkout")
def test_outcomes_are_the_same_in_the_same_order(archive: Path, lines: Path, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    with zipfile.ZipFile(tmp_path / "pages" / "pages.zip", "w") as pages:
        for number in range(50):
            pages.writestr(f"{number}.html", b"<!DOCTYPE html><html>" + os.urandom(2000).hex().encode())
    sources: list[str | Path] = [
        "fixtures",
        archive,
        lines,
        "no/such.xml",
        tmp_path / "pages",
        tmp_path / "pages" / "pages.zip",
    ]

    one, several = both(sources, strict=True)

    assert several == one
    assert {outcome.status for outcome in one} == {"valid", "invalid", "unreadable", "skipped"}
    assert len(one) > 200
    assert one[-1].unreadable == "a zip archive without a job document: 50 captures: 50 HTML pages"


@pytest.mark.usefixtures("in_checkout")
def test_sources_that_a_worker_has_no_time_for_are_left_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "_GROWTH", 1)
    monkeypatch.setattr(chunks, "_MOST_SECONDS", 0)
    monkeypatch.setattr(worker_processes, "_context", lambda: multiprocessing.get_context("fork"))

    one, several = both(["fixtures", "no/such.xml", "fixtures"])

    assert several == one
    found = SourcesRead(tuple(FoundSource(f"fixtures/good/{name}", is_named=True) for name in GOOD))
    assert len(list(found.read(Question(), every_capture=False))) == 1
    assert [
        source.path for chunk in found.left for source in chunk.sources if isinstance(source, FoundSource)
    ] == [f"fixtures/good/{name}" for name in GOOD[1:]]


def test_the_first_chunks_are_small_and_only_large_sources_have_parts(
    tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "_MOST_BYTES", 20_000)
    for number in range(100):
        (tmp_path / f"{number:03}.xml").write_bytes(b"<a/>" * 10_000)

    made = list(chunks.chunks_of(found_sources([tmp_path])))

    sizes = [len(chunk.sources) for chunk in made if chunk.part is None]
    assert sizes[:8] == [1] * 8
    assert sizes == sorted(sizes[:-1]) + sizes[-1:]
    assert sum(sizes) == 100
    [*others, last] = [chunk for chunk in made if chunk.part is not None]
    assert len(others) > 2
    assert [chunk.ended for chunk in others] == [None] * len(others)
    assert last.ended == FoundSource(str(archive), is_named=False)


@pytest.mark.usefixtures("small_chunks", "in_checkout")
def test_options_reach_the_worker_processes(archive: Path) -> None:
    one, several = both(
        ["fixtures", archive], api="2013-02-15", max_issues=1, ignore=["unlisted-value"], exclude=["history"]
    )

    assert several == one


def test_the_parts_of_a_container_have_its_captures(archive: Path, lines: Path) -> None:
    for path in (archive, lines):
        parts = list(parts_of(str(path), 10_000) or ())
        whole = [(str(each.origin), each.container) for each in ipsxml.captures(path)]

        found = [(str(each.origin), each.container) for part in parts for each in captures_in_part(part)]

        assert len(parts) > 3
        assert found == whole
        assert [part.is_last for part in parts] == [False] * (len(parts) - 1) + [True]


def test_parts_can_be_halved_down_to_a_single_capture(archive: Path, lines: Path) -> None:
    for path in (archive, lines):
        pending = list(parts_of(str(path), 10_000) or ())
        single: list[Part] = []
        while pending:
            part = pending.pop(0)
            halves = part.halves()
            pending[:0] = halves or ()
            single += [] if halves else [part]

        found = [[str(each.origin) for each in captures_in_part(part)] for part in single]

        assert list(chain(*found)) == [str(each.origin) for each in ipsxml.captures(path)]
        # A HAR export with 19 captures is a single file of the archive.
        assert max(map(len, found)) <= (19 if path == archive else 1)
        assert [part.is_last for part in single] == [False] * (len(single) - 1) + [True]


def test_lines_longer_than_a_part_are_read_unchanged(lines: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = b'{"@apiVersion": "2010-01-31", "stopJobReturn": {}' + b" " * 50_000 + b"}"
    lines.write_bytes(b"\n".join([*lines.read_bytes().splitlines(), long, b"", long, long]))
    monkeypatch.setattr("ipsxml.capture.container_parts._BLOCK", 700)

    found = [
        str(each.origin) for part in parts_of(str(lines), 9_000) or () for each in captures_in_part(part)
    ]

    assert found == [str(each.origin) for each in ipsxml.captures(lines)]


def test_a_small_source_or_another_container_has_no_parts(tmp_path: Path, fixtures: Path) -> None:
    one = tmp_path / "one.jsonl"
    one.write_bytes(json.dumps({"@apiVersion": "2010-01-31", "stopJobReturn": {}}).encode() + b"\n")

    sources = [one, fixtures / "get_active_jobs.xml", fixtures / "history/session.har", tmp_path / "missing"]

    assert [parts_of(str(source), 100) for source in sources] == [None] * 4


def test_an_archive_near_the_limits_is_read_in_one_piece(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ipsxml.capture.container_parts.MAX_UNPACKED", 100_000)

    assert parts_of(str(archive), 10_000) is None


# Another test's thread may still be alive: only forked processes inherit what is patched here.
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.usefixtures("small_chunks", "in_checkout")
def test_a_capture_that_kills_worker_processes_is_named(
    archive: Path, lines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deadly(capture: Capture, question: Question) -> Reading:
        if str(capture.origin).endswith(("good/2010-01-31.xml", ":5", "poll-07.http")):
            os.kill(os.getpid(), signal.SIGKILL)
        return read(capture, question)

    before = list(ipsxml.validate_all(["fixtures/good", archive, lines, "fixtures/history/polls"]))
    monkeypatch.setattr(worker_processes, "_context", lambda: multiprocessing.get_context("fork"))
    monkeypatch.setattr(read_all, "read", deadly)
    monkeypatch.setattr("ipsxml.reading.skipping.read", deadly)

    after = list(ipsxml.validate_all(["fixtures/good", archive, lines, "fixtures/history/polls"], jobs=2))

    killers = [
        "fixtures/good/2010-01-31.xml",
        f"{archive}!good/2010-01-31.xml",
        f"{archive}!history/polls/poll-07.http",
    ]
    killers += [f"{lines}:5", "fixtures/history/polls/poll-07.http"]
    unreadable = [outcome for outcome in after if outcome.unreadable]
    assert [outcome.source for outcome in unreadable] == killers
    assert {outcome.unreadable for outcome in unreadable} == {
        "cannot be read: worker processes died reading it, possibly because they ran out of memory"
    }
    assert [each for each in after if each not in unreadable] == [
        each for each in before if each.source not in killers
    ]


@pytest.mark.usefixtures("in_checkout")
@pytest.mark.parametrize("command", [["validate"], ["convert", "--to", "jsonl"], ["table", "--rows", "jobs"]])
def test_standard_input_is_a_source_for_several_processes_too(command: list[str]) -> None:
    document = Path("fixtures/get_active_jobs.xml").read_bytes()
    sources = ["fixtures/good/fault.xml", "-", "fixtures/diff"]

    one, several = (
        CliRunner().invoke(main, [*command, "--jobs", jobs, *sources], input=document) for jobs in ("1", "2")
    )

    assert (several.stdout, several.exit_code) == (one.stdout, one.exit_code)
    assert several.stdout.count("Running") + several.stdout.count("-: valid") > 0


@pytest.mark.usefixtures("in_checkout")
def test_converting_in_several_processes_gives_the_same_files(tmp_path: Path) -> None:
    results = [
        CliRunner().invoke(main, ["convert", "fixtures", "--jobs", jobs, "-o", str(tmp_path / jobs)])
        for jobs in ("1", "2")
    ]

    one, two = (
        {
            path.relative_to(tmp_path / jobs): path.read_bytes()
            for path in (tmp_path / jobs).rglob("*.*")
            if path.is_file()
        }
        for jobs in ("1", "2")
    )
    assert one == two
    assert len(one) > 60
    assert results[0].exit_code == results[1].exit_code
    assert results[0].stderr == results[1].stderr.replace(str(tmp_path / "2"), str(tmp_path / "1"))


@pytest.mark.usefixtures("in_checkout")
def test_converting_to_json_lines_in_several_processes_gives_the_same_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converted_lines, "_MOST_BYTES", 10_000)
    one, two = (
        CliRunner().invoke(
            main, ["convert", "fixtures", "--jobs", jobs, "-o", str(tmp_path / f"{jobs}.jsonl")]
        )
        for jobs in ("1", "2")
    )

    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()
    assert (one.exit_code, one.stderr) == (two.exit_code, two.stderr)
    assert "warning" in one.stderr
    assert "invalid" in one.stderr
    assert sorted(os.listdir(tmp_path)) == ["1.jsonl", "2.jsonl"]


@pytest.mark.usefixtures("small_chunks", "in_checkout")
def test_tables_by_several_processes_equal_those_by_one(archive: Path, lines: Path) -> None:
    for rows in TABLES:
        one, several = (
            ipsxml.table(["fixtures", archive, lines], rows=rows, jobs=jobs).read_all() for jobs in (1, 3)
        )
        assert several.equals(one)
        assert one.num_rows > 0


@pytest.mark.usefixtures("in_checkout")
def test_the_command_writes_the_same_tables_with_several_processes(tmp_path: Path) -> None:
    messages = [
        CliRunner().invoke(main, ["table", "fixtures", "--jobs", jobs, "-o", str(tmp_path / jobs)]).stderr
        for jobs in ("1", "2")
    ]

    assert messages[0] == messages[1]
    for path in (tmp_path / "1").iterdir():
        assert path.read_bytes() == (tmp_path / "2" / path.name).read_bytes()
        assert parquet.read_table(path).num_rows > 0


def test_files_depend_on_the_rows_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipsxml.tables.table_files._ROWS", 100)
    table = pa.table({"number": range(1017), "text": [str(number % 7) for number in range(1017)]})

    def written(form: Format, rows: int) -> BytesIO:
        file = BytesIO()
        assert write_table(table.to_batches(max_chunksize=rows), table.schema, file, form) == 1017
        return file

    lengths = [100] * 10 + [17]
    for rows in (1, 99, 100, 350, 2000):
        arrow = pa.ipc.open_file(written("arrow", rows))
        assert [arrow.get_batch(n).num_rows for n in range(arrow.num_record_batches)] == lengths
        assert arrow.read_all().equals(table)
        file = written("parquet", rows)
        assert file.getvalue() == written("parquet", 1017).getvalue()
        groups = parquet.ParquetFile(file).metadata
        assert [groups.row_group(n).num_rows for n in range(groups.num_row_groups)] == lengths
        assert parquet.read_table(file).equals(table)

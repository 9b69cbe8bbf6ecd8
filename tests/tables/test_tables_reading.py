"""Reading sources with ``ipsxml.table``, and its reader in pandas, Polars, and DuckDB."""

import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from har_exports import ANSWER, PAGE, entry, har
from table_rows import active_job, response

import ipsxml
from ipsxml.tables import TABLES, columns_of, record_batches
from ipsxml.tables.arrow_columns import schema_of

pytestmark = pytest.mark.usefixtures("in_checkout")


def rows_of(*sources: str | Path, rows: Any = "jobs", **options: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ipsxml.table(sources, rows=rows, **options).read_all().to_pylist()
    return found


def states(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {row["job_handle"].split("|")[3]: row["state"] for row in rows}


def polled(*answers: tuple[str, str]) -> bytes:
    """A HAR export of polls: the time of each poll, and of the job's last progress."""
    entries = []
    for number, (when, progressed) in enumerate(answers):
        answer = response(active_job(progress=str(number), lastProgressUpdate=progressed)).decode()
        entries.append({**entry(answer), "startedDateTime": when})
    return har(*entries)


def test_each_capture_has_a_row_in_documents(tmp_path: Path) -> None:
    path = tmp_path / "a.har"
    path.write_bytes(har(entry(), entry("<a>", asked=ANSWER), entry(PAGE, url="https://example.com/")))

    found = rows_of(path, tmp_path / "missing.xml", "fixtures/bad/fault.xml", rows="documents")

    assert [(Path(row["source"]).name, row["place"], row["verdict"], row["code"]) for row in found] == [
        ("a.har", "#entries[0].response", "valid", None),
        ("a.har", "#entries[1].request", "valid", None),
        ("a.har", "#entries[1].response", "invalid", "not-well-formed"),
        ("a.har", "#entries[2].response", "skipped", None),
        ("missing.xml", "", "unreadable", "unreadable"),
        ("fault.xml", "", "invalid", "bad-value"),
    ]
    assert [row["message"] for row in found[3:5]] == [
        "HTML page",
        "cannot be read: No such file or directory",
    ]
    assert found[0]["captured_at_text"] == "2013-03-04T09:30:00.123456-08:00"


def test_captures_with_the_same_name_in_an_archive_have_different_keys(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        for _ in range(3):
            archive.writestr("a.xml", response(active_job()))
    (tmp_path / "a.zip").write_bytes(content.getvalue())

    keys = [row["document"] for row in rows_of(tmp_path / "a.zip", rows="documents")]

    assert keys == [f"{tmp_path}/a.zip!a.xml{number}" for number in ("", " (2)", " (3)")]
    assert [row["document"] for row in rows_of(tmp_path / "a.zip")] == keys


def test_a_source_given_twice_is_read_once() -> None:
    path = "fixtures/get_active_jobs.xml"

    assert rows_of(path, Path(path)) == rows_of(path)


@pytest.mark.skipif(sys.platform != "linux", reason="file names are arbitrary bytes only on Linux")
def test_a_file_name_not_in_utf_8_is_escaped(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.xml"
    with open(name, "wb") as file:
        file.write(response(active_job()))

    assert [row["document"] for row in rows_of(tmp_path)] == [f"{tmp_path}/\\udcff.xml"]
    assert [row["document"] for row in rows_of(os.fsdecode(name), rows="documents")] == [
        f"{tmp_path}/\\udcff.xml"
    ]


def test_patterns_select_captures() -> None:
    found = rows_of("fixtures", rows="documents", include=["diff/*"], exclude=["later.xml", "*.json"])

    assert [row["document"] for row in found] == ["fixtures/diff/after.xml", "fixtures/diff/before.xml"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rows": "job"}, "unknown table 'job'; expected one of documents, jobs"),
        ({"rows": "logs", "latest": True}, "latest requires rows='jobs'"),
    ],
)
def test_invalid_options_are_rejected(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ipsxml.table(["fixtures"], **options)


def test_nothing_is_read_before_it_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    reader = ipsxml.table([path])

    path.write_bytes(response(active_job()))

    assert reader.read_all().num_rows == 1


def test_batches_have_the_configured_number_of_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_batches, "_ROWS_HELD", 4)
    sources = sorted(Path("fixtures/diff").glob("*.xml"))

    batches = list(ipsxml.table(sources))

    assert len(batches) > 1
    assert [row for batch in batches for row in batch.to_pylist()] == rows_of(*sources)


def test_the_latest_row_of_a_job_has_its_last_progress() -> None:
    before, after, later = (f"fixtures/diff/{name}.xml" for name in ("before", "after", "later"))

    found = rows_of(later, after, before, latest=True)

    assert states(found) == {
        "winter-catalogue_2013-03-04-09:30:00.000": "Done",
        "weekly-publish_2013-03-04-09:31:00.000": "Running",
        "price-list_2013-03-04-09:12:00.000": "Done",
        "old-scan_2013-03-04-08:00:00.000": "Stopping",
        "夜間アップロード_2013-03-04-09:20:00.000": "Running",
        "evening-upload_2013-03-04-09:31:10.000": "Running",
    }
    assert [row["document"] for row in found if row["job_handle"].endswith("5005")] == [
        before
    ]  # same time: the last one wins


@pytest.mark.parametrize("slack", [0, 20_000])
def test_a_later_capture_wins_over_later_progress(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slack: int
) -> None:
    monkeypatch.setattr("ipsxml.tables.latest_jobs._SLACK", slack)
    monkeypatch.setattr(record_batches, "_ROWS_HELD", 1)
    path = tmp_path / "a.har"
    path.write_bytes(
        polled(
            ("2013-03-04T10:00:00Z", "2013-03-04T09:59:00Z"),
            ("2013-03-04T10:03:00+01:00", "2013-03-04T11:00:00Z"),
            ("2013-03-04T10:02:00Z", "2013-03-04T09:00:00Z"),
            ("2013-03-04T10:01:00Z", "2013-03-04T10:01:00Z"),
        )
    )
    plain = tmp_path / "later.xml"
    plain.write_bytes(response(active_job(progress="9", lastProgressUpdate="2014-03-04T09:00:00Z")))

    [row] = rows_of(path, plain, latest=True)

    assert (row["progress"], row["captured_at"]) == (2, datetime.fromisoformat("2013-03-04T10:02:00Z"))


def test_latest_works_without_any_jobs() -> None:
    assert rows_of("fixtures/bad/fault.xml", latest=True) == []


@pytest.mark.parametrize("name", TABLES)
def test_duckdb_polars_and_pandas_accept_a_reader(name: Any) -> None:
    import duckdb
    import polars

    expected = rows_of("fixtures", rows=name)
    reader = ipsxml.table(["fixtures"], rows=name)
    assert polars.DataFrame(reader).to_dicts() == expected
    reader = ipsxml.table(["fixtures"], rows=name)
    found = duckdb.sql("FROM reader")
    assert found is not None
    assert found.to_arrow_table().to_pylist() == expected
    frame = ipsxml.table(["fixtures"], rows=name).read_pandas()
    assert (list(frame.columns), len(frame)) == ([column.name for column in columns_of(name)], len(expected))


def test_without_pyarrow_the_error_names_the_extra() -> None:
    program = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "import ipsxml\n"
        "try: ipsxml.table\n"
        "except ImportError as error: print(error)\n"
    )
    result = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )

    assert result.stdout == "a table needs pyarrow: pip install 'ipsxml[table]'\n"


def test_columns_and_their_types_are_documented() -> None:
    page = Path("docs/tables.md").read_text("utf-8")
    documented = {}
    for section in page.split("\n### ")[1:]:
        rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
        documented[section.split("`")[1]] = [tuple(cell.strip() for cell in row) for row in rows]

    assert documented == {
        name: [
            (f"`{column.name}`", str(schema_of(name).field(column.name).type), column.meaning)
            for column in columns_of(name)
        ]
        for name in TABLES
    }


def test_json_lines_are_read_as_captures_and_not_as_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    document = json.loads(ipsxml.to_json(response(active_job())))
    path.write_text("\n".join(json.dumps(document) for _ in range(2)), "utf-8")

    assert [row["document"] for row in rows_of(path)] == [f"{path}:1", f"{path}:2"]

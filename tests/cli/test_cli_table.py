import io
import json
import shutil
import stat
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result

import ipsxml
from ipsxml.cli import main
from ipsxml.tables import TABLES

RESPONSE = "fixtures/get_active_jobs.xml"
BAD = "fixtures/bad/fault.xml"
FILES = [f"{name}.parquet" for name in sorted(TABLES)]

pytestmark = pytest.mark.usefixtures("in_checkout")


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["table", *map(str, arguments)], input=stdin)


def read(path: Path) -> pa.Table:
    return pyarrow.parquet.read_table(path)


def names_in(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def test_six_tables_are_written_to_a_directory(tmp_path: Path) -> None:
    target = tmp_path / "out"

    result = run("fixtures/good", "fixtures/diff", "-o", target)

    assert names_in(target) == FILES
    for name in TABLES:
        expected = ipsxml.table(["fixtures/good", "fixtures/diff"], rows=name).read_all()
        assert read(target / f"{name}.parquet") == expected
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "19 sources: 18 valid, 1 invalid\nrows: documents 19, jobs 24, tasks 9, items 10, logs 2, entries 3\n"
    )


@pytest.mark.parametrize(
    ("sources", "status"), [([RESPONSE], 0), ([RESPONSE, BAD], 1), ([RESPONSE, BAD, "missing.xml"], 2)]
)
def test_the_exit_status_is_that_of_the_worst_verdict(
    tmp_path: Path, sources: list[str], status: int
) -> None:
    result = run(*sources, "-o", tmp_path / "out")

    documents = read(tmp_path / "out/documents.parquet")
    assert (result.exit_code, documents.column("source").to_pylist()) == (status, sources)


@pytest.mark.parametrize("ending", ["parquet", "csv", "arrow", "jsonl", "ndjson"])
def test_a_table_is_written_in_the_format_of_the_file_name(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"jobs.{ending}"

    result = run("fixtures/diff/before.xml", "--rows", "jobs", "-o", path)

    expected = ipsxml.table(["fixtures/diff/before.xml"], rows="jobs").read_all()
    assert (result.exit_code, result.stderr) == (0, "1 source: 1 valid\nrows: jobs 5\n")
    if ending == "parquet":
        assert read(path) == expected
    elif ending == "arrow":
        with pa.ipc.open_file(path.read_bytes()) as file:
            assert file.read_all() == expected
    elif ending == "csv":
        types = dict(zip(expected.schema.names, expected.schema.types, strict=True))
        options = pyarrow.csv.ConvertOptions(
            column_types=types, strings_can_be_null=True, quoted_strings_can_be_null=False
        )
        assert pyarrow.csv.read_csv(path, convert_options=options) == expected
    else:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        assert [list(row) for row in rows] == [expected.schema.names] * 5
        assert [row["name"] for row in rows] == expected.column("name").to_pylist()
        assert (rows[0]["start_date"], rows[0]["start_date_text"]) == (
            "2013-03-04T08:30:00.120Z",
            "2013-03-04T09:30:00.120+01:00",
        )


@pytest.mark.parametrize("arguments", [[], ["-o", "-"], ["--to", "csv"]], ids=" ".join)
def test_one_table_goes_to_standard_output(arguments: list[str]) -> None:
    result = run("-", "--rows", "jobs", *arguments, stdin=Path(RESPONSE).read_bytes())

    if "csv" in arguments:
        states = pyarrow.csv.read_csv(io.BytesIO(result.stdout_bytes)).column("state").to_pylist()
    else:
        states = [json.loads(line)["state"] for line in result.stdout.splitlines()]
    assert (result.exit_code, states) == (0, ["Running", "WaitingCoordinator"])


def test_infinite_numbers_are_strings_in_json_lines() -> None:
    content = ipsxml.to_json("fixtures/good/2010-01-31.xml").replace(b'"progress":0.5', b'"progress":"INF"')

    lines = run("-", "--rows", "tasks", stdin=content).stdout.splitlines()

    assert "INF" in {json.loads(line)["progress"] for line in lines}


def test_latest_keeps_the_last_row_of_each_job() -> None:
    sources = [f"fixtures/diff/{name}.xml" for name in ("before", "after", "later")]

    result = run(*sources, "--rows", "jobs", "--latest")

    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert rows == [
        json.loads(line)
        for line in run(*sources, "--rows", "jobs").stdout.splitlines()
        if any(
            (row["document"], row["job"]) == (json.loads(line)["document"], json.loads(line)["job"])
            for row in rows
        )
    ]
    assert sorted(row["original_name"] for row in rows) == sorted({row["original_name"] for row in rows})


def test_invalid_documents_are_reported_if_no_table_lists_them(tmp_path: Path) -> None:
    jobs = run(RESPONSE, BAD, "missing.xml", "--rows", "jobs", "-o", tmp_path / "jobs.csv")
    documents = run(RESPONSE, BAD, "missing.xml", "--rows", "documents", "-o", tmp_path / "documents.csv")

    assert jobs.stderr.splitlines() == [
        f"{BAD}: invalid: a fault, authenticationFault without a code, SOAP 1.1: 1 error",
        "  line 9: error: 'many' is not a whole number from -2147483648 to 2147483647 [bad-value]",
        "    /Envelope/Body/Fault/detail/authenticationFault/code",
        "missing.xml: unreadable: cannot be read: No such file or directory",
        "3 sources: 1 valid, 1 invalid, 1 unreadable",
        "rows: jobs 2",
    ]
    assert documents.stderr.splitlines() == [*jobs.stderr.splitlines()[-3:-1], "rows: documents 3"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "the six tables need -o with a directory; --rows selects a single table"),
        (
            ["-o", "jobs.csv"],
            "a file needs --rows to select its table (documents, jobs, tasks, items, logs,",
        ),
        (["-o", "out", "--to", "csv"], "a file needs --rows to select its table"),
        (
            ["-o", "jobs.xls", "--rows", "jobs"],
            "jobs.xls must end with .parquet, .csv, .arrow, .jsonl, or .ndjson; otherwise, use --to",
        ),
        (
            ["-o", "jobs", "--rows", "jobs"],
            "jobs must end with .parquet, .csv, .arrow, .jsonl, or .ndjson; otherwise, use --to",
        ),
        (
            ["--rows", "jobs", "--to", "arrow"],
            "arrow needs -o with a file; standard output takes only jsonl or csv",
        ),
        (["--rows", "logs", "--latest"], "--latest needs --rows jobs"),
        (["-o", "out", "--latest"], "--latest needs --rows jobs"),
    ],
)
def test_a_command_line_without_a_clear_table_is_refused(arguments: list[str], message: str) -> None:
    result = run(RESPONSE, *arguments)

    assert (result.exit_code, message in " ".join(result.stderr.split())) == (2, True)


def test_existing_files_are_kept_without_force(tmp_path: Path) -> None:
    (tmp_path / "logs.parquet").write_text("precious", "utf-8")

    refused = run(RESPONSE, "-o", tmp_path)
    kept = names_in(tmp_path)
    forced = run(RESPONSE, "-o", tmp_path, "--force")

    assert (refused.exit_code, refused.stderr, kept) == (
        2,
        f"error: {tmp_path}/logs.parquet already exists; use --force to overwrite it\n",
        ["logs.parquet"],
    )
    assert (forced.exit_code, names_in(tmp_path), read(tmp_path / "logs.parquet").num_rows) == (0, FILES, 0)


def test_an_output_in_a_searched_directory_is_not_a_source(tmp_path: Path) -> None:
    shutil.copy(RESPONSE, tmp_path / "a.xml")

    result = run(tmp_path, "-o", tmp_path)

    assert (result.exit_code, read(tmp_path / "documents.parquet").column("source").to_pylist()) == (
        0,
        [str(tmp_path / "a.xml")],
    )


def test_a_source_is_never_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_bytes(ipsxml.to_json(RESPONSE) + b"\n")

    result = run(source, "--rows", "jobs", "-o", source, "--force")

    assert (result.exit_code, source.read_bytes()) == (2, ipsxml.to_json(RESPONSE) + b"\n")
    assert result.stderr == f"error: {source} is a source of this run and will not be overwritten\n"


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no POSIX permissions")
def test_the_documents_table_is_removed_first_and_written_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(RESPONSE, "-o", tmp_path)
    (tmp_path / "documents.parquet").chmod(0o600)
    seen: list[tuple[str, bool]] = []
    replace = ipsxml.whole_files.os.replace  # type: ignore[attr-defined]

    def replace_and_look(old: str, new: str) -> None:
        seen.append((Path(new).name, (tmp_path / "documents.parquet").exists()))
        replace(old, new)

    monkeypatch.setattr("ipsxml.whole_files.os.replace", replace_and_look)
    run(RESPONSE, "-o", tmp_path, "--force")

    order = [f"{name}.parquet" for name in reversed(TABLES)]
    assert seen == [(name, False) for name in order]
    assert stat.S_IMODE((tmp_path / "documents.parquet").stat().st_mode) == 0o600


def test_a_table_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "jobs.parquet").mkdir()

    result = run(RESPONSE, "-o", tmp_path, "--force")

    assert (result.exit_code, names_in(tmp_path)) == (2, ["jobs.parquet"])
    assert result.stderr == f"error: {tmp_path}/jobs.parquet is a directory, not a file\n"


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no limits on file sizes")
def test_no_table_appears_if_one_cannot_be_completed(tmp_path: Path) -> None:
    import resource

    run("fixtures/history", "-o", tmp_path / "complete")
    [*_, smaller, largest] = sorted(path.stat().st_size for path in (tmp_path / "complete").iterdir())
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, ((smaller + largest) // 2, before[1]))
    try:
        result = run("fixtures/history", "-o", tmp_path / "cut")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert (result.exit_code, names_in(tmp_path / "cut")) == (2, [])
    assert result.stderr.endswith(" cannot be written: File too large\n")


def test_a_missing_pyarrow_names_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in sys.modules if name.startswith(("ipsxml.tables.", "pyarrow"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    result = run(RESPONSE, "-o", tmp_path / "out")

    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        2,
        "Error: a table needs pyarrow: pip install 'ipsxml[table]'",
    )

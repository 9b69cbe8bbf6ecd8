"""``ipsxml table --cluster``."""

import sys
from pathlib import Path

import pyarrow.dataset
import pytest
from click.testing import CliRunner, Result

import ipsxml
from ipsxml.cli import main
from ipsxml.cluster import dask_driver
from ipsxml.tables import TABLES

pytestmark = pytest.mark.usefixtures("in_checkout")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["table", *map(str, arguments)])


@pytest.mark.slow
def test_local_processes_write_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_driver, "number_of_processes", lambda _jobs: 2)
    sources = ("fixtures/history", "fixtures/bad", "no/such.xml")

    result = run(*sources, "-o", tmp_path / "many", "--cluster", "local")
    other = run("fixtures/history", "-o", tmp_path / "many", "--cluster", "local")

    one = run(*sources, "-o", tmp_path / "one")
    assert (result.exit_code, one.exit_code) == (2, 2)
    assert result.output.splitlines() == one.output.splitlines()[-2:]
    for name in TABLES:
        expected = ipsxml.table(sources, rows=name).read_all().sort_by("document")
        found = pyarrow.dataset.dataset(tmp_path / "many" / name).to_table().sort_by("document")
        assert sorted(map(repr, found.to_pylist())) == sorted(map(repr, expected.to_pylist()))
    assert (other.exit_code, other.stderr.partition(" (")[0]) == (
        2,
        f"error: {tmp_path}/many contains tables of other or changed sources",
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["s3://bucket/polls", "-o", "tables"], "s3://bucket/polls is a URL, which needs --cluster"),
        (["fixtures", "-o", "sftp://me:word@host/tables"], "sftp://host/tables is a URL, which needs"),
        (
            ["fixtures", "--cluster", "local"],
            "--cluster needs -o, and cannot be combined with --rows, --to, --latest, or --jobs",
        ),
        (
            ["fixtures", "-o", "a", "--cluster", "local", "--rows", "jobs"],
            "--cluster needs -o, and cannot be combined with --rows, --to, --latest, or --jobs",
        ),
        (
            ["fixtures", "-o", "a", "--cluster", "local", "--jobs", "2"],
            "--cluster needs -o, and cannot be combined with --rows, --to, --latest, or --jobs",
        ),
        (["fixtures", "-o", "a", "--cluster", "nonsense"], "nonsense is not a scheduler address"),
    ],
)
def test_unsupported_cluster_options_are_refused(arguments: list[str], message: str) -> None:
    result = run(*arguments)

    assert (result.exit_code, message in result.stderr) == (2, True)


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)

    result = run("fixtures", "-o", tmp_path, "--cluster", "local")

    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        2,
        "Error: a cluster needs distributed: pip install 'ipsxml[cluster]'",
    )

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import ipsxml
from ipsxml.cli import main

API = "2013-02-15"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["sample", "--api", API, *arguments])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_count_generates_documents_with_consecutive_seeds(tmp_path: Path) -> None:
    result = run("ActiveJob", "--count", "3", "--seed", "9", "--envelope", "1.1", "-o", str(tmp_path / "a"))

    assert (result.exit_code, result.output) == (0, "")
    assert contents(tmp_path / "a") == {
        f"ActiveJob-{seed:02}.xml": run("ActiveJob", "--seed", str(seed), "--envelope", "1.1").stdout_bytes
        for seed in (9, 10, 11)
    }


def test_count_can_generate_json_lines(tmp_path: Path) -> None:
    lines = run("ActiveJob", "--count", "3", "--format", "json").stdout_bytes
    result = run("ActiveJob", "--count", "3", "-o", str(tmp_path / "a.jsonl"))

    assert (result.exit_code, (tmp_path / "a.jsonl").read_bytes()) == (0, lines)
    assert lines.splitlines() == [
        ipsxml.to_json(ipsxml.sample("ActiveJob", api=API, seed=seed)) for seed in range(3)
    ]


def test_a_series_is_numbered_in_chronological_order(tmp_path: Path) -> None:
    run("--series", "12", "--jobs", "2", "--seed", "5", "--format", "json", "-o", str(tmp_path))

    polls = ipsxml.sample_series(12, api=API, jobs=2, seed=5)
    assert contents(tmp_path) == {
        f"poll-{number:02}.json": ipsxml.to_json(poll) + b"\n" for number, poll in enumerate(polls, 1)
    }


def test_a_series_can_be_followed(tmp_path: Path) -> None:
    run("getActiveJobsReturn", "--series", "6", "-o", str(tmp_path))

    followed = CliRunner().invoke(main, ["jobs", "--format", "json", str(tmp_path)])

    assert (followed.exit_code, len(json.loads(followed.stdout)["jobs"]) > 1) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--count", "2"], "Missing argument 'TYPE'"),
        (["ActiveJob", "--series", "2"], "--series generates getActiveJobsReturn, not ActiveJob"),
        (["ActiveJob", "--series", "2", "--count", "2"], "--count and --series cannot be combined"),
        (["ActiveJob", "--count", "2"], "several XML documents need -o with a directory"),
        (["ActiveJob", "--count", "2", "-o", "a.xml"], "several documents need -o with a directory"),
        (
            ["ActiveJob", "--count", "2", "-o", "a.jsonl", "--indent", "1"],
            "JSON lines cannot be combined with --indent",
        ),
        (
            ["ActiveJob", "--count", "2", "-o", "a.jsonl", "--format", "xml"],
            "only JSON can be written one per line",
        ),
        (["ActiveJo", "--count", "2", "-o", "a"], "did you mean ActiveJob?"),
    ],
)
def test_conflicting_options_are_a_usage_error(
    arguments: list[str], complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    result = run(*arguments)

    assert (result.exit_code, result.stdout, complaint in result.stderr) == (2, "", True)
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_kept_without_force(tmp_path: Path) -> None:
    (tmp_path / "ActiveJob-1.xml").write_text("mine", "utf-8")
    arguments = ("ActiveJob", "--count", "3", "-o", str(tmp_path))

    refused = run(*arguments)
    kept = (tmp_path / "ActiveJob-1.xml").read_text("utf-8")
    forced = run(*arguments, "--force")

    assert (refused.exit_code, kept, forced.exit_code) == (2, "mine", 0)
    assert (
        refused.stderr == f"error: {tmp_path}/ActiveJob-1.xml already exists; use --force to overwrite it\n"
    )
    assert (tmp_path / "ActiveJob-1.xml").read_bytes() == run("ActiveJob", "--seed", "1").stdout_bytes

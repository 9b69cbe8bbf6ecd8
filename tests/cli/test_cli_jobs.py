"""``ipsxml jobs`` from the shell."""

import json
import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ipsxml.cli import main

pytestmark = pytest.mark.usefixtures("in_checkout")
POLLS, SESSION = "fixtures/history/polls", "fixtures/history/session.har"
JOBS = [sys.executable, "-m", "ipsxml", "jobs"]


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["jobs", *arguments], input=stdin)


def names(result: Result) -> list[str]:
    return [line.split("_")[0] for line in result.stdout.splitlines()[1:] if "_2013" in line]


def test_a_single_capture_is_summarized() -> None:
    result = run("fixtures/get_active_jobs.xml")

    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 5)


def test_several_sources_are_combined_in_any_order() -> None:
    both = run(POLLS, SESSION)

    assert both.exit_code == 0
    assert run(SESSION, POLLS).output == both.output == run("fixtures/history").output


def test_standard_input_is_a_source() -> None:
    result = run("-", "--format", "json", stdin=Path("fixtures/get_active_jobs.xml").read_bytes())

    assert [job["state"] for job in json.loads(result.stdout)["jobs"]] == ["Running", "WaitingCoordinator"]


def test_jobs_are_sorted_and_filtered() -> None:
    longest_first = run(POLLS, "--sort", "took", "--reverse")
    late = run(POLLS, "--since", "10m", "--state", "vanished", "--include", "*.http", "--exclude", "poll-0*")

    assert names(longest_first)[:2] == ["price-list", "weekly-publish"]
    assert names(late) == ["夜間アップロード"]


def test_a_state_that_no_job_has_gets_a_warning() -> None:
    result = run(POLLS, "--state", "Runing")

    assert (result.exit_code, result.stderr) == (
        0,
        "warning: no job is in state Runing; the states are New, Running, done, vanished\n",
    )


def test_sources_without_jobs_set_the_exit_status(tmp_path: Path) -> None:
    fault, missing = run("fixtures/good/fault.xml"), run(str(tmp_path / "missing.xml"))

    assert (fault.exit_code, fault.stdout.splitlines()[0]) == (1, "0 jobs; 0 polls")
    assert (missing.exit_code, missing.stdout.splitlines()[1][:11]) == (2, "unreadable:")


def test_a_file_is_written_and_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "jobs.csv"

    first, second = (run(POLLS, "--format", "csv", "-o", str(target)) for _ in range(2))

    assert (first.exit_code, second.exit_code) == (0, 2)
    assert target.read_text("utf-8") == run(POLLS, "--format", "csv").stdout


def test_a_missing_command_is_a_usage_error() -> None:
    result = run("--watch", "no-such-program", "--", "-s")

    assert (result.exit_code, "command not found: 'no-such-program'" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--since", "yesterday"), "'yesterday' is not a time"),
        (("--every", "2"), "--every needs --watch"),
        (("--watch", SESSION), "--watch needs one directory, or a command with its arguments"),
        (("--format", "xml"), "'xml' is not one of"),
        (("--sort", "age"), "'age' is not one of"),
    ],
)
def test_a_wrong_command_line_is_a_usage_error(arguments: tuple[str, ...], message: str) -> None:
    result = run(POLLS, *arguments)

    assert (result.exit_code, message in result.stderr) == (2, True)


@pytest.mark.slow
def test_a_directory_is_watched_until_all_jobs_end(tmp_path: Path) -> None:
    directory = tmp_path / "polls"
    directory.mkdir()
    command = [*JOBS, "--watch", "--every", "0.1", str(directory)]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        assert process.stdout is not None
        for number in (1, 15, 16):
            shutil.copy(f"{POLLS}/poll-{number:02}.http", directory)
            line = process.stderr.readline() if number < 16 else ""
            assert "winter-catalogue" in line or number == 16
        directory.joinpath("poll-17.json").write_text(
            '{"@apiVersion": "2014-04-03", "getActiveJobsReturn": {"jobArray": []}}'
        )
        table, events = process.stdout.read(), process.stderr.read()

    assert process.returncode == 1
    assert "weekly-publish_2013-03-04-09:30:45.000: vanished at" in events
    assert "2 jobs: 1 done, 1 vanished; 4 polls" in table


@pytest.mark.slow
@pytest.mark.parametrize(("last", "status"), [("Done", 0), ("Failed", 1)])
def test_a_watched_command_has_its_failures_reported(tmp_path: Path, last: str, status: int) -> None:
    answers = [*(tmp_path / name for name in ("fails", "running", "ended"))]
    running = Path(POLLS, "poll-01.http").read_text("utf-8")
    answers[1].write_text(running, "utf-8")
    answers[2].write_text(running.replace("<state>Running<", f"<state>{last}<"), "utf-8")
    script = tmp_path / "poll.py"
    script.write_text(
        f"import os, sys; os.chdir({str(tmp_path)!r})\n"
        "name = next(name for name in ('fails', 'running', 'ended') if not os.path.exists(name + '.was'))\n"
        "open(name + '.was', 'w').close()\n"
        "sys.stdout.write(open(name).read()) if name != 'fails' else sys.exit('no network')\n"
    )

    done = subprocess.run(  # noqa: S603 - our own command
        [*JOBS, "--watch", "--every", "0.1", "--", sys.executable, str(script)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (done.returncode, done.stderr.splitlines()[-1][-len(last) :]) == (status, last.lower())
    assert "the command ended with status 1: no network" in done.stdout


@pytest.mark.slow
def test_the_table_on_a_terminal_survives_ctrl_c(tmp_path: Path) -> None:
    shutil.copy(f"{POLLS}/poll-01.http", tmp_path)
    parent, child = pty.openpty()
    environment = {**os.environ, "COLUMNS": "80", "TERM": "xterm"}
    command = [*JOBS, "--watch", "--every", "0.1", str(tmp_path)]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=child, stderr=child, env=environment
    ) as process:
        os.close(child)
        seen = _read_until(parent, b"winter-catalogue")
        process.send_signal(2)
        seen += _read_until(parent, b"interrupted")

    os.close(parent)
    assert process.returncode == 130
    assert b"1 job: 1 Running; 1 poll" in seen


def _read_until(file: int, wanted: bytes) -> bytes:
    seen, end = b"", time.monotonic() + 30
    while wanted not in seen and time.monotonic() < end:
        if select.select([file], [], [], 0.2)[0]:
            try:
                seen += os.read(file, 65536)
            except OSError:  # the other side is closed
                break
    assert wanted in seen
    return seen

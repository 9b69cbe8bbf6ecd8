"""The steps of ``action.yml``, run in bash as GitHub's runner would run them."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
INSTALL, VALIDATE = [step for step in ACTION["runs"]["steps"] if "run" in step]
BAD_COMMAND = (
    "::error file=bad.xml,line=4,title=unsupported-payload::"
    "getCompanyInfoReturn is outside the job family%0Aat /Envelope/Body/getCompanyInfoReturn\n"
)
RunStep = Callable[..., "subprocess.CompletedProcess[str]"]
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


@pytest.fixture
def run_step(tmp_path: Path, fixtures: Path) -> RunStep:
    """Run a step in a repository with a good and a bad document; keywords are inputs of the action."""
    repository, temporary = tmp_path / "a repository", tmp_path / "temp"
    repository.mkdir()
    temporary.mkdir()
    shutil.copy(fixtures / "get_active_jobs.xml", repository / "good one.xml")
    shutil.copy(fixtures / "bad/other_operation.xml", repository / "bad.xml")
    (repository / "json.py").write_text("raise SystemExit('a module of the repository')", "utf-8")

    def run(step: dict[str, Any], **inputs: str) -> "subprocess.CompletedProcess[str]":
        values = {
            "steps.python.outputs.python-path": sys.executable,
            "github.action_path": str(ROOT),
            **{f"inputs.{name}": facts["default"] for name, facts in ACTION["inputs"].items()},
            **{f"inputs.{name}": value for name, value in inputs.items()},
        }
        given = {
            name: re.sub(r"\$\{\{ (.*?) }}", lambda found: values[found[1]], text)
            for name, text in step["env"].items()
        }
        surroundings = {**os.environ, "RUNNER_TEMP": str(temporary), **given}
        # The command of GitHub for `shell: bash`.
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        return subprocess.run(  # noqa: S603
            command, cwd=repository, env=surroundings, capture_output=True, text=True, check=False
        )

    return run


def test_issues_become_annotations(run_step: RunStep) -> None:
    result = run_step(VALIDATE)

    assert (result.returncode, result.stdout.replace("./", ""), result.stderr) == (1, BAD_COMMAND, "")


def test_inputs_are_split_into_one_source_per_line_and_options_by_words(run_step: RunStep) -> None:
    chosen = run_step(VALIDATE, sources="good one.xml\nbad.xml\n", options="--ignore-unsupported --strict")

    assert chosen.stdout == "::notice title=ipsxml validate::2 sources: 1 valid, 1 ignored\n"
    assert (chosen.returncode, chosen.stderr) == (0, "")


def test_output_goes_to_a_file_and_the_exit_status_is_kept(run_step: RunStep, tmp_path: Path) -> None:
    result = run_step(VALIDATE, sources="bad.xml", format="sarif", output="ipsxml.sarif")

    log = json.loads((tmp_path / "a repository/ipsxml.sarif").read_text("utf-8"))
    assert (result.returncode, result.stdout, result.stderr) == (1, "", "")
    assert [each["ruleId"] for each in log["runs"][0]["results"]] == ["unsupported-payload"]


@pytest.mark.parametrize("text", ["$(touch taken)", "`touch taken`", "; touch taken", '" ; touch taken; "'])
def test_an_input_is_never_code(run_step: RunStep, tmp_path: Path, text: str) -> None:
    for name in ("sources", "options", "format"):
        assert run_step(VALIDATE, **{name: text}).returncode == 2

    assert not (tmp_path / "a repository/taken").exists()


def test_no_script_contains_an_expression() -> None:
    assert [step["run"] for step in (INSTALL, VALIDATE) if "${{" in step["run"]] == []


@pytest.mark.slow
def test_the_installed_copy_is_the_one_that_runs(run_step: RunStep, tmp_path: Path) -> None:
    assert run_step(INSTALL).returncode == 0
    assert (tmp_path / "temp/ipsxml/ipsxml/schemas").is_dir()
    assert run_step(VALIDATE, sources="bad.xml").stdout == BAD_COMMAND

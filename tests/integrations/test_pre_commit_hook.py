"""The hook in ``.pre-commit-hooks.yaml``, read and run by pre-commit itself."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

RunHook = Callable[..., "subprocess.CompletedProcess[str]"]
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def run_hook(in_checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunHook:
    """Run the hook on files of a new repository, with the ipsxml under test."""
    hooks = yaml.safe_load((in_checkout / ".pre-commit-hooks.yaml").read_text("utf-8"))
    for hook in hooks:
        assert hook["language"] == "python"
        hook["language"] = "system"  # otherwise pre-commit installs the last commit of this checkout
    config = tmp_path / ".pre-commit-config.yaml"
    config.write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}), "utf-8")
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def run(**files: Path) -> "subprocess.CompletedProcess[str]":
        for name, path in files.items():
            shutil.copy(path, tmp_path / f"{name}.xml")
        (tmp_path / "pom.xml").write_text("<project/>", "utf-8")
        for command in (["git", "init", "--quiet", "."], ["git", "add", "."]):
            subprocess.run(command, check=True)  # noqa: S603
        command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--verbose", "--color=never"]
        return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603

    return run


def test_the_hook_passes_if_all_documents_are_valid_or_unsupported(run_hook: RunHook, fixtures: Path) -> None:
    result = run_hook(good=fixtures / "get_active_jobs.xml")

    assert (result.returncode, "2 sources: 1 valid, 1 ignored" in result.stdout) == (0, True)


def test_the_hook_fails_with_the_issues_of_an_invalid_document(run_hook: RunHook, fixtures: Path) -> None:
    result = run_hook(good=fixtures / "get_active_jobs.xml", bad=fixtures / "bad/2010-01-31.xml")

    assert result.returncode == 1
    assert "bad.xml: invalid: getActiveJobsReturn, 2010-01-31, SOAP 1.1: 2 errors\n" in result.stdout
    assert "good.xml" not in result.stdout


def test_pre_commit_accepts_the_file_of_hooks(in_checkout: Path) -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]

    assert subprocess.run(command, cwd=in_checkout, check=False).returncode == 0  # noqa: S603

"""Shell completion: through click's protocol and in a real bash."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ipsxml.contract import contract, versions
from ipsxml.issues import CODES

BASH = shutil.which("bash")
SLOW_IMPORTS = ("xmlschema", "rich", "aiohttp", "pytest")
COMMAND = f"""
import sys
from ipsxml.cli import main
try:
    main(prog_name="ipsxml")
finally:
    print(*[name for name in {SLOW_IMPORTS} if name in sys.modules], file=sys.stderr)
"""


def answer(instruction: str, **words: str) -> str:
    """The answer of ``ipsxml`` to a shell, which must not import slow packages."""
    result = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", COMMAND],
        env={**os.environ, **words, "_IPSXML_COMPLETE": instruction},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stderr == "\n"
    return result.stdout


def completed(line: str, by: str = "bash") -> list[str]:
    """The completions at the end of ``line``, as lines of the shell's protocol."""
    words = line.split(" ")
    last = words[-1] if by == "fish" else str(len(words) - 1)
    return answer(f"{by}_complete", COMP_WORDS=line, COMP_CWORD=last).split()


def names(line: str) -> list[str]:
    """The offered names, without the prefix of the protocol."""
    return [row.removeprefix("plain,") for row in completed(line)]


def test_commands_complete() -> None:
    assert names("ipsxml va") == ["validate"]


@pytest.mark.parametrize("command", ["validate", "convert", "schema", "sample X"])
def test_versions_complete_in_every_command(command: str) -> None:
    assert names(f"ipsxml {command} --api ") == [version.name for version in versions()]


def test_a_version_completes_from_its_beginning() -> None:
    assert names("ipsxml validate --api 2013") == ["2013-02-15", "2013-08-29-beta"]


def test_the_codes_of_issues_complete() -> None:
    assert names("ipsxml validate --ignore ") == list(CODES)
    assert names("ipsxml validate --ignore un") == [code for code in CODES if code.startswith("un")]


def test_types_complete_for_the_given_version() -> None:
    assert names("ipsxml sample TaskP") == ["TaskProgressArray", "TaskProgress"]
    assert names("ipsxml sample --api pre-4.0 TaskP") == []
    assert set(names("ipsxml schema ")) == set(contract(versions()[0]).elements)


def test_names_to_explain_or_describe_complete() -> None:
    assert names("ipsxml explain bad-g") == ["bad-gzip"]
    assert names("ipsxml describe getActiveJobsP") == ["getActiveJobsParam"]
    assert names("ipsxml describe taskS") == ["taskState"]
    assert names("ipsxml describe 2013") == ["2013-02-15", "2013-08-29-beta"]
    assert names("ipsxml describe TaskProgress.task") == [
        "TaskProgress.taskType",
        "TaskProgress.taskState",
        "TaskProgress.taskItemProgressArray",
    ]
    assert names("ipsxml describe pre-4") == ["pre-4.0"]
    assert names("ipsxml describe --lang z") == ["zh-Hant"]


@pytest.mark.parametrize(
    "line",
    [
        "validate fix",
        "convert a.xml fix",
        "convert a.xml -o fix",
        "diff a.xml fix",
        "patch a.xml fix",
        "serve --cert fix",
    ],
)
def test_sources_and_targets_are_left_to_the_shell(line: str) -> None:
    assert completed(f"ipsxml {line}") == ["file,fix"]


def test_a_directory_is_left_to_the_shell_too() -> None:
    assert completed("ipsxml serve --captures fix") == ["dir,fix"]


def test_zsh_gets_a_description_of_each_name() -> None:
    assert " ".join(completed("ipsxml validate --ignore bad-v", by="zsh")) == (
        "plain bad-value a value that its type does not allow"
    )


@pytest.mark.skipif(BASH is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["ipsxml", "sch"], ["schema"]),
        (["ipsxml", "validate", "--api", "2008"], ["2008-01-15", "2008-09-10"]),
        (["ipsxml", "validate", "--ignore", "bad-g"], ["bad-gzip"]),
        (["ipsxml", "schema", "TaskItemProgressA"], ["TaskItemProgressArray"]),
    ],
    ids=" ".join,
)
def test_a_real_bash_completes(words: list[str], offered: list[str], tmp_path: Path) -> None:
    assert BASH is not None
    command = tmp_path / "ipsxml"
    command.write_text(f'#!{BASH}\nexec "{sys.executable}" -m ipsxml\n', "utf-8")
    command.chmod(0o755)
    ask = f"""
        COMP_WORDS=({" ".join(words)}); COMP_CWORD={len(words) - 1}
        _ipsxml_completion ipsxml
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """

    result = subprocess.run(  # noqa: S603 - a shell with our script
        [BASH, "--norc", "--noprofile", "-c", answer("bash_source") + ask],
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert (result.stdout.splitlines(), result.stderr) == (offered, "")

"""Whatever surrounds it, a document has one verdict, one value, and one way to be written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from surroundings import PLAIN, SURROUNDINGS, available_surroundings

import ipsxml

PROGRAM = Path(__file__).with_name("surroundings_run.py")
# What is set before Python starts.
ENVIRONMENTS = {
    "the C locale, and no UTF-8": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "optimised": {"PYTHONOPTIMIZE": "2"},
    "another order of sets": {"PYTHONHASHSEED": "7"},
    "a time zone": {"TZ": "Asia/Kolkata"},
    "few digits of whole numbers": {"PYTHONINTMAXSTRDIGITS": "640"},
    "any number of digits": {"PYTHONINTMAXSTRDIGITS": "0"},
    "warnings as errors": {"PYTHONWARNINGS": "error"},
    "development mode": {"PYTHONDEVMODE": "1", "PYTHONMALLOC": "malloc"},
}


def run(name: str, **environment: str) -> list[list[str]]:
    done = subprocess.run(  # noqa: S603 - the command is ours
        [sys.executable, str(PROGRAM), name],
        env={
            **os.environ,
            "PYTHONPATH": str(Path(ipsxml.__file__).parents[1]),
            "PYTHONHASHSEED": "0",
            **environment,
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    found: list[list[str]] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def plain() -> list[list[str]]:
    """What comes of the corpus where nothing is set."""
    return run(PLAIN)


def test_the_corpus_has_documents_of_every_kind(plain: list[list[str]]) -> None:
    assert len(plain) > 900
    assert sum(len(ways) > 5 for ways in plain) > 200
    assert sum("InvalidDocument" in ways[2] for ways in plain) > 200
    assert [way for ways in plain for way in ways if "RecursionError" in way or "MemoryError" in way] == []


@pytest.mark.parametrize("name", [name for name in SURROUNDINGS if name != PLAIN])
def test_what_a_process_sets_changes_nothing(name: str, plain: list[list[str]]) -> None:
    if name not in available_surroundings():
        pytest.skip("no locale with a decimal comma is installed")
    found = run(name)

    assert [each for each in zip(found, plain, strict=True) if each[0] != each[1]] == []


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_what_the_environment_sets_changes_nothing(name: str, plain: list[list[str]]) -> None:
    found = run(PLAIN, **ENVIRONMENTS[name])

    assert [each for each in zip(found, plain, strict=True) if each[0] != each[1]] == []

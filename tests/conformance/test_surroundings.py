"""Whatever surrounds it, a document has one verdict, one value, and one way to be written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from surroundings import PLAIN, SURROUNDINGS, available_surroundings
from thoroughness import IS_THOROUGH

import ipsxml

pytestmark = pytest.mark.slow
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
# What numbers and times may depend on, where every text is tried. In the others, by default, a third is.
OF_NUMBERS = {
    "a decimal comma",
    "a decimal context of three digits that traps all",
    "few digits of whole numbers, set while running",
    "few digits of whole numbers",
    "any number of digits",
    "the C locale, and no UTF-8",
    "a time zone",
}
OTHERS = [name for name in (*SURROUNDINGS, *ENVIRONMENTS) if name not in {PLAIN, *OF_NUMBERS}]
Results = dict[str, list[str]]


def share_for(name: str) -> list[str]:
    """Of the texts that are tried in these surroundings, the first, and the step to the next one."""
    is_sampled = name in OTHERS and not IS_THOROUGH
    return [str(OTHERS.index(name) % 3), "3"] if is_sampled else []


def run(name: str, *share: str, **environment: str) -> Results:
    """What comes of each document of the corpus, by its number."""
    done = subprocess.run(  # noqa: S603 - the command is ours
        [sys.executable, str(PROGRAM), name, *share],
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
    found: Results = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def plain() -> Results:
    """What comes of the corpus where nothing is set."""
    return run(PLAIN)


def different(found: Results, plain: Results) -> list[tuple[list[str], list[str]]]:
    return [(ways, plain[number]) for number, ways in found.items() if ways != plain[number]]


def test_the_corpus_has_documents_of_every_kind(plain: Results) -> None:
    assert len(plain) > 900
    assert sum(len(ways) > 5 for ways in plain.values()) > 200
    assert sum("InvalidDocument" in ways[2] for ways in plain.values()) > 200
    all_ways = [way for ways in plain.values() for way in ways]
    assert [way for way in all_ways if "RecursionError" in way or "MemoryError" in way] == []


@pytest.mark.parametrize("name", [name for name in SURROUNDINGS if name != PLAIN])
def test_what_a_process_sets_changes_nothing(name: str, plain: Results) -> None:
    if name not in available_surroundings():
        pytest.skip("no locale with a decimal comma is installed")
    found = run(name, *share_for(name))

    assert different(found, plain) == []
    assert len(found) > len(plain) / 3


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_what_the_environment_sets_changes_nothing(name: str, plain: Results) -> None:
    found = run(PLAIN, *share_for(name), **ENVIRONMENTS[name])

    assert different(found, plain) == []
    assert len(found) > len(plain) / 3

"""The verdict, value, and written form of a document do not depend on process settings."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from surroundings import PLAIN, available_surroundings
from thoroughness import IS_THOROUGH

import ipsxml

pytestmark = pytest.mark.slow
PROGRAM = Path(__file__).with_name("surroundings_run.py")
# Settings made before Python starts.
ENVIRONMENTS = {
    "the C locale, and no UTF-8": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "optimized": {"PYTHONOPTIMIZE": "2"},
    "another order of sets": {"PYTHONHASHSEED": "7"},
    "a time zone": {"TZ": "Asia/Kolkata"},
    "few digits of whole numbers": {"PYTHONINTMAXSTRDIGITS": "640"},
    "any number of digits": {"PYTHONINTMAXSTRDIGITS": "0"},
    "warnings as errors": {"PYTHONWARNINGS": "error"},
    "development mode": {"PYTHONDEVMODE": "1", "PYTHONMALLOC": "malloc"},
}
# By default, compatible settings are combined. A thorough run tries them one by one.
RECURSION = ("far down the stack", "a low recursion limit")
DEVELOPMENT = ("any number of digits", "development mode")
Results = list[list[str]]


def groups(names: tuple[str, ...], apart: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The settings to combine: those in ``apart``, and all others."""
    if IS_THOROUGH:
        return [(name,) for name in names]
    assert set(apart) < set(names)
    return [tuple(name for name in names if name not in apart), apart]


def run(*names: str, environment: Mapping[str, str] | None = None) -> Results:
    """The results of each document of the corpus."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, str(PROGRAM), *names],
        env={
            **os.environ,
            "PYTHONPATH": str(Path(ipsxml.__file__).parents[1]),
            "PYTHONHASHSEED": "0",
            **(environment or {}),
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
    """The results without any settings."""
    return run(PLAIN)


def different(found: Results, plain: Results) -> list[tuple[list[str], list[str]]]:
    return [(ways, expected) for ways, expected in zip(found, plain, strict=True) if ways != expected]


def test_the_corpus_has_documents_of_every_kind(plain: Results) -> None:
    assert len(plain) > 900
    assert sum(len(ways) > 5 for ways in plain) > 200
    assert sum("InvalidDocument" in ways[2] for ways in plain) > 200
    all_ways = [way for ways in plain for way in ways]
    assert [way for way in all_ways if "RecursionError" in way or "MemoryError" in way] == []


DEEP_IMPORT = """
import sys
import ipsxml, ipsxml.service, ipsxml.tables, ipsxml.testing
sys.path.insert(0, sys.argv[1])
from surroundings import SURROUNDINGS
names = [
    (ipsxml, "decode"), (ipsxml.service, "serve"), (ipsxml.tables, "write_tables"), (ipsxml.testing, "sample")
]
print(*SURROUNDINGS["far down the stack"](lambda: [getattr(*name).__name__ for name in names]))
"""


def test_names_are_imported_far_down_the_stack_without_byte_code(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - the command is ours
        [sys.executable, "-c", DEEP_IMPORT, str(PROGRAM.parent)],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.stderr) == ("decode serve write_tables sample\n", "")


@pytest.mark.parametrize("names", groups(available_surroundings(), RECURSION), ids=", ".join)
def test_process_settings_do_not_change_results(names: tuple[str, ...], plain: Results) -> None:
    assert different(run(*names), plain) == []


@pytest.mark.parametrize("names", groups(tuple(ENVIRONMENTS), DEVELOPMENT), ids=", ".join)
def test_environment_variables_do_not_change_results(names: tuple[str, ...], plain: Results) -> None:
    environment = {key: value for name in names for key, value in ENVIRONMENTS[name].items()}

    assert different(run(PLAIN, environment=environment), plain) == []

"""Each attack has its expected outcome, opens only its source, and stays within its limits.

The attacks run in a separate process, which forks a child for each one, so that their events and
costs don't mix. ``python tests/hostile/hostile_run.py`` prints the cost of each.
"""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no fork", allow_module_level=True)

import msgspec
from hostile_run import ATTACKS, Measured, sample_of
from thoroughness import IS_THOROUGH

RUN = "import json, hostile_run as run; print(json.dumps(run.run_all({})))"
# By default each attack runs with a quarter of its operations.
ATTEMPTED = ATTACKS if IS_THOROUGH else sample_of(ATTACKS)


class Run(msgspec.Struct, array_like=True):
    """The measurements of all attacks, and the number of attempted connections."""

    measured: list[Measured]
    connections: int


@pytest.fixture(scope="module")
def run() -> Run:
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", RUN.format("run.ATTACKS" if IS_THOROUGH else "run.sample_of(run.ATTACKS)")],
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return msgspec.json.decode(done.stdout, type=Run)


def test_attack_names_are_unique() -> None:
    names = [attack.name for attack in ATTACKS]

    assert sorted(names) == sorted(set(names))


@pytest.mark.slow
def test_every_attack_has_its_expected_outcome(run: Run) -> None:
    expected = {
        (attack.name, operation): attack.outcome for attack in ATTEMPTED for operation in attack.operations
    }
    by_operation = Counter(operation for _, operation in expected)
    assert min(by_operation.values()) > 5

    assert {(each.attack, each.operation): each.outcome for each in run.measured} == expected


@pytest.mark.slow
def test_attacks_open_only_the_source_and_no_connection(run: Run) -> None:
    events = {(each.attack, each.operation): each.events for each in run.measured if each.events}

    assert (events, run.connections) == ({}, 0)


@pytest.mark.slow
def test_no_output_contains_the_target_of_a_document(run: Run) -> None:
    assert [each for each in run.measured if each.has_canary] == []


@pytest.mark.slow
def test_every_attack_stays_within_its_limits(run: Run) -> None:
    bounds = {attack.name: (attack.seconds, attack.mebibytes) for attack in ATTACKS}

    beyond = [
        each
        for each in run.measured
        if each.seconds > bounds[each.attack][0] or each.mebibytes > bounds[each.attack][1]
    ]

    assert beyond == []


def test_the_watch_notices_files_sockets_and_processes() -> None:
    program = """
import os, socket, subprocess, sys
from hostile_run import hear
events = []
sys.addaudithook(lambda event, arguments: hear(events, {"/allowed"}, event, arguments))
for offense in (lambda: open("/allowed"), lambda: open("/canary"), lambda: os.open("/canary", 0),
                lambda: socket.getaddrinfo("127.0.0.1", 1), lambda: socket.socket().connect(("127.0.0.1", 1)),
                lambda: subprocess.run(["/canary"]), lambda: os.system("true")):
    try:
        offense()
    except OSError:
        pass
print(*sorted({event.split()[0] for event in events}))
"""

    printed = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", program],
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        check=True,
        text=True,
    ).stdout

    assert {
        "open",
        "os.system",
        "socket.__new__",
        "socket.connect",
        "socket.getaddrinfo",
        "subprocess.Popen",
    } <= set(printed.split())

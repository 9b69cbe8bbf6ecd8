"""Many threads and processes at once have the same results as one, and compile nothing twice."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from reliability_work import DOCUMENTS, at_once, work_on, work_on_all

import ipsxml
from ipsxml.contract import contract, version_named
from ipsxml.contract.made_once import once

THREADS = 16


def test_sixteen_threads_on_the_same_document_agree() -> None:
    path = DOCUMENTS[-1]

    assert at_once(THREADS, lambda _: work_on(path)) == [work_on(path)] * THREADS


def test_sixteen_threads_on_different_documents_agree_with_one() -> None:
    firsts = [number % len(DOCUMENTS) for number in range(THREADS)]

    assert at_once(THREADS, lambda number: work_on_all(firsts[number])) == [work_on_all()] * THREADS


@pytest.mark.slow
def test_contracts_and_codecs_are_compiled_once_for_all_threads() -> None:
    counted: Counter[str] = Counter(json.loads(_printed_by("reliability_counting.py", str(THREADS))))

    assert {what: number for what, number in counted.items() if number != 1} == {}
    assert len(counted) > 20


@pytest.mark.slow
# msgspec lets other threads use its incomplete knowledge of a class, and crashes.
def test_many_threads_may_make_the_first_calls_of_a_process(tmp_path: Path) -> None:
    for element in contract(version_named("2016-01-14-beta")).elements:
        if element.endswith(("Param", "Return")):
            document = ipsxml.sample(element, api="2016-01-14-beta", seed=1)
            (tmp_path / element).write_bytes(ipsxml.to_json(document))

    assert [_printed_by("reliability_first_calls.py", str(tmp_path)) for _ in range(3)] == [b"done\n"] * 3


def _printed_by(program: str, argument: str) -> bytes:
    command = [sys.executable, str(Path(__file__).with_name(program)), argument]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603 - our own command


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this platform")
# Python warns about forking with threads, but those of earlier tests have ended.
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_forked_processes_agree_with_their_parent() -> None:
    assert _in_processes("fork") == [work_on_all()] * 2


@pytest.mark.slow
def test_spawned_processes_agree_with_their_parent() -> None:
    assert _in_processes("spawn") == [work_on_all()] * 2


def _in_processes(method: str) -> list[dict[str, tuple[object, ...]]]:
    with ProcessPoolExecutor(2, multiprocessing.get_context(method)) as processes:
        return list(processes.map(work_on_all, range(2)))


@once(most=1)
def _half_of_eight() -> int:
    return 4


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this platform")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_process_forked_during_a_compilation_does_not_deadlock() -> None:
    compiling, forked = threading.Event(), threading.Event()

    @once(most=1)
    def compile_slowly() -> bool:
        compiling.set()
        return forked.wait(timeout=20)

    thread = threading.Thread(target=compile_slowly)
    thread.start()
    compiling.wait(timeout=20)
    child = os.fork()
    if child == 0:  # must never return to pytest or wait forever
        signal.alarm(20)
        _half_of_eight()
        os._exit(7)
    _, status = os.waitpid(child, 0)
    forked.set()
    thread.join()

    assert os.waitstatus_to_exitcode(status) == 7


def test_once_retries_failures_and_keeps_only_the_newest_results() -> None:
    made: list[int] = []

    @once(most=2)
    def half(number: int) -> float:
        made.append(number)
        return 1 / number

    for number in (0, 0):
        with pytest.raises(ZeroDivisionError):
            half(number)
    results = [half(number) for number in (1, 2, 1, 4, 2, 1)]

    assert (results, made) == ([1, 0.5, 1, 0.25, 0.5, 1], [0, 0, 1, 2, 4, 1])

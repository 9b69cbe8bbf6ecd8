"""A queue is like new after a reset."""

from datetime import timedelta
from typing import Any

from queue_calls import API, COMPANY, NOON, PUBLISHING, Caller

from ipsxml.contract import version_named
from ipsxml.simulation.job_queue import SimulatedQueue


def fill(caller: Caller) -> list[Any]:
    """Submit jobs with all kinds of outcomes; return the answers about them."""
    caller.submit()
    caller.finish()
    for _ in range(2):
        caller.submit()
    caller.submit(PUBLISHING, execSchedule="0 * * * * ?")
    caller.submit(execTime="2014-04-02T12:00:00Z")
    caller.act("executeJob", "j|7|nightly||")
    caller.clock.advance(minutes=2)
    return [caller.active(), caller.scheduled(), caller.logs()]


def test_a_reset_leaves_no_jobs() -> None:
    caller = Caller()
    assert all(fill(caller))

    caller.queue.reset()

    assert [caller.active(), caller.scheduled(), caller.logs()] == [[], [], []]
    caller.clock.advance(hours=48)
    assert [caller.active(), caller.logs()] == [[], []]


def test_the_same_requests_after_a_reset_give_the_same_answers() -> None:
    now = NOON
    queue = SimulatedQueue(clock=lambda: now, seed=7)
    job: dict[str, Any] = {"companyHandle": COMPANY, "jobName": "nightly", **PUBLISHING}

    def ask() -> list[Any]:
        nonlocal now
        now = NOON
        version = version_named(API)
        answers = [queue.answer("submitJob", job, version) for _ in range(2)]
        now += timedelta(minutes=3)
        return [*answers, queue.answer("getActiveJobs", {}, version)]

    first = ask()
    queue.reset()

    assert ask() == first

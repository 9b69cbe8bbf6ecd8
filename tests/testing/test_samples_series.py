"""In every series, jobs progress, finish, and vanish, and others start."""

from itertools import chain, pairwise

import pytest

import ipsxml
from ipsxml import ActiveJob, Document
from ipsxml.contract import versions

SEEDS = range(15)
LIFE = ["New", "WaitingCoordinator", "Running", "Done"]


def series(seed: int, steps: int = 10, *, jobs: int = 3, api: str = "2013-02-15") -> list[Document]:
    return ipsxml.sample_series(steps, api=api, seed=seed, jobs=jobs)


def jobs_of(poll: Document) -> dict[str, ActiveJob]:
    return {job.job_handle: job for job in poll.payload.job_array}


def histories(polls: list[Document]) -> list[list[ActiveJob]]:
    """The observations of each job, in order of time."""
    handles = dict.fromkeys(chain.from_iterable(jobs_of(poll) for poll in polls))
    return [[jobs_of(poll)[handle] for poll in polls if handle in jobs_of(poll)] for handle in handles]


@pytest.mark.parametrize("api", [version.name for version in versions()])
def test_every_step_of_a_series_is_valid_without_advice(api: str) -> None:
    for seed in range(3):
        for poll in ipsxml.sample_series(6, api=api, seed=seed, complete=seed == 0, envelope="1.1"):
            assert ipsxml.validate(ipsxml.encode(poll), api=api, strict=True).issues == ()


def test_progress_never_decreases() -> None:
    for seed in SEEDS:
        for before, after in chain.from_iterable(map(pairwise, histories(series(seed, 20)))):
            assert before.progress <= after.progress
            assert before.last_progress_update <= after.last_progress_update
            for task, task_after in zip(
                before.task_progress_array or [], after.task_progress_array or [], strict=True
            ):
                assert task.progress <= task_after.progress
                assert task.num_processed <= task_after.num_processed
                assert task.last_progress_update <= task_after.last_progress_update


def test_a_job_goes_through_all_its_states_and_then_vanishes() -> None:
    for seed in SEEDS:
        polls = series(seed, 30)
        for history in histories(polls):
            states = list(dict.fromkeys(job.state for job in history))
            is_complete = history[0].job_handle not in jobs_of(polls[0]) and history[
                0
            ].job_handle not in jobs_of(polls[-1])

            assert [LIFE.index(state) for state in states] == sorted(LIFE.index(state) for state in states)
            assert not is_complete or states == LIFE


def test_jobs_vanish_for_good_and_others_start() -> None:
    for seed in SEEDS:
        polls = [set(jobs_of(poll)) for poll in series(seed)]
        came = [after - before for before, after in pairwise(polls)]
        went = [before - after for before, after in pairwise(polls)]

        assert any(came), seed
        assert any(went), seed
        for step, handles in enumerate(went, 1):
            assert not any(handles & later for later in polls[step:])


def test_diffs_of_steps_show_progress_and_jobs_that_start_and_vanish() -> None:
    of_jobs = {"state", "progress", "progressMessage", "lastProgressUpdate"}
    of_tasks = {"taskState", "numProcessed", "numProcessing", "numPending"}
    kinds = set()
    for seed in range(5):
        for before, after in pairwise(series(seed)):
            for change in ipsxml.diff(before, after).changes:
                kinds.add(change.kind)
                if change.kind == "changed":
                    assert change.steps[-1] in of_jobs | of_tasks, change
                else:
                    assert len(change.steps) == 2, change  # a whole job

    assert kinds == {"added", "removed", "changed"}


def test_series_have_the_requested_length_and_at_most_the_requested_jobs() -> None:
    for seed in SEEDS:
        for jobs, steps in [(0, 3), (1, 1), (2, 0), (5, 12)]:
            polls = series(seed, steps, jobs=jobs)

            assert len(polls) == steps
            assert all(len(jobs_of(poll)) <= jobs for poll in polls)
    assert len(jobs_of(series(0)[0])) == 3


def test_a_longer_series_begins_like_a_shorter_one() -> None:
    for seed in range(5):
        first, longer = series(seed, 4), series(seed, 8)

        assert first == longer[:4]


def test_seeds_make_different_series() -> None:
    assert len({ipsxml.encode(series(seed, 1)[0]) for seed in SEEDS}) == len(SEEDS)


def test_a_negative_number_of_steps_is_rejected() -> None:
    with pytest.raises(ValueError, match="0 or more, not -1"):
        ipsxml.sample_series(-1, api="2013-02-15")

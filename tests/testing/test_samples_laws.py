"""The parts of a sample are consistent, for any seed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

import ipsxml
from ipsxml import ActiveJob, JobLog, ScheduledJob, TaskProgress
from ipsxml.contract import versions
from ipsxml.document import builtins_of
from ipsxml.simulation.job_kinds import KINDS

SEEDS = range(60)
DETAIL_OF = {kind.job_type: kind.detail for kind in KINDS}


def active_jobs(api: str = "2013-02-15", *, complete: bool = False) -> Iterator[ActiveJob]:
    for seed in SEEDS:
        document = ipsxml.sample("getActiveJobsReturn", api=api, seed=seed, jobs=4, complete=complete)
        yield from document.payload.job_array


def tasks(job: ActiveJob) -> list[TaskProgress]:
    return job.task_progress_array or []


def moments_in(value: Any) -> Iterator[datetime]:
    if isinstance(value, datetime):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from moments_in(inner)


def test_processed_processing_and_pending_items_add_up() -> None:
    for task in (task for job in active_jobs() for task in tasks(job)):
        items = task.task_item_progress_array

        assert task.num_processed + task.num_processing + task.num_pending == len(items) > 0
        assert task.num_processed == sum(item.progress == 1 for item in items)
        assert task.num_pending <= sum(item.progress == 0 for item in items)


def test_the_progress_of_a_task_is_the_mean_of_its_items() -> None:
    for task in (task for job in active_jobs() for task in tasks(job)):
        items = task.task_item_progress_array

        mean = sum(item.progress for item in items) / len(items)
        assert task.progress == pytest.approx(mean, abs=0.00005)


def test_the_state_of_a_task_agrees_with_its_items() -> None:
    for job in active_jobs():
        for task in tasks(job):
            counts = (task.num_processed, task.num_processing, task.num_pending)
            working = "Stopping" if job.state == "Stopping" else "Processing"
            expected = "Done" if counts[1:] == (0, 0) else "New" if counts[:2] == (0, 0) else working

            assert task.task_state == expected


def test_the_progress_of_a_job_agrees_with_its_state_and_its_tasks() -> None:
    at_rest = {"New": 0, "WaitingClient": 0, "WaitingCoordinator": 0, "Done": 100}
    for job in active_jobs():
        mean = 100 * sum(task.progress for task in tasks(job)) / len(tasks(job))
        if job.state in at_rest:
            assert job.progress == at_rest[job.state] == mean
        else:
            assert job.state in ("Running", "Stopping")
            assert 1 <= job.progress <= 99
            assert job.progress == pytest.approx(mean, abs=1.01)


def test_samples_show_every_state_except_unknown() -> None:
    states = {job.state for job in active_jobs()}

    assert states == {"New", "WaitingClient", "WaitingCoordinator", "Running", "Stopping", "Done"}


def test_times_are_in_order() -> None:
    for job in active_jobs("2016-01-14-beta"):
        assert job.trigger_time is not None
        assert job.trigger_time < job.start_date <= job.last_progress_update
        for task in tasks(job):
            assert job.start_date <= task.last_progress_update <= job.last_progress_update
            for item in task.task_item_progress_array:
                assert job.start_date <= item.last_progress_update <= task.last_progress_update


@pytest.mark.parametrize("complete", [False, True])
def test_all_times_of_a_sample_are_in_one_zone(complete: bool) -> None:
    for seed in SEEDS:
        document = ipsxml.sample("getActiveJobsReturn", api="2016-01-14-beta", seed=seed, complete=complete)

        assert len({moment.utcoffset() for moment in moments_in(builtins_of(document.payload))}) == 1


@pytest.mark.parametrize("complete", [False, True])
def test_names_and_handles_contain_the_company_and_the_start(complete: bool) -> None:
    for job in active_jobs(complete=complete):
        company = job.company_handle.removeprefix("c|")
        prefix, number = job.job_handle.rsplit("|", 1)
        original, stamp = job.name.rsplit("_", 1)

        assert (prefix, number.isdecimal()) == (f"j|{company}||{job.name}", True)
        assert original == job.original_name
        began = datetime.fromisoformat(stamp).replace(tzinfo=job.start_date.tzinfo)
        assert 0 < (job.start_date - began).total_seconds() < 1


def test_jobs_of_one_company_are_in_order_of_their_numbers() -> None:
    for seed in SEEDS:
        jobs = ipsxml.sample("getActiveJobsReturn", api="2013-02-15", seed=seed, jobs=5).payload.job_array
        numbers = [int(job.job_handle.rsplit("|", 1)[1]) for job in jobs]

        assert len({job.company_handle for job in jobs}) == 1
        assert numbers == sorted(set(numbers))
        assert [job.start_date for job in jobs] == sorted(job.start_date for job in jobs)


def details(job: ActiveJob | ScheduledJob) -> list[str]:
    """The wire names of the job details that are present."""
    names = zip(job.__struct_fields__, job.__struct_encode_fields__, strict=True)
    return [wire for name, wire in names if wire.endswith("Job") and getattr(job, name) is not None]


@pytest.mark.parametrize("api", [version.name for version in versions()])
@pytest.mark.parametrize("element", ["getActiveJobsReturn", "getScheduledJobsReturn"])
def test_a_job_has_the_one_detail_that_fits_its_type(element: str, api: str) -> None:
    seen = set()
    for seed in SEEDS:
        for job in ipsxml.sample(element, api=api, seed=seed).payload.job_array:
            assert details(job) == [DETAIL_OF[job.type]]
            seen.add(job.type)

    assert len(seen) >= len(KINDS) - (2 if api == "pre-4.0" else 0)


def test_the_files_of_an_upload_are_the_items_of_its_first_task() -> None:
    uploads = [job for job in active_jobs() if job.upload_urls_job is not None]

    assert len(uploads) > 50
    for job in uploads:
        assert job.upload_urls_job is not None
        urls = job.upload_urls_job.url_array or []
        files = [url.dest_path.rsplit("/", 1)[1] for url in urls]

        assert files == [item.item_name for item in tasks(job)[0].task_item_progress_array]
        assert all(url.source_url == f"https://assets.example.com/{url.dest_path}" for url in urls)
        assert job.upload_urls_job.num_urls == len(urls)
        assert int(job.total_size) >= 20_000 * len(files)


def logs() -> Iterator[JobLog]:
    for seed in SEEDS:
        yield from ipsxml.sample(
            "getJobLogDetailsReturn", api="2016-01-14-beta", seed=seed, jobs=3
        ).payload.job_log_array


def test_the_counts_of_a_log_add_up() -> None:
    for log in logs():
        handled = log.file_success_count + log.file_error_count + log.file_warning_count

        assert handled == log.total_file_count
        assert log.file_update_count <= log.file_success_count
        assert log.detail_array is None or len(log.detail_array) == log.detail_total_rows


def test_the_entries_of_a_log_are_in_order_of_time() -> None:
    detailed = [log for log in logs() if log.detail_array]

    assert len(detailed) > 50
    for log in detailed:
        dates = [entry.date_created for entry in log.detail_array or []]
        assert dates == sorted(dates, key=lambda date: date or datetime.min)
        assert (dates[0], dates[-1]) == (log.start_date, log.end_date)


def test_scheduled_jobs_run_at_the_time_in_their_schedule() -> None:
    for seed in SEEDS:
        for job in ipsxml.sample("getScheduledJobsReturn", api="2013-02-15", seed=seed).payload.job_array:
            assert job.exec_schedule == "0 30 2 * * ?"
            assert job.next_fire_time.strftime("%H:%M:%S") == "02:30:00"


def test_requests_ask_for_the_job_they_name() -> None:
    for seed in SEEDS:
        asked = ipsxml.sample("getActiveJobsParam", api="2013-02-15", seed=seed, complete=True).payload

        assert asked.job_handle.startswith(f"j|{asked.company_handle[2:]}||{asked.original_name}_")


def test_a_submission_is_answered_with_a_submission_handle() -> None:
    for seed in SEEDS:
        asked = ipsxml.sample("submitJobParam", api="2013-02-15", seed=seed).payload
        answered = ipsxml.sample("submitJobReturn", api="2013-02-15", seed=seed).payload

        assert answered.job_handle == f"j|{asked.company_handle[2:]}|{asked.job_name}||"


def test_a_post_of_files_starts_a_job_or_continues_one() -> None:
    for seed in SEEDS:
        asked = ipsxml.sample("uploadPostParam", api="2014-04-03", seed=seed).payload
        answered = ipsxml.sample("uploadPostReturn", api="2014-04-03", seed=seed).payload

        assert (asked.job_name is None) == (asked.job_handle is not None)
        if asked.job_name is None:
            assert asked.job_handle == answered.job_handle
        else:
            assert answered.job_handle.startswith(f"j|{asked.company_handle[2:]}||{asked.job_name}_")


def test_a_fault_has_the_reason_of_its_code() -> None:
    faults = {
        (fault.code, fault.reason)
        for fault in (ipsxml.sample("ipsApiFault", api="pre-4.0", seed=seed).payload for seed in SEEDS)
    }

    assert faults == {
        (30000, "Exception"),
        (30001, "Invalid parameter"),
        (30002, "Missing parameter"),
        (30003, "Invalid request xml"),
    }


def test_an_array_has_the_requested_number_of_jobs() -> None:
    for element, name in [("getActiveJobsReturn", "job_array"), ("getJobLogsReturn", "job_log_array")]:
        for jobs in (0, 1, 7):
            document = ipsxml.sample(element, api="2013-02-15", jobs=jobs)

            assert len(getattr(document.payload, name)) == jobs


def test_addresses_are_reserved_examples() -> None:
    text = b"".join(
        ipsxml.encode(ipsxml.sample(element, api="2016-01-14-beta", seed=seed, complete=True))
        for element in ("getActiveJobsReturn", "getScheduledJobsReturn", "getJobLogDetailsReturn")
        for seed in range(10)
    ).decode()

    assert {part.split("/")[0] for part in text.split("https://")[1:]} == {
        "assets.example.com",
        "callback.example.com",
    }
    assert {part.split("<")[0] for part in text.split("@")[1:]} == {"example.com", "example.net"}

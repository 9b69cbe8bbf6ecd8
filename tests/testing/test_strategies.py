"""The strategies for valid documents and jobs, with no health check suppressed."""

import json
import math
from random import Random
from typing import Any

import hypothesis
import pytest
from counts import wrong_counts
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from plain_values import VERSIONS
from strategy_finding import find
from thoroughness import examples

import ipsxml
from ipsxml.contract import contract, family
from ipsxml.document import builtins_of
from ipsxml.testing.strategies import documents, invalid_documents, jobs

every_version = pytest.mark.parametrize("api", [version.name for version in VERSIONS])
few_examples = settings(max_examples=examples(30))
NEWEST = VERSIONS[-1].name


@given(documents())
def test_a_document_survives_a_round_trip_through_xml_and_json(document: ipsxml.Document) -> None:
    assert ipsxml.decode(ipsxml.encode(document)) == document
    assert ipsxml.from_json(ipsxml.to_json(document)) == document


@every_version
@few_examples
@given(data=st.data())
def test_a_document_of_a_version_is_valid(api: str, data: st.DataObject) -> None:
    document = data.draw(documents(api=api))

    report = ipsxml.validate(ipsxml.encode(document), api=api)

    assert (report.errors, report.element, report.soap_version) == (
        (),
        document.element,
        document.soap_version,
    )


@every_version
@few_examples
@given(data=st.data())
def test_a_strict_document_is_valid_without_advice(api: str, data: st.DataObject) -> None:
    document = data.draw(documents(api=api, strict=True))

    assert ipsxml.validate(ipsxml.encode(document), api=api, strict=True).issues == ()


@given(documents("getActiveJobsReturn", envelope="1.1"))
def test_documents_are_drawn_as_requested(document: ipsxml.Document) -> None:
    assert (type(document.payload).__name__, document.element, document.soap_version) == (
        "GetActiveJobsReturn",
        "getActiveJobsReturn",
        "1.1",
    )


@given(documents("ipsApiFault", api="2013-02-15", envelope="1.2"))
def test_a_fault_can_be_drawn_in_any_version(document: ipsxml.Document) -> None:
    report = ipsxml.validate(ipsxml.encode(document), api="2013-02-15")

    assert (document.api_version, report.valid, report.fault is not None) == ("2013-02-15", True, True)


@given(documents("UnsharpMaskOptions"))
def test_no_number_is_nan_by_default(document: ipsxml.Document) -> None:
    assert document.payload.amount is None or not math.isnan(document.payload.amount)


def test_nan_is_drawn_if_it_is_allowed() -> None:
    unequal = documents("UnsharpMaskOptions", api=NEWEST, allow_nan=True).map(lambda found: found.payload)

    found = find(unequal, lambda options: options.amount is not None and math.isnan(options.amount))

    assert (found.radius, found.threshold) == (None, None)


@every_version
@few_examples
@given(data=st.data())
def test_a_job_is_consistent_and_valid_without_advice(api: str, data: st.DataObject) -> None:
    job = data.draw(jobs(api=api))

    assert ipsxml.validate(ipsxml.encode(job, api=api), strict=True).issues == ()
    written = json.loads(ipsxml.to_json(ipsxml.Document(job, api, "activeJob")))["activeJob"]
    assert sum(name.endswith("Job") for name in written) <= 1
    assert (job.job_handle != "", job.name != "", 0 <= job.progress <= 100) == (True, True, True)


@given(jobs())
def test_the_tasks_and_times_of_a_job_are_consistent(job: ipsxml.ActiveJob) -> None:
    tasks = job.task_progress_array or []

    assert job.trigger_time is not None
    assert job.trigger_time <= job.start_date <= job.last_progress_update
    assert len({task.task_type for task in tasks}) == len(tasks)
    for task in tasks:
        items = task.task_item_progress_array
        assert len({item.item_name for item in items}) == len(items)
        assert list(wrong_counts(builtins_of(task), family().types["TaskProgress"])) == []
        assert job.start_date <= task.last_progress_update <= job.last_progress_update


def test_every_job_detail_of_the_newest_version_is_drawn() -> None:
    members = contract(VERSIONS[-1]).types["ActiveJob"].members
    details = {None, *(name for name in members if name.endswith("Job"))}
    drawn: set[str | None] = set()

    def are_all_drawn(job: ipsxml.ActiveJob) -> bool:
        drawn.add(job.details and job.details.name)
        return drawn == details

    hypothesis.find(
        jobs(),
        are_all_drawn,
        settings=settings(max_examples=1500, phases=[Phase.generate], database=None),
        random=Random(7),  # noqa: S311 - for the same draws in every run
    )

    assert drawn == details


@pytest.mark.parametrize("strategy", [documents, invalid_documents])
def test_unknown_types_and_versions_are_rejected_at_once(strategy: Any) -> None:
    with pytest.raises(ipsxml.UnknownVersion):
        strategy(api="2011-01-01")
    with pytest.raises(ipsxml.UnknownType, match=r"^no version has a type or element ActiveJobs; did"):
        strategy("ActiveJobs")
    with pytest.raises(ipsxml.UnknownType, match=r"^pre-4\.0 has no type or element TaskProgress"):
        strategy("TaskProgress", api="pre-4.0")


def test_jobs_of_an_unknown_version_are_rejected_at_once() -> None:
    with pytest.raises(ipsxml.UnknownVersion):
        jobs(api="2011-01-01")

"""The strategy for running jobs that are as consistent as the service's own."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from hypothesis import strategies as st

from ipsxml.codec.typed_values import to_model
from ipsxml.contract import ComplexType, Member, Version, contract, family, version_named, versions
from ipsxml.model.types import ActiveJob
from ipsxml.simulation.detail_kinds import job_details
from ipsxml.simulation.job_kinds import KINDS
from ipsxml.testing.strategies.compiling import ready_for
from ipsxml.testing.strategies.leaf_strategies import limit_of, limited_values
from ipsxml.testing.strategies.value_strategies import ValueStrategies, most_items

_TYPE = "ActiveJob"
_DETAIL_OF = {kind.job_type: kind.detail for kind in KINDS}

_letters = st.characters(min_codepoint=0x20, exclude_categories=("C", "Z"))
_names = st.text(_letters, min_size=1, max_size=12)
_prose = st.lists(_names, max_size=4).map(" ".join)
_whole = st.integers(0, 2**31 - 1)
_moments = st.datetimes(datetime(2004, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC)).map(
    lambda moment: f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"
)
# By the ips:identifies annotation of a member.
_IDENTITIES: dict[str, st.SearchStrategy[str]] = {
    "handle": st.integers(0, 10**7).map(lambda number: f"h|{number}"),
    "email": st.integers(0, 99).map(lambda number: f"user{number}@example.com"),
    "server": st.integers(0, 99).map(lambda number: f"s{number}.example.com"),
    "url": st.integers(0, 99).map(lambda number: f"http://example.com/{number}"),
}
_BUILTINS: dict[str, st.SearchStrategy[Any]] = {
    "xs:string": _prose,
    "xs:int": _whole,
    "xs:long": _whole,
    "xs:double": st.floats(0, 1),
    "xs:boolean": st.booleans(),
    "xs:dateTime": _moments,
}


def jobs(*, api: str | None = None) -> st.SearchStrategy[ActiveJob]:
    """Running jobs in the typed model that are valid and cause no advice.

    ``api`` is the version, by default the newest. A job has at most one job detail. It fits the job's type if
    the reference pages list a type for that detail. Tasks of a job have distinct types, and items of a task
    distinct names. The counts of a task match its items, no report is earlier than the start of the job, and
    no number is negative. Two jobs can have the same handle; for distinct handles use ``st.lists(jobs(),
    unique_by=lambda job: job.job_handle)``.

    Jobs shrink to the simplest values, without optional parts. Raises ``UnknownVersion`` immediately.

    >>> from hypothesis import find
    >>> job = find(jobs(api="2013-02-15"), lambda job: job.progress > 40)
    >>> job.job_handle, job.state, job.progress, job.task_progress_array
    ('h|0', 'Unknown', 41, [])
    """
    version = versions()[-1] if api is None else version_named(api)
    return ready_for([version], _jobs(version))


@cache
def _jobs(version: Version) -> st.SearchStrategy[ActiveJob]:
    active_job = contract(version).types[_TYPE]
    strategies = _ConsistentValues()
    details = {name: member for name, member in active_job.members.items() if name in job_details()}
    of_any_type = sorted(details.keys() - _DETAIL_OF.values())

    @st.composite
    def consistent_jobs(draw: st.DrawFn) -> ActiveJob:
        value = draw(strategies.of_type(active_job))
        fitting = [name for name in (_DETAIL_OF.get(value["type"]), *of_any_type) if name in details]
        detail = draw(st.sampled_from([None, *fitting]))
        if detail is not None:
            value[detail] = draw(strategies.part(active_job, details[detail], depth=0))
        _put_in_time(value)
        job: ActiveJob = to_model(value, active_job)
        return job

    return consistent_jobs()


class _ConsistentValues(ValueStrategies):
    """Values that are consistent, except for the times of a job; they have no job details."""

    def __init__(self) -> None:
        super().__init__(self._consistent_leaf)

    def may_have(self, complex_type: ComplexType, member: Member) -> bool:
        is_detail = complex_type.name == _TYPE and member.name in job_details()
        return super().may_have(complex_type, member) and not is_detail

    def arrays(self, complex_type: ComplexType, depth: int) -> st.SearchStrategy[Any]:
        item = complex_type.members["items"]
        item_type = family().types.get(item.type.name)
        if item_type is None or not item_type.key:
            return super().arrays(complex_type, depth)
        key = item_type.key[0]
        items = self.part(complex_type, item, depth)
        return st.lists(items, unique_by=lambda value: value[key], max_size=most_items(depth))

    def objects(self, complex_type: ComplexType, depth: int) -> st.SearchStrategy[Any]:
        found = super().objects(complex_type, depth)
        return found.map(_counted) if complex_type.name == "TaskProgress" else found

    def _consistent_leaf(self, complex_type: ComplexType, member: Member) -> st.SearchStrategy[Any]:
        if complex_type.name == _TYPE and member.name == "progress":
            return st.integers(0, 100)  # whole percents, as in recorded responses
        limit = limit_of(member)
        if limit is not None:
            return limited_values(limit)
        in_family = family().types[complex_type.name]
        identifies = in_family.members[member.name].identifies
        if identifies in _IDENTITIES:
            return _IDENTITIES[identifies]
        if member.name in in_family.key or member.name == "originalName":
            return _names
        return _whole if member.wire_type else _BUILTINS[member.builtin or ""]


def _counted(task: dict[str, Any]) -> dict[str, Any]:
    """A task with counts that match its items."""
    shares = [item["progress"] for item in task["taskItemProgressArray"]]
    done, pending = shares.count(1), shares.count(0)
    counts = {"numProcessed": done, "numProcessing": len(shares) - done - pending, "numPending": pending}
    return {**task, **counts}


def _put_in_time(job: dict[str, Any]) -> None:
    """Put the times of a job in order; in the format used here, they sort as text."""
    tasks = job.get("taskProgressArray", [])
    reports = [job, *tasks, *(item for task in tasks for item in task["taskItemProgressArray"])]
    for report in reports:
        report["lastProgressUpdate"] = max(job["startDate"], report["lastProgressUpdate"])
    job["lastProgressUpdate"] = max(report["lastProgressUpdate"] for report in reports)
    if "triggerTime" in job:
        job["triggerTime"] = min(job["triggerTime"], job["startDate"])

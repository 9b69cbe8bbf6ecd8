"""Uploads by HTTP POST: one POST begins a job, others add files to it, and the last one ends it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from ipsxml.simulation.detail_kinds import kind_with
from ipsxml.simulation.job_timelines import Subject
from ipsxml.simulation.service_faults import invalid, missing
from ipsxml.simulation.submissions import DEFAULT_LOCALE, Submission, size_of

DETAIL = "uploadPostJob"
"""The detail of such a job, whose value its POSTs have as ``uploadParams``."""


class PostedFile(NamedTuple):
    """A file in a POST: the name it is posted under, and its bytes."""

    name: str
    content: bytes

    def __repr__(self) -> str:
        return f"PostedFile({self.name!r}, {len(self.content)} bytes)"


def begins_job(parameters: dict[str, Any]) -> bool:
    """Whether a POST begins a job or goes on with one; raises ``ServiceFault`` where that is not clear."""
    if "jobName" in parameters and "jobHandle" in parameters:
        raise invalid(
            "a POST begins a job, with a jobName, or goes on with one, with its jobHandle: not both"
        )
    if "jobName" not in parameters and "jobHandle" not in parameters:
        raise missing("there is neither a jobName, which begins a job, nor the jobHandle of one")
    return "jobName" in parameters


def read_first_post(parameters: dict[str, Any], files: Sequence[PostedFile]) -> Submission:
    """What the first POST of a job asks for; raises ``ServiceFault`` where something is missing."""
    if not parameters.get("companyHandle"):
        raise missing("companyHandle is missing: whose job is it?")
    if not parameters["jobName"]:
        raise missing("jobName is empty")
    if not files:
        raise missing("there is no file in the POST")
    subjects = _subjects(parameters, files)
    return Submission(
        kind=kind_with(DETAIL),
        company_handle=parameters["companyHandle"],
        user_handle=None,
        job_name=parameters["jobName"],
        locale=parameters.get("locale", DEFAULT_LOCALE),
        description=parameters.get("description"),
        detail=parameters.get("uploadParams"),
        subjects=subjects,
        size=size_of(parameters, len(subjects)),
    )


def read_next_post(
    submission: Submission, parameters: dict[str, Any], files: Sequence[PostedFile]
) -> Submission:
    """What a job is asked for with one more POST; raises ``ServiceFault`` for one that adds nothing.

    A file of a name that the job has replaces that one; what else the POST says counts from then on.
    """
    if not files and not parameters.get("endJob"):
        raise missing("there is no file in the POST, and it does not end the job")
    added = _subjects(parameters, files)
    subjects = {subject.name: subject for subject in (*submission.subjects, *added)}
    return submission._replace(
        description=parameters.get("description", submission.description),
        detail=parameters.get("uploadParams", submission.detail),
        subjects=tuple(subjects.values()),
        size=submission.size + size_of(parameters, len(added)),
    )


def _subjects(parameters: dict[str, Any], files: Sequence[PostedFile]) -> tuple[Subject, ...]:
    """The files of a POST under the names that they get; of two with one name, the later one."""
    name = parameters.get("fileName")
    if name and len(files) > 1:
        raise invalid(f"fileName names one file, and the POST has {len(files)}")
    named = {name or file.name: len(file.content) for file in files}
    return tuple(Subject(each, size=size) for each, size in named.items())

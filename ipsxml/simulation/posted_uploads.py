"""Uploads by HTTP POST: the first POST starts a job, others add files to it, and the last one ends it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from ipsxml.simulation.detail_kinds import kind_with
from ipsxml.simulation.job_timelines import Subject
from ipsxml.simulation.service_faults import invalid, missing
from ipsxml.simulation.submissions import DEFAULT_LOCALE, Submission, size_of

DETAIL = "uploadPostJob"
"""The job detail of such a job; in its POSTs, the value is called ``uploadParams``."""


class PostedFile(NamedTuple):
    """A file in a POST: its posted name and its bytes."""

    name: str
    content: bytes

    def __repr__(self) -> str:
        return f"PostedFile({self.name!r}, {len(self.content)} bytes)"


def begins_job(parameters: dict[str, Any]) -> bool:
    """Whether a POST starts a job rather than continues one; raises ``ServiceFault`` if that is not clear."""
    if "jobName" in parameters and "jobHandle" in parameters:
        raise invalid("a POST has a jobName to start a job, or a jobHandle to continue one, not both")
    if "jobName" not in parameters and "jobHandle" not in parameters:
        raise missing("a POST requires a jobName to start a job, or a jobHandle to continue one")
    return "jobName" in parameters


def read_first_post(parameters: dict[str, Any], files: Sequence[PostedFile]) -> Submission:
    """The submission in the first POST of a job; raises ``ServiceFault`` if something is missing."""
    if not parameters.get("companyHandle"):
        raise missing("companyHandle is required to start a job")
    if not parameters["jobName"]:
        raise missing("jobName must not be empty")
    if not files:
        raise missing("the POST contains no file")
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
    """The submission of a job after another POST; raises ``ServiceFault`` for a POST that adds nothing.

    A file replaces an earlier one with the same name. Other parameters in the POST replace the earlier ones.
    """
    if not files and not parameters.get("endJob"):
        raise missing("the POST contains no file and does not end the job")
    added = _subjects(parameters, files)
    subjects = {subject.name: subject for subject in (*submission.subjects, *added)}
    return submission._replace(
        description=parameters.get("description", submission.description),
        detail=parameters.get("uploadParams", submission.detail),
        subjects=tuple(subjects.values()),
        size=submission.size + size_of(parameters, len(added)),
    )


def _subjects(parameters: dict[str, Any], files: Sequence[PostedFile]) -> tuple[Subject, ...]:
    """The files of a POST by name; of two files with the same name, the later one."""
    name = parameters.get("fileName")
    if name and len(files) > 1:
        raise invalid(f"fileName names one file, but the POST contains {len(files)}")
    named = {name or file.name: len(file.content) for file in files}
    return tuple(Subject(each, size=size) for each, size in named.items())

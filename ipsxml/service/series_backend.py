"""A backend that answers with samples: a poll series of getActiveJobs, step by step."""

from typing import cast

from ipsxml.codec import Plain
from ipsxml.contract import Version
from ipsxml.contract.operations import RETURN
from ipsxml.document import plain_document
from ipsxml.simulation.job_timelines import submission_handle
from ipsxml.testing import sample, sample_series

_POLLED = "getActiveJobs"


class SeriesBackend:
    """Answers each getActiveJobs with the next document of a ``sample_series``.

    ``seed``, ``steps``, and ``jobs`` are those of ``sample_series``. After the last document, that document
    is repeated: jobs never go back in time, as they would if the series started over. Only ``reset`` starts
    it over. A request for one job gets only that job. Any other operation is answered with a ``sample`` and
    changes nothing.

    Raises ``ValueError`` if ``steps`` is less than 1 or ``jobs`` is negative.
    """

    def __init__(self, seed: int = 0, steps: int = 100, *, jobs: int = 3) -> None:
        if steps < 1:
            raise ValueError(f"steps must be 1 or more, not {steps}")
        if jobs < 0:
            raise ValueError(f"jobs must be 0 or more, not {jobs}")
        self._seed = seed
        self._steps = steps
        self._jobs = jobs
        self._series: dict[Version, list[dict[str, Plain]]] = {}
        self.reset()

    def reset(self) -> None:
        """Start the series over: the next poll is the first one."""
        self._polls = 0

    def answer(self, operation: str, parameters: dict[str, Plain], version: Version) -> dict[str, Plain]:
        """The next poll, or a sample."""
        if operation != _POLLED:
            document = sample(operation + RETURN, api=version.name, seed=self._seed)
            return cast("dict[str, Plain]", plain_document(document).payload)
        poll = self._series_in(version)[min(self._polls, self._steps - 1)]
        self._polls += 1
        jobs = cast("list[dict[str, Plain]]", poll["jobArray"])
        return poll | {"jobArray": [job for job in jobs if _is_asked_for(job, parameters)]}

    def _series_in(self, version: Version) -> list[dict[str, Plain]]:
        if version not in self._series:
            series = sample_series(self._steps, api=version.name, seed=self._seed, jobs=self._jobs)
            self._series[version] = [
                cast("dict[str, Plain]", plain_document(document).payload) for document in series
            ]
        return self._series[version]


def _is_asked_for(job: dict[str, Plain], parameters: dict[str, Plain]) -> bool:
    handle, name = parameters.get("jobHandle"), parameters.get("originalName")
    original_name = job.get("originalName")
    handles = (job["jobHandle"], submission_handle(str(job["companyHandle"]), str(original_name)))
    return name in (None, original_name) and (handle is None or handle in handles)

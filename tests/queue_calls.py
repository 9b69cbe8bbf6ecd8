"""A client of a simulated queue that validates every request and answer against the contract."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from ipsxml.codec import Document, plain_faults
from ipsxml.contract import Version, version_named
from ipsxml.service.clock import Clock
from ipsxml.simulation.job_queue import SimulatedQueue
from ipsxml.simulation.posted_uploads import PostedFile
from ipsxml.simulation.service_faults import ServiceFault

NOON = datetime(2014, 4, 1, 12, tzinfo=UTC)
COMPANY = "c|7"
API = "2014-04-03"
OPTIONS: dict[str, Any] = {
    "overwrite": True,
    "readyForPublish": True,
    "createMask": False,
    "emailSetting": "None",
}
PUBLISHING: dict[str, Any] = {"imageServingPublishJob": {"publishType": "Full", "emailSetting": "None"}}


def upload_of(*paths: str) -> dict[str, Any]:
    """The detail of a job that uploads files to these paths."""
    urls = [{"sourceUrl": f"https://assets.example.com/{path}", "destPath": path} for path in paths]
    return {"uploadUrlsJob": {"urlArray": urls, **OPTIONS}}


def faults_in(value: Any, element: str, version: Version) -> list[Any]:
    """All issues of a plain value, advice included."""
    return list(plain_faults(Document(value, version.name, element)))


class Caller:
    """A client with its own queue, whose clock starts at noon and moves only when advanced."""

    def __init__(self, seed: int = 0, start: datetime = NOON) -> None:
        self.clock = Clock(start)
        self.queue = SimulatedQueue(clock=self.clock, seed=seed)

    def ask(self, operation: str, parameters: dict[str, Any], api: str = API) -> Any:
        """Call an operation. Both the parameters and the answer must be valid."""
        version = version_named(api)
        assert faults_in(parameters, f"{operation}Param", version) == []
        answer = self.queue.answer(operation, parameters, version)
        assert faults_in(answer, f"{operation}Return", version) == []
        return answer

    def post(self, *names: str, api: str = API, **parameters: Any) -> str:
        """Upload files with these names, each containing its own name; returns the handle of the job."""
        version = version_named(api)
        asked = {"companyHandle": COMPANY, **parameters}
        asked = {name: value for name, value in asked.items() if value is not None}
        assert faults_in(asked, "uploadPostParam", version) == []
        answer = self.queue.upload(asked, [PostedFile(name, name.encode()) for name in names], version)
        assert faults_in(answer, "uploadPostReturn", version) == []
        return str(answer["jobHandle"])

    def fault(self, operation: str, parameters: dict[str, Any], api: str = API) -> tuple[str, int, str]:
        """The fault that an operation answers with."""
        return self.fault_of(lambda: self.ask(operation, parameters, api))

    def fault_of(self, ask: Callable[[], object]) -> tuple[str, int, str]:
        """The fault that a call raises."""
        try:
            answer = ask()
        except ServiceFault as fault:
            return fault.element, fault.code, fault.reason
        raise AssertionError(f"expected a fault, got {answer}")

    def submit(self, detail: dict[str, Any] | None = None, **parameters: Any) -> str:
        """Submit a job, by default an upload of two files; returns the handle that lists show."""
        submitted = self.submission(detail, **parameters)
        jobs = self.active(jobHandle=submitted) + self.scheduled(jobHandle=submitted)
        return max(handles(jobs), key=lambda handle: int(handle.rpartition("|")[2]))

    def submission(self, detail: dict[str, Any] | None = None, **parameters: Any) -> str:
        """Submit a job; returns the handle in the answer."""
        detail = detail or upload_of("boots/boot-1.tif", "boots/boot-2.tif")
        answer = self.ask(
            "submitJob", {"companyHandle": COMPANY, "jobName": "nightly", **parameters, **detail}
        )
        handle: str = answer["jobHandle"]
        return handle

    def act(self, operation: str, handle: str) -> None:
        """Stop, pause, resume, execute, or delete a job."""
        answer = self.ask(operation, {"companyHandle": COMPANY, "jobHandle": handle})
        assert answer == {}

    def active(self, **parameters: Any) -> list[dict[str, Any]]:
        """The active jobs."""
        jobs: list[dict[str, Any]] = self.ask("getActiveJobs", parameters)["jobArray"]
        return jobs

    def scheduled(self, **parameters: Any) -> list[dict[str, Any]]:
        """The scheduled jobs."""
        jobs: list[dict[str, Any]] = self.ask("getScheduledJobs", parameters)["jobArray"]
        return jobs

    def logs(self, **parameters: Any) -> list[dict[str, Any]]:
        """The logs, without entries."""
        logs: list[dict[str, Any]] = self.ask("getJobLogs", parameters)["jobLogArray"]
        return logs

    def details(self, **parameters: Any) -> list[dict[str, Any]]:
        """The logs, with entries."""
        parameters = {"companyHandle": COMPANY, **parameters}
        logs: list[dict[str, Any]] = self.ask("getJobLogDetails", parameters)["jobLogArray"]
        return logs

    def advance_to(self, handle: str, state: str) -> dict[str, Any]:
        """Advance the clock until a job is in a state; returns the job."""
        for _ in range(100):
            for job in self.active(jobHandle=handle):
                if job["state"] == state:
                    return job
            self.clock.advance(seconds=5)
        raise AssertionError(f"{handle} never reached state {state}")

    def finish(self) -> None:
        """Advance the clock until all active jobs have ended."""
        self.clock.advance(minutes=10)


def handles(jobs: Sequence[dict[str, Any]]) -> list[str]:
    """The handles of jobs or logs."""
    return [job["jobHandle"] for job in jobs]

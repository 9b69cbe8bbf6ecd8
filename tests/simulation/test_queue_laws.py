"""Properties of a simulated queue that hold for any requests."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule
from queue_calls import COMPANY, PUBLISHING, Caller, upload_of
from thoroughness import examples

from ipsxml.contract import versions
from ipsxml.simulation.service_faults import ServiceFault

VERSIONS = [version.name for version in versions()]
TIMES = ["2014-04-01T12:10:00Z", "2014-04-01T12:30:00Z", "2014-04-02T12:00:00Z"]
SCHEDULES = ["0 0/10 * * * ?", "0 30 2 * * ?", "30 * * ? * MON-FRI"]
DETAILS = st.one_of(
    st.just(PUBLISHING),
    st.lists(st.sampled_from(["a.tif", "b.tif", "c/d.jpg"]), min_size=1, max_size=5).map(
        lambda paths: upload_of(*paths)
    ),
)


class Queue(RuleBasedStateMachine):
    """Submits, stops, pauses, executes, and deletes jobs, and moves the clock forward."""

    handles = Bundle("handles")

    def __init__(self) -> None:
        super().__init__()
        self.caller = Caller()
        self.known: set[str] = set()
        self.schedules: set[str] = set()
        self.deleted: set[str] = set()
        self.seen: dict[str, dict[str, Any]] = {}
        self.logged: dict[str, dict[str, Any]] = {}

    def remember(self, handle: str) -> str:
        assert handle not in self.known
        self.known.add(handle)
        return handle

    @rule(target=handles, detail=DETAILS)
    def submit(self, detail: dict[str, Any]) -> str:
        return self.remember(self.caller.submit(detail))

    @rule(target=handles, detail=DETAILS, time=st.sampled_from(TIMES))
    def submit_for_a_time(self, detail: dict[str, Any], time: str) -> str:
        return self.remember(self.caller.submit(detail, execTime=time))

    @rule(target=handles, detail=DETAILS, schedule=st.sampled_from(SCHEDULES))
    def submit_for_a_schedule(self, detail: dict[str, Any], schedule: str) -> str:
        handle = self.caller.submit(detail, execSchedule=schedule)
        self.schedules.add(handle)
        return self.remember(handle)

    @rule(
        handle=handles,
        operation=st.sampled_from(["stopJob", "pauseJob", "resumeJob", "executeJob"]),
    )
    def act(self, handle: str, operation: str) -> None:
        try:
            self.caller.act(operation, handle)
        except ServiceFault as fault:
            assert fault.code == 30001
            assert not self.is_available(handle, operation)

    @rule(operation=st.sampled_from(["stopJob", "pauseJob", "resumeJob", "executeJob"]))
    def act_on_the_latest(self, operation: str) -> None:
        jobs = self.caller.active() if operation == "stopJob" else self.caller.scheduled()
        try:
            self.caller.act(operation, "j|7|nightly||")
        except ServiceFault as fault:
            assert (fault.code, jobs) == (30001, [])
        else:
            assert jobs

    @rule(handle=consumes(handles))
    def delete(self, handle: str) -> None:
        try:
            self.caller.act("deleteJob", handle)
            self.deleted.add(handle)
        except ServiceFault as fault:
            assert fault.code == 30001
            assert not self.is_available(handle, "deleteJob")

    @rule()
    def stop_active_jobs(self) -> None:
        for job in self.caller.active()[:2]:
            self.caller.act("stopJob", job["jobHandle"])

    @rule(seconds=st.integers(1, 90))
    def wait(self, seconds: int) -> None:
        self.caller.clock.advance(seconds=seconds)

    @rule(minutes=st.integers(2, 40))
    def wait_longer(self, minutes: int) -> None:
        self.caller.clock.advance(minutes=minutes)

    @rule(api=st.sampled_from(VERSIONS))
    def ask_in_any_version(self, api: str) -> None:
        self.caller.ask("getActiveJobs", {"companyHandle": COMPANY}, api)
        self.caller.ask("getScheduledJobs", {"companyHandle": COMPANY}, api)
        self.caller.ask("getJobLogDetails", {"companyHandle": COMPANY}, api)

    def is_available(self, handle: str, operation: str) -> bool:
        jobs = self.caller.active() if operation == "stopJob" else self.caller.scheduled()
        return handle in {job["jobHandle"] for job in jobs}

    @invariant()
    def each_job_is_in_one_place(self) -> None:
        places = [
            job["jobHandle"]
            for jobs in (self.caller.active(), self.caller.scheduled(), self.caller.logs())
            for job in jobs
        ]
        assert len(places) == len(set(places))
        assert self.known - self.deleted <= set(places)
        assert not self.deleted & set(places)

    @invariant()
    def active_jobs_never_go_back(self) -> None:
        for job in self.caller.active():
            before = self.seen.get(job["jobHandle"], job)
            assert before["progress"] <= job["progress"] <= 100
            for task, now in zip(before["taskProgressArray"], job["taskProgressArray"], strict=True):
                assert task["progress"] <= now["progress"]
                assert task["numProcessed"] <= now["numProcessed"]
                assert task["numPending"] >= now["numPending"]
                assert _items(task) == _items(now) == len(now["taskItemProgressArray"])
            self.seen[job["jobHandle"]] = job

    @invariant()
    def a_log_adds_up_and_never_changes(self) -> None:
        for log in self.caller.logs():
            counts = log["fileSuccessCount"] + log["fileErrorCount"] + log["fileWarningCount"]
            assert counts == log["totalFileCount"]
            assert log["startDate"] <= log["endDate"]
            assert self.logged.setdefault(log["jobHandle"], log) == log

    @invariant()
    def schedules_stay_until_they_are_deleted(self) -> None:
        scheduled = {job["jobHandle"] for job in self.caller.scheduled()}
        assert self.schedules - self.deleted <= scheduled


def _items(task: dict[str, Any]) -> int:
    total: int = task["numProcessed"] + task["numProcessing"] + task["numPending"]
    return total


TestQueue = Queue.TestCase
TestQueue.settings = settings(max_examples=examples(25), stateful_step_count=25, deadline=None)

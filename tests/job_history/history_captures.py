"""Captures for tests of histories: polls as if they had been read, but without files."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from ipsxml.capture import Origin
from ipsxml.codec import Document
from ipsxml.job_history import History
from ipsxml.job_history.recorder import Recorder
from ipsxml.model import Payload
from ipsxml.model.types import ActiveJob, GetActiveJobsReturn, TaskItemProgress, TaskProgress
from ipsxml.reading import Report
from ipsxml.reading.decoding import fault_in
from ipsxml.reading.question import Reading
from ipsxml.reading.read_all import Attempt

BEGIN = datetime(2013, 3, 4, 9, 30, tzinfo=UTC)


def minutes(number: float) -> datetime:
    """The time this many minutes after the start."""
    return BEGIN + timedelta(minutes=number)


def job(
    handle: str = "j|1",
    state: str = "Running",
    progress: int = 10,
    *,
    at: datetime = BEGIN,
    company: str = "c|7",
    tasks: list[TaskProgress] | None = None,
) -> ActiveJob:
    """A job that last reported progress at ``at``."""
    return ActiveJob(
        company_handle=company,
        job_handle=handle,
        name=f"name of {handle}",
        original_name="name",
        type="UrlUpload",
        state=state,
        submit_user_email="operator@example.com",
        server_name="worker_1",
        start_date=BEGIN,
        total_size=1,
        progress=progress,
        progress_message=f"{progress}%",
        last_progress_update=at,
        task_progress_array=tasks or [],
    )


def task(task_type: str, progress: float, at: datetime, items: dict[str, float]) -> TaskProgress:
    """A task with items of this progress."""
    return TaskProgress(
        task_type=task_type,
        task_state="Done" if progress == 1 else "Processing",
        num_processed=0,
        num_processing=1,
        num_pending=0,
        progress=progress,
        progress_message="",
        last_progress_update=at,
        task_item_progress_array=[
            TaskItemProgress(item_name=name, progress=done, progress_message="", last_progress_update=at)
            for name, done in items.items()
        ],
    )


def capture(payload: Payload, source: str, *, at: datetime | None = None, place: str = "") -> Attempt:
    """A capture of a valid document; ``at`` is the capture time from its container."""
    element = type(payload).__name__
    element = element[0].lower() + element[1:]
    return document_captured(Document(payload, "2014-04-03", element), source, at=at, place=place)


def document_captured(
    document: Document, source: str, *, at: datetime | None = None, place: str = ""
) -> Attempt:
    """A capture of a document, like ``capture`` for payloads."""
    report = Report(document.api_version, document.element, fault=fault_in(document))
    return Attempt(Origin(source, place, at), Reading(report, document))


def poll(*jobs: ActiveJob, source: str, at: datetime | None = None, place: str = "") -> Attempt:
    """A capture of the active jobs."""
    return capture(GetActiveJobsReturn(job_array=list(jobs)), source, at=at, place=place)


def page(source: str, reason: str = "cannot be read") -> Attempt:
    """A capture that is not a document."""
    return Attempt(Origin(source), unreadable=reason)


def history_of(*attempts: Attempt) -> History:
    """The history of some captures."""
    recorder = Recorder()
    for attempt in attempts:
        recorder.add(attempt)
    return History(recorder.record)


_JOBS = st.builds(
    lambda number, state, progress, company, tasks: (number, state, progress, company, tasks),
    st.integers(1, 3),
    st.sampled_from(["New", "Running", "Stopping", "Done"]),
    st.integers(0, 3),
    st.sampled_from(["c|7", "c|8"]),
    st.lists(
        st.tuples(
            st.sampled_from("AB"), st.floats(0, 1), st.dictionaries(st.sampled_from("xyz"), st.just(0.5))
        )
    ),
)


@st.composite
def captures(draw: st.DrawFn) -> list[Attempt]:
    """Captures in several directories, of jobs with random behavior; some have capture times."""
    number = draw(st.integers(0, 8))
    found = []
    for index in range(number):
        source = (
            f"{draw(st.sampled_from(['one', 'two']))}/{draw(st.sampled_from(['poll', 'night']))}{index}.xml"
        )
        moment = minutes(draw(st.integers(0, 5)))
        if draw(st.integers(0, 5)) == 0:
            found.append(page(source))
            continue
        jobs = {
            handle: job(
                f"j|{handle}",
                state,
                progress,
                at=moment,
                company=company,
                tasks=[task(kind, done, moment, items) for kind, done, items in tasks],
            )
            for handle, state, progress, company, tasks in draw(st.lists(_JOBS, max_size=3))
        }
        found.append(poll(*jobs.values(), source=source, at=moment if draw(st.booleans()) else None))
    return found

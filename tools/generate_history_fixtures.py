"""Generate ``fixtures/history``: a directory of polls, and a HAR export of a browser session.

The polls are 30 seconds apart and have some flaws: a gap, an HTML page instead of an answer, a fault, and
an answer that was saved twice.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from typing import NamedTuple

from ipsxml import encode
from ipsxml.model import Payload
from ipsxml.model.types import (
    ActiveJob,
    AuthenticationFault,
    GetActiveJobsParam,
    GetActiveJobsReturn,
    GetJobLogDetailsParam,
    GetJobLogDetailsReturn,
    JobLog,
    JobLogDetail,
    StopJobParam,
    StopJobReturn,
    SubmitJobParam,
    SubmitJobReturn,
    TaskItemProgress,
    TaskProgress,
    UploadUrl,
    UploadUrlsJob,
)

TARGET = Path(__file__).parents[1] / "fixtures" / "history"
_API = "2014-04-03"
_BEGIN = datetime(2013, 3, 4, 9, 30, tzinfo=timezone(timedelta(hours=1)))
_PAUSE = timedelta(seconds=30)
_GAP = timedelta(minutes=10)
_GAP_AFTER, _PAGE, _FAULT, _TWICE, _POLLS = 20, 12, 26, 31, 40
_COMPANY = "c|7"
_URL = "https://ips.example.com/scene7/services/IpsApiService"
_PAGE_503 = "<!DOCTYPE html>\n<html><head><title>503</title></head><body>Service Unavailable</body></html>\n"


class _Course(NamedTuple):
    """The course of a job, in seconds since the first poll."""

    name: str
    kind: str
    begins: int
    runs: int
    percent_a_minute: float
    vanishes: int
    stops: int = 10**6
    items: tuple[str, ...] = ()


_COURSES = (
    _Course("winter-catalogue", "UrlUpload", -10, 0, 16, 430, items=("coat.tif", "hat.tif", "夜景.tif")),
    _Course("weekly-publish", "ImageServingPublish", 45, 210, 14, 800),
    _Course("夜間アップロード", "UrlUpload", 1215, 1230, 20, 1480, stops=1400),
    _Course("price-list", "MetadataUpload", 900, 910, 4, 10**6),
    _Course("evening-upload", "UrlUpload", 1765, 1800, 10, 10**6),
)


def main() -> None:
    """Write the polls and the HAR export."""
    for name, content in _polls():
        _write(TARGET / "polls" / name, content)
    har = {
        "log": {"version": "1.2", "creator": {"name": "example", "version": "1"}, "entries": [*_entries()]}
    }
    _write(TARGET / "session.har", json.dumps(har, ensure_ascii=False, indent=1).encode() + b"\n")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _polls() -> Iterator[tuple[str, bytes]]:
    before = b""
    for number in range(1, _POLLS + 1):
        moment = _BEGIN + _PAUSE * (number - 1) + (_GAP if number > _GAP_AFTER else timedelta(0))
        if number == _PAGE:
            content = _response(503, "Service Unavailable", "text/html", moment, _PAGE_503.encode())
        elif number == _FAULT:
            fault = AuthenticationFault(code=20003, reason="The session has expired")
            body = encode(fault, api=_API, envelope="1.1")
            content = _response(500, "Internal Server Error", "text/xml; charset=utf-8", moment, body)
        elif number == _TWICE:
            content = before
        else:
            content = _response(200, "OK", "text/xml; charset=utf-8", moment, _soap(_answer(moment)))
        yield f"poll-{number:02}.http", content
        before = content


def _response(status: int, reason: str, media_type: str, moment: datetime, body: bytes) -> bytes:
    """An answer as ``curl -i`` prints it."""
    date = format_datetime(moment.astimezone(timezone(timedelta(0)))).replace("+0000", "GMT")
    head = (
        f"HTTP/1.1 {status} {reason}\r\nDate: {date}\r\nContent-Type: {media_type}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _soap(payload: Payload) -> bytes:
    return encode(payload, api=_API, envelope="1.1")


def _answer(moment: datetime) -> GetActiveJobsReturn:
    seconds = (moment - _BEGIN).total_seconds()
    return GetActiveJobsReturn(
        job_array=[_job(course, moment) for course in _COURSES if course.begins <= seconds < course.vanishes]
    )


def _job(course: _Course, moment: datetime) -> ActiveJob:
    seconds = (moment - _BEGIN).total_seconds()
    run = max(0.0, min(seconds, course.stops) - course.runs)
    percent = min(100, int(run / 60 * course.percent_a_minute))
    waits = "New" if seconds < course.begins + 20 else "WaitingCoordinator"
    state = "Running" if seconds >= course.runs else waits
    state = "Stopping" if seconds >= course.stops else "Done" if percent == 100 else state
    started = _BEGIN + timedelta(seconds=course.begins)
    name = f"{course.name}_{started:%Y-%m-%d-%H:%M:%S}.000"
    return ActiveJob(
        company_handle=_COMPANY,
        job_handle=_handle(course),
        name=name,
        original_name=course.name,
        type=course.kind,
        state=state,
        submit_user_email="operator@example.com",
        locale="en-US",
        description="",
        server_name="worker_1",
        start_date=started,
        total_size=4096,
        progress=percent,
        progress_message={"Running": f"Working, {percent}%", "Done": "Finished"}.get(state, ""),
        last_progress_update=max(started, moment - timedelta(seconds=3)),
        task_progress_array=[_task(course, percent, moment)] if run and course.items else [],
    )


def _task(course: _Course, percent: int, moment: datetime) -> TaskProgress:
    done = percent * len(course.items) // 100
    updated = moment - timedelta(seconds=3)
    return TaskProgress(
        task_type="com.example.upload.UploadTask",
        task_state="Done" if percent == 100 else "Processing",
        num_processed=done,
        num_processing=int(done < len(course.items)),
        num_pending=max(0, len(course.items) - done - 1),
        progress=percent / 100,
        progress_message="",
        last_progress_update=updated,
        task_item_progress_array=[
            TaskItemProgress(
                item_name=item,
                progress=min(1.0, max(0.0, round(percent / 100 * len(course.items) - place, 2))),
                progress_message="Uploaded" if place < done else "Uploading" if place == done else "Waiting",
                last_progress_update=updated,
            )
            for place, item in enumerate(course.items)
        ],
    )


def _handle(course: _Course) -> str:
    return f"j|7||{course.name}|{1001 + _COURSES.index(course)}"


def _entries() -> Iterator[dict[str, object]]:
    """The browser session: a page, a job that is submitted and polled, its log, and another job stopped."""
    upload, _, stopped, *_ = _COURSES
    page = {"size": 20, "mimeType": "text/html", "text": "<!DOCTYPE html>\n<html></html>"}
    yield _entry(-20, None, page, url="https://ips.example.com/console")
    job = UploadUrlsJob(
        url_array=[
            UploadUrl(source_url=f"https://assets.example.com/{i}", dest_path=i) for i in upload.items
        ],
        overwrite=True,
        ready_for_publish=True,
        create_mask=False,
        email_setting="None",
    )
    submit = SubmitJobParam(company_handle=_COMPANY, job_name=upload.name, upload_urls_job=job)
    yield _entry(-12, submit, SubmitJobReturn(job_handle=_handle(upload)))
    for seconds in (5, 65, 125, 245, 365, 440):
        answer = _answer(_BEGIN + timedelta(seconds=seconds))
        yield _entry(seconds, GetActiveJobsParam(company_handle=_COMPANY), answer)
    asked = GetJobLogDetailsParam(company_handle=_COMPANY, job_handle=_handle(upload))
    yield _entry(445, asked, GetJobLogDetailsReturn(job_log_array=[_log(upload)]))
    stop = StopJobParam(company_handle=_COMPANY, job_handle=_handle(stopped))
    yield _entry(1398, stop, StopJobReturn())


def _log(course: _Course) -> JobLog:
    started = _BEGIN + timedelta(seconds=course.begins)
    details = (
        (0, "BeginUpload", "Upload started", None),
        (110, "UploadSuccess", "Uploaded coat.tif", "coat"),
        (240, "UploadWarning", "hat.tif has no color profile; sRGB is assumed", "hat"),
        (380, "UploadError", "夜景.tif could not be read: the file is cut short", "夜景"),
        (385, "EndUpload", "Upload finished", None),
    )
    return JobLog(
        company_handle=_COMPANY,
        job_handle=_handle(course),
        job_name=f"{course.name}_{started:%Y-%m-%d-%H:%M:%S}.000",
        original_job_name=course.name,
        submit_user_email="operator@example.com",
        log_type="EndUpload",
        job_sub_type=course.kind,
        start_date=started,
        end_date=started + timedelta(seconds=385),
        description="",
        file_success_count=1,
        file_error_count=1,
        file_warning_count=1,
        file_duplicate_count=0,
        file_update_count=0,
        total_file_count=3,
        transfer_success_count=0,
        transfer_error_count=0,
        transfer_warning_count=0,
        fatal_error=False,
        detail_total_rows=len(details),
        detail_array=[
            JobLogDetail(
                log_message=message,
                log_type=log_type,
                date_created=started + timedelta(seconds=seconds),
                asset_name=asset,
            )
            for seconds, log_type, message, asset in details
        ],
    )


def _entry(
    seconds: int, asked: Payload | None, answer: Payload | dict[str, object], *, url: str = _URL
) -> dict[str, object]:
    request: dict[str, object] = {"method": "GET" if asked is None else "POST", "url": url, "headers": []}
    if asked is not None:
        request["postData"] = {"mimeType": "text/xml; charset=utf-8", "text": _soap(asked).decode()}
    if isinstance(answer, Payload):
        answer = {"mimeType": "text/xml; charset=utf-8", "text": _soap(answer).decode()}
    return {
        "startedDateTime": (_BEGIN + timedelta(seconds=seconds)).isoformat(),
        "time": 120,
        "request": {**request, "cookies": [], "queryString": [], "headersSize": -1, "bodySize": -1},
        "response": {"status": 200, "statusText": "OK", "headers": [], "cookies": [], "content": answer},
    }


if __name__ == "__main__":
    main()

"""The fuzzed operations: each one processes some bytes and checks its results.

``IpsXmlError`` and its subclasses may be raised. Any other exception is a find, and so is an assertion
that fails.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from lxml import etree

import ipsxml
from fuzz import seeds
from fuzz.mutation import SEPARATOR
from ipsxml.capture import only_capture, open_message
from ipsxml.capture.content_kind import is_json
from ipsxml.comparison.json_patches import read_patch
from ipsxml.errors import CaptureError, SourceError
from ipsxml.job_history import History
from ipsxml.job_history.recorder import QUESTION, Recorder
from ipsxml.job_history.render.history_formats import FORMATS
from ipsxml.job_history.render.text_layout import Look
from ipsxml.reading import Outcome
from ipsxml.reading.read_all import read_captures
from ipsxml.reading.render.github import render_github
from ipsxml.reading.render.junit import render_junit
from ipsxml.reading.render.report_json import render_json
from ipsxml.reading.render.report_text import render_text
from ipsxml.reading.render.sarif import render_sarif

_MOST_CAPTURES = 100_000


class Operation(NamedTuple):
    """One operation: ``check`` tries it on bytes, ``seeds`` yields documents to start from."""

    check: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]


def _of_one_capture(check: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """The check, except for JSON lines and other containers of several captures."""

    def check_one(data: bytes) -> None:
        try:
            only_capture(data)
        except SourceError:
            return
        except CaptureError:
            pass  # an issue, which the check expects
        check(data)

    return check_one


def read(data: bytes) -> None:
    """A capture is read or rejected, and only valid captures can be streamed job by job."""
    try:
        etree.tostring(open_message(only_capture(data).message()).payload)
    except CaptureError:
        rejected = True
    else:
        rejected = False
    streamed = _jobs(data)
    report = ipsxml.validate(data)
    assert not (rejected and report.valid and not _is_json_within(data))
    assert streamed is None or report.valid, "streamed, but not valid"


def _is_json_within(data: bytes) -> bool:
    """Whether the unwrapped content is a single JSON document: it has no payload element but may be valid."""
    try:
        return is_json(only_capture(data).message().content)
    except (CaptureError, ipsxml.SourceError):
        return False


def _jobs(data: bytes) -> int | None:
    try:
        return sum(1 for _ in ipsxml.iter_jobs(data))
    except ipsxml.IpsXmlError:
        return None


def validate(data: bytes) -> None:
    """There is always a verdict, no matter how many issues are reported, and every format can print it."""
    report = ipsxml.validate(data)
    strict = ipsxml.validate(data, strict=True)
    first = ipsxml.validate(data, max_issues=1)
    assert strict.valid <= report.valid
    assert len(first.issues) <= 1
    assert report.truncated or {issue.code for issue in report.issues} == {
        issue.code for issue in strict.issues
    }
    outcome = Outcome("a.xml", "valid" if report.valid else "invalid", report)
    render_text(outcome)
    list(render_github(outcome))
    render_json([outcome]).encode()
    render_sarif([outcome]).encode()
    etree.fromstring(render_junit([outcome]).encode())


def decode(data: bytes) -> None:
    """Only valid documents can be decoded, and decoded documents survive a round trip."""
    report = ipsxml.validate(data)
    try:
        document = ipsxml.decode(data)
    except ipsxml.InvalidDocument as error:
        assert not report.valid
        assert error.report == report
    except ipsxml.DecodeError:
        assert report.valid
    else:
        assert report.valid
        _check_round_trips(document)


def _check_round_trips(document: ipsxml.Document) -> None:
    as_json, as_xml = ipsxml.to_json(document), ipsxml.encode(document)
    # Compared as JSON, because a NaN is not equal to itself.
    assert ipsxml.to_json(ipsxml.from_json(as_json)) == as_json
    again = ipsxml.decode(as_xml)  # XML does not state the version of a fault or an authHeader
    assert ipsxml.to_json(replace(again, api_version=document.api_version)) == as_json
    assert ipsxml.validate(as_xml).valid


def from_json(data: bytes) -> None:
    """JSON becomes a document if and only if it is valid, and that document survives a round trip."""
    try:
        document = ipsxml.from_json(data)
    except ipsxml.InvalidDocument as error:
        assert not error.report.valid
        assert not (_is_json_within(data) and ipsxml.validate(data).valid)
    except ipsxml.DecodeError:
        assert ipsxml.validate(data).valid
    else:
        assert ipsxml.validate(data).valid
        _check_round_trips(document)


def patch(data: bytes) -> None:
    """A patch gives a valid document or is rejected, and a diff of both documents has the same effect."""
    content, _, operations = data.partition(SEPARATOR)
    try:
        old = ipsxml.decode(content)
        new = ipsxml.patch(old, read_patch(operations))
    except ipsxml.IpsXmlError:
        return
    _check_round_trips(new)
    diff = ipsxml.diff(old, new)
    if old.api_version == new.api_version and old.element == new.element:
        again = ipsxml.patch(old, ipsxml.json_patch(diff))
        assert ipsxml.to_json(again) == ipsxml.to_json(new)


def containers(data: bytes) -> None:
    """A container is read capture by capture, each with a distinct place, or rejected."""
    places = []
    for number, capture in enumerate(ipsxml.captures(data)):
        assert number < _MOST_CAPTURES
        places.append(str(capture.origin))
        assert places[-1] in repr(capture)
        try:
            report = ipsxml.read(capture).report
        except ipsxml.IpsXmlError:
            continue
        render_text(Outcome(places[-1], "valid" if report.valid else "invalid", report))
    assert places


def history(data: bytes) -> None:
    """Any container has a history; merging it with itself changes nothing, and every format can print it."""
    recorder = Recorder()
    for attempt in read_captures(ipsxml.captures(data), QUESTION):
        recorder.add(attempt)
    found = History(recorder.record)
    assert found == found | found
    for form in FORMATS.values():
        form.render(found, found.jobs, Look(80)).encode("utf-8", "surrogatepass")


OPERATIONS = {
    "containers": Operation(containers, seeds.containers),
    "history": Operation(history, seeds.containers),
    "read": Operation(_of_one_capture(read), seeds.captures),
    "validate": Operation(_of_one_capture(validate), seeds.documents),
    "decode": Operation(_of_one_capture(decode), seeds.documents),
    "from_json": Operation(from_json, seeds.json_documents),
    "patch": Operation(patch, seeds.patches),
}

"""Reading the jobs of a response one by one, in constant memory."""

import os
from codecs import BOM_UTF8
from collections.abc import Generator, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from itertools import chain
from typing import Any, BinaryIO, TypeAlias, TypeVar, cast, overload

from lxml import etree

from ipsxml.capture import Source, captures, local_name, namespace_of, only_capture
from ipsxml.capture.byte_streams import Stream, opened_stream
from ipsxml.capture.content_kind import is_gzip, is_plain_xml
from ipsxml.capture.encoding import Lead, check_declaration, is_like_ascii, take_lead
from ipsxml.capture.limits import check_size
from ipsxml.capture.namespaces import check_declarations, check_namespace, check_namespaces_at
from ipsxml.capture.opening import open_root
from ipsxml.capture.xml_parsing import check_log
from ipsxml.capture.xml_syntax_messages import doctype_error, explain
from ipsxml.codec import Document, decode_tree, to_model, walk
from ipsxml.codec.leaf_values import Fraction
from ipsxml.contract import ComplexType, Version, XsdType, contract, unlimited_libxml2_schema, version_named
from ipsxml.contract.lexical_forms import collapse
from ipsxml.errors import CaptureError, DecodeError, NoJobsError, UnexpectedPayload
from ipsxml.issues import Issue
from ipsxml.model import Payload
from ipsxml.model.types import ActiveJob, AssetJobLog, JobLog, ScheduledJob
from ipsxml.plain_jobs import PlainJobs
from ipsxml.reading import InvalidDocument, Report
from ipsxml.reading.door import read
from ipsxml.reading.element_explainer import ElementExplainer, is_valid_as
from ipsxml.reading.judging import judge
from ipsxml.reading.question import Question
from ipsxml.reading.report import unread
from ipsxml.reading.skipping import read_unless_skipped
from ipsxml.reading.spoken_version import spoken_version
from ipsxml.traceback_privacy import discreet_iterator

Job: TypeAlias = ActiveJob | ScheduledJob | JobLog | AssetJobLog
"""What a response can list: running or scheduled jobs, and the logs of jobs or of an asset."""

_Job = TypeVar("_Job", ActiveJob, ScheduledJob, JobLog, AssetJobLog)


@overload
def iter_jobs(source: Source, *, fraction: Fraction = "exact") -> Generator[Job]: ...


@overload
def iter_jobs(source: Source, expected: type[_Job], *, fraction: Fraction = "exact") -> Generator[_Job]: ...


@discreet_iterator
def iter_jobs(
    source: Source, expected: type[_Job] | None = None, *, fraction: Fraction = "exact"
) -> Generator[Any]:
    """Yield the jobs of a response (ActiveJob, ScheduledJob, JobLog, AssetJobLog), each validated.

    ``expected`` is the class that the jobs must have, and type checkers infer it; without it, a job can be
    any of the four (``Job``).

    ``source`` is as in ``ipsxml.validate``. XML from a path, a file, a pipe, or ``bytes``, compressed with
    gzip or not, is streamed in constant memory, regardless of its size. Three kinds of input are read whole:
    HTTP messages, JSON, and XML with white space before its declaration or in an encoding that is not like
    ASCII. In a container, each response yields its jobs in turn; everything else is skipped.

    ``fraction`` is as in ``ipsxml.decode``.

    Raises ``InvalidDocument`` at the first invalid job, if the XML is cut short, and at the end if anything
    around the jobs is invalid; ``NoJobsError`` for a fault or any other document without a place for jobs;
    ``UnexpectedPayload`` for jobs of another class; ``DecodeError`` for a value that does not fit into the
    typed model; and ``SourceError``.

    >>> from pathlib import Path
    >>> [job.state for job in iter_jobs(Path("fixtures/get_active_jobs.xml"), ActiveJob)]
    ['Running', 'WaitingCoordinator']
    """
    with closing(_jobs_of(source, fraction)) as jobs:
        for job in jobs:
            if expected is not None and not isinstance(job, expected):
                raise UnexpectedPayload(f"the jobs are {type(job).__name__}, not {expected.__name__}")
            yield job


def _jobs_of(source: Source, fraction: Fraction) -> Generator[Payload]:
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(opened_stream(source))
        except CaptureError as error:
            failure = error
        else:
            if _is_plain_xml(stream.head) or is_gzip(stream.head):  # gzip again: the parser will report it
                yield from _JobStream(stream, fraction).jobs()
            else:
                is_file = isinstance(source, str | os.PathLike) and os.path.isfile(source)
                yield from _jobs_of_captures(source if is_file else cast("BinaryIO", stream), fraction)
            return
    raise InvalidDocument(unread(failure))


def _is_plain_xml(head: bytes) -> bool:
    """Whether libxml2 can parse the content directly, judging by its first bytes."""
    return (
        is_plain_xml(head)
        and head.removeprefix(BOM_UTF8).startswith(b"<")
        and is_like_ascii(take_lead(head), None)
    )


def _jobs_of_captures(source: Source, fraction: Fraction) -> Iterator[Payload]:
    """The jobs of a source's only document, or of each document in a container that can have jobs."""
    question = Question("typed", fraction=fraction)
    found = captures(source)
    first, second = next(found, None), next(found, None)
    if first is None or second is None:
        yield from _jobs_of_whole(read(first or only_capture(source), question).valid_document)
        return
    for capture in chain([first, second], found):
        reading, _ = read_unless_skipped(capture, question)
        if reading is not None:
            with suppress(NoJobsError):  # a request, or a fault
                yield from _jobs_of_whole(reading.valid_document)


def _jobs_of_whole(document: Document) -> Iterator[Payload]:
    payload = document.payload
    _check_for_jobs(document.element, version_named(document.api_version), getattr(payload, "code", None))
    is_array = isinstance(payload, list)
    for array in [payload] if is_array else [getattr(payload, name) for name in payload.__struct_fields__]:
        if isinstance(array, list):
            yield from (item for item in array if isinstance(item, Payload))  # skip arrays of text


def _check_for_jobs(element: str, version: Version, fault_code: int | None) -> None:
    """Raise ``NoJobsError`` if a valid document has no place for jobs."""
    own = contract(version).elements.get(element)
    arrays = [own, *(member.type for member in own.members.values())] if own else []
    if not any(map(_job_type, arrays)):
        raise NoJobsError(
            f"{element} {fault_code} is a fault, not a list of jobs"
            if fault_code
            else f"{element} cannot contain jobs"
        )


def _job_type(array: XsdType | None) -> ComplexType | None:
    """The type of an array's items; ``None`` if the items are text, or if it is not an array."""
    item = array.members.get("items") if isinstance(array, ComplexType) else None
    return item.type if item and isinstance(item.type, ComplexType) else None


class _JobStream:
    """Walks through one XML response; each job is checked, decoded, and removed as it ends."""

    def __init__(self, stream: Stream, fraction: Fraction) -> None:
        self._stream = stream
        self._plain_jobs = PlainJobs(stream)
        self._fraction = fraction
        self._number = self._given_since_job = 0
        self._events: etree.iterparse[tuple[str, etree._Element]] | None = None
        self._done: etree._Element | None = None
        # The parent of the first job's array: a quick test, because most items are nested more deeply.
        self._holder: etree._Element | None = None

    def read(self, _size: int) -> bytes:
        """The next bytes of the response, for the parser."""
        part = self._plain_jobs.read_rest()
        self._given_since_job += len(part)
        check_size(self._given_since_job, "a job, or the content between two jobs,")
        return part

    def jobs(self) -> Iterator[Payload]:
        """The jobs; raises as ``iter_jobs`` does."""
        root: etree._Element | None = None
        try:
            check_declaration(take_lead(self._stream.head))
            for job in self._plain_jobs.jobs():
                self._number += 1
                yield job
            events = self._events = etree.iterparse(
                cast("BinaryIO", self),
                events=("end",),
                tag="{*}items",
                load_dtd=False,
                no_network=True,
                resolve_entities=False,
                remove_comments=True,
                remove_pis=True,
            )
            for _, item in events:
                kind = self._kind_of(item) if self._may_be_a_job(item) else None
                if kind is not None:
                    yield self._job(item, *kind)
            check_log(events.error_log)
            root = events.root
            assert root is not None  # without a root, the XML is not well-formed
            self._check_for_doctype(root)
        except etree.XMLSyntaxError as error:
            failure: CaptureError | None = explain(error, Lead(self._stream.head), None)
        except CaptureError as error:
            failure = error
        else:
            failure = None
        if failure is not None:
            raise InvalidDocument(unread(failure))
        assert root is not None
        self._check_rest(root)

    def _may_be_a_job(self, item: etree._Element) -> bool:
        """Whether the element is an item of an array that is the payload or a direct child of it."""
        array = item.getparent()
        holder = None if array is None else array.getparent()
        if self._holder is not None:
            return holder is self._holder
        above = None if holder is None else holder.getparent()
        if array is None:
            return False
        return holder is None or above is None or "Body" in (_bounded_name(above), _bounded_name(holder))

    def _check_for_doctype(self, element: etree._Element) -> None:
        if element.getroottree().docinfo.internalDTD is not None:
            raise doctype_error(Lead(self._stream.head), None)

    def _kind_of(self, item: etree._Element) -> tuple[ComplexType, Version] | None:
        """The type and version of a job; ``None`` for an element that the contract does not have there."""
        array = item.getparent()
        assert array is not None
        self._check_for_doctype(item)
        check_namespaces_at(item)
        version = spoken_version(item)
        complex_type = self._item_type(array, version) if version else None
        if version is None or complex_type is None:  # keep it; it is judged with everything around the jobs
            return None
        self._given_since_job = 0
        self._holder = array.getparent()
        return complex_type, version

    def _job(self, item: etree._Element, complex_type: ComplexType, version: Version) -> Payload:
        self._number += 1
        try:
            job: Payload = decode_tree(item, complex_type, version, typed=True)
        except (ValueError, OverflowError):  # invalid, or a spelling that the compiled codec does not accept
            self._check(item, complex_type, version)
            job = self._decode_slowly(item, complex_type)
        self._forget(item)
        return job

    def _decode_slowly(self, item: etree._Element, complex_type: ComplexType) -> Payload:
        try:
            job: Payload = to_model(walk(item, complex_type), complex_type, self._fraction)
        except DecodeError as error:
            raise DecodeError(f"job {self._number}: {error}") from None
        return job

    def _item_type(self, array: etree._Element, version: Version) -> ComplexType | None:
        """The type of the array's items, determined by its parent payload or by its own name."""
        elements, holder = contract(version).elements, array.getparent()
        payload = None if holder is None else elements.get(local_name(holder))
        member = payload.members.get(local_name(array)) if payload else None
        return _job_type(member.type if member else elements.get(local_name(array)))

    def _check(self, item: etree._Element, complex_type: ComplexType, version: Version) -> None:
        check_declarations(item)
        namespace = namespace_of(item)
        if is_valid_as(item, complex_type, unlimited_libxml2_schema(version, namespace)):
            return
        assert self._events is not None
        check_log(self._events.error_log)  # raises if not well-formed, which cannot be explained here
        explainer = ElementExplainer(version, namespace, line_offset=0)
        issues = tuple(self._numbered(issue) for issue in explainer.explain(item, complex_type))
        report = Report(version.name, complex_type.name, None, issues)
        if not report.valid:
            raise InvalidDocument(report)

    def _numbered(self, issue: Issue) -> Issue:
        """The issue with the job's real position in its path; earlier jobs are no longer in the tree."""
        before, items, after = (issue.path or "").partition("/items")
        after = after.removeprefix("[1]").removeprefix("[2]")
        return replace(issue, path=f"{before}{items}[{self._number}]{after}")

    def _forget(self, item: etree._Element) -> None:
        """Free the previous job, and empty this one, whose element the parser still needs."""
        self._remove_done()
        item.clear(keep_tail=True)
        self._done = item

    def _remove_done(self) -> None:
        array = None if self._done is None else self._done.getparent()
        if array is not None and self._done is not None:
            if collapse(self._done.tail or ""):  # keep misplaced text, so that it is reported
                array.text = self._done.tail
            array.remove(self._done)

    def _check_rest(self, root: etree._Element) -> None:
        """Check everything around the jobs."""
        self._remove_done()
        try:
            check_declarations(root)
            report = judge(open_root(root, Lead(self._stream.head)), Question())
        except CaptureError as error:
            report = unread(error)
        if not report.valid:
            raise InvalidDocument(report)
        assert report.api_version is not None
        assert report.element is not None
        code = report.fault.code if report.fault else None
        _check_for_jobs(report.element, version_named(report.api_version), code)


def _bounded_name(element: etree._Element) -> str:
    """The local name; raises ``CaptureError`` if the namespace, which is copied each time, is too long."""
    check_namespace(namespace_of(element))
    return local_name(element)

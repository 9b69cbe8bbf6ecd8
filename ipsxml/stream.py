"""The jobs of a response one by one, in memory that does not grow with the response."""

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import BinaryIO, cast

from lxml import etree

from ipsxml.capture import Capture, Source, local_name, namespace_of
from ipsxml.capture.encoding import Lead
from ipsxml.capture.malformed import doctype_error, explain
from ipsxml.capture.recognize import is_gzip, is_http, is_json
from ipsxml.capture.soap import open_envelope
from ipsxml.capture.sources import STANDARD_INPUT, unreadable
from ipsxml.codec import decode_tree, to_model, walk
from ipsxml.contract import Version, contract, unlimited_libxml2_schema
from ipsxml.document import decode
from ipsxml.errors import CaptureError, DecodeError
from ipsxml.issues import Issue
from ipsxml.model import Payload
from ipsxml.validation import InvalidDocument, Report
from ipsxml.validation.elements import ElementExplainer
from ipsxml.validation.report import unread
from ipsxml.validation.validate import report_on
from ipsxml.validation.verdict import spoken_version

_HEAD_SIZE = 1 << 14


def iter_jobs(source: Source) -> Iterator[Payload]:
    """The jobs of a response (ActiveJob, ScheduledJob, JobLog, AssetJobLog), each validated.

    ``source`` is as in ``ipsxml.validate``. XML from a path, a file, a pipe or ``bytes``,
    gzip-compressed or not, is read as it is parsed, and the memory taken is that of one job,
    whatever the size; an HTTP message and JSON are read whole.

    Raises ``InvalidDocument`` at the first job that is not valid, where the XML breaks off, and
    at the end if what stands around the jobs is wrong; ``DecodeError`` for a value that Python
    cannot hold; ``SourceError``.

    >>> from pathlib import Path
    >>> [job.state for job in iter_jobs(Path("fixtures/get_active_jobs.xml"))]
    ['Running', 'WaitingCoordinator']
    """
    with ExitStack() as stack:
        stream = _Rejoined(stack.enter_context(_opened(source)))
        if is_gzip(stream.head):
            stream = _Rejoined(gzip.GzipFile(fileobj=cast("BinaryIO", stream)))
        if is_http(stream.head) or is_json(stream.head):
            yield from _jobs_of_whole(stream.read())
        else:
            yield from _JobStream(stream).jobs()


@contextmanager
def _opened(source: Source) -> Iterator[BinaryIO]:
    if isinstance(source, bytes | bytearray | memoryview):
        yield io.BytesIO(bytes(source))
    elif not isinstance(source, str | os.PathLike):
        yield source
    elif os.fspath(source) == STANDARD_INPUT:
        yield sys.stdin.buffer
    else:
        with _file(os.fspath(source)) as file:
            yield file


def _file(path: str) -> BinaryIO:
    try:
        return open(path, "rb")
    except (OSError, ValueError) as error:
        raise unreadable(error) from None


class _Rejoined:
    """A stream whose first bytes were looked at: ``read`` gives them all the same."""

    def __init__(self, stream: BinaryIO | gzip.GzipFile) -> None:
        self._stream = stream
        self.head = self._pending = stream.read(_HEAD_SIZE)

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes; all there are, if it is negative."""
        if size < 0:
            pending, self._pending = self._pending, b""
            return pending + self._stream.read()
        if not self._pending:
            return self._stream.read(size)
        given, self._pending = self._pending[:size], self._pending[size:]
        return given


def _jobs_of_whole(content: bytes) -> Iterator[Payload]:
    payload = decode(content).payload
    is_array = isinstance(payload, list)
    for array in [payload] if is_array else [getattr(payload, name) for name in payload.__struct_fields__]:
        if isinstance(array, list):
            yield from array


class _JobStream:
    """Walks through one XML response; each job is checked, decoded and removed as it ends."""

    def __init__(self, stream: _Rejoined) -> None:
        self._stream = stream
        self._number = 0
        self._done: etree._Element | None = None

    def jobs(self) -> Iterator[Payload]:
        """The jobs; raises as ``iter_jobs`` does."""
        root: etree._Element | None = None
        try:
            events = etree.iterparse(
                cast("BinaryIO", self._stream),
                events=("end",),
                tag="{*}items",
                load_dtd=False,
                no_network=True,
                resolve_entities=False,
                remove_comments=True,
                remove_pis=True,
            )
            for _, item in events:
                if self._is_job(item):
                    yield self._job(item)
            root = events.root
        except etree.XMLSyntaxError as error:
            failure: CaptureError | None = explain(error, Lead(self._stream.head), None)
        except (EOFError, OSError, zlib.error) as error:
            failure = CaptureError("bad-gzip", f"the source breaks off: {type(error).__name__}")
        else:
            failure = None
        if failure is not None:
            raise InvalidDocument(unread(failure))
        assert root is not None
        self._check_rest(root)

    def _is_job(self, item: etree._Element) -> bool:
        """Whether the element is an item of an array right in the payload, or of one that is the payload."""
        array = item.getparent()
        holder = None if array is None else array.getparent()
        above = None if holder is None else holder.getparent()
        if array is None:
            return False
        return holder is None or above is None or local_name(above) == "Body" or local_name(holder) == "Body"

    def _job(self, item: etree._Element) -> Payload:
        array = item.getparent()
        assert array is not None
        if item.getroottree().docinfo.internalDTD is not None:
            raise InvalidDocument(unread(doctype_error(Lead(self._stream.head), None)))
        self._number += 1
        version = spoken_version(item)
        type_name = self._item_type(array, version) if version else None
        if version is None or type_name is None:
            raise InvalidDocument(self._report_on_rest(item.getroottree().getroot()))
        try:
            job: Payload = decode_tree(item, type_name, version, typed=True)
        except (ValueError, OverflowError):  # not valid, or spelt in another way
            self._check(item, type_name, version)
            job = self._decode_slowly(item, type_name, version)
        self._forget(item)
        return job

    def _decode_slowly(self, item: etree._Element, type_name: str, version: Version) -> Payload:
        reading = contract(version)
        try:
            job: Payload = to_model(walk(item, type_name, reading), type_name, reading)
        except DecodeError as error:
            raise DecodeError(f"job {self._number}: {error}") from None
        return job

    def _item_type(self, array: etree._Element, version: Version) -> str | None:
        """The type of the array's items, by the payload it is a member of or by its own name."""
        reading = contract(version)
        holder = array.getparent()
        payload = (
            reading.types.get(reading.elements.get(local_name(holder), "")) if holder is not None else None
        )
        member = payload.members.get(local_name(array)) if payload else None
        found = reading.types.get(member.type if member else reading.elements.get(local_name(array), ""))
        item = found.members.get("items") if found else None
        return item.type if item and item.type in reading.types else None

    def _check(self, item: etree._Element, type_name: str, version: Version) -> None:
        namespace = namespace_of(item)
        name, item.tag = item.tag, f"{{{namespace}}}{type_name}" if namespace else type_name
        try:
            if unlimited_libxml2_schema(version, namespace).validate(item):
                return
        finally:
            item.tag = name
        explainer = ElementExplainer(version, namespace, line_offset=0)
        issues = tuple(self._numbered(issue) for issue in explainer.explain(item, type_name))
        report = Report(version.name, type_name, None, issues)
        if not report.valid:
            raise InvalidDocument(report)

    def _numbered(self, issue: Issue) -> Issue:
        """The issue with the job's position in its path: the jobs before it are gone from the tree."""
        before, items, after = (issue.path or "").partition("/items")
        after = after.removeprefix("[1]").removeprefix("[2]")
        return replace(issue, path=f"{before}{items}[{self._number}]{after}")

    def _forget(self, item: etree._Element) -> None:
        """Free the job before, and empty this one, which the parser still needs as a place."""
        self._remove_done()
        item.clear(keep_tail=True)
        self._done = item

    def _remove_done(self) -> None:
        array = None if self._done is None else self._done.getparent()
        if array is not None and self._done is not None:
            array.remove(self._done)

    def _check_rest(self, root: etree._Element) -> None:
        self._remove_done()
        report = self._report_on_rest(root)
        if not report.valid:
            raise InvalidDocument(report)

    def _report_on_rest(self, root: etree._Element) -> Report:
        """The report on what stands around the jobs."""
        try:
            found = open_envelope(root)
        except CaptureError as error:
            return unread(error)
        return report_on(Capture(found.payload, found.soap_version, None, 0, ()), None)

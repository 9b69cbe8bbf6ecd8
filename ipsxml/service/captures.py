"""Answering from captures: for each operation what a service once answered."""

import os
import re
from dataclasses import dataclass
from typing import NamedTuple, TypeVar, cast

from lxml import etree

from ipsxml.capture import find_sources, local_name, namespace_of, read_capture
from ipsxml.capture.soap import SOAP_NAMESPACES
from ipsxml.capture.sources import CAPTURE_SUFFIXES
from ipsxml.codec import Plain, PlainDocument
from ipsxml.contract import Version, family, versions
from ipsxml.discretion import discreet
from ipsxml.errors import EncodeError, IpsXmlError, SourceError
from ipsxml.migration import migrate_plain
from ipsxml.plain import read_document
from ipsxml.service.operations import RETURN, operations
from ipsxml.simulation.service_faults import FaultElement, ServiceFault, named_fault
from ipsxml.validation import InvalidDocument
from ipsxml.validation.verdict import spoken_version

T = TypeVar("T")
_ANY = ""  # where the faults are that name no operation


@dataclass(frozen=True, slots=True)
class _Capture:
    """A capture: its path below the directory, and what it says."""

    path: str
    document: PlainDocument


class _Outside(NamedTuple):
    """The payload of an answer outside the job family: its namespace, and its XML."""

    namespace: str
    xml: str


class CapturesBackend:
    """Answers from the captures in a directory, which is searched recursively.

    An operation is answered by the documents whose root is its Return, of whatever version: they
    are moved to that of the request, and what that lacks is dropped. An operation outside the job
    family (getCompanyInfo) is answered as it was captured, without credentials; captures in the
    namespace of the request come before others. A captured fault answers the
    operation that its path names: ``stopJob-refused.xml``, or any file in ``stopJob/``. A fault that
    names none answers the operations that have nothing else. Several captures of one
    operation are answered in the order of their paths, the last one again and again.

    ``taken`` tells how many captures answer each operation, with ``""`` for faults that name none;
    ``skipped`` lists the captures that cannot be used, each with the error. Raises ``SourceError``
    where no capture can be.
    """

    def __init__(self, directory: str | os.PathLike[str]) -> None:
        self._directory = os.fspath(directory)
        if not os.path.exists(self._directory):
            raise SourceError(f"{self._directory}: there is no such directory")
        self.skipped: list[tuple[str, IpsXmlError]] = []
        self._answers: dict[str, list[_Capture]] = {}
        self._outside: dict[str, list[_Outside]] = {}
        for path in find_sources([self._directory]):
            try:
                self._take(path)
            except IpsXmlError as error:
                self.skipped.append((path, error))
        if not self._answers and not self._outside:
            raise SourceError(f"{self._directory}: there is no capture of an answer in it, nor of a fault")
        self._given: dict[str, int] = {}

    @property
    def taken(self) -> dict[str, int]:
        """How many captures answer each operation."""
        return {name: len(found) for name, found in (self._answers | self._outside).items()}

    def reset(self) -> None:
        """Answer from the first captures again."""
        self._given.clear()

    def answer(self, operation: str, parameters: dict[str, Plain], version: Version) -> dict[str, Plain]:  # noqa: ARG002 - a capture answers whatever is asked
        """What the next capture of the operation says; raises ``ServiceFault``."""
        captures = self._answers.get(operation) or self._answers.get(_ANY)
        if not captures:
            raise self._no_capture(operation)
        return _said_by(self._next(operation, captures), version)

    def answer_outside(self, operation: str, namespace: str) -> str | None:
        """The next captured payload of an operation outside the job family; raises ``ServiceFault``."""
        captures = self._outside.get(operation)
        if captures:
            same = [capture for capture in captures if capture.namespace == namespace]
            return self._next(operation, same or captures).xml
        faults = self._answers.get(operation) or self._answers.get(_ANY)
        if faults:
            raise _fault_in(self._next(operation, faults))
        return None

    @discreet
    def _take(self, path: str) -> None:
        """Keep what a file answers; raises ``IpsXmlError`` where it answers nothing."""
        relative = os.path.relpath(path, self._directory)
        try:
            document = read_document(path).document
        except InvalidDocument:
            outside = _outside_answer(path)
            if outside is None:
                raise
            self._outside.setdefault(outside[0], []).append(outside[1])
            return
        for operation in _answered_by(document, relative):
            self._answers.setdefault(operation, []).append(_Capture(relative, document))

    def _next(self, operation: str, captures: list[T]) -> T:
        place = self._given.get(operation, 0)
        self._given[operation] = place + 1
        return captures[min(place, len(captures) - 1)]

    def _no_capture(self, operation: str) -> ServiceFault:
        suffixes = ", ".join(f"*{suffix}" for suffix in sorted(CAPTURE_SUFFIXES))
        return named_fault(
            "IPS_API_FAULT_CODE_EXCEPTION",
            f"no capture answers {operation}: in the files {suffixes} of {self._directory} there is neither "
            f"a {operation}{RETURN} nor a fault whose path names {operation}",
        )


def _said_by(capture: _Capture, version: Version) -> dict[str, Plain]:
    document = capture.document
    if document.is_fault:
        raise _fault_in(capture)
    if document.version == version:
        return cast("dict[str, Plain]", document.value)
    try:
        return cast("dict[str, Plain]", migrate_plain(document, version)[0].value)
    except EncodeError as error:
        reason = f"{capture.path} does not fit {version.name}: {error}"
        raise named_fault("IPS_API_FAULT_CODE_EXCEPTION", reason) from None


def _fault_in(capture: _Capture) -> ServiceFault:
    document = capture.document
    value = cast("dict[str, Plain]", document.value)
    return ServiceFault(
        cast("FaultElement", document.element), cast("int", value["code"]), cast("str", value["reason"])
    )


def _answered_by(document: PlainDocument, path: str) -> list[str]:
    """The operations that a capture answers; raises ``IpsXmlError`` where it is not an answer."""
    known = {name for version in versions() if not version.is_reference for name in operations(version)}
    if document.is_fault:
        words = re.findall(r"[A-Za-z]+", path)
        return [name for name in words if name in known][:1] or [_ANY]
    operation = document.element.removesuffix(RETURN)
    if operation == document.element or operation not in known:
        raise IpsXmlError(f"{document.element} is not the answer of an operation")
    return [operation]


def _outside_answer(path: str) -> tuple[str, _Outside] | None:
    """The answer outside the job family in a file, with its operation; ``None`` where there is none."""
    payload = read_capture(path).payload
    name, version = local_name(payload), spoken_version(payload)
    operation = name.removesuffix(RETURN)
    if version is None or version.is_reference or operation in ("", name) or name in family().elements:
        return None
    return operation, _Outside(namespace_of(payload), _xml_of(payload))


def _xml_of(payload: etree._Element) -> str:
    """A payload out of its envelope, whose prefix it does not keep; values may use all others."""
    alone = etree.fromstring(etree.tostring(payload, with_tail=False))
    kept = [
        prefix
        for prefix, namespace in alone.nsmap.items()
        if prefix and namespace not in SOAP_NAMESPACES.values()
    ]
    etree.cleanup_namespaces(alone, keep_ns_prefixes=kept)
    return etree.tostring(alone, encoding="unicode")

"""A backend that answers each operation from its captured answers."""

import os
import re
from dataclasses import dataclass
from typing import NamedTuple, TypeVar, cast

from lxml import etree

from ipsxml.capture import Capture, captures, local_name, namespace_of
from ipsxml.capture.directory_search import search
from ipsxml.capture.soap import SOAP_NAMESPACES
from ipsxml.codec import Document, Plain
from ipsxml.contract import Version, family, versions
from ipsxml.contract.operations import RETURN, operations, uploads
from ipsxml.errors import EncodeError, IpsXmlError, SourceError
from ipsxml.issues import Issue  # noqa: TC001 - in the annotation of an attribute
from ipsxml.migration import migrate_plain
from ipsxml.reading.door import read
from ipsxml.reading.question import Question
from ipsxml.reading.skipping import looked_at
from ipsxml.reading.spoken_version import spoken_version
from ipsxml.simulation.service_faults import FaultElement, ServiceFault, named_fault
from ipsxml.traceback_privacy import discreet

T = TypeVar("T")
_REQUEST = "Param"
_ANY = ""  # the key of faults that name no operation
# Names of operations outside the job family: getCompanyInfo, but not ipsApiFault.
_OUTSIDE = re.compile(r"(?!ips|soap)[a-z]{3,}(?:[A-Z][a-z]+)+(?<!Fault)")
_MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class _Answer:
    """A captured answer: its path below the directory, and its document."""

    path: str
    document: Document


class _Outside(NamedTuple):
    """The payload of an answer outside the job family: its namespace, and its XML."""

    namespace: str
    xml: str


class CapturesBackend:
    """Answers from the captures in a directory, which is searched recursively.

    An operation is answered with the captured documents whose root is its Return, of any version: they are
    converted to the version of the request, and elements that this version lacks are dropped. An operation
    outside the job family (getCompanyInfo) is answered as captured, without credentials; captures in the
    namespace of the request are preferred. A captured fault answers the operation that its path names:
    ``stopJob-refused.xml``, or any file in ``stopJob/``. A fault that names no operation answers all
    operations that have no other capture. Several captures of one operation are used in the order of their
    paths, and the last one is repeated.

    ``taken`` is the number of captures per operation, with ``""`` for faults that name none. ``unusable``
    lists the captures that cannot be used, each with its error, and ``warnings`` lists the warnings about
    others. ``skipped`` lists files that are not captures, and items of containers that are not answers:
    pages, images, requests. Raises ``SourceError`` if no capture can be used.
    """

    def __init__(self, directory: str | os.PathLike[str]) -> None:
        self._directory = os.fspath(directory)
        if not os.path.exists(self._directory):
            raise SourceError(f"{self._directory}: no such directory")
        self.unusable: list[tuple[str, IpsXmlError]] = []
        self._answers: dict[str, list[_Answer]] = {}
        self._outside: dict[str, list[_Outside]] = {}
        self.warnings: list[tuple[str, Issue]] = []
        self.skipped = [path for path, kind in search(self._directory) if kind is not None]
        for capture in captures(self._directory):
            try:
                self._take(capture)
            except IpsXmlError as error:
                self.unusable.append((str(capture.origin), error))
        if not self._answers and not self._outside:
            raise SourceError(self._no_answers_message())
        self._given: dict[tuple[str, ...], int] = {}

    @property
    def taken(self) -> dict[str, int]:
        """The number of captures that answer each operation."""
        return {name: len(found) for name, found in (self._answers | self._outside).items()}

    def reset(self) -> None:
        """Start again with the first capture of each operation."""
        self._given.clear()

    def answer(self, operation: str, parameters: dict[str, Plain], version: Version) -> dict[str, Plain]:  # noqa: ARG002 - the answer does not depend on them
        """The value of the operation's next capture; raises ``ServiceFault``."""
        answers = self._answers.get(operation) or self._answers.get(_ANY)
        if not answers:
            raise self._no_capture(operation)
        return _value_of(self._next(answers, operation), version)

    def answer_outside(self, operation: str, namespace: str) -> str | None:
        """The next captured payload of an operation outside the job family; raises ``ServiceFault``."""
        outside = self._outside.get(operation)
        if outside:
            same = [answer for answer in outside if answer.namespace == namespace]
            return (self._next(same, operation, namespace) if same else self._next(outside, operation)).xml
        faults = self._answers.get(operation) or self._answers.get(_ANY)
        if faults:
            raise _fault_in(self._next(faults, operation))
        return None

    @discreet
    def _take(self, capture: Capture) -> None:
        """Store the answer in a capture; raises ``IpsXmlError`` if it is not an answer."""
        name = str(capture.origin)
        if capture.container is not None:
            capture, kind = looked_at(capture)
            if kind is not None:
                self.skipped.append(name)
                return
        reading = read(capture, Question("plain"))
        outside = None if reading.opened is None else _outside_answer(reading.opened.payload)
        if outside is not None:
            self._outside.setdefault(outside[0], []).append(outside[1])
            return
        relative, document = os.path.relpath(name, self._directory), reading.valid_document
        if capture.container is not None and document.element.endswith(_REQUEST):
            self.skipped.append(name)
            return
        for operation in _answered_by(document, relative):
            self._answers.setdefault(operation, []).append(_Answer(relative, document))
        self.warnings += [(name, warning) for warning in reading.report.warnings]

    def _next(self, answers: list[T], *asked: str) -> T:
        """The next answer to a request, or the last one again."""
        place = self._given.get(asked, 0)
        self._given[asked] = place + 1
        return answers[min(place, len(answers) - 1)]

    def _no_answers_message(self) -> str:
        reasons = [f"{os.path.relpath(path, self._directory)}: {error}" for path, error in self.unusable]
        more = [f"and {len(reasons) - _MOST_REASONS} more"] if len(reasons) > _MOST_REASONS else []
        listed = "".join(f"; {reason}" for reason in [*reasons[:_MOST_REASONS], *more])
        return f"{self._directory}: contains no captured answers or faults{listed}"

    def _no_capture(self, operation: str) -> ServiceFault:
        return named_fault(
            "IPS_API_FAULT_CODE_EXCEPTION",
            f"no capture answers {operation}: {self._directory} contains neither a {operation}{RETURN} "
            f"nor a fault whose path names {operation}",
        )


def _value_of(capture: _Answer, version: Version) -> dict[str, Plain]:
    document = capture.document
    if document.is_fault:
        raise _fault_in(capture)
    if document.version == version:
        return cast("dict[str, Plain]", document.payload)
    try:
        return cast("dict[str, Plain]", migrate_plain(document, version)[0].payload)
    except EncodeError as error:
        reason = f"{capture.path} cannot be converted to version {version.name}: {error}"
        raise named_fault("IPS_API_FAULT_CODE_EXCEPTION", reason) from None


def _fault_in(capture: _Answer) -> ServiceFault:
    document = capture.document
    value = cast("dict[str, Plain]", document.payload)
    return ServiceFault(
        cast("FaultElement", document.element), cast("int", value["code"]), cast("str", value["reason"])
    )


def _answered_by(document: Document, path: str) -> list[str]:
    """The operations that a capture answers; raises ``IpsXmlError`` if it is not an answer."""
    known = {name for version in versions()[1:] for name in (*operations(version), *uploads(version))}
    if document.is_fault:
        words = re.findall(r"[A-Za-z]+", path)
        return [name for name in words if name in known or _OUTSIDE.fullmatch(name)][:1] or [_ANY]
    operation = document.element.removesuffix(RETURN)
    if operation == document.element or operation not in known:
        raise IpsXmlError(f"{document.element} is not an operation's answer")
    return [operation]


def _outside_answer(payload: etree._Element) -> tuple[str, _Outside] | None:
    """The operation and the payload of an answer outside the job family; ``None`` for anything else."""
    name, version = local_name(payload), spoken_version(payload)
    operation = name.removesuffix(RETURN)
    if version is None or version.is_reference or operation in ("", name) or name in family().elements:
        return None
    return operation, _Outside(namespace_of(payload), _xml_of(payload))


def _xml_of(payload: etree._Element) -> str:
    """A payload without its envelope and the envelope's prefix. Values may use any other prefix."""
    alone = etree.fromstring(etree.tostring(payload, with_tail=False))
    kept = [
        prefix
        for prefix, namespace in alone.nsmap.items()
        if prefix and namespace not in SOAP_NAMESPACES.values()
    ]
    etree.cleanup_namespaces(alone, keep_ns_prefixes=kept)
    return etree.tostring(alone, encoding="unicode")

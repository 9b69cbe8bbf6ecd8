"""Answering from captures: for each operation what a service once answered."""

import os
import re
from dataclasses import dataclass
from typing import cast

from ipsxml.capture import find_sources
from ipsxml.capture.sources import CAPTURE_SUFFIXES
from ipsxml.codec import Plain, PlainDocument
from ipsxml.contract import Version, versions
from ipsxml.errors import EncodeError, IpsXmlError, SourceError
from ipsxml.migration import migrate_plain
from ipsxml.plain import read_document
from ipsxml.service.backend import FaultElement, ServiceFault
from ipsxml.service.faults import named_fault
from ipsxml.service.operations import RETURN, operations


@dataclass(frozen=True, slots=True)
class _Capture:
    """A capture: its path below the directory, and what it says."""

    path: str
    document: PlainDocument


class CapturesBackend:
    """Answers from the captures in a directory, which is searched recursively.

    An operation is answered by the documents whose root is its Return, of whatever version: they
    are moved to that of the request, and what that lacks is dropped. A captured fault answers the
    operation that its path names: ``stopJob-refused.xml``, or any file in ``stopJob/``. A fault that
    names none answers the operations that have nothing else. Several captures of one
    operation are answered in the order of their paths, the last one again and again.

    ``skipped`` lists the captures that cannot be used, each with the error. Raises ``SourceError``
    where no capture can be.
    """

    def __init__(self, directory: str | os.PathLike[str]) -> None:
        self._directory = os.fspath(directory)
        if not os.path.exists(self._directory):
            raise SourceError(f"{self._directory}: there is no such directory")
        self.skipped: list[tuple[str, IpsXmlError]] = []
        self._answers: dict[str, list[_Capture]] = {}
        for path in find_sources([self._directory]):
            try:
                document = read_document(path).document
            except IpsXmlError as error:
                self.skipped.append((path, error))
                continue
            relative = os.path.relpath(path, self._directory)
            for operation in _answered_by(document, relative):
                self._answers.setdefault(operation, []).append(_Capture(relative, document))
        if not self._answers:
            raise SourceError(f"{self._directory}: there is no capture of an answer in it, nor of a fault")
        self._given: dict[str, int] = {}

    def answer(self, operation: str, parameters: dict[str, Plain], version: Version) -> dict[str, Plain]:  # noqa: ARG002 - a capture answers whatever is asked
        """What the next capture of the operation says; raises ``ServiceFault``."""
        captures = self._answers.get(operation) or self._answers.get(_ANY)
        if not captures:
            raise self._no_capture(operation)
        place = self._given.get(operation, 0)
        self._given[operation] = place + 1
        return _said_by(captures[min(place, len(captures) - 1)], version)

    def _no_capture(self, operation: str) -> ServiceFault:
        suffixes = ", ".join(f"*{suffix}" for suffix in sorted(CAPTURE_SUFFIXES))
        return named_fault(
            "IPS_API_FAULT_CODE_EXCEPTION",
            f"no capture answers {operation}: in the files {suffixes} of {self._directory} there is neither "
            f"a {operation}{RETURN} nor a fault whose path names {operation}",
        )


_ANY = ""  # where the faults are that name no operation


def _said_by(capture: _Capture, version: Version) -> dict[str, Plain]:
    document = capture.document
    value = cast("dict[str, Plain]", document.value)
    if document.is_fault:
        raise ServiceFault(
            cast("FaultElement", document.element), cast("int", value["code"]), cast("str", value["reason"])
        )
    if document.version == version:
        return value
    try:
        return cast("dict[str, Plain]", migrate_plain(document, version)[0].value)
    except EncodeError as error:
        reason = f"{capture.path} does not fit {version.name}: {error}"
        raise named_fault("IPS_API_FAULT_CODE_EXCEPTION", reason) from None


def _answered_by(document: PlainDocument, path: str) -> list[str]:
    """The operations that a capture answers; none where it is no answer."""
    known = {name for version in versions() if not version.is_reference for name in operations(version)}
    if not document.is_fault:
        operation = document.element.removesuffix(RETURN)
        return [operation] if operation != document.element and operation in known else []
    words = re.findall(r"[A-Za-z]+", path)
    return [name for name in words if name in known][:1] or [_ANY]

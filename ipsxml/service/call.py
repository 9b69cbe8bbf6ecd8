"""What a request asks for: the operation, its version, and its parameters."""

import re
from collections.abc import Callable
from typing import NamedTuple, cast

from werkzeug.sansio.request import Request

from ipsxml.capture import Opened, line_of, local_name, namespace_of, path_of
from ipsxml.codec import Plain
from ipsxml.contract import Version, contract, family
from ipsxml.contract.operations import PARAMETERS, operations
from ipsxml.issues import Issue
from ipsxml.reading import Report
from ipsxml.reading.decoding import decode_valid
from ipsxml.reading.judging import judge
from ipsxml.reading.question import Question
from ipsxml.reading.spoken_version import spoken_version
from ipsxml.service.request_body import INVALID_XML, describe
from ipsxml.simulation.service_faults import ServiceFault, named_fault

# IPS has a fault code for a request whose errors are all of one of these kinds. Other invalid requests get
# the code for invalid XML.
_CONSTANTS = {
    "missing-element": "IPS_API_FAULT_CODE_MISSING_PARAMETER",
    "bad-value": "IPS_API_FAULT_CODE_INVALID_PARAMETER",
}


class Call(NamedTuple):
    """A requested operation, in a version.

    ``namespace`` is the namespace of the request. It is the version's own, except for an unknown version,
    for which the newest version that is not later is used. ``is_outside`` is true for an operation outside
    the job family, which the contract does not describe (``getCompanyInfo``).
    """

    operation: str
    version: Version
    namespace: str
    is_outside: bool = False


def read_call(capture: Opened, offered: Callable[[Version], tuple[str, ...]] = operations) -> Call:
    """The operation that a payload requests; raises ``ServiceFault`` (30003) if it requests none.

    ``offered`` returns the operations of a version that may be requested.
    """
    payload = capture.payload
    name, version = local_name(payload), spoken_version(payload)
    if version is not None and version.is_reference:
        raise _wrong_payload(capture, f"{name} has no namespace, so its API version is unknown")
    operation = name.removesuffix(PARAMETERS)
    if version is not None and operation not in ("", name) and name not in family().elements:
        return Call(operation, version, namespace_of(payload), is_outside=True)
    if version is None or name not in contract(version).elements:
        raise _fault(judge(capture, Question(advises=True)))
    if operation == name or operation not in offered(version):
        raise _wrong_payload(capture, f"{name} is an IPS document, but does not request an operation")
    return Call(operation, version, namespace_of(payload))


def check_action(request: Request, call: Call) -> None:
    """Check that ``SOAPAction``, or the action of SOAP 1.2, names the operation if it is present.

    If the action is a URL, its last segment counts. Raises ``ServiceFault`` (30003).
    """
    for action in (request.headers.get("SOAPAction"), request.mimetype_params.get("action")):
        named = (action or "").strip().strip('"').strip()
        if named and re.split("[/#:]", named)[-1] != call.operation:
            raise named_fault(
                INVALID_XML, f"the SOAPAction is {named}, but the payload requests {call.operation}"
            )


def outside_fault(capture: Opened) -> ServiceFault:
    """The fault for an operation outside the job family that the backend does not answer."""
    return _fault(judge(capture, Question(advises=True)))


def read_parameters(capture: Opened) -> dict[str, Plain]:
    """The parameters of a request, in plain form.

    Raises ``ServiceFault`` if the contract does not allow them: 30002 if some are missing and nothing else
    is wrong, 30001 if values are wrong and nothing else is, 30003 otherwise.
    """
    question = Question("plain")
    report = judge(capture, question)
    if not report.valid:
        raise _fault(report)
    return cast("dict[str, Plain]", decode_valid(capture, question).payload)


def _fault(report: Report) -> ServiceFault:
    kinds = {issue.code for issue in report.errors}
    constant = _CONSTANTS.get(kinds.pop(), INVALID_XML) if len(kinds) == 1 else INVALID_XML
    more = len(report.errors) - 1
    text = describe(report.errors[0]) + (f"; and {more} more" if more else "")
    return named_fault(constant, text)


def _wrong_payload(capture: Opened, message: str) -> ServiceFault:
    payload = capture.payload
    line = line_of(payload, capture.line_offset)
    return named_fault(INVALID_XML, describe(Issue("error", "", message, path_of(payload), line)))

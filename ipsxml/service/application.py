"""The service without a network: POST calls an operation, GET fetches a WSDL."""

import logging
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from http import HTTPStatus
from threading import Lock

from werkzeug.sansio.request import Request

from ipsxml.capture import Opened
from ipsxml.codec import Document, Plain
from ipsxml.contract.operations import RETURN, operations, uploads
from ipsxml.errors import EncodeError
from ipsxml.service.backend import AnswersOutside, Backend, Resettable, TakesFiles
from ipsxml.service.call import Call, check_action, outside_fault, read_call, read_parameters
from ipsxml.service.claims import Credentials, check_claims
from ipsxml.service.clock import Clock
from ipsxml.service.exchange import Exchange
from ipsxml.service.http_answer import HttpAnswer, http_answer
from ipsxml.service.journal import Journal
from ipsxml.service.request_body import describe
from ipsxml.service.request_envelope import Envelope, read_envelope
from ipsxml.service.soap_answer import (
    EnvelopeFault,
    announced_soap_version,
    soap_type,
    write_envelope_fault,
    write_fault,
)
from ipsxml.service.too_large import TooLarge
from ipsxml.service.troubles import Trouble, Troubles
from ipsxml.service.upload_request import Upload, is_upload, read_upload
from ipsxml.service.wishes import Wishes
from ipsxml.service.wsdl_pages import page
from ipsxml.simulation.posted_uploads import PostedFile
from ipsxml.simulation.service_faults import ServiceFault, named_fault
from ipsxml.soap_writing import wrap
from ipsxml.xml_writing import write_plain

_LOG = logging.getLogger(__name__)
_FAILURE = "IPS_API_FAULT_CODE_EXCEPTION"


class _Refused(Exception):
    """A call that is answered with only an HTTP status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Application:
    """Answers requests for the job operations.

    ``backend`` produces the answers; it is never called concurrently. If ``credentials`` are given,
    requests must have them. ``on_exchange`` is called with each answered request, and ``journal`` keeps the
    latest of them. ``troubles`` are the problems that tests have asked for, ``clock`` gives the time of an
    exchange, and ``public_url`` is the base of the addresses in WSDLs.
    """

    def __init__(
        self,
        backend: Backend,
        *,
        credentials: Credentials | None = None,
        on_exchange: Callable[[Exchange], None] | None = None,
        clock: Clock | None = None,
        public_url: str | None = None,
    ) -> None:
        self.backend = backend
        self.clock = clock or Clock()
        self.journal = Journal()
        self.troubles = Troubles()
        self._credentials = credentials
        self._on_exchange = on_exchange
        self._public_url = public_url
        self._lock = Lock()

    def respond(self, request: Request, body: bytes) -> HttpAnswer:
        """The answer to one request. ``body`` may be cut after ``MOST_BYTES`` + 1 bytes."""
        if request.method != "POST":
            return page(request, self._public_url)
        exchange = Exchange(announced_soap_version(request), status=200)
        answer = self._answer(request, body, exchange)
        exchange.time = self.clock()
        self.journal.add(exchange, 0 if exchange.parameters is None else exchange.size)
        if self._on_exchange is not None:
            self._on_exchange(exchange)
        trouble = exchange.trouble
        return answer if trouble is None else replace(answer, delay=trouble.delay, is_cut=trouble.cut)

    def reset(self) -> None:
        """Start over: reset the backend and the clock, and clear the record and any pending trouble."""
        with self._lock:
            if isinstance(self.backend, Resettable):
                self.backend.reset()
            self.clock.reset()
            self.troubles.clear()
            self.journal.clear()

    def _answer(self, request: Request, body: bytes, exchange: Exchange) -> HttpAnswer:
        wishes = Wishes.of(exchange.soap_version)
        try:
            received = read_upload(request, body) if is_upload(request) else read_envelope(request, body)
            exchange.soap_version, wishes = received.soap_version, received.wishes
            exchange.size, exchange.files = received.size, tuple(file.name for file in received.files)
            content = self._carry_out(request, received, exchange)
        except ServiceFault as fault:
            content = write_fault(fault, exchange.soap_version)
            exchange.status = 413 if isinstance(fault, TooLarge) else wishes.fault_status
            exchange.answered, exchange.fault_code, exchange.reason = fault.element, fault.code, fault.reason
        except EnvelopeFault as fault:
            assert exchange.soap_version is not None
            content = write_envelope_fault(fault, exchange.soap_version)
            exchange.status = wishes.fault_status
            exchange.answered, exchange.reason = fault.code, fault.reason
        except _Refused as refusal:
            exchange.status = refusal.status
            return _status_page(request, refusal.status)
        content_type = soap_type(exchange.soap_version)
        return http_answer(request, content, content_type, exchange.status, zipped=wishes.gzip)

    def _carry_out(self, request: Request, received: Envelope | Upload, exchange: Exchange) -> bytes:
        """The answer to a request, as XML. ``exchange`` is filled in along the way."""
        capture = received.open()
        call = read_call(capture, uploads if isinstance(received, Upload) else operations)
        exchange.operation, exchange.api_version = call.operation, call.version.name
        check_claims(self._credentials, received.claims, next(map(describe, capture.issues), None))
        check_action(request, call)
        if not call.is_outside:
            exchange.parameters = read_parameters(capture)
        exchange.trouble = self.troubles.take(call.operation)
        _raise_trouble(exchange.trouble)
        exchange.answered = call.operation + RETURN
        return self._content(capture, call, exchange, received.files)

    def _content(
        self, capture: Opened, call: Call, exchange: Exchange, files: tuple[PostedFile, ...]
    ) -> bytes:
        if exchange.parameters is None:
            return wrap(self._ask_outside(capture, call), exchange.soap_version).encode()
        value = self._ask(call, exchange.parameters, files)
        answer = Document(value, call.version.name, exchange.answered, exchange.soap_version)
        try:
            return write_plain(answer, namespace=call.namespace)
        except EncodeError as error:
            reason = f"the answer is not valid in version {call.version.name}: {error}"
            raise named_fault(_FAILURE, reason) from None

    def _ask(
        self, call: Call, parameters: dict[str, Plain], files: tuple[PostedFile, ...]
    ) -> dict[str, Plain]:
        try:
            with self._lock:
                # A copy, so that the record keeps the request even if the backend changes it.
                if call.operation in uploads(call.version) and isinstance(self.backend, TakesFiles):
                    return self.backend.upload(deepcopy(parameters), files, call.version)
                return self.backend.answer(call.operation, deepcopy(parameters), call.version)
        except ServiceFault:
            raise
        except Exception as error:  # users write backends, and the client must see the failure
            _LOG.exception("the backend failed to answer %s", call.operation)
            raise named_fault(_FAILURE, f"the backend failed: {type(error).__name__}: {error}") from error

    def _ask_outside(self, capture: Opened, call: Call) -> str:
        """The payload of the answer to an operation outside the job family; raises ``ServiceFault``."""
        if isinstance(self.backend, AnswersOutside):
            with self._lock:
                payload = self.backend.answer_outside(call.operation, call.namespace)
            if payload is not None:
                return payload
        raise outside_fault(capture)


def _raise_trouble(trouble: Trouble | None) -> None:
    """Raise the trouble that a call meets before it is carried out."""
    if trouble is not None and trouble.fault is not None:
        raise ServiceFault(trouble.fault.element, trouble.fault.code, trouble.fault.reason)
    if trouble is not None and trouble.status is not None:
        raise _Refused(trouble.status)


def _status_page(request: Request, status: int) -> HttpAnswer:
    """An HTML page, as a proxy in front of the service would answer."""
    title = f"{status} {HTTPStatus(status).phrase}"
    content = f"<!DOCTYPE html>\n<html><head><title>{title}</title></head><body>{title}</body></html>\n"
    return http_answer(request, content.encode(), "text/html; charset=utf-8", status)

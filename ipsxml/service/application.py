"""The service as a WSGI application: POST asks for an operation, GET for a WSDL."""

import logging
from collections.abc import Callable, Iterable
from copy import deepcopy
from threading import Lock
from typing import TYPE_CHECKING

from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException

from ipsxml.codec import Plain, PlainDocument
from ipsxml.errors import EncodeError
from ipsxml.plain import write_plain
from ipsxml.service.answer import announced_soap_version, http_answer, soap_type, write_fault
from ipsxml.service.backend import Backend, ServiceFault
from ipsxml.service.call import Call, check_action, read_call, read_parameters
from ipsxml.service.credentials import Credentials, check_claims
from ipsxml.service.envelope import Envelope, Wishes, open_request, read_envelope
from ipsxml.service.exchange import Exchange
from ipsxml.service.faults import TooLarge, named_fault
from ipsxml.service.operations import RETURN
from ipsxml.service.pages import page

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_LOG = logging.getLogger(__name__)
_FAILURE = "IPS_API_FAULT_CODE_EXCEPTION"


class Application:
    """Answers requests for the job operations, as WSGI has it.

    ``backend`` says what is answered; it is asked one question at a time. Where ``credentials``
    are given, a request must have them. ``on_exchange`` is told of each request that was
    answered; ``exchanges`` lists them, in the order in which they were answered.
    """

    def __init__(
        self,
        backend: Backend,
        *,
        credentials: Credentials | None = None,
        on_exchange: Callable[[Exchange], None] | None = None,
    ) -> None:
        self.exchanges: list[Exchange] = []
        self._backend = backend
        self._credentials = credentials
        self._on_exchange = on_exchange
        self._lock = Lock()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        try:
            response = self._answer(request) if request.method == "POST" else page(request)
        except HTTPException as error:  # another path, another method, a connection that broke off
            return error(environ, start_response)
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        exchange = Exchange(announced_soap_version(request), status=200)
        wishes = Wishes()
        try:
            envelope = read_envelope(request)
            exchange.soap_version, wishes = envelope.soap_version, envelope.wishes
            content = self._carry_out(request, envelope, exchange)
        except ServiceFault as fault:
            content = write_fault(fault, exchange.soap_version)
            exchange.status = 413 if isinstance(fault, TooLarge) else wishes.fault_status
            exchange.answered, exchange.fault_code, exchange.reason = fault.element, fault.code, fault.reason
        self._record(exchange)
        content_type = soap_type(exchange.soap_version)
        return http_answer(request, content, content_type, exchange.status, zipped=wishes.gzip)

    def _carry_out(self, request: Request, envelope: Envelope, exchange: Exchange) -> bytes:
        """The answer to a request, as XML; ``exchange`` is told what is known so far."""
        capture = open_request(envelope)
        call = read_call(capture)
        exchange.operation, exchange.api_version = call.operation, call.version.name
        check_claims(self._credentials, envelope.claims)
        check_action(request, call)
        exchange.parameters = read_parameters(capture)
        exchange.answered = call.operation + RETURN
        value = self._ask(call, exchange.parameters)
        answer = PlainDocument(value, call.written_version, exchange.answered, exchange.soap_version)
        try:
            return write_plain(answer)
        except EncodeError as error:
            reason = f"the answer is not what {call.version.name} allows: {error}"
            raise named_fault(_FAILURE, reason) from None

    def _ask(self, call: Call, parameters: dict[str, Plain]) -> dict[str, Plain]:
        try:
            with self._lock:
                # The record stays what came in, whatever the backend does with it.
                return self._backend.answer(call.operation, deepcopy(parameters), call.version)
        except ServiceFault:
            raise
        except Exception as error:  # a backend may be anybody's, and its client has to hear of it
            _LOG.exception("the backend failed to answer %s", call.operation)
            raise named_fault(_FAILURE, f"the backend failed: {type(error).__name__}: {error}") from error

    def _record(self, exchange: Exchange) -> None:
        with self._lock:
            self.exchanges.append(exchange)
            if self._on_exchange is not None:
                self._on_exchange(exchange)

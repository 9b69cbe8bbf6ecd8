"""Control a running service over HTTP, for tests in any language: the pages below ``/control``.

They correspond to the methods of the fixture ``ips_service``: the clock, the record, troubles, and a reset.
"""

from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from werkzeug.sansio.request import Request

from ipsxml.service.application import Application
from ipsxml.service.exchange import Exchange
from ipsxml.service.http_answer import HttpAnswer, http_answer
from ipsxml.service.troubles import Trouble
from ipsxml.simulation.service_faults import fault_of_code

CONTROL_PATH = "/control"


class _Step(msgspec.Struct, forbid_unknown_fields=True):
    hours: float = 0
    minutes: float = 0
    seconds: float = 0


class _Fault(msgspec.Struct, forbid_unknown_fields=True):
    code: Annotated[int, msgspec.Meta(ge=-(2**31), lt=2**31)]
    reason: str


class _Trouble(msgspec.Struct, forbid_unknown_fields=True):
    operation: str | None = None
    times: int = 1
    delay: float = 0.0
    fault: _Fault | None = None
    status: int | None = None
    cut: bool = False


class Control:
    """The pages that control an application."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._pages: dict[tuple[str, str], Callable[[bytes], Any]] = {
            ("GET", ""): lambda _: self._overview(),
            ("GET", "/clock"): lambda _: self._clock(),
            ("POST", "/clock"): self._advance,
            ("POST", "/reset"): self._reset,
            ("GET", "/exchanges"): lambda _: self._exchanges(),
            ("DELETE", "/exchanges"): self._clear_exchanges,
            ("GET", "/troubles"): lambda _: self._troubles(),
            ("POST", "/troubles"): self._make_trouble,
            ("DELETE", "/troubles"): self._clear_troubles,
        }

    def respond(self, request: Request, body: bytes) -> HttpAnswer | None:
        """The answer to a request for a control page, as JSON; ``None`` for any other path."""
        path = request.path.rstrip("/")
        if path != CONTROL_PATH and not path.startswith(f"{CONTROL_PATH}/"):
            return None
        path = path.removeprefix(CONTROL_PATH)
        method = "GET" if request.method == "HEAD" else request.method
        respond = self._pages.get((method, path))
        if respond is None:
            return self._no_page(request, method, path)
        try:
            return _json(request, respond(body))
        except (msgspec.MsgspecError, ValueError) as error:
            return _json(request, {"error": str(error)}, 400)

    def _no_page(self, request: Request, method: str, path: str) -> HttpAnswer:
        page = f"{CONTROL_PATH}{path}"
        methods = [each for each, known in self._pages if known == path]
        if not methods:
            return _json(request, {"error": f"unknown page: {page}", **self._overview()}, 404)
        allowed = ", ".join(methods)
        answer = _json(request, {"error": f"{page} accepts {allowed}, not {method}", **self._overview()}, 405)
        return HttpAnswer(405, answer.content, answer.headers | {"Allow": allowed})

    def _overview(self) -> dict[str, Any]:
        return {"pages": [f"{method} {CONTROL_PATH}{path}" for method, path in self._pages]}

    def _clock(self) -> dict[str, Any]:
        clock = self._application.clock
        return {"time": clock().isoformat("T", "milliseconds"), "speed": clock.speed}

    def _advance(self, body: bytes) -> dict[str, Any]:
        step = msgspec.json.decode(body, type=_Step)
        self._application.clock.advance(hours=step.hours, minutes=step.minutes, seconds=step.seconds)
        return self._clock()

    def _reset(self, _: bytes) -> dict[str, Any]:
        self._application.reset()
        return self._clock()

    def _exchanges(self) -> dict[str, Any]:
        journal = self._application.journal
        return {"exchanges": [_as_json(each) for each in journal.exchanges], "dropped": journal.dropped}

    def _clear_exchanges(self, _: bytes) -> dict[str, Any]:
        self._application.journal.clear()
        return self._exchanges()

    def _troubles(self) -> dict[str, Any]:
        return {"troubles": [_trouble_as_json(each) for each in self._application.troubles.waiting]}

    def _make_trouble(self, body: bytes) -> dict[str, Any]:
        asked = msgspec.json.decode(body, type=_Trouble)
        fault = None if asked.fault is None else fault_of_code(asked.fault.code, asked.fault.reason)
        self._application.troubles.add(
            Trouble(asked.operation, asked.times, asked.delay, fault, asked.status, asked.cut)
        )
        return self._troubles()

    def _clear_troubles(self, _: bytes) -> dict[str, Any]:
        self._application.troubles.clear()
        return self._troubles()


def _json(request: Request, content: dict[str, Any], status: int = 200) -> HttpAnswer:
    return http_answer(request, msgspec.json.encode(content) + b"\n", "application/json", status)


def _as_json(exchange: Exchange) -> dict[str, Any]:
    return {
        "time": None if exchange.time is None else exchange.time.isoformat("T", "milliseconds"),
        "soapVersion": exchange.soap_version,
        "operation": exchange.operation,
        "apiVersion": exchange.api_version,
        "parameters": exchange.parameters,
        "files": exchange.files,
        "answered": exchange.answered,
        "status": exchange.status,
        "faultCode": exchange.fault_code,
        "reason": exchange.reason,
        "trouble": None if exchange.trouble is None else _trouble_as_json(exchange.trouble),
    }


def _trouble_as_json(trouble: Trouble) -> dict[str, Any]:
    fault = trouble.fault
    return {
        "operation": trouble.operation,
        "times": trouble.times,
        "delay": trouble.delay,
        "fault": None if fault is None else {"code": fault.code, "reason": fault.reason},
        "status": trouble.status,
        "cut": trouble.cut,
    }

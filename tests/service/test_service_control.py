"""Controlling the service in Python and over HTTP: its clock, exchanges, troubles, and resets."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from service_requests import API, Answer, RecordingBackend, answer_of, auth_header, http_request, request

from ipsxml.service import Application, Clock, Credentials, Exchange, ServiceFault, SimulatedQueue, Trouble
from ipsxml.service.control_pages import Control
from ipsxml.service.series_backend import SeriesBackend

NOON = datetime(2014, 4, 1, 12, tzinfo=UTC)
SUBMIT = (
    "<companyHandle>c|7</companyHandle><jobName>winter</jobName><imageServingPublishJob>"
    "<publishType>Full</publishType><emailSetting>None</emailSetting></imageServingPublishJob>"
)
COMPANY = "<companyHandle>c|7</companyHandle>"
SECRET = "not-a-real-password"  # noqa: S105


class Controlled:
    """An application with its control, called without a network."""

    def __init__(self, application: Application | None = None) -> None:
        clock = Clock(NOON)
        self.application = application or Application(SimulatedQueue(clock=clock), clock=clock)
        self._control = Control(self.application)

    def post(self, content: bytes) -> Answer:
        return answer_of(self.application.respond(http_request("/", "POST"), content))

    def control(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        content = b"" if body is None else json.dumps(body).encode()
        answer = self._control.respond(http_request(f"/control{path}", method), content)
        assert answer is not None
        return answer.status, json.loads(answer.content)


def test_the_first_page_lists_the_others_and_each_exists() -> None:
    controlled = Controlled()

    status, listed = controlled.control("GET", "")

    assert status == 200
    for page in listed["pages"]:
        method, path = page.split()
        assert controlled.control(method, path.removeprefix("/control"), {})[0] in (200, 400)


def test_an_unknown_page_is_not_found() -> None:
    status, answer = Controlled().control("GET", "/nowhere")

    assert (status, answer["error"]) == (404, "unknown page: /control/nowhere")
    assert "POST /control/clock" in answer["pages"]


def test_a_page_names_the_methods_it_accepts() -> None:
    control = Control(Application(SimulatedQueue()))

    answer = control.respond(http_request("/control/clock", "PUT"), b"")

    assert answer is not None
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, POST")
    assert json.loads(answer.content)["error"] == "/control/clock accepts GET, POST, not PUT"


@pytest.mark.parametrize("path", ["/", "/controls", "/scene7/control"])
def test_control_ignores_other_paths(path: str) -> None:
    assert Control(Application(RecordingBackend())).respond(http_request(path), b"") is None


def test_the_clock_can_be_advanced() -> None:
    controlled = Controlled()

    assert controlled.control("POST", "/clock", {"hours": 1, "minutes": 2, "seconds": 3.5}) == (
        200,
        {"time": "2014-04-01T13:02:03.500+00:00", "speed": 0.0},
    )
    assert controlled.control("GET", "/clock")[1]["time"] == "2014-04-01T13:02:03.500+00:00"


@pytest.mark.parametrize(
    ("path", "body", "error"),
    [
        ("/clock", {"minutes": -1}, "a clock cannot go backward"),
        ("/clock", {"hours": 1e9}, "a clock cannot go beyond the year 9999"),
        ("/clock", {"days": 1}, "Object contains unknown field `days`"),
        ("/clock", "x", "Expected `object`, got `str`"),
        ("/troubles", {}, "a fault, a status, a cut, or a delay is required"),
        ("/troubles", {"cut": True, "status": 503}, "fault, status, and cut cannot be combined"),
        (
            "/troubles",
            {"cut": True, "operation": "stopjob"},
            "unknown operation stopjob; did you mean stopJob?",
        ),
        (
            "/troubles",
            {"cut": True, "operation": ""},
            "operation must not be empty; leave it out to match any operation",
        ),
        ("/troubles", {"cut": True, "times": 0}, "times must be 1 or more, not 0"),
        ("/troubles", {"delay": -1}, "delay must be between 0 and 3600 seconds, not -1.0"),
        ("/troubles", {"status": 200}, "status must be an HTTP error such as 503, not 200"),
        ("/troubles", {"status": 599}, "status must be an HTTP error such as 503, not 599"),
        (
            "/troubles",
            {"fault": {"code": 2**31, "reason": ""}},
            "Expected `int` <= 2147483647 - at `$.fault.code`",
        ),
    ],
)
def test_invalid_control_requests_are_rejected_with_the_reason(path: str, body: object, error: str) -> None:
    controlled = Controlled()

    assert controlled.control("POST", path, body) == (400, {"error": error})
    assert controlled.control("GET", "/clock")[1]["time"] == "2014-04-01T12:00:00.000+00:00"
    assert controlled.control("GET", "/troubles")[1] == {"troubles": []}


def test_exchanges_are_listed_without_credentials() -> None:
    credentials = Credentials("operator@example.com", SECRET)
    controlled = Controlled(Application(SeriesBackend(seed=7), credentials=credentials, clock=Clock(NOON)))
    header = auth_header(f"<user>operator@example.com</user><password>{SECRET}</password>")

    controlled.post(request("getActiveJobs", COMPANY, header=header))
    controlled.post(request("getActiveJobs", COMPANY, soap="1.2"))

    known: dict[str, object] = {
        "time": "2014-04-01T12:00:00.000+00:00",
        "operation": "getActiveJobs",
        "apiVersion": API,
        "files": [],
        "trouble": None,
    }
    status, record = controlled.control("GET", "/exchanges")
    assert (status, record) == (
        200,
        {
            "exchanges": [
                known
                | {
                    "soapVersion": "1.1",
                    "parameters": {"companyHandle": "c|7"},
                    "answered": "getActiveJobsReturn",
                    "status": 200,
                    "faultCode": None,
                    "reason": None,
                },
                known
                | {
                    "soapVersion": "1.2",
                    "parameters": None,
                    "answered": "authenticationFault",
                    "status": 500,
                    "faultCode": 10000,
                    "reason": "the request has no credentials: expected an authHeader or HTTP Basic",
                },
            ],
            "dropped": 0,
        },
    )
    assert controlled.control("DELETE", "/exchanges")[1] == {"exchanges": [], "dropped": 0}
    assert controlled.application.journal.exchanges == []


def test_trouble_affects_its_operation_as_often_as_requested() -> None:
    controlled = Controlled(Application(RecordingBackend()))
    fault = {"code": 20003, "reason": "not today"}

    _, answer = controlled.control("POST", "/troubles", {"operation": "stopJob", "times": 2, "fault": fault})
    other = controlled.post(request("getActiveJobs", ""))
    stopped = [controlled.post(request()) for _ in range(3)]

    [waiting] = answer["troubles"]
    assert (waiting["operation"], waiting["times"], waiting["fault"]) == ("stopJob", 2, fault)
    assert other.document.element == "getActiveJobsReturn"
    assert [each.document.element for each in stopped] == [
        "authorizationFault",
        "authorizationFault",
        "stopJobReturn",
    ]
    assert stopped[0].fault == ("authorizationFault", 20003, "not today")
    assert controlled.control("GET", "/troubles")[1] == {"troubles": []}


def test_trouble_for_any_operation_is_queued_and_can_be_removed() -> None:
    controlled = Controlled(Application(RecordingBackend()))

    controlled.control("POST", "/troubles", {"status": 503})
    controlled.control("POST", "/troubles", {"fault": {"code": 77, "reason": "unheard of"}, "times": 9})
    answers = [controlled.post(request()) for _ in range(2)]
    controlled.control("DELETE", "/troubles")

    assert (answers[0].status, answers[0].headers["Content-Type"]) == (503, "text/html; charset=utf-8")
    assert answers[1].fault == ("ipsApiFault", 77, "unheard of")
    assert controlled.post(request()).status == 200


def test_a_rejected_call_is_not_executed_but_a_cut_one_is() -> None:
    controlled = Controlled()

    for trouble in (
        Trouble("submitJob", status=503),
        Trouble("submitJob", fault=ServiceFault("ipsApiFault", 30000, "no")),
        Trouble("submitJob", cut=True),
    ):
        controlled.application.troubles.add(trouble)
        controlled.post(request("submitJob", SUBMIT))

    jobs = controlled.post(request("getActiveJobs", COMPANY)).document.payload.job_array
    assert [job.original_name for job in jobs] == ["winter"]
    assert [str(exchange) for exchange in controlled.application.journal.exchanges] == [
        "submitJob 2013-02-15 503",
        "submitJob 2013-02-15 500 ipsApiFault 30000",
        "submitJob 2013-02-15 200",
        "getActiveJobs 2013-02-15 200",
    ]


def test_a_reset_restores_the_initial_state() -> None:
    controlled = Controlled()
    first = controlled.post(request("submitJob", SUBMIT)).content
    controlled.control("POST", "/clock", {"hours": 3})
    controlled.control("POST", "/troubles", {"cut": True})

    assert controlled.control("POST", "/reset")[1]["time"] == "2014-04-01T12:00:00.000+00:00"

    assert controlled.control("GET", "/troubles")[1] == {"troubles": []}
    assert controlled.application.journal.exchanges == []
    assert controlled.post(request("getActiveJobs", COMPANY)).document.payload.job_array == []
    assert controlled.post(request("submitJob", SUBMIT)).content == first


def test_a_reset_skips_a_backend_without_reset() -> None:
    controlled = Controlled(Application(RecordingBackend()))
    controlled.post(request())

    controlled.application.reset()

    assert controlled.application.journal.exchanges == []
    assert controlled.application.backend.calls != []  # type: ignore[attr-defined]


def test_exchanges_are_equal_regardless_of_their_time() -> None:
    assert Exchange("1.1", time=NOON) == Exchange("1.1")

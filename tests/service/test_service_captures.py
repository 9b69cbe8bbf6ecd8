"""Answers from captures and from a series of samples."""

from pathlib import Path

import pytest
from har_exports import PAGE, REQUEST, entry, har
from service_requests import Service, request

import ipsxml
from ipsxml.errors import SourceError
from ipsxml.service import CapturesBackend, SeriesBackend

ASKED = request("getActiveJobs", "")
NO_CAPTURE = (
    "no capture answers stopJob: {} contains neither a stopJobReturn nor a fault whose path names stopJob"
)


@pytest.fixture
def captures(tmp_path: Path) -> Path:
    """A directory with three polls in three formats."""
    for step, poll in enumerate(ipsxml.sample_series(3, api="2013-02-15", seed=7, envelope="1.1")):
        content = ipsxml.to_json(poll) if step == 1 else ipsxml.encode(poll)
        (tmp_path / f"poll-{step}.{'json' if step == 1 else 'xml'}").write_bytes(content)
    return tmp_path


def write_fault(path: Path, code: int) -> None:
    path.parent.mkdir(exist_ok=True)
    fault = ipsxml.IpsApiFault(code=code, reason="Not now.")
    path.write_bytes(ipsxml.encode(fault, api="pre-4.0", envelope="1.2"))


def test_captures_are_answered_in_order_and_the_last_one_repeats(captures: Path) -> None:
    service = Service(CapturesBackend(captures))

    answers = [service.post(ASKED).document for _ in range(5)]

    polls = ipsxml.sample_series(3, api="2013-02-15", seed=7, envelope="1.1")
    assert answers == [*polls, polls[-1], polls[-1]]


def test_a_capture_is_migrated_to_the_version_of_the_request(captures: Path) -> None:
    service = Service(CapturesBackend(captures))

    answer = service.post(request("getActiveJobs", "", api="2010-01-31", soap="1.2")).document

    poll = ipsxml.sample_series(3, api="2013-02-15", seed=7, envelope="1.2")[0]
    assert answer == ipsxml.migrate(poll, "2010-01-31")[0]


def test_a_capture_that_cannot_be_migrated_is_a_fault(tmp_path: Path) -> None:
    old = ipsxml.sample("getActiveJobsReturn", api="pre-4.0", seed=1, jobs=1)
    (tmp_path / "old.xml").write_bytes(ipsxml.encode(old))

    fault = Service(CapturesBackend(tmp_path)).post(ASKED).fault

    lacks = "jobArray[0].taskProgressArray: 2013-02-15 requires this element"
    assert fault == ("ipsApiFault", 30000, f"old.xml cannot be converted to version 2013-02-15: {lacks}")


def test_a_captured_fault_answers_the_operation_in_its_path(captures: Path) -> None:
    write_fault(captures / "stopJob-refused.xml", 30001)
    write_fault(captures / "deleteJob" / "1.xml", 30002)
    service = Service(CapturesBackend(captures))

    answers = [service.post(request(name)).fault for name in ("stopJob", "deleteJob")]

    assert answers == [("ipsApiFault", 30001, "Not now."), ("ipsApiFault", 30002, "Not now.")]


def test_a_fault_can_be_part_of_a_series(captures: Path) -> None:
    write_fault(captures / "poll-1-getActiveJobs.xml", 30000)
    service = Service(CapturesBackend(captures))

    answered = [service.post(ASKED).document.element for _ in range(4)]

    assert answered == ["getActiveJobsReturn", "ipsApiFault", "getActiveJobsReturn", "getActiveJobsReturn"]


def test_a_fault_that_names_no_operation_is_the_fallback(captures: Path) -> None:
    write_fault(captures / "fault.xml", 30000)
    service = Service(CapturesBackend(captures))

    assert service.post(ASKED).document.element == "getActiveJobsReturn"
    assert service.post(request("stopJob")).fault == ("ipsApiFault", 30000, "Not now.")


def test_an_operation_without_a_capture_says_what_is_missing(captures: Path) -> None:
    fault = Service(CapturesBackend(captures)).post(request("stopJob")).fault

    assert fault == ("ipsApiFault", 30000, NO_CAPTURE.format(captures))


def test_unusable_captures_are_skipped_and_reported(captures: Path, fixtures: Path) -> None:
    (captures / "bad.xml").write_bytes((fixtures / "bad/2010-01-31.xml").read_bytes())
    (captures / "asked.xml").write_bytes(ASKED)

    backend = CapturesBackend(captures)

    assert [(path, str(error)) for path, error in backend.unusable] == [
        (str(captures / "asked.xml"), "getActiveJobsParam is not an operation's answer"),
        (
            str(captures / "bad.xml"),
            (
                "'42.0' is not a whole number from -2147483648 to 2147483647 "
                "(/Envelope/Body/getActiveJobsReturn/jobArray/items/progress), and 1 more error"
            ),
        ),
    ]
    assert Service(backend).post(ASKED).document.element == "getActiveJobsReturn"


def test_a_missing_directory_or_one_without_answers_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "asked.xml").write_bytes(ASKED)

    with pytest.raises(SourceError, match="contains no captured answers or faults"):
        CapturesBackend(tmp_path)
    with pytest.raises(SourceError, match="no such directory"):
        CapturesBackend(tmp_path / "nowhere")


@pytest.mark.parametrize("api", ["pre-4.0", "2013-02-15", "2016-01-14-beta"])
def test_a_series_is_answered_poll_by_poll_and_stays_at_its_end(api: str) -> None:
    service = Service(SeriesBackend(seed=7, steps=4, jobs=2))

    answers = [service.post(request("getActiveJobs", "", api=api)).document for _ in range(6)]

    polls = ipsxml.sample_series(4, api=api, seed=7, jobs=2, envelope="1.1")
    assert answers == [*polls, polls[-1], polls[-1]]


def test_a_series_starts_again_after_a_reset() -> None:
    backend = SeriesBackend(seed=7, steps=3)
    polls = [Service(backend).post(request("getActiveJobs", "")).document for _ in range(2)]

    backend.reset()

    assert [Service(backend).post(request("getActiveJobs", "")).document for _ in range(2)] == polls


@pytest.mark.parametrize("is_answer_to_submission", [False, True])
def test_a_series_answers_with_the_requested_job(is_answer_to_submission: bool) -> None:
    [poll] = ipsxml.sample_series(1, api="2013-02-15", seed=7)
    wanted = poll.payload.job_array[1]
    company = wanted.company_handle.removeprefix("c|")
    handle = f"j|{company}|{wanted.original_name}||" if is_answer_to_submission else wanted.job_handle
    asked = request("getActiveJobs", f"<jobHandle>{handle}</jobHandle>")

    answer = Service(SeriesBackend(seed=7)).post(asked).document

    assert answer.payload == ipsxml.GetActiveJobsReturn(job_array=[wanted])


def test_other_requests_to_a_series_are_answered_with_samples() -> None:
    answer = Service(SeriesBackend(seed=7)).post(request("getScheduledJobs", "")).document

    assert answer == ipsxml.sample("getScheduledJobsReturn", api="2013-02-15", seed=7, envelope="1.1")


@pytest.mark.parametrize(("steps", "jobs"), [(0, 1), (1, -1)])
def test_a_series_without_steps_is_rejected(steps: int, jobs: int) -> None:
    with pytest.raises(ValueError, match=r"must be [01] or more"):
        SeriesBackend(steps=steps, jobs=jobs)


COMPANY = """<getCompanyInfoReturn xmlns="{namespace}"><companyInfo>
    <companyHandle>c|7</companyHandle><name>{name}</name></companyInfo></getCompanyInfoReturn>"""
FAMILY = "http://www.scene7.com/IpsApi/xsd"


def write_company(path: Path, name: str, api: str = "2013-02-15") -> None:
    payload = COMPANY.format(namespace=f"{FAMILY}/{api}", name=name)
    header = (
        f'<s:Header><authHeader xmlns="{FAMILY}"><password>not-a-real-one</password></authHeader></s:Header>'
    )
    soap = "http://schemas.xmlsoap.org/soap/envelope/"
    path.write_text(f'<s:Envelope xmlns:s="{soap}">{header}<s:Body>{payload}</s:Body></s:Envelope>')


def names_in(answers: list[bytes]) -> list[str]:
    return [answer.decode().partition("<name>")[2].partition("</name>")[0] for answer in answers]


def test_other_operations_are_answered_as_captured(captures: Path) -> None:
    write_company(captures / "company-1.xml", "one")
    write_company(captures / "company-2.xml", "two")
    backend = CapturesBackend(captures)
    service = Service(backend)

    answers = [
        service.post(request("getCompanyInfo", "", soap=soap, api="2013-02-15")).content
        for soap in ("1.1", "1.2", "1.2")
    ]

    assert names_in(answers) == ["one", "two", "two"]
    assert [answer.count(b"http://www.w3.org/2003/05/soap-envelope") for answer in answers] == [0, 1, 1]
    assert COMPANY.format(namespace=f"{FAMILY}/2013-02-15", name="one").encode() in answers[0]
    assert not any(b"not-a-real-one" in answer for answer in answers)
    assert (backend.taken, backend.unusable) == ({"getActiveJobs": 3, "getCompanyInfo": 2}, [])
    assert [str(exchange) for exchange in service.application.journal.exchanges] == [
        "getCompanyInfo 2013-02-15 200"
    ] * 3


def test_captures_in_the_namespace_of_the_request_come_first(tmp_path: Path) -> None:
    write_company(tmp_path / "a.xml", "old", api="2010-01-31")
    write_company(tmp_path / "b.xml", "new", api="2014-04-03")
    service = Service(CapturesBackend(tmp_path))

    answers = [
        service.post(request("getCompanyInfo", "", api=api)).content
        for api in ("2014-04-03", "2010-01-31", "2013-02-15")
    ]

    assert names_in(answers) == ["new", "old", "old"]


def test_a_fault_answers_other_operations_that_have_no_capture(
    tmp_path: Path,
) -> None:
    write_fault(tmp_path / "any.xml", 30004)
    write_company(tmp_path / "company.xml", "one")
    service = Service(CapturesBackend(tmp_path))

    assert names_in([service.post(request("getCompanyInfo", "")).content]) == ["one"]
    assert service.post(request("getAssets", "")).fault == ("ipsApiFault", 30004, "Not now.")


def test_captures_of_each_namespace_have_their_own_order(tmp_path: Path) -> None:
    for name, api in (("a1", "2010-01-31"), ("a2", "2010-01-31"), ("b1", "2013-02-15"), ("b2", "2013-02-15")):
        write_company(tmp_path / f"{name}.xml", name, api=api)
    service = Service(CapturesBackend(tmp_path))

    answers = [
        service.post(request("getCompanyInfo", "", api=api)).content
        for api in ("2010-01-31", "2013-02-15", "2010-01-31", "2013-02-15")
    ]

    assert names_in(answers) == ["a1", "b1", "a2", "b2"]


def test_a_fault_that_names_another_operation_answers_nothing_else(tmp_path: Path) -> None:
    write_fault(tmp_path / "getCompanyInfo-refused.xml", 30004)
    (tmp_path / "stop.xml").write_bytes(ipsxml.encode(ipsxml.StopJobReturn(), api="2013-02-15"))
    service = Service(CapturesBackend(tmp_path))

    assert service.post(request("getCompanyInfo", "")).fault == ("ipsApiFault", 30004, "Not now.")
    assert service.post(request("getActiveJobs", "")).fault[2].startswith("no capture answers getActiveJobs")


def test_the_reasons_are_listed_if_no_capture_can_be_used(tmp_path: Path) -> None:
    (tmp_path / "asked.xml").write_bytes(ASKED)
    (tmp_path / "cut.xml").write_bytes(b"<a>")

    with pytest.raises(SourceError) as raised:
        CapturesBackend(tmp_path)

    assert "; asked.xml: getActiveJobsParam is not an operation's answer; cut.xml: " in str(raised.value)


def test_another_operation_without_a_capture_is_rejected(captures: Path) -> None:
    service = Service(CapturesBackend(captures))

    assert service.post(request("getAssets", "")).fault[:2] == ("ipsApiFault", 30003)
    assert "getAssetsParam is outside the job family" in service.post(request("getAssets", "")).fault[2]


def test_captures_start_again_after_a_reset(captures: Path) -> None:
    backend = CapturesBackend(captures)
    service = Service(backend)
    first = [service.post(ASKED).content for _ in range(2)]

    backend.reset()

    assert [service.post(ASKED).content for _ in range(2)] == first


def test_answers_are_found_in_containers_and_the_rest_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "session.har").write_bytes(har(entry(asked=REQUEST), entry(PAGE, url="https://x/")))
    (tmp_path / "icon.png").write_bytes(b"\x89PNG\r\n\x1a\n")

    backend = CapturesBackend(tmp_path)

    assert (backend.taken, backend.unusable) == ({"submitJob": 1}, [])
    session = f"{tmp_path / 'session.har'}#entries"
    assert backend.skipped == [
        str(tmp_path / "icon.png"),
        f"{session}[0].request",
        f"{session}[1].response",
    ]

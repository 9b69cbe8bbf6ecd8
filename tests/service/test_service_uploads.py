"""Uploads as ``multipart/form-data``, by curl and by Python, which get answers without an envelope."""

import gzip
import http.client
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from queue_calls import NOON
from service_requests import FAMILY, Answer, RecordingBackend, Service

import ipsxml
from ipsxml.codec import Plain
from ipsxml.contract import Version, version_named
from ipsxml.service import (
    CapturesBackend,
    Clock,
    Credentials,
    PostedFile,
    SeriesBackend,
    SimulatedQueue,
    Trouble,
    serve,
)
from ipsxml.service import Service as RunningService
from ipsxml.service.addresses import UPLOAD_PATH
from ipsxml.service.multipart_parts import MOST_PARTS
from ipsxml.service.request_body import MOST_BYTES

API = "2014-04-03"
NAMESPACE = version_named(API).namespace
USER, PASSWORD = "operator@example.com", "not-a-real-password"
WANTED = Credentials(USER, PASSWORD, saml_response="not-a-real-saml-response")
OPTIONS = (
    "<overwrite>true</overwrite><readyForPublish>true</readyForPublish><createMask>false</createMask>"
    "<emailSetting>None</emailSetting>"
)
BEGIN = f"<companyHandle>c|7</companyHandle><jobName>winter</jobName><uploadParams>{OPTIONS}</uploadParams>"
BOUNDARY = "----a-boundary"


def auth(password: str = PASSWORD, namespace: str = NAMESPACE, more: str = "") -> str:
    members = f"<user>{USER}</user><password>{password}</password>{more}"
    return f'<authHeader xmlns="{namespace}">{members}</authHeader>'


def parameters(members: str, namespace: str = NAMESPACE) -> str:
    return f'<uploadPostParam xmlns="{namespace}">{members}</uploadPostParam>'


def go_on(handle: str, more: str = "") -> str:
    return f"<companyHandle>c|7</companyHandle><jobHandle>{handle}</jobHandle>{more}"


# curl


@pytest.fixture
def service() -> Iterator[RunningService]:
    with serve(SimulatedQueue(clock=(clock := Clock(NOON))), clock=clock, credentials=WANTED) as running:
        yield running


@pytest.fixture
def curl(tmp_path: Path, service: RunningService) -> "Curl":
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    return Curl(tmp_path, service.upload_url)


class Curl:
    """Uploads files of a directory with curl."""

    def __init__(self, directory: Path, url: str) -> None:
        self._directory, self._url = directory, url

    def post(self, params: str, *files: str, header: str | None = None) -> Answer:
        """The answer to a form with these parts."""
        texts = {"auth.xml": auth() if header is None else header, "params.xml": params} | dict.fromkeys(
            files, "II*"
        )
        for name, text in texts.items():
            (self._directory / name).write_text(text, encoding="utf-8")
        forms = [
            "auth=@auth.xml;type=text/xml",
            "uploadParams=<params.xml",
            *(f"file{n}=@{f}" for n, f in enumerate(files)),
        ]
        command = ["curl", "--silent", "--show-error", "--noproxy", "*", "--max-time", "20", "--include"]
        for form in forms:
            command += ["-F", form]
        done = subprocess.run([*command, self._url], cwd=self._directory, capture_output=True, check=True)  # noqa: S603 - our own
        head, _, content = done.stdout.rpartition(b"\r\n\r\n")
        status = int(head.rpartition(b"HTTP/1.1 ")[2].split()[0])
        return Answer(status, {}, content)


def test_curl_starts_continues_and_ends_a_job(service: RunningService, curl: Curl) -> None:
    begun = curl.post(parameters(BEGIN), "boot 1.tif")
    handle = begun.document.payload.job_handle
    more = curl.post(parameters(go_on(handle)), "boot-2.tif", "boot-3.tif")
    ended = curl.post(parameters(go_on(handle, "<endJob>true</endJob>")), "boot-4.tif")

    answer = f'<uploadPostReturn xmlns="{NAMESPACE}"><jobHandle>{handle}</jobHandle></uploadPostReturn>'
    assert {(each.status, each.content) for each in (begun, more, ended)} == {
        (200, f'<?xml version="1.0" encoding="UTF-8"?>\n{answer}'.encode())
    }
    assert [(each.operation, each.files, each.soap_version) for each in service.requests] == [
        ("uploadPost", ("boot 1.tif",), None),
        ("uploadPost", ("boot-2.tif", "boot-3.tif"), None),
        ("uploadPost", ("boot-4.tif",), None),
    ]
    assert service.requests[0].payload.upload_params.overwrite is True
    assert PASSWORD not in str([vars_of(each) for each in service.requests])
    [job] = active_jobs(service)
    detail = job.upload_post_job or ipsxml.UploadPostJob
    assert (job.job_handle, job.state, detail.email_setting) == (
        handle,
        "WaitingCoordinator",
        "None",
    )
    service.advance(minutes=10)
    [log] = plain(service, "getJobLogs", "<companyHandle>c|7</companyHandle>").payload.job_log_array
    assert (log.job_handle, log.total_file_count) == (handle, 4)


def test_curl_gets_a_bare_fault_for_wrong_credentials(curl: Curl) -> None:
    answer = curl.post(parameters(BEGIN), "boot.tif", header=auth("wrong"))

    assert answer.status == 200
    assert answer.fault == ("authenticationFault", 10001, "the credentials were not accepted")
    assert b"Envelope" not in answer.content


def test_curl_gets_a_fault_for_an_unknown_handle(curl: Curl) -> None:
    answer = curl.post(parameters(go_on("j|7|nobody||")), "boot.tif")

    assert answer.fault == ("ipsApiFault", 30001, "jobHandle: there is no job j|7|nobody||")


# Python


def post(url: str, content: bytes, **headers: str) -> bytes:
    """POST with the HTTP client of the standard library."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("POST", parts.path, content, named)
    answer = connection.getresponse().read()
    connection.close()
    return answer


def plain(service: RunningService, operation: str, members: str) -> ipsxml.Document:
    """The answer to a request without SOAP."""
    payload = f"<{operation}Param>{members}</{operation}Param>"
    content = f'<Request xmlns="{NAMESPACE}">{auth()}{payload}</Request>'
    return ipsxml.decode(post(service.plain_url, content.encode(), Content_Type="text/xml"))


def active_jobs(service: RunningService) -> list[ipsxml.ActiveJob]:
    jobs: list[ipsxml.ActiveJob] = plain(service, "getActiveJobs", "").payload.job_array
    return jobs


def vars_of(exchange: object) -> dict[str, object]:
    return {name: getattr(exchange, name) for name in exchange.__slots__}  # type: ignore[attr-defined] # it has slots


def test_requests_uploads_a_file(service: RunningService) -> None:
    with requests.Session() as session:
        session.trust_env = False  # ignore proxies set in the environment
        parts: dict[str, tuple[str, str | bytes, str]] = {
            "auth": ("", auth(), "text/xml"),
            "uploadParams": ("", parameters(BEGIN), "text/xml; charset=utf-8"),
            "file": ("pictures/夜.tif", b"\x00\r\n--" + BOUNDARY.encode(), "image/tiff"),
        }
        response = session.post(service.upload_url, files=parts, timeout=20)

    handle = ipsxml.decode(response.content, ipsxml.UploadPostReturn).payload.job_handle
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/xml; charset=utf-8")
    assert handle.startswith("j|7||winter_2014-04-01-12:00:00.000|")
    assert service.requests[0].files == ("夜.tif",)
    assert [job.job_handle for job in active_jobs(service)] == [handle]


# Errors


def form(*parts: tuple[str, str | bytes] | tuple[str, str | bytes, str]) -> bytes:
    """A ``multipart/form-data`` body from names, contents, and optional file names."""
    lines = []
    for name, content, *filename in parts:
        named = f'; filename="{filename[0]}"' if filename else ""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'
        lines.append(head.encode() + (content.encode() if isinstance(content, str) else content) + b"\r\n")
    return b"".join(lines) + f"--{BOUNDARY}--\r\n".encode()


FORM = f"multipart/form-data; boundary={BOUNDARY}"
AUTH, PARAMETERS, FILE = ("auth", auth()), ("uploadParams", parameters(BEGIN)), ("file", b"II*", "boot.tif")


def upload(*parts: tuple[str, str | bytes] | tuple[str, str | bytes, str], **headers: str) -> Answer:
    """The answer of a queue that requires credentials to an upload, without a network."""
    service = Service(SimulatedQueue(clock=Clock(NOON)), WANTED)
    return service.post(form(*parts), UPLOAD_PATH, **{"Content_Type": FORM, **headers})


def test_a_valid_upload_is_answered() -> None:
    answer = upload(AUTH, PARAMETERS, FILE)

    assert (answer.status, answer.document.element, answer.document.soap_version) == (
        200,
        "uploadPostReturn",
        None,
    )


FAMILY_AUTH = ("auth", auth(namespace=FAMILY))
WRONG = [
    ((AUTH, FILE), 30002, "the part uploadParams is missing"),
    ((AUTH, PARAMETERS), 30002, "the POST contains no file"),
    ((AUTH, PARAMETERS, PARAMETERS, FILE), 30003, "the request has 2 parts named uploadParams; expected one"),
    (
        (AUTH, PARAMETERS, ("file", b"II*")),
        30003,
        "a part is neither auth nor uploadParams nor a file with a name",
    ),
    (
        (AUTH, ("uploadParams", "<a></b>"), FILE),
        30003,
        "the part uploadParams: line 1: an end tag does not match the start tag",
    ),
    ((AUTH, ("uploadParams", ""), FILE), 30003, "the part uploadParams: line 1: the content is empty"),
    (
        (AUTH, ("uploadParams", auth()), FILE),
        30003,
        "the part uploadParams contains authHeader; expected uploadPostParam",
    ),
    (
        (("auth", parameters("")), PARAMETERS, FILE),
        30003,
        "the part auth contains uploadPostParam; expected authHeader",
    ),
    (
        (("auth", auth(namespace="http://example.com/")), PARAMETERS, FILE),
        30003,
        f"the part auth: authHeader must be in {FAMILY} or {NAMESPACE}",
    ),
    (
        (("auth", auth(more="<gzipResponse>maybe</gzipResponse>")), PARAMETERS, FILE),
        30001,
        "line 1, /authHeader/gzipResponse: 'maybe' is not true, false, 1, or 0",
    ),
    (
        (AUTH, ("uploadParams", parameters("<jobName>x</jobName>")), FILE),
        30002,
        "line 1, /uploadPostParam: companyHandle is missing: uploadPostParam requires it",
    ),
    (
        (FAMILY_AUTH, ("uploadParams", parameters(BEGIN, "")), FILE),
        30003,
        "line 1, /uploadPostParam: uploadPostParam has no namespace, so its API version is unknown",
    ),
    (
        (FAMILY_AUTH, ("uploadParams", parameters(BEGIN, FAMILY)), FILE),
        30003,
        (
            "line 1, /uploadPostParam: pre-4.0 has no uploadPostParam; uploadPostParam was added in "
            "2008-01-15; this document's version is pre-4.0"
        ),
    ),
]


@pytest.mark.parametrize(("parts", "code", "reason"), WRONG)
def test_an_invalid_upload_gets_a_bare_fault(
    parts: Sequence[tuple[str, str]], code: int, reason: str
) -> None:
    answer = upload(*parts)

    assert (answer.status, answer.fault) == (200, ("ipsApiFault", code, reason))
    assert PASSWORD.encode() not in answer.content


@pytest.mark.parametrize(
    ("header", "code", "reason"),
    [
        ((), 10000, "the request has no credentials: expected an authHeader or HTTP Basic"),
        ((("auth", auth("wrong")),), 10001, "the credentials were not accepted"),
    ],
)
def test_missing_and_wrong_credentials_get_a_fault(
    header: tuple[tuple[str, str], ...], code: int, reason: str
) -> None:
    answer = upload(*header, PARAMETERS, FILE)

    assert (answer.status, answer.fault) == (200, ("authenticationFault", code, reason))


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/xml", parameters(BEGIN).encode()),
        ("multipart/form-data", form(AUTH, PARAMETERS, FILE)),
        ("multipart/mixed; boundary=x", form(AUTH, PARAMETERS, FILE)),
    ],
)
def test_another_content_type_is_not_an_upload(content_type: str, body: bytes) -> None:
    answer = Service(RecordingBackend()).post(body, UPLOAD_PATH, Content_Type=content_type)

    assert answer.fault == ("ipsApiFault", 30003, "an upload must be multipart/form-data with a boundary")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"x",
        form(AUTH, PARAMETERS, FILE)[:-8],
        form(AUTH)[:-30],
        b"--" + BOUNDARY.encode() + b"\r\n\r\n\r\nx\xff",
    ],
)
def test_a_malformed_form_gets_a_fault(body: bytes) -> None:
    answer = Service(RecordingBackend()).post(body, UPLOAD_PATH, Content_Type=FORM)

    assert answer.fault == (
        "ipsApiFault",
        30003,
        "the body is not valid multipart/form-data for its boundary",
    )


def test_a_form_has_the_limits_of_any_body() -> None:
    large = upload(AUTH, PARAMETERS, ("file", bytes(MOST_BYTES), "large.tif"))
    many = upload(AUTH, PARAMETERS, *([FILE] * MOST_PARTS))
    inflated = Service(RecordingBackend()).post(
        gzip.compress(bytes(MOST_BYTES + 1)), UPLOAD_PATH, Content_Type=FORM, Content_Encoding="gzip"
    )

    head = Service(RecordingBackend()).post(
        f"--{BOUNDARY}\r\nA: ".encode() + b"\r\n " * (1 << 20), UPLOAD_PATH, Content_Type=FORM
    )

    found = [(each.status, each.fault[1]) for each in (large, many, inflated, head)]
    assert found == [(413, 30003)] * 4
    assert "32 MiB" in large.fault[2]
    assert many.fault[2] == head.fault[2]
    assert many.fault[2].startswith("the request exceeds the limit of 1,000 parts or")


def test_an_upload_fault_has_the_requested_status() -> None:
    header = auth("wrong", more="<faultHttpStatusCode>403</faultHttpStatusCode>")

    assert upload(("auth", header), PARAMETERS, FILE).status == 403


def test_headers_in_both_namespaces_and_http_basic_are_accepted() -> None:
    family = upload(FAMILY_AUTH, PARAMETERS, FILE)
    basic = upload(
        PARAMETERS, FILE, Authorization="Basic b3BlcmF0b3JAZXhhbXBsZS5jb206bm90LWEtcmVhbC1wYXNzd29yZA=="
    )

    assert [each.document.element for each in (family, basic)] == ["uploadPostReturn"] * 2


def test_a_compressed_form_is_read() -> None:
    service = Service(SimulatedQueue(clock=Clock(NOON)))

    answer = service.post(
        gzip.compress(form(PARAMETERS, FILE)), UPLOAD_PATH, Content_Type=FORM, Content_Encoding="gzip"
    )

    assert answer.document.element == "uploadPostReturn"


# Other backends


class Keeper:
    """A backend that keeps uploaded files."""

    def __init__(self) -> None:
        self.files: list[PostedFile] = []

    def answer(self, operation: str, parameters: dict[str, Plain], version: Version) -> dict[str, Plain]:
        raise AssertionError(operation, parameters, version)

    def upload(
        self, parameters: dict[str, Plain], files: Sequence[PostedFile], version: Version
    ) -> dict[str, Plain]:
        self.files += files
        return {"jobHandle": f"{version.name} {parameters['jobName']}"}


def test_a_backend_with_upload_gets_the_files_unchanged() -> None:
    keeper = Keeper()
    content = (bytes(range(256)) + b"\r\n--" + BOUNDARY.encode()[:-1] + b"\r\n\r\n") * 4_000

    answer = Service(keeper).post(
        form(PARAMETERS, ("a", content, "a.tif"), ("b", b"", "b.tif")), UPLOAD_PATH, Content_Type=FORM
    )

    assert answer.document.payload.job_handle == f"{API} winter"
    assert keeper.files == [PostedFile("a.tif", content), PostedFile("b.tif", b"")]
    assert str(keeper.files[0]) == f"PostedFile('a.tif', {len(content)} bytes)"


def test_a_backend_without_upload_is_called_like_for_any_operation(tmp_path: Path) -> None:
    (tmp_path / "answer.xml").write_text(
        f'<uploadPostReturn xmlns="{NAMESPACE}"><jobHandle>captured</jobHandle></uploadPostReturn>',
        encoding="utf-8",
    )
    recording = RecordingBackend()

    handles = [
        Service(backend)
        .post(form(PARAMETERS, FILE), UPLOAD_PATH, Content_Type=FORM)
        .document.payload.job_handle
        for backend in (CapturesBackend(tmp_path), SeriesBackend(seed=7), recording)
    ]

    sampled = ipsxml.sample("uploadPostReturn", api=API, seed=7).payload.job_handle
    assert handles == ["captured", sampled, sampled]
    assert [(operation, api) for operation, _, api in recording.calls] == [("uploadPost", API)]


def test_an_upload_is_recorded_and_meets_trouble() -> None:
    service = Service(SimulatedQueue(clock=Clock(NOON)))
    service.application.troubles.add(Trouble("uploadPost", status=503))

    answers = [service.post(form(PARAMETERS, FILE), UPLOAD_PATH, Content_Type=FORM) for _ in range(2)]

    assert [answer.status for answer in answers] == [503, 200]
    assert [str(exchange) for exchange in service.application.journal.exchanges] == [
        f"uploadPost {API} 503",
        f"uploadPost {API} 200",
    ]

"""zeep as a real client: it reads the WSDL, calls every operation, and understands the answers."""

import pytest
import zeep
from service_clients import fault_code, zeep_client, zeep_clients
from service_requests import RecordingBackend

import ipsxml
from ipsxml.codec import Plain
from ipsxml.document import plain_document
from ipsxml.service import Credentials, Exchange, serve

HANDLES: dict[str, Plain] = {"companyHandle": "c|7", "jobHandle": "j|1"}
ASKED: dict[str, dict[str, Plain]] = {
    "getActiveJobs": {"companyHandle": "c|7", "originalName": "winter"},
    "getScheduledJobs": HANDLES,
    "getJobLogs": {"companyHandle": "c|7", "numRows": 10},
    "getJobLogDetails": HANDLES | {"logTypeArray": ["Upload"], "recordsPerPage": 10},
    "getAssetJobLogs": {"companyHandle": "c|7", "assetHandle": "a|9"},
    "submitJob": {
        "companyHandle": "c|7",
        "jobName": "winter",
        "uploadUrlsJob": {
            "urlArray": [{"sourceUrl": "https://assets.example.com/coat.tif", "destPath": "coat.tif"}],
            "overwrite": True,
            "readyForPublish": True,
            "createMask": False,
            "emailSetting": "None",
        },
    },
    **dict.fromkeys(["stopJob", "pauseJob", "resumeJob", "executeJob", "deleteJob"], HANDLES),
}


def for_zeep(value: Plain) -> object:
    """Parameters as zeep expects them: array items are under the name ``items``."""
    if isinstance(value, dict):
        return {name: for_zeep(member) for name, member in value.items()}
    return {"items": [for_zeep(item) for item in value]} if isinstance(value, list) else value


@pytest.mark.parametrize("soap", ["1.1", "1.2"])
@pytest.mark.parametrize("api", ["2008-01-15", "2013-02-15", "2016-01-14-beta"])
def test_zeep_calls_every_operation_in_every_soap_version(api: str, soap: str) -> None:
    backend = RecordingBackend()

    with serve(backend) as service, zeep_client(service, api, soap) as client:
        for operation, parameters in ASKED.items():
            client[operation](**for_zeep(parameters))  # type: ignore[arg-type]

    assert backend.calls == [(operation, parameters, api) for operation, parameters in ASKED.items()]
    assert service.requests == [
        Exchange(soap, operation, api, parameters, f"{operation}Return", 200)
        for operation, parameters in ASKED.items()
    ]


@pytest.mark.parametrize("api", [version.name for version in ipsxml.versions()[1:]])
def test_zeep_reads_the_jobs_of_every_version(api: str) -> None:
    with serve(RecordingBackend()) as service, zeep_clients(service, api) as clients:
        answers = [clients[soap].getActiveJobs(companyHandle="c|7") for soap in ("1.1", "1.2")]

    polls = [poll.payload.job_array for poll in ipsxml.sample_series(2, api=api, seed=7)]
    assert [[(job.jobHandle, job.progress, job.startDate) for job in answer] for answer in answers] == [
        [(job.job_handle, job.progress, job.start_date) for job in poll] for poll in polls
    ]


@pytest.mark.parametrize("soap", ["1.1", "1.2"])
@pytest.mark.parametrize("status", [None, 200, 418])
def test_zeep_raises_the_fault(soap: str, status: int | None) -> None:
    header = {} if status is None else {"_soapheaders": {"authHeader": {"faultHttpStatusCode": status}}}

    with (
        serve(
            RecordingBackend(), credentials=Credentials("operator@example.com", "not-a-real-password")
        ) as service,
        zeep_client(service, "2013-02-15", soap) as client,
        pytest.raises(zeep.exceptions.Fault) as raised,
    ):
        client.stopJob(**HANDLES, **header)

    assert (raised.value.message, fault_code(raised.value)) == ("authenticationFault", 10000)
    assert service.requests[0].status == (status or 500)


@pytest.mark.parametrize("soap", ["1.1", "1.2"])
def test_zeep_sends_its_credentials_in_the_header(soap: str) -> None:
    header = {"user": "operator@example.com", "password": "not-a-real-password", "gzipResponse": True}

    with (
        serve(RecordingBackend(), credentials=Credentials(header["user"], header["password"])) as service,  # type: ignore[arg-type]
        zeep_client(service, "2013-02-15", soap) as client,
    ):
        client.stopJob(**HANDLES, _soapheaders={"authHeader": header})

    assert service.requests == [Exchange(soap, "stopJob", "2013-02-15", HANDLES, "stopJobReturn", 200)]
    assert service.requests[0].payload == ipsxml.StopJobParam(company_handle="c|7", job_handle="j|1")


def test_zeep_sends_what_ipsxml_would_send() -> None:
    parameters = ASKED["submitJob"]

    with serve(RecordingBackend()) as service, zeep_client(service, "2013-02-15") as client:
        client.submitJob(**for_zeep(parameters))  # type: ignore[arg-type]

    [asked] = service.requests
    document = ipsxml.Document(asked.payload, "2013-02-15", "submitJobParam")
    assert plain_document(document).payload == parameters

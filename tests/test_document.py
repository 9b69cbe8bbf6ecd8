"""Documents through the typed model and through JSON, and back."""

import gzip
import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from lxml import etree

import ipsxml

GOOD = sorted((Path(__file__).parents[1] / "fixtures" / "good").glob("*.xml"))
CAPTURES = Path(__file__).parents[2] / "shared" / "captures"
RESPONSE = Path(__file__).parents[1] / "fixtures" / "get_active_jobs.xml"


def canonical(xml: bytes) -> bytes:
    """C14N without white space between elements."""
    parser = etree.XMLParser(remove_blank_text=True, remove_comments=True)
    return etree.tostring(etree.fromstring(xml, parser), method="c14n")


def as_xml(source: Path | bytes) -> bytes:
    """A document converted to JSON and back to XML."""
    return ipsxml.encode(ipsxml.from_json(ipsxml.to_json(source)))


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_decoded_and_encoded_document_is_unchanged(path: Path) -> None:
    document = ipsxml.decode(path)

    again = ipsxml.decode(ipsxml.encode(document))

    assert again == document


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_json_of_a_file_equals_json_of_its_document(path: Path) -> None:
    document = ipsxml.decode(path)

    assert ipsxml.from_json(ipsxml.to_json(path)) == document == ipsxml.from_json(ipsxml.to_json(document))


@pytest.mark.skipif(not CAPTURES.is_dir(), reason="the recorded responses are not next to this checkout")
@pytest.mark.parametrize("name", ["get_active_jobs", "submit_job", "stop_job", "fault_ips_api"])
def test_a_recorded_response_survives_json_in_canonical_xml(name: str) -> None:
    [path] = CAPTURES.glob(f"{name}*.xml")

    assert canonical(as_xml(path)) == canonical(path.read_bytes())


def test_json_has_version_envelope_and_payload_in_wire_order() -> None:
    form = json.loads(ipsxml.to_json(RESPONSE))

    assert list(form) == ["@apiVersion", "@soap", "getActiveJobsReturn"]
    assert (form["@apiVersion"], form["@soap"]) == ("2013-02-15", "1.1")
    upload, publish = form["getActiveJobsReturn"]["jobArray"]
    assert list(upload)[:4] == ["companyHandle", "jobHandle", "name", "originalName"]
    assert (publish["taskProgressArray"], publish["progressMessage"]) == ([], "")


def test_details_gives_the_job_detail_with_its_name() -> None:
    upload, publish = ipsxml.decode(RESPONSE, ipsxml.GetActiveJobsReturn).payload.job_array

    assert upload.details is not None
    assert publish.details is not None
    assert isinstance(upload.details.value, ipsxml.UploadUrlsJob)
    assert (upload.details.name, upload.details.value.num_urls) == ("uploadUrlsJob", 1)
    assert publish.details.value == ipsxml.ImageServingPublishJob(
        publish_type="Full", email_setting="All", context_handle="x|7|1"
    )


def test_an_invalid_document_is_rejected_with_its_report() -> None:
    with pytest.raises(ipsxml.InvalidDocument, match="taskState is not expected here") as caught:
        ipsxml.decode(RESPONSE.read_bytes().replace(b"2013-02-15", b"2010-01-31"))

    assert caught.value.report == ipsxml.validate(RESPONSE.read_bytes().replace(b"2013-02-15", b"2010-01-31"))


def test_an_element_a_version_lacks_is_named_by_path() -> None:
    document = ipsxml.decode(RESPONSE)

    with pytest.raises(ipsxml.EncodeError) as caught:
        ipsxml.encode(document, api="2010-01-31")

    assert str(caught.value) == (
        "jobArray[0].taskProgressArray[0].taskState: 2010-01-31 has no such element "
        "(taskState was added in 2012-02-14; this document's version is 2010-01-31)"
    )


def test_a_model_object_is_written_bare_or_in_an_envelope() -> None:
    request = ipsxml.StopJobParam(company_handle="c|7", job_handle="j|7")

    bare = ipsxml.encode(request, api="2010-01-31")
    wrapped = ipsxml.encode(request, api="2010-01-31", envelope="1.2")

    assert [ipsxml.validate(xml).soap_version for xml in (bare, wrapped)] == [None, "1.2"]
    assert ipsxml.decode(wrapped).payload == request


def test_an_unknown_version_is_decoded_but_not_as_a_requested_one() -> None:
    known = RESPONSE.read_bytes()
    unknown = known.replace(b"/xsd/2013-02-15", b"/xsd/2013-05-31")

    assert ipsxml.decode(unknown) == ipsxml.decode(known, api="2013-02-15")
    with pytest.raises(ipsxml.InvalidDocument, match=r"version is unknown \(.*\), not 2013-02-15"):
        ipsxml.decode(unknown, api="2013-02-15")


def test_a_model_object_needs_a_version() -> None:
    with pytest.raises(ipsxml.EncodeError, match=r"^api is required"):
        ipsxml.encode(ipsxml.StopJobReturn())


def test_characters_xml_cannot_contain_are_rejected_by_path() -> None:
    request = ipsxml.StopJobParam(company_handle="c|7", job_handle="j\x00")

    with pytest.raises(ipsxml.EncodeError, match=r"jobHandle: XML cannot contain the character U\+0000"):
        ipsxml.encode(request, api="2010-01-31")


def test_indented_xml_is_the_same_document() -> None:
    document = ipsxml.decode(RESPONSE)

    indented = ipsxml.encode(document, indent=2)

    assert (
        indented.splitlines()[3]
        == b'    <getActiveJobsReturn xmlns="http://www.scene7.com/IpsApi/xsd/2013-02-15">'
    )
    assert canonical(indented) == canonical(ipsxml.encode(document))


@pytest.mark.parametrize(
    ("content", "code", "path"),
    [
        (b"[1]", "not-well-formed", None),
        (b'{"@apiVersion": "2010-01-31"', "not-well-formed", None),
        (b'{"@apiVersion":"2010-01-31","stopJobReturn":{},"stopJobReturn":{}}', "not-well-formed", None),
        (b'{"@apiVersion": "2010-01-31", "handleArray": [[{"a": 1, "a": 1}]]}', "not-well-formed", None),
        (b'{"stopJobReturn": {}}', "missing-element", "@apiVersion"),
        (b'{"@apiVersion": "2011", "stopJobReturn": {}}', "unknown-version", "@apiVersion"),
        (b'{"@apiVersion": "2010-01-31"}', "unsupported-payload", None),
        (b'{"@apiVersion": "2010-01-31", "x": {}}', "unsupported-payload", "x"),
        (b'{"@apiVersion": "2010-01-31", "@soap": "2", "stopJobReturn": {}}', "bad-value", "@soap"),
        (b'{"@apiVersion": "2010-01-31", "stopJobReturn": []}', "bad-value", "stopJobReturn"),
        (
            b'{"@apiVersion": "2010-01-31", "stopJobReturn": {"a": 1}}',
            "unexpected-element",
            "stopJobReturn.a",
        ),
        (
            b'{"@apiVersion": "2010-01-31", "submitJobReturn": {}}',
            "missing-element",
            "submitJobReturn.jobHandle",
        ),
        (
            b'{"@apiVersion": "2010-01-31", "submitJobReturn": {"jobHandle": 7}}',
            "bad-value",
            "submitJobReturn.jobHandle",
        ),
    ],
)
def test_wrong_json_is_rejected_with_a_code_and_a_path(content: bytes, code: str, path: str | None) -> None:
    with pytest.raises(ipsxml.InvalidDocument) as caught:
        ipsxml.from_json(content)

    assert [(issue.code, issue.path) for issue in caught.value.report.issues] == [(code, path)]


def test_migrating_a_document_reports_what_was_dropped() -> None:
    document = ipsxml.decode(RESPONSE)

    moved, warnings = ipsxml.migrate(document, "2010-01-31")

    path = "getActiveJobsReturn.jobArray[0].taskProgressArray[0].taskState"
    assert [(issue.severity, issue.code, issue.path) for issue in warnings] == [
        ("warning", "dropped-element", path)
    ]
    assert (moved.api_version, ipsxml.validate(ipsxml.encode(moved)).valid) == ("2010-01-31", True)


def test_documents_redacted_by_one_redactor_join() -> None:
    document, redactor = ipsxml.decode(RESPONSE, ipsxml.GetActiveJobsReturn), ipsxml.Redactor()

    first, second = (ipsxml.redact(document, redactor).payload.job_array[0] for _ in range(2))

    assert first == second
    assert first.company_handle != document.payload.job_array[0].company_handle
    assert first.name == document.payload.job_array[0].name


def test_a_byte_order_mark_before_json_is_skipped_everywhere() -> None:
    content = "\ufeff".encode() + ipsxml.to_json(RESPONSE)

    document = ipsxml.from_json(content, ipsxml.GetActiveJobsReturn)

    assert (ipsxml.decode(content), list(ipsxml.iter_jobs(content))) == (document, document.payload.job_array)
    assert ipsxml.validate(content) == ipsxml.Report("2013-02-15", "getActiveJobsReturn", "1.1")


def test_json_may_be_a_string_but_not_a_path() -> None:
    content = ipsxml.to_json(RESPONSE)

    assert ipsxml.from_json(content.decode()) == ipsxml.from_json(content)
    with pytest.raises(ipsxml.InvalidDocument, match=r"expected a JSON value \(line 1\)"):
        ipsxml.from_json(str(RESPONSE))
    with pytest.raises(ipsxml.InvalidDocument, match=r"not UTF-8 \(line 2\)"):
        ipsxml.from_json('{"@apiVersion": "2010-01-31",\n"submitJobReturn": {"jobHandle": "\ud800"}}')


@pytest.mark.parametrize("value", ["0" * 5000 + "7", "+" + "0" * 30 + "7 "])
def test_leading_zeros_of_a_number_do_not_count(value: str) -> None:
    content = f"<authenticationFault><code>{value}</code><reason/></authenticationFault>".encode()
    content = content.replace(b"7", b"10001")

    assert ipsxml.decode(content).payload == ipsxml.AuthenticationFault(code=10001, reason="")


@pytest.mark.parametrize(
    "value", [b"j", bytearray(b"j"), UUID(int=7), Decimal(1), date(2013, 3, 4), timedelta(1)], ids=repr
)
def test_a_value_that_is_not_a_string_is_not_written_as_one(value: Any) -> None:
    payload = ipsxml.SubmitJobReturn(job_handle=value)
    document = ipsxml.Document(payload, "2010-01-31", "submitJobReturn")

    for write in (ipsxml.encode, ipsxml.to_json):
        with pytest.raises(ipsxml.EncodeError, match=r"^jobHandle: .* is not a string$"):
            write(document)


@pytest.mark.parametrize("size", ["7", 7, -7, 176192922337203685477580832, "7 MB", "007", ""])
def test_a_reference_document_size_survives_a_round_trip_through_json(size: int | str) -> None:
    sample = json.loads(ipsxml.to_json(ipsxml.sample("activeJob", api="reference", seed=1)))
    sample["activeJob"]["totalSize"] = size

    document = ipsxml.from_json(json.dumps(sample).encode(), ipsxml.ActiveJob)

    assert ipsxml.decode(ipsxml.encode(document)) == document
    assert document.payload.total_size == (7 if size == "7" else size)


def test_doubly_compressed_content_is_rejected_by_every_reader() -> None:
    content = gzip.compress(gzip.compress(RESPONSE.read_bytes()))

    for read in (ipsxml.decode, ipsxml.to_json, lambda source: list(ipsxml.iter_jobs(source))):
        with pytest.raises(ipsxml.InvalidDocument, match="does not begin with <"):
            read(content)
    assert [issue.code for issue in ipsxml.validate(content).issues] == ["not-well-formed"]

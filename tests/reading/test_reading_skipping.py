"""Which captures of a container are validated, and which are skipped and counted."""

import gzip
import json
from base64 import b64encode
from pathlib import Path

import pytest
from click.testing import CliRunner
from har_exports import ANSWER, ENDPOINT, NAMESPACE, PAGE, REQUEST, entry, har
from lxml import etree

import ipsxml
from ipsxml.capture.other_content import (
    EMPTY,
    HTML,
    IMAGE,
    JSON,
    SOAP,
    TEXT,
    WSDL,
    XML,
    Kind,
    other_kind,
)
from ipsxml.cli.main import main
from ipsxml.reading.skipping import Facts, skipped_kind

ELSEWHERE = "https://www.example.com/"
PNG = {"text": "iVBORw0KGgo=", "encoding": "base64"}
SOAP_NAMESPACE = "http://schemas.xmlsoap.org/soap/envelope/"


def envelope(body: str) -> str:
    return f'<s:Envelope xmlns:s="{SOAP_NAMESPACE}"><s:Body>{body}</s:Body></s:Envelope>'


FAULT = envelope("<s:Fault><faultcode>s:Server</faultcode><faultstring>down</faultstring></s:Fault>")


@pytest.mark.parametrize("kind", [IMAGE, HTML, JSON, SOAP, TEXT, WSDL, XML, EMPTY, None])
@pytest.mark.parametrize("asks_ips", [True, False])
@pytest.mark.parametrize("is_meant", [True, False])
def test_the_table_of_skipped_captures(asks_ips: bool, is_meant: bool, kind: Kind | None) -> None:
    is_skipped = not is_meant and kind is not None and (not asks_ips or kind is WSDL)

    assert skipped_kind(Facts(asks_ips, is_meant, kind)) == (kind if is_skipped else None)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image"),
        (b'<?xml version="1.0"?>\n<!-- a --><svg xmlns="http://www.w3.org/2000/svg"/>', "image"),
        (b"\xef\xbb\xbf\n<!doctype HTML><title>a</title>", "HTML page"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "HTML page"),
        (b"%PDF-1.7", "PDF"),
        (b"wOF2\0\1\0\0", "font"),
        (b"\0\0\0\x20ftypisom", "video or audio file"),
        (b"PK\3\4", "archive"),
        (b'<wsdl:definitions name="IpsApi">', "Web service description"),
        (FAULT.encode(), "SOAP message from another service"),
        (b"<project/>", "other XML document"),
        (b" [1]", "other JSON document"),
        (b"body{color:red}", "text document"),
        (b"\1\0\2", "binary file"),
        (b"\n", "message without a body"),
    ],
)
def test_kinds_of_content_are_recognized(content: bytes, kind: str) -> None:
    assert other_kind(content).one == kind


def outcomes(path: Path, *, every_capture: bool = False) -> list[tuple[str, str | None]]:
    """The status of each capture, with its first error or the reason why it was skipped or unreadable."""
    found = []
    for outcome in ipsxml.validate_all([path], every_capture=every_capture):
        errors = outcome.report.errors if outcome.report is not None else ()
        detail = errors[0].code if errors else outcome.skipped or outcome.unreadable
        found.append((str(outcome.status), detail))
    return found


@pytest.mark.parametrize(
    ("answer", "url", "expected"),
    [
        (ANSWER, ELSEWHERE, ("valid", None)),
        (ANSWER.replace("jobHandle", "jobhandle"), ELSEWHERE, ("invalid", "unexpected-element")),
        (ANSWER[:-9], ELSEWHERE, ("invalid", "not-well-formed")),
        (ANSWER.replace("IpsApi/xsd", "IpsAPI/xsd"), ELSEWHERE, ("invalid", "wrong-namespace")),
        ("<taskProgress><stray/></taskProgress>", ELSEWHERE, ("invalid", "unexpected-element")),
        (envelope("<activeJob/>"), ELSEWHERE, ("invalid", "missing-element")),
        ('{"@apiVersion": "2010-01-31", "stopJobReturn": 5}', ELSEWHERE, ("invalid", "bad-value")),
        (
            f'<getCompanyInfoReturn xmlns="{NAMESPACE}"/>',
            ENDPOINT,
            ("skipped", "operation outside the job family"),
        ),
        (PNG, ELSEWHERE, ("skipped", "image")),
        (PAGE, ELSEWHERE, ("skipped", "HTML page")),
        (None, ELSEWHERE, ("skipped", "message without a body")),
        ("<a><b></a>", ELSEWHERE, ("skipped", "other XML document")),
        ('{"a": 1}', ELSEWHERE, ("skipped", "other JSON document")),
        (FAULT, ELSEWHERE, ("skipped", "SOAP message from another service")),
        (f"<p>{NAMESPACE}</p>", ELSEWHERE, ("invalid", "unsupported-payload")),
        (
            f'<definitions targetNamespace="{NAMESPACE}"/>',
            ENDPOINT,
            ("skipped", "Web service description"),
        ),
        (FAULT, ENDPOINT, ("invalid", "unsupported-payload")),
        (PAGE, ENDPOINT, ("invalid", "other-content")),
        (None, ENDPOINT, ("invalid", "no-body")),
    ],
)
def test_a_job_document_is_validated_and_other_captures_are_skipped(
    answer: str | None, url: str, expected: tuple[str, str | None], tmp_path: Path
) -> None:
    path = tmp_path / "session.har"
    path.write_bytes(har(entry(), entry(answer, asked=REQUEST, url=url)))

    assert outcomes(path) == [("valid", None), ("valid", None), expected]


def test_a_malformed_document_in_utf_16_is_recognized(tmp_path: Path) -> None:
    content = ANSWER[:-9].encode("utf-16")
    path = tmp_path / "a.har"
    path.write_bytes(har(entry({"text": b64encode(content).decode(), "encoding": "base64"}, url=ELSEWHERE)))

    assert outcomes(path) == [("invalid", "not-well-formed")]


def test_all_validates_every_capture(tmp_path: Path) -> None:
    path = tmp_path / "a.har"
    path.write_bytes(har(entry(url=ELSEWHERE), entry(PAGE, url=ELSEWHERE), entry(None, url=ELSEWHERE)))

    assert outcomes(path) == [("valid", None), ("skipped", "HTML page"), ("skipped", EMPTY.one)]
    assert outcomes(path, every_capture=True) == [
        ("valid", None),
        ("invalid", "other-content"),
        ("invalid", "no-body"),
    ]


def test_a_container_without_job_documents_says_what_it_contains(tmp_path: Path) -> None:
    path = tmp_path / "polls.har"
    path.write_bytes(har(*[entry(PNG, url=ELSEWHERE)] * 2, entry(PAGE, url=ELSEWHERE)))
    contents = "a HAR export without a job document: 3 captures: 2 images, 1 HTML page"

    assert outcomes(path)[3:] == [("unreadable", contents)]
    (tmp_path / "a.xml").write_text(ANSWER)
    path.rename(tmp_path / "polls.json")
    assert [status for status, _ in outcomes(tmp_path)] == ["valid", *["skipped"] * 4]


def test_other_files_in_a_directory_are_skipped_and_counted(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(ANSWER)
    (tmp_path / "session").write_bytes(har(entry()))
    (tmp_path / "icon.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "test.py").write_text("import os")

    assert sorted(outcomes(tmp_path), key=str) == [
        ("skipped", "image"),
        ("skipped", "text document"),
        ("valid", None),
        ("valid", None),
    ]
    _, output = validate(str(tmp_path), "--exclude", "*.py")
    assert output.endswith("\n2 sources: 2 valid; 1 skipped\n")
    assert validate(str(tmp_path), "--include", "session")[1].endswith("valid: submitJobReturn, 2010-01-31\n")


def test_a_document_named_directly_is_always_validated(tmp_path: Path) -> None:
    path = tmp_path / "page.xml.gz"
    path.write_bytes(gzip.compress(b"<html/>"))

    assert outcomes(path) == [("invalid", "other-content")]


@pytest.fixture
def session(tmp_path: Path) -> str:
    path = tmp_path / "session.har"
    path.write_bytes(har(entry(), entry(PNG, url=ELSEWHERE), entry(PAGE, url=ELSEWHERE)))
    return str(path)


def validate(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["validate", *arguments])
    return result.exit_code, result.stdout


def test_the_summary_counts_skipped_captures(session: str) -> None:
    first = f"{session}#entries[0].response: valid: submitJobReturn, 2010-01-31\n"

    assert validate(session) == (0, f"{first}1 source: 1 valid; 2 skipped\n")
    assert validate("--all", session)[0] == 1


def test_a_container_without_job_documents_has_exit_status_2(session: str) -> None:
    Path(session).write_bytes(har(entry(PNG, url=ELSEWHERE)))
    summary = "1 source: 1 unreadable; 1 skipped\n"

    assert validate(session) == (
        2,
        f"{session}: unreadable: a HAR export without a job document: 1 capture: 1 image\n{summary}",
    )


def test_json_counts_and_lists_skipped_captures(session: str) -> None:
    _, output = validate("--format", "json", session)

    content = json.loads(output)
    assert [source["source"] for source in content["sources"]] == [f"{session}#entries[0].response"]
    assert content["summary"] == {"valid": 1, "invalid": 0, "unreadable": 0, "skipped": 2}
    assert content["skipped"] == [
        {"source": f"{session}#entries[1].response", "what": "image"},
        {"source": f"{session}#entries[2].response", "what": "HTML page"},
    ]


def test_junit_and_github_do_not_fail_for_skipped_captures(session: str) -> None:
    _, output = validate("--format", "junit", session)

    suite = etree.fromstring(output.encode())
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "0", "2")
    notice = "::notice title=ipsxml validate::1 source: 1 valid; 2 skipped\n"
    assert validate("--format", "github", session) == (0, notice)


def test_a_github_annotation_is_at_the_file_and_names_the_place(session: str) -> None:
    Path(session).write_bytes(har(entry(ANSWER[:-9])))

    _, output = validate("--format", "github", session)

    assert output.startswith(f"::error file={session},title=not-well-formed::")
    assert output.endswith(f"%0Ain {session}#entries[0].response\n")

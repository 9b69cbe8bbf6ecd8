"""Content that is not a document is named: an HTML page, a zip archive, an image."""

import io
import zipfile

import pytest
from capture_samples import DOCUMENT, Refusal, message, refusal_of, response

import ipsxml

PAGE = "<html><head><title>Kanarie</title></head><body>Service Unavailable</body></html>"
DOCTYPE = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/a.dtd">'


def unavailable(body: bytes) -> bytes:
    return message("HTTP/1.1 503 Service Unavailable", "Content-Type: text/html", body=body)


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        DOCTYPE + PAGE,
        "<!doctype html>" + PAGE,
        "\n<!-- a comment -->\n" + PAGE,
        '<?xml version="1.0"?>' + DOCTYPE + PAGE,
        PAGE.replace("<html", '<html xmlns="http://www.w3.org/1999/xhtml"'),
        PAGE.upper(),
        PAGE.replace("</head>", "<br></head>"),
        "\ufeff" + PAGE,
    ],
)
def test_an_html_page_is_named_with_its_status(page: str) -> None:
    in_http, alone = refusal_of(unavailable(page.encode())), refusal_of(page.encode())

    assert (in_http.code, alone.code) == ("other-content", "other-content")
    assert in_http.message == "an HTML page (HTTP 503), not an answer from the service"
    assert alone.message == "an HTML page, not a job document"


def archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as written:
        written.writestr("Kanarie", DOCUMENT)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (archive(), "a zip archive"),
        (b"%PDF-1.7\n", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"Bad Gateway", "plain text"),
        (b"\1\2\3", "binary data"),
    ],
)
def test_other_content_of_an_answer_is_named_with_its_status(content: bytes, what: str) -> None:
    assert refusal_of(unavailable(content)) == Refusal(
        "other-content", f"{what} (HTTP 503), not an answer from the service", 4
    )


def test_a_document_with_an_error_status_is_validated() -> None:
    payload = b'<stopJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"/>'

    assert ipsxml.validate(message("HTTP/1.1 500 Internal Server Error", body=payload)).valid


def test_message_warnings_are_reported_along_with_document_errors() -> None:
    body = DOCUMENT.replace(b"</name>", b"")

    report = ipsxml.validate(response("Content-Type: text/xml; charset=none", "Content-Length: 3", body=body))

    assert [(issue.severity, issue.code) for issue in report.issues] == [
        ("warning", "length-mismatch"),
        ("warning", "unknown-charset"),
        ("error", "not-well-formed"),
    ]


@pytest.mark.parametrize("operation", [ipsxml.decode, ipsxml.to_json])
def test_a_document_with_warnings_is_decoded(operation: object) -> None:
    body = b'<stopJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"/>'
    assert callable(operation)

    assert operation(response("Content-Type: text/xml; charset=none", "Content-Length: 3", body=body))

"""Multipart bodies: SOAP with attachments, MTOM, and forms with files."""

import base64

import pytest
from exchange_samples import ANSWER, SUBMITTED, URL, Seen, answer, message, post, seen

import ipsxml

BOUNDARY = "uuid:43702d53-5f06"
ROOT = [
    'Content-Type: application/xop+xml;charset=utf-8;type="text/xml"',
    "Content-Transfer-Encoding: binary",
    "Content-ID: <root@example.com>",
]
IMAGE = b"\x89PNG\r\n\x1a\n\0--uuid\r\n"
ATTACHED = ["Content-Type: image/png", "Content-Transfer-Encoding: binary", "Content-ID: <image@example.com>"]
PARAMS = ipsxml.encode(ipsxml.sample("uploadPostParam", api="2013-02-15", seed=7)).decode()
AUTH = (
    '<authHeader xmlns="http://www.scene7.com/IpsApi/xsd"><user>Kanarie</user>'
    "<password>Kanarie</password><locale>en-US</locale></authHeader>"
)


def multipart(*parts: tuple[list[str], bytes], boundary: str = BOUNDARY, newline: str = "\r\n") -> bytes:
    written = [newline.join([f"--{boundary}", *head, "", ""]).encode() + body for head, body in parts]
    return newline.encode().join([*written, f"--{boundary}--{newline}".encode()])


def related(body: bytes, **parameters: str) -> bytes:
    rest = "".join(f'; {name.replace("_", "-")}="{value}"' for name, value in parameters.items())
    content_type = f'Content-Type: multipart/related; type="application/xop+xml"; boundary="{BOUNDARY}"{rest}'
    return message("HTTP/1.1 200 OK", content_type, body=body)


@pytest.mark.parametrize("newline", ["\r\n", "\n"], ids=["CRLF", "LF"])
@pytest.mark.parametrize("start", ["<root@example.com>", "<missing@example.com>", None])
def test_the_root_part_of_multipart_related_is_the_document(start: str | None, newline: str) -> None:
    body = multipart((ROOT, ANSWER), (ATTACHED, IMAGE), newline=newline)

    assert seen(related(body, **({"start": start} if start else {}))) == [Seen("", "stopJobReturn")]


def test_start_names_the_root_part_wherever_it_is() -> None:
    body = multipart((ATTACHED, IMAGE), (ROOT, ANSWER))

    assert [each.what for each in seen(related(body, start="<root@example.com>"))] == ["stopJobReturn"]
    assert [each.what for each in seen(related(body))] == ["other-content"]


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("base64", base64.encodebytes(SUBMITTED)),
        ("quoted-printable", SUBMITTED.replace(b"=", b"=3D")),
        ("8bit", SUBMITTED),
    ],
)
def test_a_part_is_decoded(encoding: str, content: bytes) -> None:
    head = [ROOT[0], f"Content-Transfer-Encoding: {encoding}"]

    assert [each.what for each in seen(related(multipart((head, content))))] == ["submitJobReturn"]


def test_a_part_has_its_own_charset_and_lines_refer_to_the_file() -> None:
    latin = SUBMITTED.replace(b"j|8", "é".encode("latin-1")).replace(b' encoding="UTF-8"', b"")
    head = ["Content-Type: text/xml; charset=iso-8859-1"]
    content = related(multipart((head, latin)))
    broken = content.replace(b"<jobHandle>", b"<jobHandle><a/>")

    assert ipsxml.decode(content, ipsxml.SubmitJobReturn).payload.job_handle == "é"
    [issue] = [issue for issue in ipsxml.validate(broken).issues if issue.severity == "error"]
    assert issue.line == broken[: broken.index(b"<a/>")].count(b"\n") + 1


def test_a_multipart_body_without_its_http_head_is_read() -> None:
    assert seen(multipart((ROOT, ANSWER), (ATTACHED, IMAGE))) == [Seen("", "stopJobReturn")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (related(multipart((ROOT, b""))), "no-body"),
        (related(multipart((ROOT, ANSWER)).replace(BOUNDARY.encode() + b"--", b"")), "cut-short"),
        (related(multipart((ROOT, ANSWER), boundary="other")), "bad-http"),
    ],
    ids=["empty", "cut short", "another boundary"],
)
def test_faults_of_multipart_related_are_reported(content: bytes, code: str) -> None:
    assert [each.what for each in seen(content)] == [code]


def test_an_xop_include_in_a_document_is_an_error() -> None:
    include = b'<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:a"/>'
    [issue] = ipsxml.validate(related(multipart((ROOT, SUBMITTED.replace(b"j|8", include))))).issues

    assert "Include" in issue.message


def form(*, newline: str = "\r\n") -> bytes:
    return multipart(
        (['Content-Disposition: form-data; name="auth"'], AUTH.encode()),
        (['Content-Disposition: form-data; name="uploadParams"', "Content-Type: text/xml"], PARAMS.encode()),
        (['Content-Disposition: form-data; name="Filename"'], b"winter.png"),
        (
            ['Content-Disposition: form-data; name="file"; filename="winter.png"', "Content-Type: image/png"],
            IMAGE,
        ),
        boundary="----WebKitFormBoundary7MA4",
        newline=newline,
    )


FORM_TYPE = "Content-Type: multipart/form-data; boundary=----WebKitFormBoundary7MA4"


def test_each_xml_field_of_a_form_is_a_capture() -> None:
    found = seen(message("POST /scene7/UploadFile HTTP/1.1", "Host: a", FORM_TYPE, body=form()))

    url = "http://a/scene7/UploadFile"
    assert found == [
        Seen("#auth", "authHeader", "POST", url),
        Seen("#uploadParams", "uploadPostParam", "POST", url),
    ]


@pytest.mark.parametrize("newline", ["\r\n", "\n"], ids=["CRLF", "LF"])
def test_a_form_without_its_http_head_is_read(newline: str) -> None:
    assert [(place, what) for place, what, *_ in seen(form(newline=newline))] == [
        ("#auth", "authHeader"),
        ("#uploadParams", "uploadPostParam"),
    ]


def test_a_form_in_a_conversation_is_read() -> None:
    content = message("POST /scene7/UploadFile HTTP/1.1", "Host: a", FORM_TYPE, body=form()) + answer(
        SUBMITTED
    )

    assert [(place, what, status) for place, what, _, _, status in seen(content + post() + answer())] == [
        ("#message[1]#auth", "authHeader", None),
        ("#message[1]#uploadParams", "uploadPostParam", None),
        ("#message[2]", "submitJobReturn", 200),
        ("#message[3]", "stopJobParam", None),
        ("#message[4]", "stopJobReturn", 200),
    ]
    assert seen(content)[-1].url == "http://a/scene7/UploadFile" != URL


def test_a_form_without_documents_is_other_content() -> None:
    body = multipart((['Content-Disposition: form-data; name="Filename"'], b"winter.png"))

    assert [each.what for each in seen(body)] == ["other-content"]


def test_credentials_in_a_form_do_not_leak() -> None:
    documents = [ipsxml.read(capture) for capture in ipsxml.captures(form())]

    assert "Kanarie" not in repr(documents)

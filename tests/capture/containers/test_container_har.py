"""HAR exports from browsers and proxies."""

import gzip
import json
import tracemalloc
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from har_exports import ANSWER, ENDPOINT, PAGE, REQUEST, SECRET, entry, har

import ipsxml
from ipsxml.capture import Origin
from ipsxml.capture.containers import har as har_form
from ipsxml.errors import CaptureError


def places(source: ipsxml.Source) -> dict[str, str | None]:
    """The place of each capture, with its element or first error code."""
    found = {}
    for capture in ipsxml.captures(source):
        report = ipsxml.read(capture).report
        found[capture.origin.place] = report.errors[0].code if report.errors else report.element
    return found


@pytest.mark.parametrize("indent", [None, 2])
def test_requests_and_responses_are_captures(indent: int | None) -> None:
    content = har(entry(asked=REQUEST), entry(), indent=indent)

    assert places(content) == {
        "#entries[0].request": "stopJobParam",
        "#entries[0].response": "submitJobReturn",
        "#entries[1].response": "submitJobReturn",
    }


def test_a_file_may_be_compressed_and_start_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "session.har"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf" + har(entry())))

    [capture] = ipsxml.captures(path)

    assert str(capture.origin) == f"{path}#entries[0].response"
    assert ipsxml.read(capture).report.valid


def test_the_origin_describes_the_exchange_without_credentials() -> None:
    url = f"https://me:{SECRET}@ips.example/IpsApiService;jsessionid={SECRET}?access_token={SECRET}&v=2#x"

    [capture] = ipsxml.captures(har(entry(url=url, status=500)))

    origin = capture.origin
    assert (origin.method, origin.status) == ("GET", 500)
    assert origin.url == "https://ips.example/IpsApiService?access_token=…&v=2"
    assert origin.captured_at is not None
    assert origin.captured_at.isoformat() == "2013-03-04T09:30:00.123456-08:00"


def test_a_text_is_already_decoded_despite_its_declaration() -> None:
    job = '<?xml version="1.0" encoding="ISO-8859-1"?>' + ANSWER.replace("winter", "Frühling")

    [capture] = ipsxml.captures(har(entry(job)))

    assert ipsxml.read(capture).valid_document.payload.job_handle == "j|7||Frühling|1"


@pytest.mark.parametrize("encode", [bytes, gzip.compress])
@pytest.mark.parametrize(("charset", "encoding"), [("", "utf-8"), ("; charset=ISO-8859-1", "latin-1")])
def test_base64_is_read_in_its_own_encoding(encode: Any, charset: str, encoding: str) -> None:
    job = ANSWER.replace("winter", "Frühling").encode(encoding)
    content = {
        "text": b64encode(encode(job)).decode(),
        "encoding": "base64",
        "mimeType": f"text/xml{charset}",
    }

    [capture] = ipsxml.captures(har(entry(content)))

    assert ipsxml.read(capture).valid_document.payload.job_handle == "j|7||Frühling|1"


def test_form_fields_with_xml_are_captures() -> None:
    fields = [{"name": "auth", "value": SECRET}, {"name": "file", "value": REQUEST}]

    found = places(har(entry(asked={"mimeType": "multipart/form-data", "params": fields})))

    assert found["#entries[0].request.params[1]"] == "stopJobParam"
    assert len(found) == 2


@pytest.mark.parametrize("content", [None, {"text": ""}, {"text": " \n"}, {"size": 5000}, {"text": None}])
def test_a_missing_body_has_its_own_code(content: dict[str, Any] | None) -> None:
    assert places(har(entry(content))) == {"#entries[0].response": "no-body"}


def test_a_body_truncated_by_the_tool_is_cut_short() -> None:
    jobs = f"<getJobLogsReturn>{'<jobLogArray>x</jobLogArray>' * 50_000}</getJobLogsReturn>"
    [capture] = ipsxml.captures(har(entry(jobs[: 1 << 20])))

    report = ipsxml.read(capture).report

    assert [(issue.code, issue.message) for issue in report.issues] == [
        (
            "cut-short",
            "the body is cut short: it ends after 1,048,576 bytes, before its root element is closed",
        )
    ]
    assert "responseBodyLimit" in (report.issues[0].hint or "")


@pytest.mark.parametrize(
    ("damaged", "code"),
    [
        (b'{"response": null}', "no-body"),
        (b'{"request": [], "response": 5}', "no-body"),
        (b'{"response": {"content": {"text": nonsense}}}', "not-well-formed"),
        (b'{"response": {"content": {"text": "\xff<a/>"}}}', "not-well-formed"),
        (b'{"a": ' + b"[" * 5000 + b"]" * 5000 + b"}", "not-well-formed"),
        (b'{"response": {"content": {"text": "@", "encoding": "base64"}}}', "bad-encoding"),
        (b'{"time": ' + b"9" * 5000 + b', "response": {"content": {"text": 7}}}', "no-body"),
    ],
)
def test_a_damaged_entry_does_not_stop_the_others(damaged: bytes, code: str) -> None:
    mark = b'{"damaged": 0}'

    found = places(har(entry(), json.loads(mark), entry()).replace(mark, damaged))

    assert list(found.values()) == ["submitJobReturn", code, "submitJobReturn"]


def test_a_lone_surrogate_in_an_entry_is_harmless() -> None:
    content = har(entry(), entry({"text": f"{ANSWER}<!-- mark -->"})).replace(b"mark", rb"\ud83d")

    assert set(places(content).values()) == {"submitJobReturn"}


def test_a_truncated_file_yields_the_complete_entries() -> None:
    content = har(entry(), entry(), entry())

    found = places(content[: content.rindex(b"startedDateTime")])

    assert found == {
        "#entries[0].response": "submitJobReturn",
        "#entries[1].response": "submitJobReturn",
        "#entries[2]": "cut-short",
    }


def test_an_export_without_entries_cannot_be_read() -> None:
    [capture] = ipsxml.captures(har())

    with pytest.raises(ipsxml.SourceError, match="a HAR export without captures"):
        ipsxml.read(capture)


def test_one_capture_is_a_document() -> None:
    assert ipsxml.decode(har(entry())).element == "submitJobReturn"
    assert ipsxml.diff(har(entry()), ANSWER.encode()).changes == ()
    with pytest.raises(ipsxml.SourceError, match=r"ipsxml\.captures"):
        ipsxml.decode(har(entry(), entry()))


@pytest.mark.parametrize("is_on_one_line", [True, False])
def test_ten_thousand_entries_are_read_in_constant_memory(tmp_path: Path, is_on_one_line: bool) -> None:
    path = tmp_path / "session.har"
    one = json.dumps(entry(PAGE, asked=REQUEST), indent=None if is_on_one_line else 2).encode()
    head, tail = har(0).split(b"0]")
    path.write_bytes(head + b",\n "[: 1 if is_on_one_line else 3].join([one] * 10_000) + b"]" + tail)
    number = 0

    tracemalloc.start()
    for number, _ in enumerate(ipsxml.captures(path), 1):  # noqa: B007 - counted in constant memory
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (number, path.stat().st_size > 5_000_000, most < 1_000_000) == (20_000, True, True)


def errors_of(content: bytes) -> Iterator[str]:
    for capture in ipsxml.captures(content):
        yield repr(capture)
        yield str(tuple(capture.origin))
        yield repr(ipsxml.read(capture))


@pytest.mark.parametrize("cut", [0, 40, 300, 700])
def test_headers_cookies_and_passwords_do_not_leak(cut: int) -> None:
    body = f'<a xmlns="{ENDPOINT}"><b password="{SECRET}">{SECRET}</a>'
    content = har(entry(body, asked=body, url=f"https://x:{SECRET}@x/IpsApiService?password={SECRET}"))

    for text in errors_of(content[: len(content) - cut]):
        assert SECRET not in text


def test_an_entry_over_the_size_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipsxml.capture.limits.MAX_BYTES", 1 << 20)
    (tmp_path / "large.har").write_bytes(har(entry(), entry("x" * (2 << 20)), entry()))
    found = list(ipsxml.captures(tmp_path / "large.har"))

    assert [capture.origin.place for capture in found] == ["#entries[0].response", "#entries[1]"]
    with pytest.raises(CaptureError, match="an entry is larger than the limit of 1 MiB"):
        found[1].message()


def test_the_place_is_appended_to_the_origin_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.har"
    path.write_bytes(har(entry()))
    with path.open("rb") as file:
        [capture] = har_form.captures(file, Origin("a.zip", "!a.har"))

    assert str(capture.origin) == "a.zip!a.har#entries[0].response"

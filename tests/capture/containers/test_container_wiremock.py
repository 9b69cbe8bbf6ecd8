"""WireMock stub mappings."""

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from har_exports import ANSWER, REQUEST

import ipsxml

ASKED = {"method": "POST", "url": "/scene7/services/IpsApiService"}


def mapping(response: dict[str, Any], **request: Any) -> dict[str, Any]:
    """A mapping as WireMock records one."""
    answered = {"status": 200, **response, "headers": {"Content-Type": "text/xml"}}
    return {
        "id": "8d2e",
        "name": "ips",
        "request": {**ASKED, **request},
        "response": answered,
        "uuid": "8d2e",
    }


def elements(source: ipsxml.Source) -> dict[str, str | None]:
    found = {}
    for capture in ipsxml.captures(source):
        report = ipsxml.read(capture).report
        found[capture.origin.place] = report.errors[0].code if report.errors else report.element
    return found


@pytest.mark.parametrize("spaces", [None, 2])
@pytest.mark.parametrize("response", [{"body": ANSWER}, {"base64Body": b64encode(ANSWER.encode()).decode()}])
def test_the_response_of_a_mapping_is_a_capture(response: dict[str, str], spaces: int | None) -> None:
    content = json.dumps(mapping(response), indent=spaces).encode()

    [capture] = ipsxml.captures(content)

    assert str(capture.origin) == "#response"
    assert (capture.origin.method, capture.origin.url, capture.origin.status) == (*ASKED.values(), 200)
    assert ipsxml.decode(content).element == "submitJobReturn"


def test_a_file_may_contain_several_mappings() -> None:
    mappings = [mapping({"body": ANSWER}), mapping({"body": ANSWER}), {"comment": "none"}]

    assert elements(json.dumps({"mappings": mappings, "meta": {"total": 3}}).encode()) == {
        "#mappings[0].response": "submitJobReturn",
        "#mappings[1].response": "submitJobReturn",
        "#mappings[2]": "not-well-formed",
    }


def test_a_body_pattern_that_a_request_must_equal_is_a_capture() -> None:
    patterns = [
        {"equalToXml": REQUEST, "enablePlaceholders": True},
        {"equalTo": REQUEST},
        {"binaryEqualTo": b64encode(REQUEST.encode()).decode()},
        {"matchesXPath": "//x"},
    ]

    found = elements(json.dumps(mapping({"body": ANSWER}, bodyPatterns=patterns)).encode())

    expected = {f"#request.bodyPatterns[{number}]": "stopJobParam" for number in range(3)}
    assert found == {**expected, "#response": "submitJobReturn"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "mappings" / "ips").mkdir(parents=True)
    (tmp_path / "__files" / "ips").mkdir(parents=True)
    (tmp_path / "__files" / "ips" / "answer.xml").write_text(ANSWER)
    (tmp_path / "outside.xml").write_text(ANSWER)
    return tmp_path


@pytest.mark.parametrize("folder", ["mappings", "mappings/ips"])
def test_a_body_may_be_in_a_file_next_to_the_mappings(root: Path, folder: str) -> None:
    path = root / folder / "stop.json"
    path.write_text(json.dumps(mapping({"bodyFileName": "ips/answer.xml"})))

    assert elements(path) == {"#response": "submitJobReturn"}


@pytest.mark.parametrize(
    "name", ["../outside.xml", "/etc/passwd", "ips/../../outside.xml", "link.xml", "nul\0.xml", ""]
)
def test_no_file_outside_the_directory_is_read(root: Path, name: str) -> None:
    (root / "__files" / "link.xml").symlink_to(root / "outside.xml")
    path = root / "mappings" / "stop.json"
    path.write_text(json.dumps(mapping({"bodyFileName": name})))

    assert elements(path) == {"#response": "no-body"}
    assert elements(path.read_bytes()) == {"#response": "no-body"}


def test_a_missing_body_file_cannot_be_read(root: Path) -> None:
    path = root / "mappings" / "stop.json"
    path.write_text(json.dumps(mapping({"bodyFileName": "missing.xml"})))

    [outcome] = ipsxml.validate_all([path])

    assert (outcome.source, outcome.status) == (f"{path}#response", "unreadable")


def test_a_json_body_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    other = {**mapping({"jsonBody": {"a": 1}}), "request": {"method": "GET", "urlPath": "/other"}}
    path.write_text(json.dumps({"mappings": [other, mapping({"body": ANSWER})]}))

    assert [(outcome.status, outcome.skipped) for outcome in ipsxml.validate_all([path])] == [
        ("skipped", "other JSON document"),
        ("valid", None),
    ]


@pytest.mark.parametrize(
    "content", ['{"name": "a", "version": "1"}', '{"request": 5}', '{"a": {"response": {"status": 5}}}', "[]"]
)
def test_other_json_is_not_a_mapping(content: str) -> None:
    [capture] = ipsxml.captures(content.encode())

    assert capture.origin.place == ""

"""VCR cassettes from Python and Ruby."""

import gzip
import json
import sys
import zlib
from base64 import b64encode
from pathlib import Path
from textwrap import indent

import pytest
from har_exports import ANSWER, ENDPOINT, REQUEST, SECRET

import ipsxml

LATIN = '<?xml version="1.0" encoding="ISO-8859-1"?>' + ANSWER.replace("winter", "Frühling")


def binary(content: bytes, tag: str) -> str:
    return f"{tag} |\n" + indent(b64encode(content).decode(), "        ")


def python_cassette(answer: str, *, coding: str = "identity", asked: str = f"'{REQUEST}'") -> bytes:
    return f"""interactions:
- request:
    body: {asked}
    headers:
      Authorization: ['Basic {SECRET}']
      Cookie: [JSESSIONID={SECRET}]
    method: POST
    uri: https://me:{SECRET}@ips.example/IpsApiService?token={SECRET}
  response:
    body:
      string: {answer}
    headers:
      Content-Encoding: [{coding}]
      Content-Type: [text/xml;charset=ISO-8859-1]
      Set-Cookie: [JSESSIONID={SECRET}]
    status: {{code: 200, message: OK}}
version: 1
""".encode()


def ruby_cassette(answer: str) -> bytes:
    return f"""---
http_interactions:
- request:
    method: post
    uri: {ENDPOINT}
    body:
      encoding: UTF-8
      string: |-
        {REQUEST}
    headers:
      Authorization:
      - Basic {SECRET}
  response:
    status:
      code: 500
      message: Internal Server Error
    headers: &1
      Set-Cookie:
      - JSESSIONID={SECRET}
    body:
      encoding: ASCII-8BIT
      {answer}
    http_version: '1.1'
  recorded_at: Tue, 01 Nov 2011 04:58:44 GMT
recorded_with: VCR 6.1.0
""".encode()


def handles(source: ipsxml.Source) -> list[str]:
    return [ipsxml.read(capture).valid_document.payload.job_handle for capture in ipsxml.captures(source)]


@pytest.mark.parametrize(
    "cassette",
    [
        python_cassette(f"'{LATIN}'"),
        python_cassette(json.dumps(LATIN)),
        python_cassette("|\n" + indent(LATIN, "        ")),
        python_cassette(binary(LATIN.encode("latin-1"), "!!binary")),
        python_cassette(binary(gzip.compress(LATIN.encode("latin-1")), "!!binary"), coding="gzip"),
        python_cassette(binary(zlib.compress(LATIN.encode("latin-1")), "!!binary"), coding="deflate"),
        ruby_cassette(f"string: '{LATIN}'"),
        ruby_cassette(f"string: {binary(LATIN.encode('latin-1'), '!binary')}"),
        ruby_cassette(f"base64_string: {b64encode(LATIN.encode('latin-1')).decode()}"),
        ruby_cassette(f"base64_string: {binary(LATIN.encode('latin-1'), '!binary')}"),
    ],
)
def test_bodies_are_read_in_every_cassette_format(cassette: bytes) -> None:
    assert handles(cassette) == ["j|7||winter|1", "j|7||Frühling|1"]


@pytest.mark.parametrize(
    "content",
    [
        {
            "version": 1,
            "interactions": [{"request": {"method": "GET"}, "response": {"body": {"string": ANSWER}}}],
        },
        {"http_interactions": [{"request": {"method": "get"}, "response": {"body": {"string": ANSWER}}}]},
    ],
)
@pytest.mark.parametrize("spaces", [None, 2])
def test_a_cassette_may_be_json(content: object, spaces: int | None) -> None:
    assert handles(json.dumps(content, indent=spaces).encode()) == ["j|7||winter|1"]


def test_the_origin_describes_the_exchange_without_credentials() -> None:
    python, ruby = (
        [capture.origin for capture in ipsxml.captures(cassette)]
        for cassette in (python_cassette(f"'{ANSWER}'"), ruby_cassette(f"string: '{ANSWER}'"))
    )

    assert [origin.place for origin in python] == ["#interactions[0].request", "#interactions[0].response"]
    assert python[1].url == "https://ips.example/IpsApiService?token=…"
    assert [origin.place for origin in ruby][1] == "#http_interactions[0].response"
    assert (ruby[1].method, ruby[1].status) == ("POST", 500)
    assert ruby[1].captured_at is not None
    assert ruby[1].captured_at.isoformat() == "2011-11-01T04:58:44+00:00"


@pytest.mark.parametrize("cut", range(0, 700, 60))
def test_headers_and_passwords_of_a_damaged_cassette_do_not_leak(cut: int) -> None:
    body = f"<stopJobParam><authHeader><password>{SECRET}</password><user>{SECRET}</a>"
    content = python_cassette(f"'{ANSWER}'", asked=f"'{body}'")

    for capture in ipsxml.captures(content[: len(content) - cut]):
        assert SECRET not in f"{capture!r} {tuple(capture.origin)} {ipsxml.read(capture)!r}"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (ANSWER.replace("<jobHandle>", "<jobHandle><PASSWORD>"), "not-well-formed"),
        (ANSWER.replace("xmlns=", 'a="1" a="2" xmlns='), "not-well-formed"),
        ("", "no-body"),
    ],
)
def test_a_body_that_is_not_a_document_is_an_error_with_its_origin(answer: str, code: str) -> None:
    *_, capture = ipsxml.captures(python_cassette(f"'{answer}'"))

    assert capture.origin.place == "#interactions[0].response"
    assert [issue.code for issue in ipsxml.read(capture).report.issues] == [code]


def test_erb_that_is_not_yaml_is_an_error_with_a_hint() -> None:
    content = python_cassette(f"'{ANSWER}'").replace(b"version: 1", b"- request:\n  <%= user %>: {\n x")

    *others, last = ipsxml.captures(content)

    issue = ipsxml.read(last).report.issues[0]
    assert (len(others), issue.code, issue.message) == (2, "not-well-formed", "the YAML is malformed")
    assert issue.line is not None
    assert "ERB" in (issue.hint or "")


@pytest.mark.parametrize(
    "damaged", ["5", "[]", "{request: 5}", "null", "{request: {body: [1]}, response: {body: {a: 1}}}"]
)
def test_an_interaction_of_another_shape_does_not_stop_the_others(damaged: str) -> None:
    content = python_cassette(f"'{ANSWER}'").replace(b"version: 1", f"- {damaged}\nversion: 1".encode())

    readings = [ipsxml.read(capture) for capture in ipsxml.captures(content)]

    assert [reading.report.valid for reading in readings[:2]] == [True, True]
    assert {issue.code for reading in readings[2:] for issue in reading.report.issues} <= {
        "not-well-formed",
        "no-body",
    }


def test_an_alias_bomb_is_harmless() -> None:
    lines = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 60)]
    merges = [f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 9)}]}}" for n in range(1, 60)]
    head = ["version: 1", "interactions:", "- {request: &a0 {k: v}, response: &m0 {k: v}}"]
    tail = "- {request: *a59, response: {body: *m59, headers: *a59}}"
    content = "\n".join([*head, *(f"- {{{line}}}" for line in (*lines, *merges)), tail])

    readings = [ipsxml.read(capture) for capture in ipsxml.captures(content.encode())]

    assert {issue.code for reading in readings for issue in reading.report.issues} <= {
        "no-body",
        "not-well-formed",
    }


def test_yaml_tags_construct_no_objects(tmp_path: Path) -> None:
    called = tmp_path / "called"
    tag = f"!!python/object/apply:os.system ['touch {called}']"

    list(ipsxml.captures(python_cassette(tag).replace(b"version: 1", f"- !ruby/object:Gem {tag}".encode())))

    assert not called.exists()


def test_depth_is_bounded() -> None:
    content = python_cassette("[" * 100_000)

    [capture] = ipsxml.captures(content)

    assert ipsxml.read(capture).report.issues[0].code in ("limit-exceeded", "not-well-formed")


def test_a_missing_pyyaml_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "stop.yml"
    path.write_bytes(python_cassette(f"'{ANSWER}'"))
    monkeypatch.setitem(sys.modules, "yaml", None)

    [outcome] = ipsxml.validate_all([path])

    assert outcome.unreadable == "cannot be read: a YAML file needs yaml: pip install 'ipsxml[captures]'"

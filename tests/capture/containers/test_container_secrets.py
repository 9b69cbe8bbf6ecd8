"""Passwords, tokens, and cookies in every place of a container never appear in any output."""

import io
import json
import tarfile
import zipfile
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from har_exports import SECRET, entry, har

import ipsxml
from ipsxml.cli import main
from ipsxml.reading.render.github import render_github
from ipsxml.reading.render.junit import render_junit
from ipsxml.reading.render.report_json import render_json
from ipsxml.reading.render.report_text import render_text
from ipsxml.reading.render.sarif import render_sarif

NAMESPACE = "http://www.scene7.com/IpsApi/xsd"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
BODY = (
    f'<s:Envelope xmlns:s="{SOAP}"><s:Header><authHeader xmlns="{NAMESPACE}"><user>{SECRET}</user>'
    f"<password>{SECRET}</password></authHeader></s:Header><s:Body>"
    f'<stopJobParam xmlns="{NAMESPACE}/2013-02-15"><companyHandle>c|7</companyHandle>'
    "<jobHandle>j|7</jobHandle></stopJobParam></s:Body></s:Envelope>"
)
URL = f"https://me:{SECRET}@ips.example/IpsApiService?password={SECRET}#access_token={SECRET}"
MESSAGE = f"POST {URL} HTTP/1.1\r\nHost: x\r\nCookie: a={SECRET}\r\nContent-Length: {len(BODY)}\r\n\r\n{BODY}"
HEADERS = {"Authorization": [f"Bearer {SECRET}"], "Set-Cookie": [f"JSESSIONID={SECRET}"]}
CALL = {
    "request": {"method": "POST", "uri": URL, "body": BODY, "headers": HEADERS},
    "response": {"status": {"code": 200}, "body": {"string": BODY}, "headers": HEADERS},
}


def cassette(name: str) -> bytes:
    """A YAML cassette whose entries are JSON, which YAML includes."""
    return f"{name}:\n- {json.dumps(CALL)}\nversion: 1\n".encode()


def mapping() -> bytes:
    asked = {"method": "POST", "url": URL, "headers": {"Cookie": {"equalTo": SECRET}}}
    patterns = {"bodyPatterns": [{"equalToXml": BODY}], "basicAuthCredentials": {"password": SECRET}}
    return json.dumps(
        {"request": {**asked, **patterns}, "response": {"body": BODY, "headers": HEADERS}}
    ).encode()


def zipped(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_txt", ".txt"), content)
    return file.getvalue()


def tarred(content: bytes) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        member = tarfile.TarInfo("a.xml")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


BASE64 = {"text": b64encode(BODY.encode()).decode(), "encoding": "base64"}
ANSWER = b"HTTP/1.1 200 OK\r\n\r\n" + BODY.encode()
CONTAINERS = {
    "HAR": har(entry(BODY, asked=BODY, url=URL)),
    "HAR in base64": har(entry(BASE64, url=URL)),
    "cassette of Python": cassette("interactions"),
    "cassette of Ruby": cassette("http_interactions"),
    "mapping": mapping(),
    "zip": zipped(a_http=MESSAGE.encode(), b_xml=BODY.encode()),
    "tar": tarred(BODY.encode()),
    "Fiddler": zipped(raw__1_c_txt=MESSAGE.encode(), raw__1_s_txt=ANSWER),
    "mitmproxy": f"99:7:request;{len(BODY)}:4:path;{BODY}".encode(),
}
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "undamaged": lambda content: content,
    "other namespace": lambda content: content.replace(b"2013-02-15", b"2013-02-16"),
    "bad value": lambda content: content.replace(b"companyHandle", b"companyhandle"),
    "end missing": lambda content: content[: content.rindex(SECRET.encode()) + 3],
    "middle missing": lambda content: content[: len(content) // 2],
    "not XML": lambda content: content.replace(b"<s:Body>", b"<s:Body"),
    "malformed header": lambda content: content.replace(b"</user>", b"</usr>"),
    "invalid UTF-8": lambda content: content.replace(SECRET.encode(), b"\xff" + SECRET.encode(), 2),
}


def has_secret(text: str) -> bool:
    return SECRET[:6].casefold() in text.casefold()


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", CONTAINERS)
def test_no_secret_leaks_from_a_container(name: str, damage: str, tmp_path: Path) -> None:
    content = CONTAINERS[name]
    try:
        content = DAMAGES[damage](content)
    except ValueError:
        pytest.skip("the secret is in base64 there")
    path = tmp_path / "capture"
    path.write_bytes(content)

    for capture in ipsxml.captures(path):
        assert not has_secret(f"{capture!r} {capture.origin!r} {tuple(capture.origin)}")
        try:
            assert not has_secret(repr(ipsxml.read(capture)))
        except ipsxml.IpsXmlError as error:
            assert not has_secret(f"{error!r} {error}")
    for every_capture in (False, True):
        outcomes = [*ipsxml.validate_all([path], every_capture=every_capture)]
        for outcome in outcomes:
            texts = (repr(outcome), render_text(replace(outcome)), str(render_github(outcome)))
            assert not any(map(has_secret, texts))
        assert not has_secret(render_json(outcomes) + render_junit(outcomes) + render_sarif(outcomes))


@pytest.mark.parametrize("name", CONTAINERS)
def test_no_secret_leaks_from_the_commands(name: str, tmp_path: Path) -> None:
    path, out = tmp_path / "capture", tmp_path / "out"
    path.write_bytes(CONTAINERS[name])

    for command in (
        ["validate", str(path)],
        ["convert", str(path), "-o", f"{out}/"],
        ["diff", str(path), str(path)],
    ):
        result = CliRunner().invoke(main, command)
        assert not has_secret(result.output)
        assert result.exception is None or isinstance(result.exception, SystemExit)
    assert not any(has_secret(file.read_text()) or has_secret(str(file)) for file in out.rglob("*.json"))

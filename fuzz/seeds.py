"""The documents that fuzzing starts from: fixtures, and samples of versions and operations."""

import bz2
import gzip
import json
import lzma
import struct
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from tarfile import TarFile, TarInfo
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import ipsxml
from fuzz.mutation import SEPARATOR
from ipsxml.contract import contract, version_named

FIXTURES = Path(__file__).parents[1] / "fixtures"
_LARGEST = 12_000  # bytes; smaller documents allow more executions


def captures() -> Iterator[bytes]:
    """Captures: XML in envelopes, HTTP messages, gzip, and other encodings."""
    for path in sorted(FIXTURES.rglob("*")):
        if path.suffix in (".xml", ".http", ".gz"):
            yield path.read_bytes()
    yield from _in_other_encodings((FIXTURES / "good" / "fault.xml").read_text("utf-8"))


def containers() -> Iterator[bytes]:
    """A small container of each form."""
    yield from _messages()
    answer = (FIXTURES / "good" / "fault.xml").read_text("utf-8")
    call = {"method": "POST", "uri": "https://x/", "url": "https://x/"}
    entry = {"request": call, "response": {"status": 200, "content": {"text": answer}}}
    yield json.dumps({"log": {"version": "1.2", "entries": [entry, {}]}}).encode()
    interaction = {"request": call, "response": {"status": {"code": 200}, "body": {"string": answer}}}
    for name in ("interactions", "http_interactions"):
        yield json.dumps({name: [interaction]}).encode()
        yield f"{name}:\n- {json.dumps(interaction)}\n".encode()
    mapping = {"request": call, "response": {"status": 200, "body": answer}}
    yield json.dumps(mapping).encode()
    yield json.dumps({"mappings": [mapping]}).encode()
    yield from _archives(
        {"a/b.xml": answer.encode(), "raw/1_s.txt": b"HTTP/1.1 200 OK\r\n\r\n" + answer.encode()}
    )
    yield b"99:9:websocket;0:~8:response;0:~"
    yield _packets([b"HTTP/1.1 200 OK\r\n\r\n", answer.encode()])


def _messages() -> Iterator[bytes]:
    """A request and an answer in each text form that contains several captures."""
    request = ipsxml.encode(ipsxml.sample("stopJobParam", api="2013-02-15", seed=7), envelope="1.1")
    answer = ipsxml.encode(ipsxml.sample("submitJobReturn", api="2013-02-15", seed=7), envelope="1.1")
    post = b"POST /api HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % len(request) + request
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml;charset=utf-8\r\n"
    parts = b"--b\r\nContent-Disposition: form-data; name=uploadParams\r\n\r\n%b\r\n--b--\r\n" % request
    yield post + head + b"Content-Length: %d\r\n\r\n" % len(answer) + answer
    yield post + head + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(answer), answer)
    yield b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401 No\r\n\r\n<html/>" + head + b"\r\n" + answer
    yield (post + head + b"\r\n" + answer).decode().encode("utf-16")
    yield parts
    yield b"POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n" + parts
    yield head.replace(b"text/xml", b"multipart/related; boundary=b") + b"\r\n" + parts
    yield (
        b"* Trying\n> POST / HTTP/1.1\n> Host: a\n>\n< HTTP/1.1 200 OK\n< A: b\n<\n{ [9 bytes data]\n%b"
        % answer
    )
    rows = b"".join(
        b"%04x: %b\n" % (place, answer[place : place + 64]) for place in range(0, len(answer), 64)
    )
    yield (
        b"<= Recv header, 19 bytes (0x13)\n0000: HTTP/1.1 200 OK\n0011: \n<= Recv data, %d bytes (0x1)\n%b"
        % (
            len(answer),
            rows.replace(b"\n", b".\n"),
        )
    )
    yield b"INFO one\nPayload: %b\nINFO two %b" % (request, answer)
    yield b"#status#: HTTP/1.1 200 OK\nA: b\n\n%b" % answer
    yield ipsxml.to_json(request) + b"\n" + ipsxml.to_json(answer) + b"\n"


def _packets(parts: Sequence[bytes]) -> bytes:
    """A pcap file of one TCP stream: its header, and for each part those of pcap, Ethernet, IPv4, and TCP."""
    pieces, number = [struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 0xFFFF, 1)], 1
    for part in parts:
        tcp = struct.pack(">HHIIBBHHH", 80, 50_000, number, 1, 5 << 4, 0x18, 0xFFFF, 0, 0)
        ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 40 + len(part), 0, 0, 64, 6, 0, b"\n\0\0\1", b"\n\0\0\2")
        frame = b"\2" * 12 + b"\x08\0" + ip + tcp + part
        pieces += [struct.pack("<IIII", 1, 0, len(frame), len(frame)), frame]
        number += len(part)
    return b"".join(pieces)


def _archives(files: dict[str, bytes]) -> Iterator[bytes]:
    zipped, tarred = BytesIO(), BytesIO()
    with ZipFile(zipped, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name), content)
    with TarFile(fileobj=tarred, mode="w") as tar:
        for name, content in files.items():
            member = TarInfo(name)
            member.size = len(content)
            tar.addfile(member, BytesIO(content))
    yield zipped.getvalue()
    yield tarred.getvalue()
    for compress in (lzma.compress, bz2.compress, gzip.compress):
        yield compress(tarred.getvalue())


def documents() -> Iterator[bytes]:
    """The captures, and small samples of each element as XML."""
    yield from captures()
    for document in _samples():
        content = ipsxml.encode(document)
        if len(content) < _LARGEST:
            yield content


def json_documents() -> Iterator[bytes]:
    """The same samples in the JSON form."""
    for document in _samples():
        content = ipsxml.to_json(document)
        if len(content) < _LARGEST:
            yield content


def patches() -> Iterator[bytes]:
    """Documents, each with a JSON Patch that applies to it."""
    diff = FIXTURES / "diff"
    pairs = [("before.xml", "after.xml"), ("after.xml", "before.xml"), ("before.xml", "later.xml")]
    for old, new in pairs:
        operations = ipsxml.json_patch(ipsxml.diff(diff / old, diff / new))
        yield ipsxml.to_json(diff / old) + SEPARATOR + json.dumps(operations).encode()
    fault = ipsxml.to_json(FIXTURES / "good" / "fault.xml")
    yield fault + SEPARATOR + (diff / "fault_patch.json").read_bytes()
    place = "/authenticationFault"
    for operation in (
        {"op": "test", "path": f"{place}/code", "value": 10001},
        {"op": "copy", "from": f"{place}/reason", "path": f"{place}/reason"},
        {"op": "add", "path": "/@soap", "value": "1.2"},
    ):
        yield fault + SEPARATOR + json.dumps([operation]).encode()


def _samples() -> Iterator[ipsxml.Document]:
    for version in ("pre-4.0", "2010-01-31", "2016-01-14-beta", "reference"):
        for element in contract(version_named(version)).elements:
            if element[0].islower():
                yield ipsxml.sample(element, api=version, seed=7)


def _in_other_encodings(text: str) -> Iterator[bytes]:
    for encoding in ("utf-16", "iso-8859-1", "cp037"):
        declared = text.replace('encoding="UTF-8"', f'encoding="{encoding}"', 1)
        yield declared.encode(encoding, "xmlcharrefreplace")

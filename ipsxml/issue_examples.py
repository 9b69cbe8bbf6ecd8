"""An example for each issue code: a small source that has this issue and no other.

Tests check that each code of ``issues.CODES`` has an example, and that the example has the issue.
"""

import gzip
from dataclasses import dataclass

from ipsxml.contract import FAMILY_NAMESPACE

_NEW, _OLD = f"{FAMILY_NAMESPACE}/2013-02-15", f"{FAMILY_NAMESPACE}/2010-01-31"
_SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
_GOOD = f'<stopJobReturn xmlns="{_NEW}"/>'
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_DEPTH, _ROW = 1000, 64


@dataclass(frozen=True, slots=True)
class Example:
    """A source that has an issue: its bytes, and the options to validate or convert it with.

    ``content`` is ``None`` for a missing source. ``shown`` is what to print in place of content that is not
    text. ``api`` is the required version or, if ``is_converted``, the version to migrate to; ``fill`` is as
    in a conversion.
    """

    content: bytes | None
    shown: str = ""
    api: str | None = None
    is_converted: bool = False
    fill: bool = False


def _answer(*inside: str, namespace: str = _NEW) -> Example:
    """A submitJobReturn; in a valid one, the only child is jobHandle."""
    lines = [
        f'<submitJobReturn xmlns="{namespace}">',
        *(f"  {line}" for line in inside),
        "</submitJobReturn>",
    ]
    return Example("\n".join(lines).encode())


def _item(progress: str, *, is_in_order: bool = True) -> Example:
    name, value = "<itemName>a.psd</itemName>", f"<progress>{progress}</progress>"
    first, second = (name, value) if is_in_order else (value, name)
    text = f"""<TaskItemProgress xmlns="{_NEW}">
  {first}
  {second}
  <progressMessage/>
  <lastProgressUpdate>2013-03-04T09:30:00Z</lastProgressUpdate>
</TaskItemProgress>"""
    return Example(text.encode())


def _task(namespace: str, state: str) -> bytes:
    return f"""<TaskProgress xmlns="{namespace}">
  <taskType>com.example.UploadTask</taskType>{state}
  <numProcessed>3</numProcessed>
  <numProcessing>1</numProcessing>
  <numPending>0</numPending>
  <progress>0.75</progress>
  <progressMessage/>
  <lastProgressUpdate>2013-03-04T09:30:00Z</lastProgressUpdate>
  <taskItemProgressArray/>
</TaskProgress>""".encode()


def _state(state: str) -> str:
    return f"\n  <taskState>{state}</taskState>"


def _response(body: str, *fields: str, status: str = "200 OK") -> Example:
    return Example("\r\n".join([f"HTTP/1.1 {status}", *fields, "", body]).encode())


def _envelope(*inside: str) -> Example:
    return Example("\n".join([f'<s:Envelope xmlns:s="{_SOAP}">', *inside, "</s:Envelope>"]).encode())


def _trace(body: str) -> Example:
    """A response as ``curl --trace-ascii`` writes it: at most 64 characters per row."""
    rows = [f"{place:04x}: {body[place : place + _ROW]}" for place in range(0, len(body), _ROW)]
    lines = [
        "== Info: Connected to ips.example.com",
        "<= Recv header, 17 bytes (0x11)",
        "0000: HTTP/1.1 200 OK",
        "<= Recv header, 2 bytes (0x2)",
        "0000: ",
        f"<= Recv data, {len(body)} bytes ({len(body):#x})",
    ]
    return Example("\n".join([*lines, *rows, ""]).encode())


EXAMPLES: dict[str, Example] = {
    "unexpected-element": _answer("<jobHandle>j|7</jobHandle>", "<state>New</state>"),
    "missing-element": _answer(),
    "repeated-element": _answer("<jobHandle>j|7</jobHandle>", "<jobHandle>j|8</jobHandle>"),
    "misplaced-element": _item("0.5", is_in_order=False),
    "wrong-namespace": _answer('<jobHandle xmlns="urn:other">j|7</jobHandle>'),
    "wrong-version": Example(_GOOD.encode(), api="2012-02-14"),
    "unexpected-attribute": _answer('<jobHandle type="text">j|7</jobHandle>'),
    "unexpected-text": _answer("handle: <jobHandle>j|7</jobHandle>"),
    "bad-value": _item("half"),
    "unlisted-value": Example(_task(_NEW, _state("Busy"))),
    "out-of-range": _item("75"),
    "unknown-version": _answer("<jobHandle>j|7</jobHandle>", namespace=f"{FAMILY_NAMESPACE}/2011-06-30"),
    "unsupported-payload": Example(b'<order xmlns="urn:shop"/>'),
    "not-well-formed": Example(b"<submitJobReturn><jobHandle></submitJobReturn>"),
    "bad-encoding": Example(
        f"{_XML}<!-- Caf\xe9 -->\n{_GOOD}".encode("latin-1"), shown=f"{_XML}<!-- Caf\\xe9 -->\n{_GOOD}"
    ),
    "doctype-forbidden": Example(f"<!DOCTYPE stopJobReturn>\n{_GOOD}".encode()),
    "limit-exceeded": Example(
        b"<a>" * _DEPTH + b"</a>" * _DEPTH, shown=f"<a><a><a>… and so on, {_DEPTH:,} elements deep"
    ),
    "bad-gzip": Example(
        gzip.compress(_GOOD.encode(), mtime=0)[:-8],
        shown=f"this document as gzip data, without the last 8 bytes:\n{_GOOD}",
    ),
    "bad-http": _response("XX\r\n", "Transfer-Encoding: chunked"),
    "no-body": _response("", status="204 No Content"),
    "cut-short": _response(_GOOD[:-9], "Content-Type: text/xml", "Content-Length: 68"),
    "bad-archive": Example(
        b"PK\x03\x04" + bytes(28), shown="PK\\x03\\x04, the start of a zip archive, and then only zeros"
    ),
    "other-content": _response(
        "<html><body>Maintenance</body></html>", "Content-Type: text/html", status="503 Service Unavailable"
    ),
    "bad-envelope": _envelope("  <s:Header/>"),
    "header-not-understood": _envelope(
        '  <s:Header><id xmlns="urn:trace" s:mustUnderstand="1">7</id></s:Header>',
        f"  <s:Body>\n    {_GOOD}\n  </s:Body>",
    ),
    "leading-whitespace": Example(f"\n{_XML}{_GOOD}".encode()),
    "leading-bom": Example(f"\ufeff{_XML}{_GOOD}".encode(), shown=f"\\xef\\xbb\\xbf{_XML}{_GOOD}"),
    "length-mismatch": _response(_GOOD, "Content-Type: text/xml", "Content-Length: 64"),
    "unknown-charset": _response(_GOOD, "Content-Type: text/xml; charset=utf-99"),
    "charset-mismatch": _response(f"{_XML}{_GOOD}", "Content-Type: text/xml; charset=iso-8859-1"),
    "lossy-dump": _trace(_GOOD),
    "dropped-element": Example(_task(_NEW, _state("Done")), api="2010-01-31", is_converted=True),
    "filled-element": Example(_task(_OLD, ""), api="2012-02-14", is_converted=True, fill=True),
    "unreadable": Example(None, shown="a file that does not exist"),
}
"""Examples by code. ``not-allowed`` has none: it is a fallback, and no known document has it."""

"""Attacks with XML: entities, external references, and excessive sizes."""

from functools import partial
from pathlib import Path

from hostile_attacks import FEWER, VALID, Attack, Targets, invalid

NAMESPACE = "http://www.scene7.com/IpsApi/xsd/2010-01-31"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
LONG = "u" * 9_000_000
DOCTYPE, LIMIT = invalid("doctype-forbidden"), invalid("limit-exceeded")
STRAY = invalid("missing-element", "unexpected-element")


def response(content: str, attributes: str = "") -> bytes:
    """A response; valid if ``content`` is an array of jobs."""
    return f'<getActiveJobsReturn xmlns="{NAMESPACE}"{attributes}>{content}</getActiveJobsReturn>'.encode()


def envelope(header: str, *, after: str = "", attributes: str = "") -> bytes:
    """A SOAP envelope around a valid response."""
    body = f'<stopJobReturn xmlns="{NAMESPACE}"/>'
    return (
        f'<s:Envelope xmlns:s="{SOAP}"{attributes}><s:Header>{header}</s:Header>'
        f"<s:Body>{body}</s:Body>{after}</s:Envelope>"
    ).encode()


def _laughs(_: Targets, use: str) -> bytes:
    entities = "".join(f'<!ENTITY l{each + 1} "{f"&l{each};" * 10}">' for each in range(12))
    return f'<!DOCTYPE a [<!ENTITY l0 "lol">{entities}]>{use}'.encode()


def _quadratic(_: Targets, use: str) -> bytes:
    return f'<!DOCTYPE a [<!ENTITY l "{"l" * 500_000}">]>{use.replace("&l;", "&l;" * 20_000)}'.encode()


def _pointing(targets: Targets, template: str) -> bytes:
    return template.replace("PATH", targets.path).replace("URL", targets.address).encode()


def _of(make: str, repeated: str = "", times: int = 1) -> partial[bytes]:
    return partial(_repeat, make=make, repeated=repeated, times=times)


def _repeat(_: Targets, make: str, repeated: str, times: int) -> bytes:
    return make.replace("…", "".join(repeated.replace("#", str(each)) for each in range(times))).encode()


_NOTHING = f'<stopJobReturn xmlns="{NAMESPACE}" xmlns:xsi="{XSI}"'
_STRAY_XINCLUDE = '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file://PATH" parse="text"/>'

ENTITIES = [
    Attack("billion laughs", partial(_laughs, use="<a>&l12;</a>"), DOCTYPE),
    Attack("billion laughs in an attribute", partial(_laughs, use='<a b="&l12;"/>'), DOCTYPE),
    Attack("quadratic blow-up", partial(_quadratic, use="<a>&l;</a>"), DOCTYPE),
    Attack("quadratic blow-up in an attribute", partial(_quadratic, use='<a b="&l;"/>'), DOCTYPE),
    Attack("recursive entity", _of('<!DOCTYPE a [<!ENTITY b "&b;">]><a>&b;</a>'), DOCTYPE),
    Attack("DOCTYPE before a good document", _of(f"<!DOCTYPE a>{_NOTHING}/>"), DOCTYPE),
    Attack("DOCTYPE after 100,000 comments", _of("…<!DOCTYPE a><a/>", "<!-- -->", 100_000), DOCTYPE),
    Attack("undeclared entity", _of(f"{_NOTHING}>&passwd;</stopJobReturn>"), invalid("not-well-formed")),
]
POINTERS = [
    Attack(f"{name}, {kind}", partial(_pointing, template=template.replace("TARGET", target)), outcome)
    for kind, target in {"file": "file://PATH", "path": "PATH", "address": "URL"}.items()
    for name, template, outcome in (
        ("external entity", '<!DOCTYPE a [<!ENTITY b SYSTEM "TARGET">]><a>&b;</a>', DOCTYPE),
        ("external DTD", '<!DOCTYPE a SYSTEM "TARGET"><a/>', DOCTYPE),
        ("public DTD", '<!DOCTYPE a PUBLIC "-//EXAMPLE//DTD A//EN" "TARGET"><a/>', DOCTYPE),
        ("parameter entity", '<!DOCTYPE a [<!ENTITY % b SYSTEM "TARGET"> %b;]><a/>', DOCTYPE),
        ("XInclude", f"{_NOTHING}>{_STRAY_XINCLUDE}</stopJobReturn>", invalid("unexpected-element")),
        ("schemaLocation", f'{_NOTHING} xsi:schemaLocation="{NAMESPACE} TARGET"/>', VALID),
        (
            "schemaLocation, invalid",
            f'{_NOTHING} xsi:schemaLocation="urn:other TARGET"><x/></stopJobReturn>',
            invalid("unexpected-element"),
        ),
        (
            "noNamespaceSchemaLocation",
            f'<stopJobReturn xmlns:xsi="{XSI}" xsi:noNamespaceSchemaLocation="TARGET"><x/></stopJobReturn>',
            invalid("unexpected-element"),
        ),
        ("stylesheet", f'<?xml-stylesheet type="text/xsl" href="TARGET"?>{_NOTHING}/>', VALID),
    )
]
FLOODS = [
    Attack("nested a million deep", _of("…", "<a>", 1_000_000), LIMIT),
    Attack("a text of 11 million characters", _of("<a>…</a>", "x", 11_000_000), LIMIT),
    Attack("a name of 60,000 characters", _of("<…/>", "n", 60_000), LIMIT),
    Attack(
        "a stray text of 9 million characters",
        _of(f"{_NOTHING}>…</stopJobReturn>", "s", 9_000_000),
        invalid("unexpected-text"),
    ),
    Attack(
        "a progress nested 200 deep",
        lambda targets: _with_value(targets, "progress", "<a>" * 200 + "</a>" * 200),
        invalid("unexpected-element"),
    ),
    Attack("300 names of 49,000 characters", _of(response("…").decode(), f"<{'n' * 49_000}#/>", 300), STRAY),
    Attack(
        "100,000 attributes",
        _of(response("…", " @").decode().replace("…", "").replace("@", "…"), 'a#="" ', 100_000),
        invalid("missing-element", "unexpected-attribute"),
    ),
    Attack(
        "5,000 elements of 20 attributes",
        _of(response("…").decode(), "<jobArray " + " ".join(f'a{n}=""' for n in range(20)) + "/>", 5_000),
        invalid("repeated-element"),
    ),
    Attack(
        "100,000 attributes in authHeader",
        _of(envelope('<authHeader xmlns="http://www.scene7.com/IpsApi/xsd" …/>').decode(), 'a#="" ', 100_000),
        invalid("unexpected-attribute"),
    ),
    Attack("a namespace of 9 million characters", _of("<x xmlns='…'/>", LONG), LIMIT),
    Attack(
        "100,000 elements in a long namespace",
        _of(response("…", f' xmlns:p="{LONG}"').decode(), "<p:x/>", 100_000),
        LIMIT,
    ),
    Attack(
        "100,000 SOAP headers in a long namespace",
        _of(envelope("…", attributes=f' xmlns:p="{LONG}"').decode(), "<p:x/>", 100_000),
        LIMIT,
    ),
    Attack(
        "a long namespace in UTF-16",
        lambda _: response("<p:x/>" * 1_000, f' xmlns:p="{LONG[:100_000]}"').decode().encode("utf-16"),
        LIMIT,
    ),
    Attack("100,000 namespaces", _of(f"{_NOTHING} …/>", 'xmlns:p#="urn:#" ', 100_000), LIMIT),
    Attack(
        "1,000 namespaces, 10,000 elements",
        lambda _: response("<x/>" * 10_000, "".join(f' xmlns:p{n}="urn:{n}"' for n in range(1_000))),
        LIMIT,
    ),
    Attack("100,000 unknown elements", _of(response("…").decode(), "<x#/>", 100_000), STRAY),
    Attack(
        "100,000 repeated elements",
        _of(response("…").decode(), "<jobArray/>", 100_000),
        invalid("repeated-element"),
    ),
    Attack(
        "100,000 elements in one line, far down",
        _of(response("\n" * 70_000 + "…").decode(), "<x/>", 100_000),
        STRAY,
    ),
    Attack(
        "50,000 unknown types",
        _of(response("…", f' xmlns:xsi="{XSI}"').decode(), '<x xsi:type="p:y"/>', 50_000),
        invalid("unexpected-attribute"),
    ),
    Attack(
        "50,000 headers that must be understood",
        _of(envelope("…").decode(), '<x s:mustUnderstand="1"/>', 50_000),
        invalid("header-not-understood"),
    ),
    Attack(
        "1.5 million references",
        _of(f"{_NOTHING}>…</stopJobReturn>", "&lt;", 1_500_000),
        invalid("unexpected-text"),
    ),
]
_JOB = (Path(__file__).parents[2] / "fixtures" / "get_active_jobs.xml").read_text()


def _with_value(_: Targets, name: str, value: str) -> bytes:
    """A valid document in which the first element with this name has another value."""
    start = _JOB.index(f"<{name}>") + len(name) + 2
    return (_JOB[:start] + value + _JOB[_JOB.index("<", start) :]).encode()


VALUES = [
    Attack(f"{name}: {words}", partial(_with_value, name=name, value=value), outcome, FEWER)
    for words, value in {
        "a million digits": "9" * 1_000_000,
        "a million digits and an x": "9" * 1_000_000 + "x",
        "a million spaces": " " * 1_000_000,
    }.items()
    for name, outcome in (
        ("progress", invalid("bad-value")),
        ("numProcessed", invalid("bad-value")),
        ("lastProgressUpdate", invalid("bad-value")),
        ("state", VALID),
    )
]
XML_ATTACKS = [*ENTITIES, *POINTERS, *(each._replace(operations=FEWER) for each in FLOODS), *VALUES]

"""Reading opens only the source: no other file and no socket, even if the document points to one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from capture_samples import NAMESPACE, envelope, gzipped, response
from captured import open_source

import ipsxml
from ipsxml.errors import CaptureError

CANARY = "Kanarienvogel"
UNKNOWN_NAMESPACE = NAMESPACE.replace("2010-01-31", "2010-02-01")
XSI = "http://www.w3.org/2001/XMLSchema-instance"
ADDRESS = "http://192.0.2.1/canary"  # a documentation address (RFC 5737), where nothing answers
WATCHED = ("open", "socket.", "urllib.", "http.", "ftplib.", "subprocess.", "os.", "ctypes.")


# Code and the project's own schemas may be read.
OURS = (
    sys.prefix,
    sys.base_prefix,
    str(Path(ipsxml.__file__).parent),
    str(Path(__file__).parents[2] / "schemas"),
)

Event = tuple[str, str]
Watcher = Callable[[Callable[[], object]], list[Event]]


class _Watch:
    """The only audit hook, since hooks cannot be removed. It records while ``events`` is a list."""

    events: list[Event] | None = None
    is_installed = False

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.events is not None and event.startswith(WATCHED):
            what = str(arguments[0] if arguments else "")
            if not what.removeprefix("file://").startswith(OURS):
                self.events.append((event, what))


_WATCH = _Watch()


@pytest.fixture(scope="module", autouse=True)
def _with_all_engines_loaded() -> None:
    """Imports and set-up on first use do not count."""
    for start in (f'<stopJobReturn xmlns="{NAMESPACE}"', "<taskProgress", f'<a xmlns="{UNKNOWN_NAMESPACE}"'):
        ipsxml.validate(f"{start}><stray/>".encode() + f"</{start[1:].split()[0]}>".encode())
    read_or_refuse(response())


@pytest.fixture
def opened_during() -> Iterator[Watcher]:
    """Runs an action and returns what it opened, connected to, or started."""
    if not _WATCH.is_installed:
        sys.addaudithook(_WATCH.hear)
        _WATCH.is_installed = True

    def run(action: Callable[[], object]) -> list[Event]:
        events: list[Event] = []
        _WATCH.events = events
        try:
            action()
        finally:
            _WATCH.events = None
        return events

    yield run
    _WATCH.events = None


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A file for a document to point to, usable as a DTD, entity, or schema."""
    path = tmp_path / "canary.xsd"
    path.write_text(
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="{CANARY}"/></xs:schema>'
    )
    return path


def documents_pointing_to(target: str) -> dict[str, bytes]:
    """Documents that point to ``target``, each in a different way."""
    good = f'<stopJobReturn xmlns="{NAMESPACE}" xmlns:xsi="{XSI}"{{}}/>'
    bad = f'<stopJobReturn xmlns="{NAMESPACE}" xmlns:xsi="{XSI}"{{}}><stray/></stopJobReturn>'
    without = f'<taskProgress xmlns:xsi="{XSI}"{{}}><stray/></taskProgress>'
    inside = f'<stopJobReturn xmlns="{NAMESPACE}"><stray xmlns:xsi="{XSI}"{{}}/></stopJobReturn>'
    location = f' xsi:schemaLocation="{NAMESPACE} {target}"'
    other_location = f' xsi:schemaLocation="urn:other {target}"'
    no_namespace = f' xsi:noNamespaceSchemaLocation="{target}"'
    include = f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{target}" parse="text"/>'
    texts = {
        "external subset": f'<!DOCTYPE a SYSTEM "{target}"><a/>',
        "public subset": f'<!DOCTYPE a PUBLIC "-//EXAMPLE//DTD A//EN" "{target}"><a/>',
        "external entity": f'<!DOCTYPE a [<!ENTITY b SYSTEM "{target}">]><a>&b;</a>',
        "external entity in an attribute": f'<!DOCTYPE a [<!ENTITY b SYSTEM "{target}">]><a c="&b;"/>',
        "external entity, malformed": f'<!DOCTYPE a [<!ENTITY b SYSTEM "{target}">]><a>&b;</c>',
        "parameter entity": f'<!DOCTYPE a [<!ENTITY % b SYSTEM "{target}"> %b;]><a/>',
        "schemaLocation": good.format(location),
        "schemaLocation, invalid": bad.format(location),
        "schemaLocation of another namespace": bad.format(other_location),
        "schemaLocation and a type of it": bad.format(f'{other_location} xmlns:o="urn:other" xsi:type="o:t"'),
        "noNamespaceSchemaLocation": good.format(no_namespace),
        "noNamespaceSchemaLocation, invalid": bad.format(no_namespace),
        "noNamespaceSchemaLocation, no namespace": without.format(no_namespace),
        "schemaLocation inside": inside.format(location),
        "XInclude": f'<stopJobReturn xmlns="{NAMESPACE}">{include}</stopJobReturn>',
        "XInclude as the document": include,
        "stylesheet": f'<?xml-stylesheet type="text/xsl" href="{target}"?>{good.format("")}',
        "model": f'<?xml-model href="{target}"?>{good.format("")}',
        "xml:base": bad.format(f' xml:base="{target}"'),
        "namespace": f'<a xmlns="{target}"/>',
        "namespace beside ours": bad.format(f' xmlns:o="{target}"'),
        "namespace near ours": bad.format(location).replace(NAMESPACE, UNKNOWN_NAMESPACE),
    }
    documents = {name: text.encode() for name, text in texts.items()}
    soap = envelope(f"<s:Body>{bad.format(location)}</s:Body>")
    return {**documents, "SOAP": soap, "HTTP": response(body=soap), "gzip": gzipped(soap)}


POINTERS = tuple(documents_pointing_to("x"))


def read_or_refuse(source: bytes | Path) -> str:
    try:
        return str(open_source(source).payload.tag)
    except CaptureError as error:
        return error.code


@pytest.mark.parametrize("scheme", ["path", "file", "http", "ftp"])
@pytest.mark.parametrize("name", POINTERS)
def test_targets_of_a_document_are_not_opened(
    name: str,
    scheme: str,
    canary: Path,
    opened_during: Watcher,
) -> None:
    target = {
        "path": str(canary),
        "file": canary.as_uri(),
        "http": ADDRESS,
        "ftp": ADDRESS.replace("http", "ftp"),
    }
    content = documents_pointing_to(target[scheme])[name]

    by_reading = opened_during(lambda: read_or_refuse(content))
    by_validating = opened_during(lambda: ipsxml.validate(content))

    assert (by_reading, by_validating) == ([], [])


@pytest.mark.parametrize("name", POINTERS)
def test_only_the_source_is_opened_and_only_once(
    name: str,
    canary: Path,
    opened_during: Watcher,
) -> None:
    source = canary.with_name("source.xml")
    source.write_bytes(documents_pointing_to(canary.name)[name])

    by_reading = opened_during(lambda: read_or_refuse(source))
    by_validating = opened_during(lambda: ipsxml.validate(source))

    assert (by_reading, by_validating) == ([("open", str(source))], [("open", str(source))])


def test_the_watch_notices_files_and_sockets(canary: Path, opened_during: Watcher) -> None:
    import socket

    def offend() -> None:
        canary.read_text()
        socket.socket().close()

    assert [event for event, _ in opened_during(offend)] == ["open", "socket.__new__"]


@pytest.mark.parametrize("name", POINTERS)
def test_the_content_of_a_target_never_appears(
    name: str, canary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Audit hooks do not see files that libxml2 opens, so look for their content.
    monkeypatch.chdir(canary.parent)
    for target in (canary.as_uri(), str(canary), canary.name):
        content = documents_pointing_to(target)[name]

        report = repr(ipsxml.validate(content))

        assert (target, CANARY in report, CANARY in read_text_of(content)) == (target, False, False)


def read_text_of(content: bytes) -> str:
    from lxml import etree

    try:
        root = open_source(content).payload.getroottree()
    except CaptureError as error:
        return f"{error.message} {error.hint}"
    return etree.tostring(root, encoding="unicode")


_PROGRAM = """
import sys, ipsxml
from ipsxml.capture import find_sources
for source in find_sources(sys.argv[1:]):
    ipsxml.validate(source)
"""


@pytest.mark.slow
def test_no_system_call_touches_a_target_or_a_socket(canary: Path) -> None:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed; it shows the files that libxml2 opens")
    sources, trace = canary.parent / "sources", canary.parent / "trace"
    sources.mkdir()
    for number, target in enumerate((str(canary), canary.as_uri(), ADDRESS)):
        for at, content in enumerate(documents_pointing_to(target).values()):
            (sources / f"{number}-{at}.xml").write_bytes(content)
    watched = [strace, "-f", "-e", "trace=%file,%network", "-s", "4096", "-o", str(trace)]

    run = subprocess.run(  # noqa: S603 - our own command
        [*watched, sys.executable, "-c", _PROGRAM, str(sources)], capture_output=True, text=True, check=False
    )

    if "ptrace" in run.stderr.lower() and "not permitted" in run.stderr:
        pytest.skip("this system does not permit strace")
    calls = trace.read_text(errors="replace").splitlines()
    opened = {call.split('"')[1] for call in calls if "open" in call and str(sources) in call}
    suspicious = [call for call in calls if any(mark in call for mark in (canary.name, "AF_INET", "192.0.2"))]
    assert (run.returncode, run.stderr, suspicious) == (0, "", [])
    assert {os.path.join(sources, name) for name in os.listdir(sources)} <= opened

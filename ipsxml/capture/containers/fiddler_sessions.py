"""Fiddler's .saz files: a zip archive with the messages of each session and Fiddler's metadata.

``raw/17_c.txt`` contains what the client sent, ``raw/17_s.txt`` the server's answer, and ``raw/17_m.xml``
the time. The messages are HTTP as it was sent, with all header fields.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from ipsxml.capture.capture import Capture, Origin, failing
from ipsxml.capture.containers.archives import is_zip
from ipsxml.capture.containers.bodies import without_body
from ipsxml.capture.containers.form import Form
from ipsxml.capture.containers.times import time_of
from ipsxml.capture.harmless_urls import harmless_url
from ipsxml.errors import CaptureError

if TYPE_CHECKING:
    from ipsxml.capture.containers.archive_members import Member

_NAME = re.compile(r"raw[/\\](\d+)_([csm])\.(?:txt|xml)", re.IGNORECASE)
_NAME_IN_HEAD = re.compile(rb"raw[/\\]\d+_[csm]\.(?:txt|xml)")
_REQUEST = re.compile(rb"([A-Z]{3,10}) (\S+) HTTP/")
_RESPONSE = re.compile(rb"HTTP/\S+ (\d{3})")
_BEGUN = re.compile(rb'ClientBeginRequest="([^"]{1,40})"')
_HEAD_END = re.compile(rb"\r?\n\r?\n")


def begins(head: bytes) -> bool:
    """Whether this is a zip archive with a session near its beginning."""
    return is_zip(head) and _NAME_IN_HEAD.search(head) is not None


def captures(file: BinaryIO, origin: Origin) -> Iterator[Capture]:
    """The request of each session, if it has a body, and the response: ``a.saz!raw/17_s.txt``."""
    from ipsxml.capture.containers.archive_members import Unpacking, zip_members  # imports zipfile

    sessions: dict[int, dict[str, Member]] = {}
    for member in zip_members(file, Unpacking(file)):
        if found := _NAME.fullmatch(member.name):
            sessions.setdefault(int(found[1]), {})[found[2].lower()] = member
    for number in sorted(sessions):
        yield from _session(sessions[number], origin)


def _session(members: "dict[str, Member]", origin: Origin) -> Iterator[Capture]:
    asked = _message(members.get("c"))
    request = _REQUEST.match(asked) if isinstance(asked, bytes) else None
    origin = origin._replace(
        captured_at=_begun(_message(members.get("m"))),
        method=request[1].decode() if request else None,
        url=harmless_url(request[2].decode("latin-1")) if request else None,
    )
    if "c" in members and not (isinstance(asked, bytes) and _is_bodiless(asked)):
        yield _capture(_at(origin, members["c"]), asked)
    if "s" in members:
        answer = _message(members["s"])
        status = _RESPONSE.match(answer) if isinstance(answer, bytes) else None
        answered = _at(origin, members["s"])._replace(status=int(status[1]) if status else None)
        is_empty = isinstance(answer, bytes) and _is_bodiless(answer)
        yield _capture(answered, without_body() if is_empty else answer)


def _message(member: "Member | None") -> bytes | CaptureError:
    try:
        return b"" if member is None else member.read()
    except CaptureError as error:
        return error


def _capture(origin: Origin, content: bytes | CaptureError) -> Capture:
    return failing(origin, content) if isinstance(content, CaptureError) else Capture(origin, lambda: content)


def _at(origin: Origin, member: "Member") -> Origin:
    return origin._replace(place=f"{origin.place}!{member.name}")


def _is_bodiless(message: bytes) -> bool:
    end = _HEAD_END.search(message)
    return end is None or not message[end.end() :].strip()


def _begun(metadata: bytes | CaptureError) -> datetime | None:
    found = _BEGUN.search(metadata) if isinstance(metadata, bytes) else None
    return time_of(found[1].decode("latin-1")) if found else None


FORM = Form("a Fiddler archive", begins, captures)

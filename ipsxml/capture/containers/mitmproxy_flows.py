"""mitmproxy's flow files, which only mitmproxy can read; it can export them as HAR."""

import re
from collections.abc import Iterator
from shlex import quote
from typing import BinaryIO

from ipsxml.capture.capture import Capture, Origin, failing
from ipsxml.capture.containers.form import Form
from ipsxml.errors import SourceError

# A dictionary as a tnetstring: its length, then a key and the type of the key.
_BEGINS = re.compile(rb"[0-9]{1,12}:(?:9:websocket|8:response|7:request|7:version|4:type|5:error|2:id)[;,]")


def begins(head: bytes) -> bool:
    """Whether this is a tnetstring with the keys of a mitmproxy flow."""
    return _BEGINS.match(head) is not None


def captures(_file: BinaryIO, origin: Origin) -> Iterator[Capture]:
    """A capture that raises an error with the command to export the file."""
    name = origin.source if origin.source not in ("", "-") and not origin.place else "FILE"
    command = f"mitmdump -nr {quote(name)} --set hardump=out.har"
    yield failing(origin, SourceError(f"a mitmproxy flow file: export it as HAR first, with {command}"))


FORM = Form("a mitmproxy flow file", begins, captures)

from pathlib import Path

import pytest
from capture_samples import counted_lines
from lxml import etree

from ipsxml.capture import line_of

FAR_DOWN = b"\n" * 70_000


@pytest.mark.parametrize("move", [b"", FAR_DOWN], ids=["near the top", "far down"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Optimizing", b"Optimizing"),
        (b"Optimizing", b"Opti &amp;\n\nmizing"),
        (b"<state>", b"<state>\n\n"),
        (b">\n", b">"),
        (b"</items>", b"</items> <!-- \n --> "),
    ],
    ids=["as it is", "text of lines", "leading line breaks", "all in one line", "comments"],
)
def test_every_line_is_the_line_of_the_start_tag(fixtures: Path, move: bytes, old: bytes, new: bytes) -> None:
    content = (fixtures / "get_active_jobs.xml").read_bytes()
    document = content.replace(old, new).replace(b"<getActive", move + b"<getActive")

    root = etree.fromstring(document, etree.XMLParser(remove_comments=True))

    assert [line_of(element) for element in root.iter()] == counted_lines(document)

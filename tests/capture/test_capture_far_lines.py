"""Line numbers beyond 65,534, the largest that libxml2 stores for an element."""

import pytest
from capture_samples import counted_lines, line_in
from captured import open_source

FAR_DOWN = "\n" * 70_000


@pytest.mark.parametrize(
    "content",
    [
        "<b/>\n<c/>\n<d>x</d>\n",
        "<b>x\n&amp;\ny</b>\n<c/>",
        "<b>\n" + "é" * 300 + "名\n" * 300 + "</b><c/>",
        "<b>" + "\n" * 5000 + "</b><c/>" + "\n" * 500 + "<d>x</d>",
        "<b>x\n<![CDATA[y\n\n]]>\nz</b>\n<c/>",
        "<b>x\r\n</b>\r\n<c/>\r\n<d/>",
        "<b>\n\n<c/>\n<d></d></b>",
        "<b>\n<c/></b>\n<d><e/></d>",
        "<b/>" * 50 + "\n<c/>",
        "<b>" * 10 + "</b>" * 10,
        "<b/>" * 1200,
    ],
    ids=[
        "lines",
        "reference",
        "other scripts",
        "white space",
        "CDATA",
        "CRLF",
        "last of a parent",
        "only child",
        "siblings",
        "nested",
        "many siblings",
    ],
)
def test_an_element_far_down_has_its_line(content: str) -> None:
    document = f"<a>{FAR_DOWN}{content}</a>".encode()

    capture = open_source(document)

    assert [line_in(capture, element) for element in capture.payload.iter()] == counted_lines(document)

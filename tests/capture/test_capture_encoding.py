"""Encodings (marked, declared, detected, wrong), and white space and marks before the document."""

import codecs
import time

import pytest
from capture_samples import Refusal, canonical, line_in, refusal_of
from captured import open_source
from hypothesis import given, settings
from hypothesis import strategies as st

from ipsxml.issues import Issue

WRONG_BYTES = "the document contains bytes that are not valid in its encoding"
SPACE = Issue(
    "warning",
    "leading-whitespace",
    "white space before the XML declaration is not allowed",
    line=1,
)
MARK = Issue(
    "warning",
    "leading-bom",
    "UTF-8 does not need the byte order mark before the XML declaration, and some readers reject it",
    line=1,
)
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


def declared(encoding: str, text: str = "<a>é</a>") -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>\n{text}'


# --- correct encodings


@pytest.mark.parametrize(
    ("encoding", "codec", "text"),
    [
        ("utf-8", "utf-8", "é 名 𝒳"),
        ("UTF-8", "utf-8", "é"),
        ("utf-16", "utf-16-le", "é 名 𝒳"),
        ("utf-16", "utf-16-be", "é 名 𝒳"),
        ("UTF-16LE", "utf-16-le", "é"),
        ("UTF-16BE", "utf-16-be", "é"),
        ("utf-32", "utf-32-le", "é 名 𝒳"),
        ("utf-32", "utf-32-be", "é 名 𝒳"),
        ("us-ascii", "ascii", "e"),
        ("iso-8859-1", "iso-8859-1", "é"),
        ("ISO-8859-15", "iso-8859-15", "€"),
        ("windows-1252", "cp1252", "€ é"),
        ("koi8-r", "koi8-r", "я"),
        ("Shift_JIS", "shift_jis", "名 ｱ"),
        ("cp932", "cp932", "①"),
        ("EUC-JP", "euc-jp", "名"),
        ("ISO-2022-JP", "iso2022-jp", "名"),
        ("GB18030", "gb18030", "任务 𝒳"),
        ("GBK", "gbk", "任务"),
        ("Big5", "big5", "任務"),
        ("EUC-KR", "euc-kr", "회사"),
        ("cp037", "cp037", "é"),
        ("IBM037", "cp037", "é"),
        ("ebcdic-cp-us", "cp037", "é"),
        ("IBM500", "cp500", "é"),
    ],
)
def test_a_declared_encoding_is_read(encoding: str, codec: str, text: str) -> None:
    capture = open_source(declared(encoding, f"<a>{text}</a>").encode(codec))

    assert (capture.payload.text, line_in(capture), capture.issues) == (text, 2, ())


@pytest.mark.parametrize("codec", MARKS)
def test_a_byte_order_mark_sets_the_encoding_without_a_declaration(codec: str) -> None:
    capture = open_source(MARKS[codec] + "<a>é 名 𝒳</a>".encode(codec))

    assert (capture.payload.text, capture.issues) == ("é 名 𝒳", ())


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-16-le", "utf-16"),
        ("utf-16-le", "UTF-16LE"),
        ("utf-16-le", "ISO-10646-UCS-2"),
        ("utf-16-be", "UTF-16"),
        ("utf-16-be", "utf-16be"),
        ("utf-32-le", "utf-32"),
        ("utf-32-be", "ISO-10646-UCS-4"),
    ],
)
def test_a_wide_byte_order_mark_may_match_the_declaration(codec: str, encoding: str) -> None:
    capture = open_source(MARKS[codec] + declared(encoding).encode(codec))

    assert (capture.payload.text, capture.issues) == ("é", ())


def test_the_default_encoding_is_utf_8() -> None:
    assert canonical("<a>é 名 𝒳</a>".encode()) == "<a>é 名 𝒳</a>".encode()


@settings(deadline=None)
@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["C"], exclude_characters="<&\r\u2028"), max_size=20
    ),
    st.sampled_from(sorted(MARKS)),
)
def test_any_text_is_read_the_same_in_any_unicode_encoding(text: str, codec: str) -> None:
    document = f"<a>{text}</a>".replace("]]>", "")

    found = canonical(MARKS[codec] + document.encode(codec))

    assert found.decode() == document.replace(">", "&gt;").replace("a&gt;", "a>")


# --- wrong encodings


@pytest.mark.parametrize("encoding", ["utf-16", "UTF-16LE", "utf-32", "UCS-4", "ISO-10646-UCS-2"])
def test_a_wide_encoding_declared_in_single_bytes_is_refused(encoding: str) -> None:
    assert refusal_of(declared(encoding).encode()) == Refusal(
        "bad-encoding",
        f"the XML declaration says {encoding}, but the document is not encoded that way",
        1,
    )


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "iso-8859-1"),
        ("utf-8", "utf-16"),
        ("utf-16-le", "utf-8"),
        ("utf-16-le", "UTF-16BE"),
        ("utf-16-be", "utf-16le"),
        ("utf-16-be", "utf-32"),
        ("utf-32-le", "utf-16"),
    ],
)
def test_a_byte_order_mark_that_contradicts_the_declaration_is_refused(codec: str, encoding: str) -> None:
    assert refusal_of(MARKS[codec] + declared(encoding).encode(codec)) == Refusal(
        "bad-encoding",
        f"the XML declaration says {encoding}, but the byte order mark says {codec.upper()}",
        1,
    )


@pytest.mark.parametrize(
    "encoding", ["nonsense", "x-unknown", "utf-99", "rot13", "hex", "base64", "zlib", "undefined", "a.b"]
)
def test_an_unknown_encoding_is_refused(encoding: str) -> None:
    assert refusal_of(declared(encoding).encode()) == Refusal(
        "bad-encoding", f"the document cannot be decoded as {encoding}, the encoding it declares", 1
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"<a>\n\xff</a>", id="a stray byte"),
        pytest.param(b"<a>\n\xe2\x82</a>", id="a truncated sequence"),
        pytest.param(b"<a>\n\xc0\x80</a>", id="an overlong sequence"),
        pytest.param(b"<a>\n\xed\xa0\x80</a>", id="a lone surrogate"),
        pytest.param(b"<a>\n\xf5\x80\x80\x80</a>", id="beyond Unicode"),
        pytest.param(b'<a\nb="\xff"/>', id="in an attribute"),
        pytest.param(b"<a>\n<\xffb/></a>", id="in a tag"),
        pytest.param(b"<a>\n<!-- \xff --></a>", id="in a comment"),
        pytest.param(b"<a>\n<![CDATA[\xff]]></a>", id="in a CDATA section"),
        pytest.param("<a>\né</a>".encode("iso-8859-1"), id="ISO-8859-1"),
    ],
)
def test_invalid_utf_8_is_reported_with_its_line(content: bytes) -> None:
    assert refusal_of(content) == Refusal("bad-encoding", WRONG_BYTES, 2)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(declared("utf-8").encode("iso-8859-1"), id="UTF-8 that is ISO-8859-1"),
        pytest.param(declared("us-ascii").encode(), id="ASCII that is UTF-8"),
        pytest.param(declared("Shift_JIS", "<a>").encode() + b"\xff</a>", id="Shift_JIS"),
        pytest.param(declared("EUC-KR", "<a>").encode() + b"\xff</a>", id="EUC-KR"),
        pytest.param(declared("GB18030", "<a>").encode() + b"\xff\xff</a>", id="GB18030"),
        pytest.param("\ufeff<a>é</a>".encode("utf-16-le") + b"\n", id="UTF-16 with an odd byte"),
        pytest.param("\ufeff<a>\ud800é</a>".encode("utf-16-le", "surrogatepass"), id="a lone surrogate"),
    ],
)
def test_bytes_invalid_in_the_declared_encoding_are_refused(content: bytes) -> None:
    found = refusal_of(content)

    assert found[:2] == ("bad-encoding", WRONG_BYTES)


@pytest.mark.parametrize("encoding", ["us-ascii", "Shift_JIS", "EUC-KR", "GB18030"])
def test_the_line_of_invalid_bytes_is_right_or_absent(encoding: str) -> None:
    content = declared(encoding, "<a>\n\n").encode() + b"\xff\xff</a>"

    assert refusal_of(content) in [Refusal("bad-encoding", WRONG_BYTES, line) for line in (4, None)]


@pytest.mark.parametrize("encoding", ["unicode_escape", "raw_unicode_escape"])
def test_an_encoding_that_yields_a_lone_surrogate_is_refused(encoding: str) -> None:
    found = refusal_of(declared(encoding, "<a>\\ud800</a>").encode())

    assert found.code in ("bad-encoding", "not-well-formed")


def test_a_declared_encoding_cannot_make_reading_slow() -> None:
    # Python decodes punycode in quadratic time.
    content = b'<?xml version="1.0" encoding="punycode"?><a/>-' + b"a" * 300_000
    start = time.process_time()

    code = refusal_of(content).code

    assert (code, time.process_time() - start < 1) == ("bad-encoding", True)


# --- white space and marks before the document


@pytest.mark.parametrize("codec", MARKS)
@pytest.mark.parametrize("lead", ["\n", "\r\n\r\n", " \t\n \n", "\n" * 100], ids=repr)
def test_white_space_before_the_declaration_gets_a_warning(lead: str, codec: str) -> None:
    encoding = codec.removesuffix("-le").removesuffix("-be")
    capture = open_source(MARKS[codec] + (lead + declared(encoding, "<a><b/>\n<c/></a>")).encode(codec))

    lines = [line_in(capture, element) for element in capture.payload]
    expected = (SPACE, MARK) if codec == "utf-8" else (SPACE,)
    assert (lines, capture.issues) == ([lead.count("\n") + 2, lead.count("\n") + 3], expected)


@pytest.mark.parametrize("lead", [b"\n", b" \t\r\n", b"\n\n\n"], ids=repr)
def test_white_space_without_a_byte_order_mark_gets_a_warning(lead: bytes) -> None:
    capture = open_source(lead + declared("iso-8859-1").encode("iso-8859-1"))

    assert (capture.payload.text, line_in(capture), capture.issues) == (
        "é",
        lead.count(b"\n") + 2,
        (SPACE,),
    )


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_white_space_in_utf_16_without_a_mark_gets_a_warning(codec: str) -> None:
    capture = open_source(("\n" + declared("utf-16")).encode(codec))

    assert (capture.payload.text, line_in(capture), capture.issues) == ("é", 3, (SPACE,))


def test_a_utf_8_mark_before_the_declaration_gets_a_warning() -> None:
    assert open_source(declared("utf-8").encode("utf-8-sig")).issues == (MARK,)


@pytest.mark.parametrize(
    "lead", [b"\n" + codecs.BOM_UTF8, codecs.BOM_UTF8 + b"\n" + codecs.BOM_UTF8], ids=["after", "twice"]
)
def test_marks_and_white_space_are_tolerated_in_any_order(lead: bytes) -> None:
    capture = open_source(lead + declared("utf-8").encode())

    assert (line_in(capture), capture.issues) == (3, (SPACE, MARK))


def test_a_repeated_mark_gets_a_warning() -> None:
    capture = open_source(codecs.BOM_UTF16_LE * 2 + declared("utf-16").encode("utf-16-le"))

    assert [issue.code for issue in capture.issues] == ["leading-bom"]


@pytest.mark.parametrize("lead", ["\n\n", "\ufeff", "\ufeff\n"], ids=repr)
@pytest.mark.parametrize("document", ["<a/>", "<!-- a --><a/>", '<?xml-stylesheet href="a.xsl"?><a/>'])
def test_a_document_without_a_declaration_gets_no_warning(document: str, lead: str) -> None:
    capture = open_source((lead + document).encode())

    assert (line_in(capture), capture.issues) == (lead.count("\n") + 1, ())


def test_error_lines_count_leading_white_space() -> None:
    content = b"\n\n" + declared("utf-8", "<jobHandle>\n</jobName>").encode()

    assert refusal_of(content) == Refusal(
        "not-well-formed", "<jobHandle>, opened on line 4, is closed by </jobName>", 5
    )
    assert refusal_of(b"\n\n" + declared("nonsense").encode()).line == 3
    assert refusal_of(b"\n\n" + declared("utf-16").encode()).line == 3


@pytest.mark.parametrize(
    "content", [b"", b"\n", b" \r\n\t", *MARKS.values(), codecs.BOM_UTF8 + b"\n"], ids=repr
)
def test_white_space_and_marks_alone_are_empty_content(content: bytes) -> None:
    assert refusal_of(content) == Refusal("not-well-formed", "the content is empty", 1)


def test_many_marks_are_skipped_in_linear_time() -> None:
    content = codecs.BOM_UTF8 * 250_000 + b"<a/>"
    start = time.process_time()

    tag = open_source(content).payload.tag

    assert (tag, time.process_time() - start < 1) == ("a", True)


# --- long documents, beyond the line numbers of libxml2


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("utf-8", "utf-8"),
        ("utf-16", "utf-16"),
        ("iso-8859-1", "iso-8859-1"),
        ("Shift_JIS", "shift_jis"),
        ("GB18030", "gb18030"),
        ("cp037", "cp037"),
    ],
)
def test_an_element_far_down_has_its_line_in_any_encoding(encoding: str, codec: str) -> None:
    document = declared(encoding, "<a><b>" + "\n" * 70_000 + "</b><c/>\n<d/>\n</a>")

    capture = open_source(document.encode(codec))

    assert [line_in(capture, element) for element in capture.payload] == [2, 70_002, 70_003]

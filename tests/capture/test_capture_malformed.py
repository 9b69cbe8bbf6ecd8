"""Malformed XML: each kind of fault has its own message, and none repeats the document."""

import gzip
from collections.abc import Callable, Iterator
from random import Random

import pytest
from capture_samples import Refusal, capture_error, chunked, envelope, refusal_of, response
from captured import open_source
from hypothesis import given, settings
from hypothesis import strategies as st

import ipsxml
from ipsxml.errors import CaptureError

NOT_XML = "not XML: the content does not begin with <"
AFTER_ROOT = "unexpected content after the root element"
UNCLOSED = "the document ends before all elements are closed"
IN_TAG = "a tag is malformed, or the document ends inside it"
MISMATCH = "an end tag does not match the start tag"
BARE = "a < or & does not begin a tag or reference"
ENTITY = "a reference names an undefined entity"
SEMICOLON = "a reference is missing its ;"
NO_VALUE = "an attribute is missing its value (names cannot contain spaces)"
TWICE = "an attribute appears twice in one tag"
BAD_DECLARATION = "an XML declaration is malformed or not at the start of the document"
VERSION = "the XML declaration names an unknown XML version"
PREFIX = "a namespace prefix is not declared"
CHARACTER = "a character is not allowed in XML"


def character(code: str) -> str:
    return f"the character U+{code} is not allowed in XML"


TYPOGRAPHIC = "an attribute value is in typographic quotation marks"
KOREAN_HINT = (
    "회사 핸들 is the Korean reference page's name for companyHandle; XML names cannot contain spaces"
)
CANARY = "Kanarienvogel"


@pytest.mark.parametrize(
    ("content", "message", "line"),
    [
        ("hello", NOT_XML, 1),
        ("\nhello", NOT_XML, 2),
        ("&lt;a/&gt;", NOT_XML, 1),
        ("\0<a/>", NOT_XML, 1),
        ("\0" * 100, NOT_XML, 1),
        ("<a/>\n<b/>", AFTER_ROOT, 2),
        ("<a/>\ntext", AFTER_ROOT, 2),
        ("<a/>\n\0", AFTER_ROOT, 2),
        ("<a>", UNCLOSED, 1),
        ("<a>\n<b>\n", UNCLOSED, 3),
        ("<a>\n<b/>\n</a", IN_TAG, 3),
        ("<a>\n<b", IN_TAG, 2),
        ("<a>\n<b></b c></a>", IN_TAG, 2),
        ("<a>\n</b>", MISMATCH, 2),
        ("<table>\n<br></table>", MISMATCH, 2),
        ("<a>\n<jobHandle></b></a>", MISMATCH, 2),
        ("<a>\n1 < 2</a>", BARE, 2),
        ("<a>\n<1/></a>", BARE, 2),
        ("<a>\nthis & that</a>", BARE, 2),
        ("<a>\n<></a>", BARE, 2),
        ("< a/>", BARE, 1),
        ("<a>\n&nbsp;</a>", ENTITY, 2),
        ('<a>\n<b c="&nbsp;"/></a>', ENTITY, 2),
        ("<a>\nthis &that</a>", SEMICOLON, 2),
        ("<a>\n<b c/></a>", NO_VALUE, 2),
        ("<a>\n<my name>x</my name></a>", NO_VALUE, 2),
        ('<a>\n<b c="1" c="2"/></a>', TWICE, 2),
        ("<!-- a -->\n<?xml version='1.0'?><a/>", BAD_DECLARATION, 2),
        ("<a>\n<?xml version='1.0'?></a>", BAD_DECLARATION, 2),
        ("<a/>\n<?xml version='1.0'?>", BAD_DECLARATION, 2),
        ("<?xml version='2.0'?><a/>", VERSION, 1),
        ("<a>\n<b:c/></a>", PREFIX, 2),
        ('<a>\n<c b:d="1"/></a>', PREFIX, 2),
        ("<a>\n\x01</a>", character("0001"), 2),
        ("<a>\n\0</a>", character("0000"), 2),
        ("<a\0/>", character("0000"), 1),
        ('<a>\n<b c="\x1f"/></a>', character("001F"), 2),
        ("<a>\n\ufffe</a>", character("FFFE"), 2),
        ("<a>\nc\x1b[31m</a>", character("001B"), 2),
        ("<a>\n&#0;</a>", CHARACTER, 2),
        ("<a>\n<![CDATA[ b </a>", "a CDATA section is not closed", 2),
        ("<a>\n<!-- b </a>", "a comment is not closed", 2),
        ("<a>\n<!-- b -- c --></a>", "a comment contains --", 2),
        ("<a>\n<?b </a>", "a processing instruction is not closed", 2),
        ("<a>\n]]></a>", "a ]]> is outside a CDATA section", 2),
        ("<?xml version='1.0' encoding=''?><a/>", "the XML declaration has no valid encoding name", 1),
        ("<a>\n<b:c:d xmlns:b='urn:b'/></a>", "a name has too many colons", 2),
        ("<a>\n<b xmlns:c=''/></a>", "a namespace declaration is not allowed", 2),
        ("<a>\n<b c=d></b></a>", "an attribute value is not in quotes", 2),
        ("<a>\n<b c=“d”></b></a>", f"{TYPOGRAPHIC} (U+201C) instead of \" or '", 2),
        ("<a>\n<b c= „d“></b></a>", f"{TYPOGRAPHIC} (U+201E) instead of \" or '", 2),
        ("<a>\n<b c='<'></b></a>", "an attribute value contains a <", 2),
        ("<a>\n&#xD800;</a>", CHARACTER, 2),
        ("<a xmlns:b='u' xmlns:c='u'>\n<d b:e='1' c:e='2'/></a>", TWICE, 2),
    ],
)
def test_each_fault_has_its_own_message_and_line(content: str, message: str, line: int) -> None:
    assert refusal_of(content.encode()) == Refusal("not-well-formed", message, line)


# lxml raises only for libxml2's last message, which here is a warning about xmlns="c".
@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<a b:c='1'><d xmlns='c'/></a>", "a namespace prefix is not declared"),
        ("<a><b:e/><d xmlns='c'/></a>", "a namespace prefix is not declared"),
        ("<a xmlns:b=''><d xmlns='c'/></a>", "a namespace declaration is not allowed"),
        ("<a xmlns='b=b://b'><d xmlns='c'/></a>", "a namespace is not a URI"),
    ],
)
def test_a_bad_name_is_reported_despite_a_later_warning(content: str, message: str) -> None:
    assert refusal_of(content.encode()) == Refusal("not-well-formed", message, 1)


@pytest.mark.parametrize("tag", ["<b", "<b ", "<b c=", "<b c='1", "<b c='1'", "<b c='1' ", "</b", "</"])
def test_a_document_cut_inside_a_tag_is_reported_as_such(tag: str) -> None:
    assert refusal_of(f"<a>\n{tag}".encode()) == Refusal("not-well-formed", IN_TAG, 2)


@pytest.mark.parametrize("content", ["<!-- only a comment -->", "<?only an-instruction?>"])
def test_a_document_without_elements_is_not_called_non_xml(content: str) -> None:
    found = refusal_of(content.encode())

    assert (found.code, found.message == NOT_XML) == ("not-well-formed", False)


@pytest.mark.parametrize("declaration", ["<?xml?>", '<?XML version="1.0"?>'])
def test_a_malformed_declaration_at_the_start_is_refused(declaration: str) -> None:
    assert refusal_of(f"{declaration}<a/>".encode()) == Refusal("not-well-formed", BAD_DECLARATION, 1)


def test_xml_1_1_is_read_as_1_0() -> None:
    assert open_source(b'<?xml version="1.1"?><a/>').payload.tag == "a"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("jobHandle", "jobName"),
        ("submitJobReturn", "submitJobParam"),
        ("Envelope", "Body"),
        ("Detail", "detail"),
        ("ActiveJob", "activeJob"),
    ],
)
def test_mismatched_tags_with_known_names_are_both_named(start: str, end: str) -> None:
    assert refusal_of(f"<a>\n<{start}>\n\n</{end}></a>".encode()) == Refusal(
        "not-well-formed", f"<{start}>, opened on line 2, is closed by </{end}>", 4
    )


def test_mismatched_prefixes_are_not_repeated() -> None:
    content = f'<a xmlns:{CANARY}="u">\n<{CANARY}:jobHandle></{CANARY}2:jobName></a>'

    assert CANARY not in refusal_of(content.encode()).message


@pytest.mark.parametrize("content", [b'{"a": 1}', b'\n [{"a": 1}]'])
def test_json_in_place_of_xml_is_named(content: bytes) -> None:
    assert refusal_of(content) == Refusal("not-well-formed", "expected XML, found JSON")


# --- hints


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("before", ["", "\n", "\n\n"], ids=repr)
def test_a_printed_name_with_a_space_gets_a_hint(before: str, codec: str) -> None:
    content = f"<a>{before}<회사 핸들>c|7</회사 핸들></a>".encode(codec)

    assert refusal_of(content) == Refusal(
        "not-well-formed", NO_VALUE, before.count("\n") + 1, hint=KOREAN_HINT
    )


def test_a_printed_name_with_a_space_gets_a_hint_in_a_korean_encoding() -> None:
    content = '<?xml version="1.0" encoding="euc-kr"?>\n<a><회사 핸들>c|7</회사 핸들></a>'.encode("euc-kr")

    assert refusal_of(content).hint == KOREAN_HINT


def test_a_printed_name_on_another_line_gives_no_hint() -> None:
    assert refusal_of("<a><!-- <회사 핸들> -->\n<b c></b></a>".encode()).hint is None


@pytest.mark.parametrize(
    "content",
    [
        '<?xml version="1.0" encoding="cp037"?>\n<a b></a>'.encode("cp037"),
        b'<?xml version="1.0" encoding="utf-7"?>+AAo-<a b></a>',
    ],
    ids=["EBCDIC", "UTF-7"],
)
def test_the_search_for_a_hint_works_without_single_byte_line_feeds(content: bytes) -> None:
    assert refusal_of(content) == Refusal("not-well-formed", NO_VALUE, 2)


# --- no error repeats the document


def canary_documents() -> Iterator[str]:
    """Malformed documents, with the canary in every place that can contain text."""
    name = CANARY
    yield from (
        f"{name}",
        f"<{name}",
        f"<{name}>",
        f"<{name}/>{name}",
        f"<{name}>\n</a>",
        f"<a>\n</{name}>",
        f"<{name}>\n</{name}2>",
        f"<{name}:a/>",
        f"<a {name}:b='1'/>",
        f"<a {name}/>",
        f"<a {name}></a>",
        f"<a b='{name}' b='{name}'/>",
        f"<a {name}='1' {name}='2'/>",
        f"<a b='{name}",
        f"<a b={name}></a>",
        f"<a b='<{name}'></a>",
        f"<a b='&{name};'/>",
        f"<a>&{name};</a>",
        f"<a>&{name}</a>",
        f"<a>&#{name};</a>",
        f"<a>{name}",
        f"<a>{name}</b>",
        f"<a>{name}\0</a>",
        f"<a>{name}\x01</a>",
        f"<a>]]>{name}</a>",
        f"<a><![CDATA[{name}</a>",
        f"<a><!--{name}</a>",
        f"<a><!--{name}-- --></a>",
        f"<a><?{name}</a>",
        f"<a><?{name}:b?></a>",
        f"<{name}:b:c xmlns:{name}='u'/>",
        f"<a xmlns:{name}=''/>",
        f"<a xmlns:xml='{name}'/>",
        f"<a xmlns='{name}' xmlns='{name}'/>",
        f"<?xml version='{name}'?><a/>",
        f"<?xml version='1.0' {name}?><a/>",
        f"<?xml version='1.0' standalone='{name}'?><a/>",
        f"<a/><?xml {name}?>",
        f"<!DOCTYPE {name}><a/>",
        f"<!DOCTYPE {name} SYSTEM '{name}'><a/>",
        f"<!DOCTYPE a [<!ENTITY {name} '{name}'>]><a>&{name};</a>",
        f"<!DOCTYPE a [<!ENTITY {name} SYSTEM '{name}'>]><a b='&{name};'/>",
        f"<!DOCTYPE a [<!ENTITY % {name} SYSTEM '{name}'>%{name};]><a/>",
        f"<!DOCTYPE a [<!ENTITY b '&{name};{name}'>]><a c='&b;'/>",
        f"<!DOCTYPE a [{name}",
        f"<!{name}>",
        "<a>" * 300 + name,
        f"<a>{name * 800_000}</a>",
        f"<Envelope><{name}/></Envelope>",
        f"<회사 핸들>{name}</회사 핸들>",
        f'{{"password": "{name}"}}',
    )


def canary_contents() -> Iterator[bytes]:
    yield from (document.encode() for document in canary_documents())
    yield from (b"\n\n" + document.encode("utf-8-sig") for document in canary_documents())
    yield from (document.encode("utf-16") for document in canary_documents())
    for encoding in ("cp037", "shift_jis"):
        declaration = f"<?xml version='1.0' encoding='{encoding}'?>"
        yield from (
            f"{declaration}{document}".encode(encoding, "replace")
            for document in canary_documents()
            if not document.startswith(("<?xml", "{"))
        )
    yield f"<a>{CANARY}".encode() + b"\xff</a>"
    yield f"<a><{CANARY}\xff/></a>".encode("iso-8859-1")
    yield response(f"X: {CANARY}", body=f"<{CANARY}></a>".encode())


def canary_messages() -> Iterator[bytes]:
    """Faulty HTTP messages with the canary in the head or body."""
    document = f"<a>{CANARY}</a>".encode()
    yield from (
        response(f"{CANARY} without a colon"),
        response(f"Content-Length: {CANARY}"),
        response(f"Transfer-Encoding: {CANARY}", body=CANARY.encode()),
        response(f"Content-Encoding: {CANARY}", body=b"\x0b\x02"),
        response(f"Content-Type: text/xml; charset={CANARY}", body=b"<a></b>"),
        response(f"Content-Type: text/{CANARY}; boundary={CANARY}", body=CANARY.encode()),
        response(f"Content-Type: multipart/related; boundary={CANARY}", body=CANARY.encode()),
        response(
            f"Content-Type: multipart/related; boundary={CANARY}; start={CANARY}",
            body=f"--{CANARY}\r\n{CANARY}\r\n--{CANARY}".encode(),
        ),
        response("Content-Encoding: gzip", body=gzip.compress(document)[:-9]),
        response("Content-Length: 3", body=document + CANARY.encode()),
        response("Content-Length: 3000", body=document[:-1]),
        response("Transfer-Encoding: chunked", body=chunked(document)[:-1]),
        response("Transfer-Encoding: chunked", body=f"{CANARY}\r\n".encode()),
        response(f"X: {CANARY}", body=b""),
        f"POST /{CANARY} HTTP/1.1\r\nX: {CANARY}".encode(),
        f"POST /{CANARY} HTTP/1.1\r\nX: {CANARY}\r\n\r\n{CANARY}".encode(),
        f"POST / HTTP/1.1\r\nHost: {CANARY}\r\nHost {CANARY}\r\n\r\n<a/>".encode(),
    )


def raised_with(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and its contexts and causes, as a logger or debugger shows them."""
    if error is not None:
        yield error
        yield from raised_with(error.__context__)
        yield from raised_with(error.__cause__)


def everything_said(error: CaptureError) -> str:
    facts = (error.code, error.message, error.path, error.hint, error.args, str(error), repr(error))
    attached = [(str(each), repr(each), vars(each)) for each in raised_with(error)]
    return f"{facts} {attached}"


@pytest.mark.parametrize("contents", [canary_contents, canary_messages], ids=["documents", "messages"])
def test_no_part_of_an_exception_repeats_the_document(
    contents: Callable[[], Iterator[bytes]],
) -> None:
    errors = [capture_error(content) for content in contents()]

    leaking = [error.message for error in errors if CANARY in everything_said(error)]

    assert (len(errors) > 10, leaking) == (True, [])


@pytest.mark.parametrize("contents", [canary_contents, canary_messages], ids=["documents", "messages"])
def test_no_report_on_unreadable_content_repeats_the_document(
    contents: Callable[[], Iterator[bytes]],
) -> None:
    reports = [repr(ipsxml.validate(content)) for content in contents()]

    assert [report for report in reports if CANARY in report] == []


# --- arbitrary content

SEEDS = [
    "<a b='c'>&lt;<!-- d --><![CDATA[e]]></a>",
    "<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    envelope("<s:Body><s:Fault><faultcode/></s:Fault></s:Body>", header='<a s:mustUnderstand="1"/>').decode(),
    (
        "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nTransfer-Encoding: chunked\r\n"
        "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n4\r\n<a/>\r\n0\r\n\r\n"
    ),
    "POST / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: b\r\nContent-Length: 4\r\n\r\n<a/>",
    "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\nHTTP/1.1 200 Connection established\r\n\r\n<a/>",
]


@st.composite
def mutilated(draw: st.DrawFn) -> bytes:
    """A capture of any kind and encoding, with a range of its bytes replaced."""
    codec = draw(st.sampled_from(["utf-8", "utf-8", "utf-16", "utf-32", "cp037"]))
    content = draw(st.sampled_from(SEEDS)).encode(codec)
    if draw(st.booleans()):
        content = gzip.compress(content, mtime=0)
    start = draw(st.integers(0, len(content)))
    end = draw(st.integers(start, min(start + 20, len(content))))
    return content[:start] + draw(st.binary(max_size=20)) + content[end:]


@settings(deadline=None)
@given(st.one_of(mutilated(), st.binary(max_size=50)))
def test_any_bytes_are_either_read_or_refused(content: bytes) -> None:
    try:
        outcome = open_source(content).payload.tag
    except CaptureError as error:
        outcome = error.code

    assert isinstance(outcome, str)


@pytest.mark.parametrize("seed", SEEDS, ids=range(len(SEEDS)))
def test_a_capture_cut_anywhere_is_reported_as_invalid(seed: str) -> None:
    content = seed.encode()

    reports = [ipsxml.validate(content[:end]) for end in range(len(content))]

    assert {bool(report) for report in reports} == {False}


_MARKUP = (
    *(
        "<",
        ">",
        "&",
        '"',
        "'",
        "=",
        "/",
        "?",
        "!",
        " ",
        "x",
        ":",
        ";",
        "#",
        "-",
        "--",
        "]]>",
        "<?",
        "<!",
        "<!--",
    ),
    *(
        "<![CDATA[",
        'xmlns:q=""',
        'xmlns:xml="u"',
        "&#0;",
        "&#x110000;",
        "&#;",
        "&;",
        "<?xml ?>",
        "1.1",
        "\x01",
    ),
)


def test_every_kind_of_malformed_xml_has_a_specific_message() -> None:
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<!-- c --><?pi x?>'
        '<submitJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31" xmlns:a="urn:a" a:b="1">'
        "<jobHandle><![CDATA[j|7]]>&amp;&#65;&#x41;</jobHandle></submitJobReturn>"
    )
    chance = Random(1)  # noqa: S311 - not for secrets
    messages = set()
    for _ in range(3000):
        text = document
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(text))
            end = place + chance.choice([0, 0, 1, 6])
            text = text[:place] + chance.choice(_MARKUP) * chance.randint(0, 1) + text[end:]
        messages |= {issue.message for issue in ipsxml.validate(text.encode()).errors}

    assert len(messages) > 30
    assert "the XML is malformed" not in messages

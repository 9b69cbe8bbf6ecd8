"""Every form of document type declaration is refused before it can do harm."""

import time
from pathlib import Path

import pytest
from capture_samples import Refusal, chunked, gzipped, refusal_of, response
from captured import open_source

MESSAGE = "the document has a document type declaration (DOCTYPE), which is not allowed"
HINT = "remove it: job documents never have one"
LAUGHS = "<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)


def refused(line: int | None) -> Refusal:
    return Refusal("doctype-forbidden", MESSAGE, line, hint=HINT)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("<!DOCTYPE a><a/>", id="plain"),
        pytest.param("<!DOCTYPE a []><a/>", id="empty subset"),
        pytest.param("<!DOCTYPE a SYSTEM 'missing.dtd'><a/>", id="SYSTEM"),
        pytest.param("<!DOCTYPE a SYSTEM 'http://192.0.2.1/a.dtd'><a/>", id="SYSTEM by HTTP"),
        pytest.param("<!DOCTYPE a PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'a.dtd'><a/>", id="PUBLIC"),
        pytest.param("<!DOCTYPE a [<!ELEMENT a EMPTY><!ATTLIST a b CDATA 'c'>]><a/>", id="declarations"),
        pytest.param("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", id="entity"),
        pytest.param("<!DOCTYPE a [<!ENTITY b 'c'>]><a b='&b;'/>", id="entity in an attribute"),
        pytest.param("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&undefined;</a>", id="undefined entity"),
        pytest.param("<!DOCTYPE a [<!ENTITY b '&b;'>]><a>&b;</a>", id="entity in itself"),
        pytest.param("<!DOCTYPE a [<!ENTITY b '&b;'>]><a c='&b;'/>", id="entity in itself in an attribute"),
        pytest.param("<!DOCTYPE a [<!ENTITY b SYSTEM 'missing'>]><a>&b;</a>", id="external entity"),
        pytest.param(
            "<!DOCTYPE a [<!ENTITY b SYSTEM 'missing'>]><a c='&b;'/>", id="external in an attribute"
        ),
        pytest.param("<!DOCTYPE a [<!ENTITY % b SYSTEM 'missing'> %b;]><a/>", id="parameter entity"),
        pytest.param(
            "<!DOCTYPE a [<!ENTITY % b '<!ENTITY c \"d\">'> %b;]><a>&c;</a>", id="made by a parameter"
        ),
        pytest.param(
            "<!DOCTYPE a [<!NOTATION b SYSTEM 'c'><!ENTITY d SYSTEM 'e' NDATA b>]><a/>", id="unparsed"
        ),
        pytest.param(f"<!DOCTYPE a [{LAUGHS}]><a>&j;</a>", id="billion laughs"),
        pytest.param(f"<!DOCTYPE a [{LAUGHS}]><a b='&j;'/>", id="billion laughs in an attribute"),
        pytest.param(f"<!DOCTYPE a [<!ENTITY b '{'c' * 50_000}'>]><a>{'&b;' * 50_000}</a>", id="quadratic"),
        pytest.param(
            f"<!DOCTYPE a [<!ENTITY b '{'c' * 50_000}'>]><a d='{'&b;' * 50_000}'/>", id="in attribute"
        ),
        pytest.param("<!DOCTYPE a", id="cut off in its name"),
        pytest.param("<!DOCTYPE a [", id="cut off in its subset"),
        pytest.param("<!DOCTYPE a>", id="no document"),
        pytest.param("<!DOCTYPE a><a>", id="unclosed document"),
        pytest.param("<!DOCTYPE a><a></b>", id="mismatch"),
        pytest.param("<!DOCTYPE a><a>\0</a>", id="NUL"),
    ],
)
def test_a_doctype_is_refused_before_any_other_fault(content: str) -> None:
    start = time.process_time()

    found = refusal_of(f"<!-- one -->\n{content}".encode())

    assert (found, time.process_time() - start < 1) == (refused(2), True)


def test_a_doctype_is_refused_in_soap_in_http_and_compressed() -> None:
    document = b"<?xml version='1.0'?>\n<!DOCTYPE a>\n<a/>"

    assert refusal_of(document) == refused(2)
    assert refusal_of(b"\n\n" + document) == refused(4)
    assert refusal_of(gzipped(document)) == refused(2)
    assert refusal_of(response("A: b", body=document)) == refused(5)
    assert refusal_of(response("Transfer-Encoding: chunked", body=chunked(document))) == refused(2)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32", "cp037", "shift_jis"])
@pytest.mark.parametrize(
    "rest", ["<a/>", "<a></b>", "<a b></a>"], ids=["well-formed", "mismatch", "no value"]
)
def test_a_doctype_is_refused_in_any_encoding(codec: str, rest: str) -> None:
    encoding = codec.removesuffix("-sig")
    content = f"<?xml version='1.0' encoding='{encoding}'?>\n<!DOCTYPE a>\n{rest}".encode(codec)

    assert refusal_of(content) in (refused(2), refused(None))


def test_a_doctype_is_refused_under_the_charset_of_http() -> None:
    content = response(
        "Content-Type: text/xml; charset=iso-8859-1", body="<!-- é --><!DOCTYPE a><a></b>".encode("latin-1")
    )

    assert refusal_of(content).code == "doctype-forbidden"


def test_a_doctype_in_a_comment_does_not_change_the_line() -> None:
    assert refusal_of(b"<!-- no <!DOCTYPE a> here -->\n\n<!DOCTYPE a><a/>") == refused(3)


@pytest.mark.parametrize(
    "content",
    ["<a><!-- <!DOCTYPE a> --></a>", "<a><![CDATA[<!DOCTYPE a>]]></a>", "<a>&lt;!DOCTYPE a></a>"],
    ids=["comment", "CDATA", "escaped"],
)
def test_text_that_looks_like_a_doctype_is_allowed(content: str) -> None:
    assert open_source(content.encode()).payload.tag == "a"
    assert refusal_of(content.replace("</a>", "</b>").encode()).code == "not-well-formed"


@pytest.mark.parametrize(
    "content",
    ["<a>\n<!DOCTYPE a></a>", "<a/>\n<!DOCTYPE a>", "<!doctype a>", "<!ENTITY a 'b'><a/>"],
    ids=["inside", "after", "lower case", "entity alone"],
)
def test_a_misplaced_doctype_is_not_well_formed(content: str) -> None:
    assert refusal_of(content.encode()).code == "not-well-formed"


@pytest.mark.parametrize("where", ["<a>&b;</a>", "<a c='&b;'/>", "<a><d>x</d>&b;</e>"])
def test_an_external_entity_is_not_read(where: str, tmp_path: Path) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("Kanarienvogel")
    content = f"<!DOCTYPE a [<!ENTITY b SYSTEM '{canary.as_uri()}'>]>{where}".encode()

    assert refusal_of(content) == refused(1)

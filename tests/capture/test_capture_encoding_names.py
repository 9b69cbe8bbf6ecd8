"""Encoding names that only .NET, Java, or browsers use."""

import codecs

import pytest
from capture_samples import DOCUMENT, canonical, response
from captured import open_source

import ipsxml
from ipsxml.capture.encoding_names import _CODECS

NAMES = [(name, codec) for codec, names in _CODECS.items() for name in names]
TEXTS = {
    "cp949": "작업",
    "cp932": "①名",
    "gbk": "作业",
    "big5": "作業",
    "cp950": "作業",
    "mac_cyrillic": "Задача",
    "cp1251": "Задача",
    "koi8_r": "Задача",
    "cp1252": "Größe €",
}


@pytest.mark.parametrize(("name", "codec"), NAMES, ids=[name for name, _ in NAMES])
def test_every_name_maps_to_a_python_codec(name: str, codec: str) -> None:
    assert codecs.lookup(codec)
    assert name == name.lower()


@pytest.mark.parametrize(
    "name",
    ["ks_c_5601-1987", "Windows-31J", "x-sjis", "x-gbk", "x-x-big5", "x-cp1251", "x-cp1252", "koi8"],
)
def test_a_document_is_read_by_its_vendor_encoding_name(name: str) -> None:
    codec = dict(NAMES)[name.lower()]
    text = TEXTS[codec]
    declared = f'<?xml version="1.0" encoding="{name}"?><a>{text}</a>'.encode(codec)
    announced = response(f"Content-Type: text/xml; charset={name}", body=f"<a>{text}</a>".encode(codec))

    assert canonical(declared) == canonical(announced) == f"<a>{text}</a>".encode()
    assert open_source(announced).issues == ()


def test_an_error_in_such_a_document_has_its_line() -> None:
    content = b'<?xml version="1.0" encoding="ks_c_5601-1987"?>\n' + DOCUMENT[22:].replace(b"</name>", b"")

    [issue] = ipsxml.validate(content).issues

    assert (issue.code, issue.message, issue.line) == (
        "not-well-formed",
        "an end tag does not match the start tag",
        3,
    )

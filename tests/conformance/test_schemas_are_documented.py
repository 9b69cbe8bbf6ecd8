"""The hand-written schemas explain themselves, and use only the vocabulary that their README explains."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from ipsxml.contract.family import VOCABULARY, schema_directory

XS = "{http://www.w3.org/2001/XMLSchema}"
IPS = "{urn:ipsxml:contract}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FILES = sorted(Path(schema_directory()).glob("*.xsd"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_type_and_element_is_documented_in_english(path: Path) -> None:
    nodes = etree.parse(path).iter(XS + "complexType", XS + "simpleType", XS + "element")

    undocumented = [(node.sourceline, node.get("name")) for node in nodes if not _english(_documented(node))]

    assert undocumented == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_says_what_it_holds(path: Path) -> None:
    schema = etree.parse(path).getroot()

    prose = _english(schema)

    assert re.fullmatch(r"\S.*\.", prose)


def test_the_readme_lists_every_file() -> None:
    readme = Path(schema_directory(), "README.md").read_text(encoding="utf-8")

    listed = set(re.findall(r"`(\w+\.xsd)`", readme))

    assert listed == {path.name for path in FILES}


def test_the_vocabulary_in_use_is_the_one_that_the_code_and_the_readme_know() -> None:
    readme = Path(schema_directory(), "README.md").read_text(encoding="utf-8")

    used = {name.removeprefix(IPS) for name in _attributes() if name.startswith(IPS)}
    table = [line.split("|")[1] for line in readme.splitlines() if line.startswith("| `ips:")]
    explained = {name for cell in table for name in re.findall(r"`ips:(\w+)", cell)}

    assert used == {word.removeprefix(IPS) for word in VOCABULARY}
    assert used == explained


def test_the_only_attributes_of_a_foreign_namespace_are_the_vocabulary_and_languages() -> None:
    foreign = {name for name in _attributes() if name.startswith("{") and not name.startswith(IPS)}

    assert foreign == {XML_LANG}


def test_all_elements_are_those_of_xsd() -> None:
    assert {str(node.tag) for node in _elements() if not str(node.tag).startswith(XS)} == set()


def _elements() -> Iterator[etree._Element]:
    for path in FILES:
        yield from etree.parse(path).iter(etree.Element)


def _attributes() -> set[str]:
    return {str(name) for node in _elements() for name in node.attrib}


def _documented(node: etree._Element) -> etree._Element:
    """Where the prose about a component stands: that about an anonymous type stands at its element."""
    parent = node.getparent()
    assert parent is not None
    return node if "name" in node.attrib else parent


def _english(node: etree._Element) -> str:
    return " ".join(
        " ".join((prose.text or "").split())
        for prose in node.iterfind(f"{XS}annotation/{XS}documentation")
        if prose.get(XML_LANG) == "en"
    )

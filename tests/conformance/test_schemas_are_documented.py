"""The hand-written schemas are documented, and use only the vocabulary in their README."""

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
def test_every_file_describes_its_content(path: Path) -> None:
    schema = etree.parse(path).getroot()

    prose = _english(schema)

    assert re.fullmatch(r"\S.*\.", prose)


def test_the_readme_lists_every_file() -> None:
    readme = Path(schema_directory(), "README.md").read_text(encoding="utf-8")

    listed = set(re.findall(r"`(\w+\.xsd)`", readme))

    assert listed == {path.name for path in FILES}


def test_the_vocabulary_matches_the_code_and_the_readme() -> None:
    readme = Path(schema_directory(), "README.md").read_text(encoding="utf-8")

    used = {name.removeprefix(IPS) for name in _attributes() if name.startswith(IPS)}
    table = [line.split("|")[1] for line in readme.splitlines() if line.startswith("| `ips:")]
    explained = {name for cell in table for name in re.findall(r"`ips:(\w+)", cell)}

    assert used == {word.removeprefix(IPS) for word in VOCABULARY}
    assert used == explained


def test_other_foreign_attributes_are_only_languages() -> None:
    foreign = {name for name in _attributes() if name.startswith("{") and not name.startswith(IPS)}

    assert foreign == {XML_LANG}


def test_all_elements_are_xsd_elements() -> None:
    assert {str(node.tag) for node in _elements() if not str(node.tag).startswith(XS)} == set()


def _elements() -> Iterator[etree._Element]:
    for path in FILES:
        yield from etree.parse(path).iter(etree.Element)


def _attributes() -> set[str]:
    return {str(name) for node in _elements() for name in node.attrib}


def _documented(node: etree._Element) -> etree._Element:
    """The node with the documentation of a component. For an anonymous type it is the element."""
    parent = node.getparent()
    assert parent is not None
    return node if "name" in node.attrib else parent


def _english(node: etree._Element) -> str:
    return " ".join(
        " ".join((prose.text or "").split())
        for prose in node.iterfind(f"{XS}annotation/{XS}documentation")
        if prose.get(XML_LANG) == "en"
    )

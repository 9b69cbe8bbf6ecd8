"""The documentation site is complete: it covers every public name, command, type, and page."""

import re
from pathlib import Path

import pytest

import ipsxml
from ipsxml import service
from ipsxml.model import types
from ipsxml.testing import strategies

DOCS = Path(__file__).parents[1] / "docs"
_DOCUMENTED = re.compile(r"^\.\. auto\w+:: (\S+)$", re.MULTILINE)
_ENTRY = re.compile(r"^([\w-]+(?:/[\w-]+)*)$", re.MULTILINE)
_TOCTREE = re.compile(r"^```\{toctree\}\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def documented() -> list[str]:
    """The names that the library pages document, sorted."""
    pages = (DOCS / "library").glob("*.md")
    return sorted(name for page in pages for name in _DOCUMENTED.findall(page.read_text("utf-8")))


@pytest.mark.parametrize(
    ("package", "names"),
    [
        # The classes of the model are documented together.
        ("ipsxml", set(ipsxml.__all__) - set(types.__all__)),
        ("ipsxml.service", set(service.__all__)),
        ("ipsxml.testing.strategies", set(strategies.__all__)),
    ],
)
def test_each_public_name_is_documented_once(package: str, names: set[str]) -> None:
    found = [name for name in documented() if name.rpartition(".")[0] == package]

    assert found == sorted(f"{package}.{name}" for name in names)


def test_the_contract_has_a_page_for_each_schema_file() -> None:
    [toctree] = _TOCTREE.findall((DOCS / "contract.md").read_text("utf-8"))
    schemas = {path.stem for path in (DOCS.parent / "schemas").glob("*.xsd")} - {"ips"}

    entries = {entry.removeprefix("contract/") for entry in _ENTRY.findall(toctree)}

    assert entries == schemas | {"versions", "schemas"}


def test_each_page_is_in_a_table_of_contents() -> None:
    tables = "".join(text for page in DOCS.glob("*.md") for text in _TOCTREE.findall(page.read_text("utf-8")))
    pages = [page for folder in (DOCS, DOCS / "start", DOCS / "library") for page in folder.glob("*.md")]

    missing = {page.relative_to(DOCS).with_suffix("").as_posix() for page in pages} - set(
        _ENTRY.findall(tables)
    )

    assert missing == {"index"}

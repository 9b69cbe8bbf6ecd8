"""Preparing versions before the first example, so that Hypothesis times only the examples.

The code that reads, validates, and writes documents of a version is compiled on first use. Inside an example,
that would exceed the deadline; while drawing one, it would fail the health checks.
"""

from collections.abc import Iterable
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st

from ipsxml.codec import Document
from ipsxml.contract import Version, contract
from ipsxml.document import decode, encode, to_json
from ipsxml.reading import validate
from ipsxml.testing.strategies.value_strategies import simplest_first
from ipsxml.xml_writing import write_plain

Drawn = TypeVar("Drawn")


def ready_for(versions: Iterable[Version], strategy: st.SearchStrategy[Drawn]) -> st.SearchStrategy[Drawn]:
    """The same strategy, with the versions prepared before the first draw."""

    def with_versions_ready() -> st.SearchStrategy[Drawn]:
        for version in versions:
            _get_ready(version)
        return strategy

    return st.deferred(with_versions_ready)


@cache
def _get_ready(version: Version) -> None:
    element = simplest_first(version)[0]
    is_array = contract(version).elements[element].is_array
    xml = write_plain(Document([] if is_array else {}, version.name, element))
    encode(decode(xml))
    to_json(xml)
    for text in (xml, xml.replace(b"</", b"text</")):
        validate(text)

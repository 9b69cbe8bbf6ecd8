"""Readying versions before the first example, so that Hypothesis times examples and nothing else.

What reads, judges and writes documents of a version is compiled when it is first used. In an
example that would be over the deadline; while one is drawn it would be too slow for the health
checks.
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
    """The same strategy, which Hypothesis finds with the versions ready."""

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

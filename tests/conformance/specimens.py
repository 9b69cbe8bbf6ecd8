"""Documents to judge, each made anew from a seed and its number."""

from random import Random
from typing import NamedTuple

from generated_trees import valid_tree
from lxml import etree
from markup import write
from mutations import MUTATIONS

from ipsxml.contract import Version, version_of, versions

_HOW_MANY = (0, 1, 1, 1, 1, 1, 1, 2, 2, 2)
_HEADS = (b"", b"", b'<?xml version="1.0" encoding="UTF-8"?>\n', b"<?xml version='1.0'?>", b"<!-- a --><?p?>")


class Specimen(NamedTuple):
    """A document, and how it came to be.

    ``made_for`` is the version whose contract it was made from; ``mutations`` are the names of
    what was then done to it.
    """

    seed: int
    number: int
    made_for: Version
    element: str
    mutations: tuple[str, ...]
    content: bytes


def specimen(seed: int, number: int) -> Specimen:
    """The document with this seed and this number: the same in every run."""
    chance = Random(f"{seed}/{number}")  # noqa: S311 - chance, not secrecy
    version = versions()[number % len(versions())]
    tree = valid_tree(version, chance)
    element = tree.name
    names = chance.choices(list(MUTATIONS), k=chance.choice(_HOW_MANY))
    done = tuple(name for name in names if MUTATIONS[name](chance, tree))
    head = chance.choice(_HEADS)
    content = head + write(
        tree, prefix=chance.choice(("", "", "tns:")), between=chance.choice(("", "", "\n  "))
    )
    return Specimen(seed, number, version, element, done, content)


def judged_by(found: Specimen, payload: etree._Element | None) -> Version:
    """The version whose contract a document is held against: the one it speaks, if any has its namespace."""
    namespace = "" if payload is None else etree.QName(payload).namespace or ""
    return version_of(namespace) or found.made_for

"""Documents to judge, each reproducible from a seed and a number."""

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
    """A document and how it was generated.

    ``made_for`` is the version whose contract it was generated from. ``mutations`` are the names of
    the changes made to it afterwards.
    """

    seed: int
    number: int
    made_for: Version
    element: str
    mutations: tuple[str, ...]
    content: bytes


def specimen(seed: int, number: int) -> Specimen:
    """The document with this seed and number; the same in every run."""
    chance = Random(f"{seed}/{number}")  # noqa: S311 - not for secrets
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
    """The version to validate a document against: that of its namespace, if there is one."""
    namespace = "" if payload is None else etree.QName(payload).namespace or ""
    return version_of(namespace) or found.made_for

"""The schemas' documentation of types, members, and values, in every language.

Everything is documented in English, and some of it in other languages, as ``xs:documentation``
with an ``xml:lang``. A contract has only the English texts; the translations are for ``ipsxml describe``.
"""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from ipsxml.contract.family import ENGLISH, LANG, XS, family_components
from ipsxml.contract.made_once import once


class Prose(NamedTuple):
    """A text and its language."""

    text: str
    lang: str


def documentation(lang: str, type_name: str, part: str | None = None) -> Prose:
    """The documentation of a type, or of one of its members or values.

    ``lang`` is one of ``languages()``. Without a text in that language, the result is the English text,
    which is empty for self-explanatory values.

    >>> documentation("fr", "TaskProgress", "numPending")
    Prose(text="Le nombre d'éléments encore en attente.", lang='fr')
    >>> documentation("fr", "JobLog", "jobHandle").lang
    'en'
    """
    texts = _texts()[type_name, part]
    return Prose(texts[lang], lang) if lang in texts else Prose(texts.get(ENGLISH, ""), ENGLISH)


def languages() -> tuple[str, ...]:
    """The documentation languages as ``xml:lang`` codes, English first.

    >>> languages()
    ('en', 'ko', 'zh-Hant', 'fr')
    """
    return tuple(dict.fromkeys(lang for texts in _texts().values() for lang in texts))


@once(1)
def _texts() -> dict[tuple[str, str | None], dict[str, str]]:
    """The texts by language, for each type and each of its members and values."""
    texts: dict[tuple[str, str | None], dict[str, str]] = {}
    for component in family_components(translated=True):
        # An element with a named type is just that type as a document; the type has the documentation.
        if component.get("type") is None:
            name = component.attrib["name"]
            texts[name, None] = _texts_of(component)
            texts |= {(name, part): _texts_of(node) for part, node in _parts(component)}
    return texts


def _parts(component: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for node in component.iterdescendants(XS + "element"):
        yield node.attrib["name"], node
    for node in component.iterdescendants(XS + "enumeration"):
        yield node.attrib["value"], node


def _texts_of(node: etree._Element) -> dict[str, str]:
    found = node.iterfind(f"{XS}annotation/{XS}documentation")
    return {prose.get(LANG, ENGLISH): " ".join((prose.text or "").split()) for prose in found}

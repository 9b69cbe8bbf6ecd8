"""The places in a document where a fault can be made: its elements, with their types and members."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ipsxml.capture import local_name, namespace_of
from ipsxml.capture.paths import qualified
from ipsxml.contract import ComplexType, Member, SimpleType, XsdType
from ipsxml.testing.strategies.leaf_strategies import limit_of


@dataclass(frozen=True, slots=True)
class Place:
    """An element of a valid document; ``holder`` is the type it is a member of, ``None`` for the root."""

    element: etree._Element
    xsd_type: XsdType
    holder: ComplexType | None = None

    @property
    def name(self) -> str:
        """The element's name."""
        return local_name(self.element)

    @property
    def parent(self) -> etree._Element:
        """The element that contains this one."""
        found = self.element.getparent()
        assert found is not None
        return found

    @property
    def complex_type(self) -> ComplexType | None:
        """The element's type; ``None`` if it has a single value."""
        return self.xsd_type if isinstance(self.xsd_type, ComplexType) else None

    @property
    def builtin(self) -> str | None:
        """The built-in type of its value; ``None`` if it contains elements."""
        return self.xsd_type.base if isinstance(self.xsd_type, SimpleType) else None

    @property
    def member(self) -> Member | None:
        """The element as a member of its holder; ``None`` for the root."""
        return self.holder.members[self.name] if self.holder else None

    @property
    def limit(self) -> SimpleType | None:
        """The limits of its value. On the wire there are none: values outside them only cause advice."""
        return None if self.member is None or namespace_of(self.element) else limit_of(self.member)

    def tag(self, name: str) -> str:
        """The tag for a name in the element's namespace."""
        return qualified(name, namespace_of(self.element))


def places_in(
    element: etree._Element, xsd_type: XsdType, holder: ComplexType | None = None
) -> Iterator[Place]:
    """The places in an element, including the element itself, in document order."""
    yield Place(element, xsd_type, holder)
    if isinstance(xsd_type, ComplexType):
        for child in element:
            yield from places_in(child, xsd_type.members[local_name(child)].type, xsd_type)

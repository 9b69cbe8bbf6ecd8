"""Where in a document something can be done: its elements, and what the contract says of each."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ipsxml.capture import local_name, namespace_of
from ipsxml.capture.paths import qualified
from ipsxml.contract import ComplexType, Member, SimpleType, XsdType
from ipsxml.testing.strategies.leaf_strategies import limit_of


@dataclass(frozen=True, slots=True)
class Place:
    """An element of a valid document; ``holder`` is the type that it is a member of, if any."""

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
        """The element's type; ``None`` where it holds a single value."""
        return self.xsd_type if isinstance(self.xsd_type, ComplexType) else None

    @property
    def builtin(self) -> str | None:
        """The built-in that its value is of; ``None`` where it holds elements."""
        return self.xsd_type.base if isinstance(self.xsd_type, SimpleType) else None

    @property
    def member(self) -> Member | None:
        """What its holder says of it."""
        return self.holder.members[self.name] if self.holder else None

    @property
    def limit(self) -> SimpleType | None:
        """What limits its value; nothing does on the wire, where a value outside is advised against only."""
        return None if self.member is None or namespace_of(self.element) else limit_of(self.member)

    def tag(self, name: str) -> str:
        """The tag of a name in the element's namespace."""
        return qualified(name, namespace_of(self.element))


def places_in(
    element: etree._Element, xsd_type: XsdType, holder: ComplexType | None = None
) -> Iterator[Place]:
    """The places in an element of a type, its own first, in document order."""
    yield Place(element, xsd_type, holder)
    if isinstance(xsd_type, ComplexType):
        for child in element:
            yield from places_in(child, xsd_type.members[local_name(child)].type, xsd_type)

"""Random valid documents, generated only from the contract of a version."""

from random import Random

from lexical_texts import SPACES, VALUES
from markup import Node, escape

from ipsxml.contract import ComplexType, Member, SimpleType, Version, contract, credentials

_LOCALES = ("en", "de", "en-US", "ja-JP")
_XML_SPACES = SPACES[:8]
_DEEPEST = 4


def valid_tree(version: Version, chance: Random) -> Node:
    """A random document of the version."""
    element, complex_type = chance.choice(list(contract(version).elements.items()))
    return _Builder(version, chance).complex(element, complex_type, 0)


class _Builder:
    def __init__(self, version: Version, chance: Random) -> None:
        self._version = version
        self._chance = chance
        self._likely = chance.choice((0.1, 0.3, 0.6))
        # The wire contracts allow any text, but values on the pages take another path through validation.
        self._is_limited = version.is_reference or chance.random() < 0.8

    def complex(self, name: str, complex_type: ComplexType, depth: int) -> Node:
        """An element of a complex type. One without members must not even contain white space."""
        node = Node(name, self._version.namespace, complex_type.name)
        for member in complex_type.members.values():
            for _ in range(self._count(complex_type, member, depth)):
                node.parts.append(self._member(member, depth + 1))
        if not complex_type.ordered:
            self._chance.shuffle(node.parts)
        return node

    def _count(self, complex_type: ComplexType, member: Member, depth: int) -> int:
        if member.repeats:
            return self._chance.choice((0, 1, 1, 2, 3) if depth < 2 else (0, 1, 1))
        if member.min_occurs:
            return 1
        is_value = member.builtin is not None
        likely = self._likely if is_value else self._likely / (1 + depth)
        is_read = member.name not in credentials().get(complex_type.name, ())
        return int((depth < _DEEPEST or is_value) and is_read and self._chance.random() < likely)

    def _member(self, member: Member, depth: int) -> Node:
        if isinstance(member.type, ComplexType):
            return self.complex(member.name, member.type, depth)
        text, builtin = self._text(member.type), member.type.base
        node = Node(member.name, self._version.namespace, builtin, parts=[escape(text)] if text else [])
        if builtin != "xs:string" and self._chance.random() < 0.02:
            node.parts.insert(0, self._chance.choice(_XML_SPACES))
        return node

    def _text(self, simple_type: SimpleType) -> str:
        if not simple_type.is_limited or not self._is_limited:
            return self._chance.choice(VALUES[simple_type.base])
        if simple_type.values:
            return self._chance.choice(simple_type.values)
        return self._chance.choice(_LOCALES) if simple_type.pattern else repr(self._chance.random())

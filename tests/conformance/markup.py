"""XML as written: elements with finished markup between them.

An lxml tree has only the content of a document. This tree also has its spelling: comments, CDATA
sections, and references in its text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XS = "http://www.w3.org/2001/XMLSchema"


@dataclass(slots=True, eq=False)  # compared by identity
class Node:
    """An element. ``parts`` are its child elements and, as strings, the markup between them.

    ``attributes`` are markup, too. ``type`` is the name of its original type in the contract; a
    built-in starts with ``xs:``. Mutations don't update it.
    """

    name: str
    namespace: str
    type: str
    attributes: list[str] = field(default_factory=list)
    parts: list["str | Node"] = field(default_factory=list)

    @property
    def children(self) -> list["Node"]:
        """The child elements."""
        return [part for part in self.parts if isinstance(part, Node)]

    @property
    def is_leaf(self) -> bool:
        """Whether its original type is a built-in."""
        return self.type.startswith("xs:")

    def walk(self) -> Iterator["Node"]:
        """The element and all its descendants."""
        yield self
        for child in self.children:
            yield from child.walk()

    def copy(self) -> "Node":
        """A deep copy."""
        parts = [part if isinstance(part, str) else part.copy() for part in self.parts]
        return Node(self.name, self.namespace, self.type, list(self.attributes), parts)


def escape(text: str) -> str:
    """Escape text for use as markup."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def write(root: Node, *, prefix: str = "", between: str = "") -> bytes:
    """The document, in UTF-8.

    ``prefix`` (such as ``tns:``) is for elements in the root's namespace, if there is one. Other
    elements declare their namespace. ``between`` is written around child elements.
    """
    writer = _Writer(root.namespace, prefix if root.namespace else "", between)
    if writer.prefix:
        writer.write(root, "", f' xmlns:{prefix[:-1]}="{root.namespace}"')
    else:
        writer.write(root, "")
    return "".join(writer.out).encode()


class _Writer:
    def __init__(self, own_namespace: str, prefix: str, between: str) -> None:
        self.out: list[str] = []
        self.prefix = prefix
        self._own_namespace = own_namespace
        self._between = between

    def write(self, node: Node, default_namespace: str, declaration: str = "") -> None:
        name = node.name
        if self.prefix and node.namespace == self._own_namespace:
            name = self.prefix + name
        elif node.namespace != default_namespace:
            default_namespace = node.namespace
            declaration = f' xmlns="{default_namespace}"'
        self.out.append(f"<{name}{declaration}{''.join(node.attributes)}")
        if not node.parts:
            self.out.append("/>")
            return
        self.out.append(">")
        for part in node.parts:
            if isinstance(part, str):
                self.out.append(part)
            else:
                self.out.append(self._between)
                self.write(part, default_namespace)
        if isinstance(node.parts[-1], Node):
            self.out.append(self._between)
        self.out.append(f"</{name}>")

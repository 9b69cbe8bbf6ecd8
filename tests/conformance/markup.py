"""XML as its writer sees it: elements, and between them markup that is already written.

A tree of lxml knows what a document says; a spelling with comments, CDATA sections and
references in its texts can only be had from a tree that knows how it is written.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XS = "http://www.w3.org/2001/XMLSchema"


@dataclass(slots=True, eq=False)  # an element is itself, and no other that says the same
class Node:
    """An element. ``parts`` are its elements and, as text, the markup between them.

    ``attributes`` are markup, too. ``type`` is the name of its type in the contract, a built-in's
    with ``xs:``, as far as the element is where it was made.
    """

    name: str
    namespace: str
    type: str
    attributes: list[str] = field(default_factory=list)
    parts: list["str | Node"] = field(default_factory=list)

    @property
    def children(self) -> list["Node"]:
        """The elements right inside."""
        return [part for part in self.parts if isinstance(part, Node)]

    @property
    def is_leaf(self) -> bool:
        """Whether it was made to hold a value."""
        return self.type.startswith("xs:")

    def walk(self) -> Iterator["Node"]:
        """The element and all inside it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def copy(self) -> "Node":
        """A copy of it and of all inside it."""
        parts = [part if isinstance(part, str) else part.copy() for part in self.parts]
        return Node(self.name, self.namespace, self.type, list(self.attributes), parts)


def escape(text: str) -> str:
    """Text as markup."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def write(root: Node, *, prefix: str = "", between: str = "") -> bytes:
    """The document, in UTF-8.

    ``prefix`` (``tns:``) is for elements in the root's namespace, if it has one; others declare
    theirs. ``between`` stands around the elements in an element.
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

"""The paths of elements, as shown to users."""

from collections import Counter

from lxml import etree


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return _tag(element).rpartition("}")[2]


def namespace_of(element: etree._Element) -> str:
    """The element's namespace; ``""`` if it has none."""
    return _tag(element)[1:].rpartition("}")[0]


def qualified(name: str, namespace: str) -> str:
    """The tag of an element in a namespace; ``""`` means no namespace."""
    return f"{{{namespace}}}{name}" if namespace else name


def _tag(element: etree._Element) -> str:
    # Comments and processing instructions, whose tags are not strings, are dropped by the parser.
    assert isinstance(element.tag, str)
    return element.tag


class Paths:
    """The paths of elements of one tree, which must not change during their use.

    The steps to an element's children are cached, so that the paths of many siblings take linear time.

    >>> root = etree.fromstring("<a><b/><b/><c/></a>")
    >>> paths = Paths()
    >>> paths.of(root[1]), paths.of(root[2])
    ('/a/b[2]', '/a/c')
    """

    def __init__(self) -> None:
        self._steps: dict[etree._Element, dict[etree._Element, str]] = {}

    def of(self, element: etree._Element) -> str:
        """The XPath from the root: names without prefixes, with a position if siblings share the name."""
        steps = []
        node: etree._Element | None = element
        while node is not None:
            parent = node.getparent()
            steps.append(local_name(node) if parent is None else self._steps_in(parent)[node])
            node = parent
        return "/" + "/".join(reversed(steps))

    def _steps_in(self, parent: etree._Element) -> dict[etree._Element, str]:
        if parent not in self._steps:
            namesakes = Counter(map(local_name, parent))
            seen: Counter[str] = Counter()
            steps = {}
            for child in parent:
                name = local_name(child)
                seen[name] += 1
                steps[child] = name if namesakes[name] == 1 else f"{name}[{seen[name]}]"
            self._steps[parent] = steps
        return self._steps[parent]


def path_of(element: etree._Element) -> str:
    """The path of a single element, as ``Paths`` returns it."""
    return Paths().of(element)

"""Where an element stands, as a person follows it."""

from lxml import etree


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return _tag(element).rpartition("}")[2]


def namespace_of(element: etree._Element) -> str:
    """The element's namespace, ``""`` for none."""
    return _tag(element)[1:].rpartition("}")[0]


def _tag(element: etree._Element) -> str:
    # Comments and processing instructions, whose tags are no text, are not read at all.
    assert isinstance(element.tag, str)
    return element.tag


def path_of(element: etree._Element) -> str:
    """The XPath from the root, names without prefixes, with a position among namesakes.

    >>> root = etree.fromstring("<a><b/><b/><c/></a>")
    >>> path_of(root[1]), path_of(root[2])
    ('/a/b[2]', '/a/c')
    """
    steps = [_step(element), *(_step(ancestor) for ancestor in element.iterancestors())]
    return "/" + "/".join(reversed(steps))


def _step(element: etree._Element) -> str:
    name = local_name(element)
    before = sum(1 for sibling in element.itersiblings(preceding=True) if local_name(sibling) == name)
    if before or any(local_name(sibling) == name for sibling in element.itersiblings()):
        return f"{name}[{before + 1}]"
    return name

"""The attributes of an element, of a flood of them the first few.

Asking lxml for the value of an attribute takes as long as there are attributes before it, and so
does setting it. Asking for the names does not.
"""

from lxml import etree

from ipsxml.capture.paths import namespace_of

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_MOST = 20  # of each kind


def few_attributes(element: etree._Element) -> dict[str, str]:
    """The attributes by name, of each kind some: as XSD tells them apart, all of a kind are wrong if one is.

    The kinds are those without a namespace, those in the element's own, those of XSD (of which
    there are four), and others. No element of a job document has more.
    """
    names = [str(name) for name in element.keys()]  # noqa: SIM118 - an element's keys are its attributes
    if len(names) > _MOST:
        namespaces = ("", f"{{{namespace_of(element)}}}", XSI)
        kinds: dict[str, list[str]] = {namespace: [] for namespace in (*namespaces, "others")}
        for name in names:
            namespace = name[: name.rfind("}") + 1]
            kinds[namespace if namespace in namespaces else "others"].append(name)
        names = [name for found in kinds.values() for name in found[:_MOST]]
    return {name: element.get(name, "") for name in names}

"""The attributes of an element, limited to the first few if there are very many.

In lxml, reading or setting the value of an attribute takes time proportional to the number of attributes
before it. Reading the names does not.
"""

from lxml import etree

from ipsxml.capture.paths import namespace_of

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_MAX_PER_KIND = 20


def few_attributes(element: etree._Element) -> dict[str, str]:
    """At most 20 attributes of each kind, by name. Attributes of one kind are all allowed or all forbidden.

    XSD distinguishes these kinds: attributes without a namespace, in the element's namespace, in the XSI
    namespace (which defines four), and in any other. No element of a job document has more.
    """
    names = [str(name) for name in element.keys()]  # noqa: SIM118 - an element's keys are its attributes
    if len(names) > _MAX_PER_KIND:
        namespaces = ("", f"{{{namespace_of(element)}}}", XSI)
        kinds: dict[str, list[str]] = {namespace: [] for namespace in (*namespaces, "others")}
        for name in names:
            namespace = name[: name.rfind("}") + 1]
            kinds[namespace if namespace in namespaces else "others"].append(name)
        names = [name for found in kinds.values() for name in found[:_MAX_PER_KIND]]
    return {name: element.get(name, "") for name in names}

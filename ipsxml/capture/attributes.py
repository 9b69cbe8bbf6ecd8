"""The attributes of an element, of a flood of them the first few.

Asking lxml for the value of an attribute takes as long as there are attributes before it, and so
does setting it. Asking for the names does not.
"""

from lxml import etree

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_MOST = 20  # of each kind


def few_attributes(element: etree._Element) -> dict[str, str]:
    """The attributes by name: those without a namespace, those of XSD itself, and others, some of each.

    No element of a job document has more. Where one of a kind is wrong, all of that kind are,
    but for the four that XSD knows.
    """
    names = [str(name) for name in element.keys()]  # noqa: SIM118 - an element's keys are its attributes
    if len(names) > _MOST:
        kinds: dict[str, list[str]] = {"xsi": [], "foreign": [], "own": []}
        for name in names:
            kinds["xsi" if name.startswith(XSI) else "foreign" if name.startswith("{") else "own"].append(
                name
            )
        names = [name for found in kinds.values() for name in found[:_MOST]]
    return {name: element.get(name, "") for name in names}

"""A contract as a self-contained XSD, for other validators and for people to read."""

from lxml import etree

from ipsxml.contract.api_versions import PRE_4_0, Version, version_named
from ipsxml.contract.derive import derive
from ipsxml.contract.family import XS, fixed_namespaces


def export_schema(name: str | None = None, *, api: str = "reference") -> str:
    """The contract of a version as one self-contained, documented XSD.

    ``name`` (``"TaskProgress"``, ``"getActiveJobsReturn"``, ``"activeJob"``) limits the XSD to that
    type or element and everything it needs. The text is ASCII without an XML declaration, so you can
    write it in any encoding. Faults have the namespace of ``pre-4.0`` in every version. They are part of
    the whole contract of ``pre-4.0``; every other version has them only by ``name``.

    Raises ``UnknownVersion`` or ``UnknownType``.

    >>> export_schema("stopJobReturn", api="2010-01-31").splitlines()[1].split()[0]
    '<xs:schema'
    """
    version = version_named(api)
    title = "the reference pages" if version.is_reference else f"API version {version.name}"
    if name in fixed_namespaces() and not version.is_reference:
        version, title = PRE_4_0, f"{name}, the same in every API version"
    schema = derive(version)
    if name is not None:
        _keep_only(schema, name, version)
    evidence = f"Evidence: {version.evidence}."
    etree.indent(schema)
    text = etree.tostring(schema, encoding="unicode")
    return f"<!-- IPS job documents: the contract of {title}. {evidence} -->\n{text}\n"


def _keep_only(schema: etree._Element, name: str, version: Version) -> None:
    """Remove the components that ``name`` and its global elements do not need."""
    named: dict[str, list[etree._Element]] = {}
    for component in schema:
        named.setdefault(component.attrib["name"], []).append(component)
    if name not in named:
        from ipsxml.contract.unknown_types import unknown_type  # only needed for a misspelled name

        raise unknown_type(name, version)
    needed: set[etree._Element] = set()
    waiting = [name]
    while waiting:
        for component in named.get(waiting.pop(), []):
            if component not in needed:
                needed.add(component)
                waiting += [node.get("type", "") for node in component.iter(XS + "element")]
    for component in list(schema):
        if component not in needed:
            schema.remove(component)
